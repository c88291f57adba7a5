"""Addresses of the register: people, units, roles, delegations, files from personnel."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.register import delegation_views, hr_views, link_views, register_views, role_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("register/", register_views.people, name="register"),
    path("register/units/", register_views.units, name="register_units"),
    path("register/people/<path:number>/", register_views.person, name="register_person"),
    path(
        "register/characteristics/<path:number>/",
        register_views.characteristics,
        name="register_characteristics",
    ),
    path("register/accounts/<path:number>/", link_views.ask, name="register_relink"),
    path(
        "register/links/<row:relinking_id>/confirm/",
        link_views.decide,
        {"confirm": True},
        name="register_relink_confirm",
    ),
    path(
        "register/links/<row:relinking_id>/refuse/",
        link_views.decide,
        {"confirm": False},
        name="register_relink_refuse",
    ),
    path("roles/give/", role_views.give, name="role_give"),
    path("roles/held/<row:held_id>/end/", role_views.end, name="role_end"),
    path("delegations/", delegation_views.listed, name="delegations"),
    path("delegations/record/", delegation_views.record, name="delegation_record"),
    path("delegations/<row:delegation_id>/end/", delegation_views.end, name="delegation_end"),
    path("register/files/", hr_views.files, name="register_files"),
    path("register/files/<uuid:file_id>/", hr_views.file, name="register_file"),
    path("register/files/<uuid:file_id>/rejected.csv", hr_views.rejected, name="register_file_rejected"),
]
