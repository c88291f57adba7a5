"""Addresses of matters: lists, the case page, and who may see it."""

from django.urls import URLPattern, URLResolver, path, register_converter

from cases.staff.matters import (
    access_views,
    adding_views,
    case_views,
    correction_views,
    date_views,
    denial_views,
    edit_views,
    hold_views,
    letter_views,
    list_views,
    saved_view_views,
    subject_views,
    wall_views,
)
from cases.web.row_addresses import NAME, RowConverter

register_converter(RowConverter, NAME)

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", list_views.cases, name="cases"),
    path("cases/views/", saved_view_views.save, name="saved_view_save"),
    path("cases/views/<uuid:view_id>/", saved_view_views.saved, name="saved_view"),
    path("cases/views/<uuid:view_id>/change/", saved_view_views.change, name="saved_view_change"),
    path("cases/views/<uuid:view_id>/delete/", saved_view_views.delete, name="saved_view_delete"),
    path("cases/<str:reference>/", case_views.summary, name="case"),
    path("cases/<str:reference>/purpose/", case_views.purpose, name="case_purpose"),
    path("cases/<str:reference>/people/", case_views.people, name="case_people"),
    path("cases/<str:reference>/people/add-allegation/", adding_views.add_allegation, name="case_add_allegation"),
    path("cases/<str:reference>/people/add-subject/", adding_views.add_subject, name="case_add_subject"),
    path("cases/<str:reference>/people/add-party/", adding_views.add_party, name="case_add_party"),
    path("cases/<str:reference>/people/<row:subject_id>/identify/", subject_views.identify, name="case_identify"),
    path("cases/<str:reference>/people/<row:subject_id>/withdraw/", subject_views.withdraw, name="case_withdraw"),
    path("cases/<str:reference>/people/party/<row:party_id>/", correction_views.party, name="case_correct_party"),
    path(
        "cases/<str:reference>/people/allegation/<row:allegation_id>/",
        correction_views.allegation,
        name="case_correct_allegation",
    ),
    path("cases/<str:reference>/dates/", date_views.correct, name="case_dates"),
    path("cases/<str:reference>/deadlines/", case_views.deadlines, name="case_deadlines"),
    path("cases/<str:reference>/deadlines/<row:deadline_id>/", case_views.how_computed, name="case_how_computed"),
    path("cases/<str:reference>/severity/", case_views.severity, name="case_severity"),
    path("cases/<str:reference>/timeline/", case_views.timeline, name="case_timeline"),
    path("cases/<str:reference>/letters/<row:letter_id>/", letter_views.letter, name="case_letter"),
    path("cases/<str:reference>/edit/", edit_views.edit, name="case_edit"),
    path("cases/<str:reference>/edit/open/", edit_views.form_open, name="case_form_open"),
    path("cases/<str:reference>/access/", access_views.who, name="case_access"),
    path("cases/<str:reference>/access/name/", access_views.name, name="case_name"),
    path("cases/<str:reference>/access/give/", access_views.give, name="case_give"),
    path("cases/<str:reference>/access/hold/", hold_views.hold, name="case_hold"),
    path("cases/<str:reference>/access/release/", hold_views.release, name="case_release"),
    path("cases/<str:reference>/access/restrict/", access_views.restrict, name="case_restrict"),
    path("cases/<str:reference>/access/<row:membership_id>/end/", access_views.end, name="case_end_sight"),
    path("cases/<str:reference>/access/denials/<row:denial_id>/lift/", denial_views.lift, name="case_lift"),
    path("walls/", wall_views.waiting, name="walls"),
    path("walls/<row:decision_id>/", wall_views.decide, name="wall"),
    path("walls/<row:decision_id>/end-freeze/", wall_views.end_freeze, name="wall_end_freeze"),
]
