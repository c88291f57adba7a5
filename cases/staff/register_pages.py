"""Addresses of the register: people, units, roles, delegations, files from personnel."""

from django.urls import URLPattern, URLResolver, path

from cases.staff import register_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("register/", register_views.people, name="register"),
    path("register/units/", register_views.units, name="register_units"),
    path("register/people/<path:number>/", register_views.person, name="register_person"),
]
