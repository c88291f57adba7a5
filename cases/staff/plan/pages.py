"""Addresses of the plan of an investigation. `<row:…>` is registered with the addresses of matters."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.plan import footage_views, plan_views, record_views, report_views, step_views

PLAN = "cases/<str:reference>/plan/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(PLAN, plan_views.plan, name="case_plan"),
    path(f"{PLAN}terms/", plan_views.write_terms, name="case_terms"),
    path(f"{PLAN}terms/versions/", plan_views.versions, name="case_terms_versions"),
    path(f"{PLAN}points/add/", plan_views.add_point, name="case_add_point"),
    path(f"{PLAN}points/<row:point_id>/", plan_views.change_point, name="case_point"),
    path(f"{PLAN}lines/add/", plan_views.add_line, name="case_add_line"),
    path(f"{PLAN}lines/<row:line_id>/", plan_views.change_line, name="case_line"),
    path(f"{PLAN}footage/", footage_views.page, name="case_footage"),
    path(f"{PLAN}footage/add/", footage_views.add, name="case_add_footage"),
    path(f"{PLAN}footage/<row:request_id>/", footage_views.change, name="case_change_footage"),
    path(f"{PLAN}footage/<row:request_id>/chase/", footage_views.chase, name="case_chase_footage"),
    path(f"{PLAN}footage/<row:request_id>/how-computed/", footage_views.how_computed, name="case_footage_computed"),
    path(f"{PLAN}footage/<row:request_id>/letter/", footage_views.letter, name="case_footage_letter"),
    path(f"{PLAN}steps/", step_views.page, name="case_steps"),
    path(f"{PLAN}steps/add/", step_views.add, name="case_add_step"),
    path(f"{PLAN}steps/<row:step_id>/", step_views.change, name="case_step"),
    path(f"{PLAN}steps/<row:step_id>/chase/", step_views.chase, name="case_chase_step"),
    path(f"{PLAN}log/", record_views.log, name="case_log"),
    path(f"{PLAN}log/add/", record_views.enter, name="case_enter_log"),
    path(f"{PLAN}log/print/", record_views.print_log, name="case_print_log"),
    path(f"{PLAN}representations/", record_views.page, name="case_representations"),
    path(f"{PLAN}representations/add/", record_views.add, name="case_add_representation"),
    path(f"{PLAN}representations/<row:representation_id>/", record_views.change, name="case_representation"),
    path(f"{PLAN}report/", report_views.page, name="case_report"),
    path(f"{PLAN}report/edit/", report_views.edit, name="case_edit_report"),
    path(f"{PLAN}report/<int:version>/print/", report_views.printed, name="case_print_report"),
]
