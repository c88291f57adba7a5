"""Addresses of what runs beside a matter, and of somebody whom it is about."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.beside import beside_views, link_views, person_views, welfare_views

PERSON = "cases/<str:reference>/people/<row:subject_id>/"
BESIDE = "cases/<str:reference>/beside/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(PERSON, person_views.person, name="case_person"),
    path(f"{PERSON}restrictions/add/", person_views.add_restriction, name="case_restriction_add"),
    path(f"{PERSON}restrictions/<row:restriction_id>/end/", person_views.end_restriction, name="case_restriction_end"),
    path(f"{PERSON}welfare/", welfare_views.page, name="case_welfare"),
    path(f"{PERSON}welfare/officer/", welfare_views.officer, name="case_welfare_officer"),
    path(f"{PERSON}welfare/plan/", welfare_views.plan, name="case_welfare_plan"),
    path(f"{PERSON}welfare/contact/", welfare_views.contact, name="case_welfare_contact"),
    path(BESIDE, beside_views.beside, name="case_beside"),
    path(f"{BESIDE}add/", beside_views.add, name="case_proceeding_add"),
    path(f"{BESIDE}link/", link_views.add, name="case_link"),
    path(f"{BESIDE}links/<row:link_id>/end/", link_views.end, name="case_link_end"),
    path(f"{BESIDE}holds/<row:decision_id>/", beside_views.chase, name="case_hold_chase"),
    path(f"{BESIDE}<row:proceeding_id>/", beside_views.change, name="case_proceeding"),
    path(f"{BESIDE}<row:proceeding_id>/event/", beside_views.event, name="case_proceeding_event"),
    path(f"{BESIDE}<row:proceeding_id>/effect/", beside_views.effect, name="case_proceeding_effect"),
]
