"""What is asked on the page of the criteria: few fields, in the units of the work."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from orchestre.decision.price_rules import rules
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.facts import FactKind
from orchestre_web.shortlist import drafting
from orchestre_web.site.forms import Figure, Spoken
from orchestre_web.site.words import language as language_spoken
from orchestre_web.site.words import say

KNOWN = (FactKind.YEARS, FactKind.START, FactKind.DAYS_PER_WEEK, FactKind.REMOTE, FactKind.CONTACT)
"""Facts that need no word of the owner: one click adds them."""
MOST_WORDS = 12


class BoardForm(Spoken):
    room = "board"


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
    """One unit of `currency` is worth `rate` of the decision's, on `rate_day`. Without a currency and a rate: none."""

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
        return not self.cleaned_data.get("currency") and self.cleaned_data.get("rate") is None

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
        currency = rate.cleaned_data.get("currency", "")
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


_SAYING = re.compile(
    r"(?:(?:conna[iî]t|conna[iî]tre|ma[iî]trise|sait|utilise|pratique|parle|fait|propose|travaille|expérience|experience"
    r"|experte?|spécialiste|connaissances?|certifiée?|knows?|know|uses?|speaks?|masters|does|works|offers|expert"
    r"|knowledge|certified)\s+)"
    r"(?:(?:utiliser|faire|how to use|avec|sous|sur|en|with|in|on|of)\s+)?"
    r"(?:(?:de\s+)?[ld]['\u2019]|(?:de la|du|des|de|le|la|les|une?|the|an?)\s+)?(?=\w)",
    re.IGNORECASE,
)


def sought(name: str) -> str:
    """What to look for in the replies when a fact is named and nothing else is said: nobody writes "knows".

    >>> sought("Connaît PrestaShop"), sought("Fait de l'Odoo"), sought("Speaks German"), sought("Click & Collect")
    ('PrestaShop', 'Odoo', 'German', 'Click & Collect')
    """
    return _SAYING.sub("", name, count=1) if _SAYING.match(name) else name


class NamedFact(BoardForm):
    """`Connaît PrestaShop` and the other words for it."""

    name = forms.CharField(max_length=80)
    words = forms.CharField(max_length=400, required=False)
    helped = ("name", "words")

    def entry(self) -> dict[str, Any]:
        name = self.cleaned_data["name"].strip()
        words = split(self.cleaned_data["words"]) or [sought(name)]
        return drafting.beginning(FactKind.TERM, label=name, words=words)


class Place(BoardForm):
    places = forms.CharField(max_length=400)
    helped = ("places",)

    def entry(self) -> dict[str, Any]:
        return drafting.beginning(FactKind.PLACE, words=split(self.cleaned_data["places"]))


class Column(BoardForm):
    column = forms.CharField(max_length=80)
    helped = ("column",)

    def entry(self) -> dict[str, Any]:
        column = self.cleaned_data["column"].strip()
        return drafting.beginning(FactKind.NUMBER_GIVEN, label=column, column=column)


class Language(BoardForm):
    language = forms.ChoiceField(choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each, say(f"board.language_{each}")) for each in ("fr", "en")]

    def entry(self) -> dict[str, Any]:
        return drafting.beginning(FactKind.LANGUAGE, words=[self.cleaned_data["language"]])


ADDED: Mapping[str, type[NamedFact] | type[Place] | type[Column] | type[Language]] = {
    "term": NamedFact,
    "place": Place,
    "number_given": Column,
    "language": Language,
}
"""The forms that add a criterion, by the kind of fact."""


class CriterionForm(BoardForm):
    """One criterion as it stands. What its kind has no use for is not asked."""

    label = forms.CharField(max_length=80)
    points = forms.IntegerField(min_value=0, max_value=drafting.MOST_POINTS)
    words = forms.CharField(max_length=400)
    worst = Figure(least=None)
    best = Figure(least=None)
    must = forms.BooleanField(required=False)
    limit = Figure(required=False, least=None)
    helped = ("words", "worst", "best", "must", "limit")

    def __init__(self, *args: Any, entry: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        kind = FactKind(entry["fact"])
        self.yes_or_no = drafting.is_yes_or_no(entry)
        if kind not in (FactKind.TERM, FactKind.SKILL, FactKind.PLACE):
            del self.fields["words"]
        if self.yes_or_no or kind is FactKind.REMOTE:
            del self.fields["worst"], self.fields["best"]
        if self.yes_or_no:
            del self.fields["limit"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "limit" in self.fields and data.get("must") and data.get("limit") is None and not self.errors:
            self.add_error("limit", say("board.limit_missing"))
        return data

    def values(self) -> dict[str, Any]:
        """What changes in the entry. A label in both languages stays so until it is rewritten."""
        data = self.cleaned_data
        changed: dict[str, Any] = {"points": data["points"]}
        known = self.entry.get("label", self.entry["key"])
        same = isinstance(known, dict) and data["label"] in known.values()
        changed["label"] = known if same else data["label"]
        if "words" in data:
            changed["words"] = split(data["words"])
        if "worst" in data:
            changed |= {"worst": data["worst"], "best": data["best"]}
        return changed

    def limits(self) -> dict[str, float] | None:
        data = self.cleaned_data
        if not data["must"]:
            return None
        if self.yes_or_no:
            return {}
        smaller_is_better = data.get("best", 1) < data.get("worst", 0)
        return {"at_most" if smaller_is_better else "at_least": data["limit"]}


def criterion_values(entry: Mapping[str, Any], document: drafting.Document, language: str) -> dict[str, Any]:
    """The fields of CriterionForm as the decision has them."""
    label = entry.get("label", entry["key"])
    limit = drafting.gate(document, entry["key"])
    return {
        "label": label if isinstance(label, str) else label.get(language, entry["key"]),
        "points": entry["points"],
        "words": ", ".join(entry.get("words", [])),
        "worst": entry.get("worst"),
        "best": entry.get("best"),
        "must": limit is not None,
        "limit": None if limit is None else limit.get("at_least", limit.get("at_most")),
    }


def split(written: str) -> list[str]:
    """Words between commas or semicolons, each once.

    >>> split("PrestaShop, Presta ;PrestaShop")
    ['PrestaShop', 'Presta']
    """
    parts = (" ".join(part.split()) for part in written.replace(";", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))[:MOST_WORDS]
