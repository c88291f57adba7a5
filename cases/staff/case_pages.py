"""Addresses of matters: lists, the case page, and who may see it."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
