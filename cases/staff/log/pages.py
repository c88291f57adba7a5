"""Addresses of logging: a call resolved at once, and a matter in two pages."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.log import begin_views, call_views, done_views, likely, matter_views
from cases.staff.log.log_drafts import CALL, MATTER, PEOPLE

urlpatterns: list[URLPattern | URLResolver] = [
    path("log/", begin_views.start, name="log"),
    path("log/call/<uuid:key>/", call_views.call, name="log_call"),
    path("log/matter/<uuid:key>/", matter_views.matter, name="log_matter"),
    path("log/matter/<uuid:key>/people/", matter_views.people, name="log_people"),
    path("log/drafts/call/<uuid:key>/", begin_views.draft, {"kind": CALL}, name="log_draft_call"),
    path("log/drafts/matter/<uuid:key>/", begin_views.draft, {"kind": MATTER}, name="log_draft_matter"),
    path("log/drafts/people/<uuid:key>/", begin_views.draft, {"kind": PEOPLE}, name="log_draft_people"),
    path("log/duplicates/", likely.likely, name="log_likely"),
    path("log/register/", likely.people, name="log_find_people"),
    path("log/done/<str:reference>/", done_views.done, name="log_done"),
]
