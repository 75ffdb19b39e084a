"""Every page asks for a log-in unless its view says `@login_not_required`."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase


class LogInFirst(LoginRequiredMiddleware):
    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """A part of a page cannot show a log-in form: htmx is told to go there with the whole page."""
        response = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request") == "true":
            response.status_code = 204
            response.headers["HX-Redirect"] = response.headers["Location"]
            del response.headers["Location"]
        return response
