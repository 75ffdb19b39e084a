"""What stands beside the ranking of now: offers that a condition removed, and rankings that were kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from orchestre.basics import typography
from orchestre.shortlist.reasons import figure_in_words
from orchestre_web.shortlist import drafting, stored
from orchestre_web.shortlist.actions import Standing
from orchestre_web.shortlist.models import OfferDetail
from orchestre_web.shortlist.shown import plots
from orchestre_web.shortlist.shown.board import name_of, newest_reply, plain_name, reply_address, shortened
from orchestre_web.shortlist.shown.parts import Pages, Removed
from orchestre_web.site.words import say


def removed(standing: Standing, details: Sequence[OfferDetail], language: str) -> list[Removed]:
    """Offers that a condition removed, each with the limit, what it says and the words."""
    decision = standing.read
    gates = {gate.key: gate for gate in decision.scales.gates}
    shown = []
    for detail in details:
        candidate = stored.candidate_of(detail.offer_id, detail.document)
        key = detail.document["failed"][0]
        gate = gates[key]
        reading = candidate.readings[gate.fact]
        criterion = next((c for c in decision.scales.criteria if c.key == gate.fact), None)
        value = ""
        if criterion is not None and reading.value is not None:
            value = figure_in_words(criterion, decision, reading.value.likely, language)
        address = reply_address(standing.call.pk, newest_reply(detail), gate.fact, decision)
        quote = shortened(reading.quotes[0].text) if reading.quotes else ""
        shown.append(Removed(name_of(detail), gate.label.said(language), value, quote, address))
    return shown


def kept_criteria(document: Mapping[str, Any], language: str) -> list[tuple[str, int, str]]:
    """Label, points and share of each criterion of a ranking that was kept."""
    decision = drafting.read({name: part for name, part in document["decision"].items() if name != "sha256"})
    points: Mapping[str, int] = document["weights"]
    criteria = decision.scales.criteria
    shares = typography.percents([points[c.key] for c in criteria], language)
    return [(c.label.said(language), points[c.key], share) for c, share in zip(criteria, shares, strict=True)]


def kept_rows(document: Mapping[str, Any], pages: Pages, language: str) -> list[dict[str, Any]]:
    """The offers of a ranking that was kept, figures in words."""
    rows = []
    for entry in document["ranking"][pages.first : pages.last]:
        price = entry["comparable_price"]
        parts = [each["contribution"] for each in entry["criteria"].values()]
        rows.append(
            {
                "rank": entry["rank"],
                "name": say("calls.reply_nobody") if entry["name"] == entry["id"] else plain_name(entry["name"]),
                "score": typography.number(round(entry["score"]), language),
                "low": typography.number(round(entry["low"]), language),
                "high": typography.number(round(entry["high"]), language),
                "bar": plots.score_bar(parts, entry["low"], entry["high"]),
                "price_likely": typography.money(round(price["likely"]), language, price["currency"]),
                "price_span": typography.money_between(
                    round(price["low"]), round(price["high"]), language, price["currency"]
                ),
                "price_known": price["state"] != "unknown",
                "reasons": entry["reasons"],
                "recommended": [each["text"] for each in entry.get("recommended", ())],
            }
        )
    return rows
