"""Addresses of the evidence of a matter."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.evidence import custody_views, file_views, item_views, schedule_views

AT = "cases/<str:reference>/evidence/"
ITEM = f"{AT}<row:item_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(AT, item_views.listing, name="case_evidence"),
    path(f"{AT}add/", item_views.add, name="evidence_add"),
    path(f"{AT}schedule/", schedule_views.schedule, name="evidence_schedule"),
    path(f"{AT}files/<row:file_id>/", file_views.original, name="evidence_original"),
    path(f"{AT}files/<row:file_id>/copy/", file_views.copy, name="evidence_copy"),
    path(ITEM, item_views.item, name="evidence_item"),
    path(f"{ITEM}correct/", item_views.correct, name="evidence_correct"),
    path(f"{ITEM}mark/", item_views.mark, name="evidence_mark"),
    path(f"{ITEM}file/", file_views.add, name="evidence_add_file"),
    path(f"{ITEM}custody/", custody_views.add, name="evidence_custody"),
]
