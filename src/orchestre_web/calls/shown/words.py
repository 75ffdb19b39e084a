"""One value of a reply in words, and what the page calls its fields."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from orchestre.basics import typography
from orchestre.replies.form import FIELDS as OF_FORM
from orchestre.replies.recommendation import FIELDS as OF_ORIGIN
from orchestre.replies.sources import Role
from orchestre_web.calls.names import network_name
from orchestre_web.site.words import language, say

Document = Mapping[str, Any]


def posted_on(posted_at: str) -> date | None:
    """The day a reply was sent, when its source said so in full.

    >>> posted_on("2026-10-12T10:03:49+02:00"), posted_on("3 sem.")
    (datetime.date(2026, 10, 12), None)
    """
    try:
        return date.fromisoformat(posted_at[:10])
    except ValueError:
        return None


def channel_words(channel: str) -> str:
    """A channel as its network writes it.

    >>> channel_words("linkedin"), channel_words("google_forms"), channel_words("linkedin_comment")
    ('LinkedIn', 'Google Forms', 'Commentaire LinkedIn')
    """
    if channel == "email":
        return say("calls.channel_email")
    if channel == "web_form":
        return say("calls.channel_web_form")
    network, _, what = channel.rpartition("_")
    if network and what == "comment":
        return say("calls.channel_comment", network=network_name(network))
    if network and what == "message":
        return say("calls.channel_message", network=network_name(network))
    return network_name(channel)


_REACH = frozenset({"email", "phone", "url"})


def given_words(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a source gives beside the text: a column of ours in words, another under the name its file has."""
    recommended = OF_ORIGIN[0] in given
    ours = {role.value for role in Role if role is not Role.ALIAS}
    return [
        (say(f"calls.column_{name}") if name in ours else name, value)
        for name, value in given.items()
        # Said at the top of the page, in the text, or in words beside.
        if not (name in OF_ORIGIN or name in OF_FORM or (recommended and name in _REACH))
    ]


def shortened(words: str, most: int) -> str:
    """At most `most` characters, cut between two words where one can.

    >>> shortened("Refaire notre boutique", 16), shortened("Refaire", 16)
    ('Refaire notre…', 'Refaire')
    """
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"


def price_words(price: Document) -> str:
    """An amount with its tax and unit, as one says it."""
    spoken = language()
    low, high = (None if price[name] is None else Decimal(str(price[name])) for name in ("amount_min", "amount_max"))
    currency, qualifier = price.get("currency"), price["qualifier"]
    if low is None and high is None:
        return say(f"calls.qualifier_{qualifier}")

    def written(amount: Decimal) -> str:
        if currency is None:
            return typography.percent(amount / 100, spoken, 0 if amount == int(amount) else 1)
        return typography.money(amount, spoken, currency)

    if low is not None and high is not None and low != high:
        amount = (
            typography.money_span(low, high, spoken, currency)
            if currency
            else say("calls.from_to", low=written(low), high=written(high))
        )
    elif low is None or qualifier == "up_to":
        amount = say("calls.price_up_to", amount=written(high if high is not None else low or Decimal(0)))
    elif high is None or qualifier == "from":
        amount = say("calls.price_from", amount=written(low))
    elif qualifier == "about":
        amount = say("calls.price_about", amount=written(low))
    else:
        amount = written(low)
    tax = {"excl": say("calls.tax_excl"), "incl": say("calls.tax_incl")}.get(price["tax"], "")
    unit = price.get("unit_raw") or (
        "" if price["unit"] in {"unknown", "percent"} else say(f"calls.per_{price['unit']}")
    )
    return " ".join(part for part in (amount, tax, unit) if part)


def years_words(years: float | None) -> str:
    return "" if years is None else say("calls.years", n=years)


def availability_words(availability: Document | None) -> str:
    if not availability:
        return ""
    parts = []
    if availability.get("immediate"):
        parts.append(say("calls.available_now"))
    if availability.get("start"):
        parts.append(say("calls.available_from", when=date.fromisoformat(availability["start"])))
    if availability.get("days_per_week"):
        parts.append(say("calls.available_days", n=availability["days_per_week"]))
    return ", ".join(parts) or str(availability.get("date_text") or "")


def corrected_words(field: str, value: Any) -> str:
    """The value of a correction, for the history."""
    match field:
        case "kept":
            written = say("calls.kept_true") if value else say("calls.kept_false")
        case "same_person":
            written = ", ".join(say("calls.same_yes" if same else "calls.same_no") for same in value.values())
        case "price":
            written = " · ".join(price_words(each) for each in value)
        case "years_experience":
            written = years_words(value)
        case "availability":
            written = availability_words(value)
        case "location" | "skills" | "tools" | "mentions" | "emails" | "phones" | "urls" | "handles":
            written = ", ".join(value)
        case "claims":
            written = " · ".join(each["words"] for each in value)
        case "remote":
            written = say(f"calls.remote_{value}")
        case "kind":
            written = say(f"calls.kind_{value}")
        case "language":
            written = say(f"calls.language_{value}")
        case _:
            written = say(f"calls.term_{value}")
    return written or say("calls.said_nothing")


def field_words(field: str) -> str:
    """What the page calls a field; a fact of the owner's keeps its own name."""
    return field.partition(":")[2] if ":" in field else say(f"calls.value_{field}")
