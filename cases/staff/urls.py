"""Addresses of the staff door."""

from django.urls import URLPattern, URLResolver, path

from cases.staff import account_pages, trail_views, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("roles/", views.roles, name="roles"),
    path("roles/holders/", views.role_holders, name="role_holders"),
    path("trail/", trail_views.entries, name="trail"),
    path("trail/strangers/", trail_views.strangers, name="trail_strangers"),
    path("system/", views.system_health, name="system_health"),
    *account_pages.urlpatterns,
]
