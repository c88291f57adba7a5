"""Addresses of keeping people informed."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.informing import update_views, withholding_views

OF = "cases/<str:reference>/updates/<row:party_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(OF, update_views.update, name="case_update"),
    path(f"{OF}discard/", update_views.discard, name="case_update_discard"),
    path(f"{OF}withhold/", withholding_views.withhold, name="case_update_withhold"),
]
