"""Addresses of the staff door."""

from django.urls import URLPattern, URLResolver, path

from cases.staff import job_views, trail_views, views
from cases.staff.account import pages as account_pages
from cases.staff.acts import pages as act_pages
from cases.staff.beside import pages as beside_pages
from cases.staff.evidence import pages as evidence_pages
from cases.staff.informing import pages as informing_pages
from cases.staff.letters import pages as letter_pages
from cases.staff.log import pages as log_pages
from cases.staff.matters import pages as case_pages
from cases.staff.plan import pages as plan_pages
from cases.staff.register import pages as register_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("roles/", views.roles, name="roles"),
    path("roles/holders/", views.role_holders, name="role_holders"),
    path("trail/", trail_views.entries, name="trail"),
    path("trail/strangers/", trail_views.strangers, name="trail_strangers"),
    *letter_pages.urlpatterns,
    *informing_pages.urlpatterns,
    *case_pages.urlpatterns,
    *act_pages.urlpatterns,
    *plan_pages.urlpatterns,
    *evidence_pages.urlpatterns,
    *beside_pages.urlpatterns,
    *log_pages.urlpatterns,
    *register_pages.urlpatterns,
    path("jobs/", job_views.overview, name="jobs"),
    path("jobs/history/", job_views.history, name="job_history"),
    path("jobs/runs/<int:run_id>/", job_views.run, name="job_run"),
    path("jobs/runs/<int:run_id>/retry/", job_views.retry_run, name="job_run_retry"),
    path("jobs/work/<uuid:work_id>/", job_views.work, name="job_work"),
    path("jobs/work/<uuid:work_id>/settle/", job_views.settle_work, name="job_work_settle"),
    path("jobs/drills/", job_views.begin_drill, name="drills"),
    path("jobs/drills/<uuid:drill_id>/", job_views.drill, name="drill"),
    path("system/", views.system_health, name="system_health"),
    *account_pages.urlpatterns,
]
