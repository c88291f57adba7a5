"""Addresses of the register: people, units, roles, delegations, files from personnel."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
