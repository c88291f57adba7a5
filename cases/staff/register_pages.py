"""Addresses of the register: people, units, roles, delegations, files from personnel."""

from django.urls import URLPattern, URLResolver, path

from cases.staff import hr_views, register_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("register/", register_views.people, name="register"),
    path("register/units/", register_views.units, name="register_units"),
    path("register/people/<path:number>/", register_views.person, name="register_person"),
    path("register/files/", hr_views.files, name="register_files"),
    path("register/files/<uuid:file_id>/", hr_views.file, name="register_file"),
    path("register/files/<uuid:file_id>/rejected.csv", hr_views.rejected, name="register_file_rejected"),
]
