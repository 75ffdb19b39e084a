"""A page that was read while the cells were worked out again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from orchestre_web.shortlist.queries import BuiltAgain


class AskAgain:
    """Half of the page is of before, half of after: it is asked for once more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, BuiltAgain) and request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(request.get_full_path())
        return None
