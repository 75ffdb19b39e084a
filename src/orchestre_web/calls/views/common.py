"""What the pages of a call share."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

ON_A_PAGE = 50


def posted(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is filled with; an empty one is a filled one too."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def page_of(request: HttpRequest, rows: Any, most: int = ON_A_PAGE) -> Any:
    return Paginator(rows, most).get_page(request.GET.get("page"))
