"""Other looks at the same ranking: how sure it is, how the price acts, price against quality."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orchestre.basics import OrchestreError
from orchestre.shortlist.tried import Tried
from orchestre_web.shortlist import actions, filters, queries, worked
from orchestre_web.shortlist.access import access_board
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.shown import board as page
from orchestre_web.shortlist.shown import compare as compare_page
from orchestre_web.shortlist.shown import late, sight
from orchestre_web.shortlist.shown import map as map_page
from orchestre_web.shortlist.shown import price as price_page
from orchestre_web.shortlist.shown.paper import decided_of
from orchestre_web.site import words


def _ranked(request: HttpRequest, call_id: int) -> tuple[Standing, Tried] | None:
    """The ranking under the points of the address; None when there is none, and the board says why. Raises Http404."""
    call = access_board(request.user, call_id)
    standing = actions.board(call, now=timezone.now())
    if standing is None:
        return None
    try:
        return standing, standing.tried(request.GET.dict())
    except OrchestreError:
        return None


def _board(standing: Standing, tried: Tried) -> str:
    """The board under the same points."""
    address = reverse("shortlist:board", args=[standing.call.pk])
    own = dict(tried.points) == standing.points
    return address if own else f"{address}?{page.query(tried.points)}"


@require_GET
def sure(request: HttpRequest, call_id: int) -> HttpResponse:
    """The verdict and the chances of the rows shown, worked out when nobody did: a part of the board. Without scripts,
    the board itself, which then has them."""
    found = _ranked(request, call_id)
    if found is None or not len(found[1].ranking):
        return redirect("shortlist:board", call_id)
    standing, tried = found
    document = worked.sure(standing, tried)
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else 1
    filtered = filters.asked(request.GET.dict(), request.GET.getlist(filters.UNFOLD))
    seen = sight.sight(standing, tried, filtered, number)
    details = queries.details(standing.cells, page.rows_needed(tried.ranking, seen.places, document))
    board = page.BoardPage(standing, tried, seen.pages, details, language=words.language(), sure=document, sight=seen)
    if request.headers.get("HX-Request") != "true":
        same = page.query_of(board)
        address = reverse("shortlist:board", args=[call_id])
        return redirect(f"{address}?{same}" if same else address)
    shown = [int(row) for row in tried.ranking.order[seen.places]]
    rows = [(row, board.chance(row)) for row in shown]
    known = {"call": standing.call, "chances": page.chances(board), "rows": rows, "decided": decided_of(standing.call)}
    return render(request, "shortlist/sure_part.html", known)


@require_GET
def sure_help(request: HttpRequest, call_id: int) -> HttpResponse:
    """What the chances mean."""
    return render(request, "shortlist/sure_help.html", {"call": access_board(request.user, call_id)})


@require_GET
def price(request: HttpRequest, call_id: int) -> HttpResponse:
    """How the price acts on these offers, under which formula and which weight somebody else would win."""
    found = _ranked(request, call_id)
    if found is None:
        return redirect("shortlist:board", call_id)
    standing, tried = found
    document = worked.price(standing, tried)
    language = words.language()
    known: dict[str, Any] = {"call": standing.call, "back": _board(standing, tried), "shown": None}
    known |= late.told(queries.changes(standing.decision), queries.first_delivery(standing.call), language)
    if document is not None:
        known["shown"] = price_page.page(standing, tried, document, language)
    return render(request, "shortlist/price.html", known)


@require_GET
def price_map(request: HttpRequest, call_id: int) -> HttpResponse:
    """Price against quality, with the offers that no other beats on both."""
    found = _ranked(request, call_id)
    if found is None:
        return redirect("shortlist:board", call_id)
    standing, tried = found
    known: dict[str, Any] = {"call": standing.call, "back": _board(standing, tried), "shown": None}
    places = map_page.find(tried)
    if places is not None:
        details = queries.details(standing.cells, map_page.rows_needed(places))
        known["shown"] = map_page.page(standing, tried, places, details, words.language())
    return render(request, "shortlist/map.html", known)


@require_GET
def compare(request: HttpRequest, call_id: int) -> HttpResponse:
    """Two or three offers side by side: `o` is the reply that begins each."""
    found = _ranked(request, call_id)
    if found is None:
        return redirect("shortlist:board", call_id)
    standing, tried = found
    back = _board(standing, tried)
    asked = [int(each) for each in dict.fromkeys(request.GET.getlist("o")) if each.isdecimal() and len(each) < 19]
    details = queries.offers_that_begin(standing.cells, asked[: compare_page.MOST])
    if len(details) < compare_page.LEAST:
        messages.info(request, words.say("board.compare_too_few"))
        return redirect(back)
    sure_kept = worked.sure_kept(standing, tried)
    whole = page.pages_of(len(tried.ranking), 1)
    board = page.BoardPage(standing, tried, whole, details, language=words.language(), sure=sure_kept)
    shown = compare_page.page(board, list(details))
    names = [page.shortened(column.row.name, 40) for column in shown.columns]
    known = {
        "call": standing.call,
        "back": back,
        "shown": shown,
        "best": names[0],
        "first": ", ".join(names[:-1]),
        "last": names[-1],
        "too_many": len(asked) > compare_page.MOST,
        "with_chances": sure_kept is not None,
    }
    return render(request, "shortlist/compare.html", known)
