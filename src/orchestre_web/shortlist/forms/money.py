"""The budget, the quantities, the formula of the price and the rates of other currencies."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from orchestre.decision.price_rules import rules
from orchestre.shortlist.decision_file import PRICE
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.forms.fields import BoardForm
from orchestre_web.site.forms import Figure
from orchestre_web.site.words import language as language_spoken
from orchestre_web.site.words import say


class Budget(BoardForm):
    floor = Figure()
    ceiling = Figure()
    helped = ("floor", "ceiling")


class Need(BoardForm):
    floor = Figure()
    ceiling = Figure()
    most = Figure(required=False)
    tax = forms.ChoiceField(choices=())
    days_low = Figure(required=False, most=10_000)
    days = Figure(required=False, most=10_000)
    days_high = Figure(required=False, most=10_000)
    months_low = Figure(required=False, most=1_000)
    months = Figure(required=False, most=1_000)
    months_high = Figure(required=False, most=1_000)
    helped = ("floor", "ceiling", "most", "tax")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tax = self.fields["tax"]
        assert isinstance(tax, forms.ChoiceField)
        tax.choices = [(each, say(f"board.tax_{each}")) for each in ("excl", "incl")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("days", "months"):
            ends = [data.get(f"{name}_low"), data.get(name), data.get(f"{name}_high")]
            written = [each for each in ends if each is not None]
            if written != sorted(written):
                self.add_error(name, say("board.not_rising"))
        return data


class PriceFormula(BoardForm):
    """How a price becomes points. The two figures are kept whatever the formula: others can then be compared."""

    rule = forms.ChoiceField(choices=(), widget=forms.RadioSelect)
    euro_per_point = Figure(required=False)
    quality_floor = Figure(required=False, most=100)
    helped = ("euro_per_point", "quality_floor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(rule.name, rule.label.said(language_spoken())) for rule in rules().values()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("euro_per_point", "quality_floor"):
            if data.get(name) == 0:
                data[name] = None
        for name in rules()[data["rule"]].needs if "rule" in data else ():
            if name in self.fields and not data.get(name) and name not in self.errors:
                self.add_error(name, say("board.rule_needs_figure"))
        return data


def formula_values(document: drafting.Document) -> dict[str, Any]:
    """The fields of PriceFormula as the decision has them."""
    price = document["price"]
    return {"rule": "budget"} | {n: price[n] for n in ("rule", "euro_per_point", "quality_floor") if n in price}


class Rate(BoardForm):
    """One unit of `currency` is worth `rate` of the decision's, on `rate_day`. A currency that stands
    alone is one that the page proposed and nobody filled in."""

    currency = forms.CharField(
        required=False, max_length=3, widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 3})
    )
    rate = forms.CharField(
        required=False, max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    )
    rate_day = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    helped = ("rate",)

    @property
    def is_empty(self) -> bool:
        known = self.cleaned_data
        return known.get("rate") is None and not (known.get("currency") and known.get("rate_day"))

    def clean_currency(self) -> str:
        code = str(self.cleaned_data["currency"]).strip().upper()
        if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(say("board.not_a_currency", given=code))
        return code

    def clean_rate(self) -> float | None:
        """In a rate a comma never groups thousands: 1,085 is a little more than one."""
        written = str(self.cleaned_data["rate"]).strip()
        if not written:
            return None
        if not re.fullmatch(r"\d{1,9}(?:[.,]\d{1,9})?", written):
            raise forms.ValidationError(say("site.not_a_figure", given=written))
        rate = float(written.replace(",", "."))
        if not rate:
            raise forms.ValidationError(say("site.figure_out_of_reach", given=written))
        return rate

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.is_empty:
            for name in ("currency", "rate", "rate_day"):
                if not data.get(name):
                    self.add_error(name, say("board.rate_not_whole"))
        return data

    def entry(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"currency": data["currency"], "rate": data["rate"], "date": data["rate_day"].isoformat()}


MOST_RATES = 12


def rates_known(document: drafting.Document, asked: Iterable[str] = ()) -> list[Rate]:
    """A form a rate of the decision, one a currency that waits for its rate, and an empty one."""
    known = document["price"].get("exchange", [])
    beginnings = [
        {"currency": each["currency"], "rate": _rate_written(each["rate"]), "rate_day": each["date"]} for each in known
    ]
    there = {each["currency"] for each in known}
    beginnings += [{"currency": currency} for currency in asked if currency not in there]
    room = [*beginnings, {}][:MOST_RATES]
    return [Rate(initial=each, prefix=str(n)) for n, each in enumerate(room)]


def _rate_written(rate: Any) -> str:
    written = f"{Decimal(str(rate)):f}"
    return written.replace(".", ",") if language_spoken() == "fr" else written


def rates_sent(posted: Mapping[str, Any]) -> list[Rate]:
    return [Rate(posted, prefix=str(n)) for n in range(MOST_RATES) if f"{n}-currency" in posted]


def all_right(form: forms.Form, *rates: Rate) -> bool:
    """Each is looked at, so that every mistake is told at once. A currency has one rate."""
    right = [each.is_valid() for each in (form, *rates)]
    seen: set[str] = set()
    for rate in rates:
        currency = "" if rate.is_empty else rate.cleaned_data.get("currency", "")
        if currency and currency in seen:
            rate.add_error("currency", say("board.rate_twice", currency=currency))
            right.append(False)
        seen.add(currency)
    return all(right)


def need_values(document: drafting.Document) -> dict[str, Any]:
    """The fields of Need as the decision has them."""
    need, price = document.get("need", {}), document["price"]
    limit = drafting.gate(document, PRICE)
    values = {name: price.get(name) for name in ("floor", "ceiling", "tax")}
    values["most"] = limit.get("at_most") if limit else None
    for name in ("days", "months"):
        said = need.get(name)
        ends = said if isinstance(said, list) else [] if said is None else [said]
        low, likely, high = (ends[0], ends[len(ends) // 2], ends[-1]) if ends else (None, None, None)
        if len(ends) == 2:
            likely = None
        values |= {f"{name}_low": low, name: likely, f"{name}_high": high}
    return values
