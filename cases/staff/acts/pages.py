"""Addresses of acts of the law in a matter, and of its register of decisions."""

from django.urls import URLPattern, URLResolver, path

from cases.staff.acts import act_views, decision_views, referral_views

urlpatterns: list[URLPattern | URLResolver] = [
    path("cases/<str:reference>/decisions/", decision_views.decisions, name="case_decisions"),
    path("cases/<str:reference>/referral/", referral_views.settle, name="case_referral"),
    path("cases/<str:reference>/decisions/<slug:key>/", act_views.act, name="case_act"),
    path("cases/<str:reference>/decisions/<slug:key>/<row:against>/", act_views.act_against, name="case_act_against"),
]
