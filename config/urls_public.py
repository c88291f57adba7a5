"""The public door's URL space. Health and static files are answered before addresses are looked up."""

from cases.portal.urls import urlpatterns

handler400 = "cases.web.errors.bad_request"
handler403 = "cases.web.errors.forbidden"
handler404 = "cases.web.errors.not_found"
handler500 = "cases.web.errors.server_error"

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
