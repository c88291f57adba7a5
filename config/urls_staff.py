"""The staff door's URL space. Health and static files are answered before addresses are looked up."""

from cases.staff.urls import urlpatterns

handler400 = "cases.web.errors.bad_request"
handler403 = "cases.web.errors.forbidden"
handler404 = "cases.web.errors.not_found"
handler500 = "cases.web.errors.server_error"
handler429 = "cases.staff.errors.too_many"

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]
