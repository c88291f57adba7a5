"""Addresses of logging: a call resolved at once, and a matter in two pages."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
