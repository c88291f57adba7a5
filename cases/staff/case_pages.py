"""Addresses of matters: lists, the case page, and who may see it."""

from django.urls import URLPattern, URLResolver, path

from cases.staff import list_views, view_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/", list_views.cases, name="cases"),
    path("cases/views/", view_views.save, name="saved_view_save"),
    path("cases/views/<uuid:view_id>/", view_views.saved, name="saved_view"),
    path("cases/views/<uuid:view_id>/change/", view_views.change, name="saved_view_change"),
    path("cases/views/<uuid:view_id>/delete/", view_views.delete, name="saved_view_delete"),
]
