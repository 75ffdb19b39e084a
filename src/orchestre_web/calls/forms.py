"""What is asked about a call: one sentence, a budget, the files. All but the sentence may come later."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from orchestre.reading.language import LANGUAGES, UNKNOWN
from orchestre.reading.values import Qualifier, Remote, Tax, Unit
from orchestre.replies.extract import Kind
from orchestre.replies.sources.choice import better_as_html
from orchestre_web.site.forms import Spoken
from orchestre_web.site.words import say

CORRECTED_QUALIFIERS = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.FROM, Qualifier.UP_TO, Qualifier.RANGE,
                        Qualifier.ON_QUOTE, Qualifier.FREE)  # fmt: skip


class WholeNumber(forms.IntegerField):
    """A whole number as people write it: "12 000", "12 000 €"."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            for sign in (" ", "\u00a0", "\u202f", "'", "€"):
                value = value.replace(sign, "")
        return super().to_python(value)


def _whole(most: int) -> WholeNumber:
    return WholeNumber(
        min_value=0, max_value=most, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


ACCEPTED = (
    ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.mbox,.mbx,.eml,.zip,.js,.html,.htm,text/plain,text/csv,text/html,"
    "application/json,application/zip,message/rfc822,application/mbox"
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(each, initial) for each in given]


class Delivered(Spoken):
    """Files or a pasted text. An empty file is let through: the reader says what is wrong with it."""

    room = "calls"
    helped: tuple[str, ...] = ("dropped",)
    dropped = FilesField(
        required=False,
        allow_empty_file=True,
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
    )
    pasted = forms.CharField(
        required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6, "data-paste": "", "autocomplete": "off"})
    )
    pasted_html = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    """The same page as the clipboard or the bookmark gives it beside the text."""
    page_name = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    @property
    def words(self) -> str:
        """What was pasted: its HTML where that says more."""
        text, html = (str(self.cleaned_data.get(name, "")) for name in ("pasted", "pasted_html"))
        if html.strip() and (not text.strip() or better_as_html(text, html)):
            return f"<html>{html}</html>"
        return text

    @property
    def is_given(self) -> bool:
        return bool(self.cleaned_data.get("dropped") or self.words.strip())


class NewCall(Delivered):
    helped = ("need_text", "dropped", "own_names")
    need_text = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    budget_floor = _whole(1_000_000_000)
    budget_ceiling = _whole(1_000_000_000)
    days = _whole(10_000)
    months = _whole(600)
    own_names = forms.CharField(required=False, max_length=500)
    field_order = ("need_text", "budget_floor", "budget_ceiling", "days", "months", "dropped", "pasted", "pasted_html",
                   "page_name", "own_names")  # fmt: skip

    def clean_own_names(self) -> list[str]:
        return _names(self.cleaned_data["own_names"])


def _names(written: str) -> list[str]:
    return [name for part in written.split(",") if (name := part.strip())]


class EditedCall(Spoken):
    """What the call is named, what it looks for, and the owner's names in what comes in: no figure of what is already
    there follows from them."""

    room = "calls"
    title = forms.CharField(max_length=120)
    need_text = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    later_own_names = forms.CharField(required=False, max_length=500)
    helped = ("title", "later_own_names")

    def clean_later_own_names(self) -> list[str]:
        return _names(self.cleaned_data["later_own_names"])


class KeepUntil(Spoken):
    """The last day the replies of a call are kept."""

    room = "calls"
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    helped = ("day",)


def read_value(field: str, posted: Any) -> Any:
    """What the correction form of a field says, as `replies.corrections.check` takes it."""
    match field:
        case "price":
            return _prices(posted)
        case "availability":
            return {name: posted.get(name, "") for name in ("start", "days_per_week")} | {
                "immediate": posted.get("immediate") == "on"
            }
        case "claims":
            parts = [each.split("|", 2) for each in posted.getlist("claim") if each.count("|") >= 2]
            return [{"type": kind, "checkable": check == "1", "words": words} for kind, check, words in parts]
        case _:
            return posted.get("value", "")


def _prices(posted: Any) -> list[dict[str, Any]]:
    """One line of the form a price; a line without amount, nor "free" nor "on quote", is none."""
    columns = [posted.getlist(name) for name in ("amount", "amount_to", "unit", "tax", "qualifier")]
    currencies = [*posted.getlist("currency"), *[""] * len(columns[0])]
    prices = []
    for amount, amount_to, unit, tax, qualifier, currency in zip(*columns, currencies, strict=False):
        said = qualifier in {Qualifier.ON_QUOTE, Qualifier.FREE}
        if not amount.strip() and not amount_to.strip() and not said:
            continue
        low, high = _bounds(qualifier, amount, amount_to)
        prices.append(
            {"amount_min": low, "amount_max": high, "currency": currency, "unit": unit, "tax": tax,
             "qualifier": qualifier}
        )  # fmt: skip
    return prices


def _bounds(qualifier: str, amount: str, amount_to: str) -> tuple[str, str]:
    if qualifier in {Qualifier.ON_QUOTE, Qualifier.FREE}:
        return "", ""
    if amount_to.strip():
        return amount, amount_to
    if qualifier == Qualifier.FROM:
        return amount, ""
    return ("", amount) if qualifier == Qualifier.UP_TO else (amount, amount)


def choices(prefix: str, values: Any) -> list[tuple[str, str]]:
    """The options of a list, in words: the sentence of each is `prefix` and its value."""
    return [(each.value, say(prefix + each.value)) for each in values]


def languages() -> list[tuple[str, str]]:
    return [(each, say(f"calls.language_{each}")) for each in (*LANGUAGES, UNKNOWN)]


def kinds() -> list[tuple[str, str]]:
    return choices("calls.kind_", Kind)


def remotes() -> list[tuple[str, str]]:
    return choices("calls.remote_", Remote)


CURRENCIES = ("EUR", "CHF", "GBP", "USD", "CAD", "AUD", "NZD", "SGD", "INR", "XAF", "XOF", "MAD", "TND", "PLN", "RON")
"""Of who answers calls here; a price read in another keeps it (`currencies`)."""


def currencies(prices: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Codes to choose from: the usual ones, and those that these prices are in."""
    codes = dict.fromkeys([*CURRENCIES, *(str(each["currency"]) for each in prices if each.get("currency"))])
    return [(code, code) for code in codes]


def units() -> list[tuple[str, str]]:
    return choices("calls.unit_", Unit)


def taxes() -> list[tuple[str, str]]:
    return choices("calls.tax_", Tax)


def qualifiers() -> list[tuple[str, str]]:
    return choices("calls.qualifier_", CORRECTED_QUALIFIERS)
