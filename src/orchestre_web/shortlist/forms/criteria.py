"""A criterion to add, and one as it stands."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from orchestre.shortlist import hand
from orchestre.shortlist.facts import FactKind
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.forms.fields import BoardForm, split
from orchestre_web.site.forms import Figure
from orchestre_web.site.words import language as language_spoken
from orchestre_web.site.words import say

KNOWN = (FactKind.YEARS, FactKind.START, FactKind.DAYS_PER_WEEK, FactKind.REMOTE, FactKind.CONTACT)
"""Facts that need no word of the owner: one click adds them."""
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


class ByHand(BoardForm):
    """What only a reader can tell, and the words of its levels from the worst to the best."""

    quality = forms.CharField(max_length=60)
    levels = forms.CharField(max_length=400, required=False)
    helped = ("quality", "levels")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["levels"].initial = words_of_levels({}, language_spoken())

    def clean_levels(self) -> list[str]:
        words = split(str(self.cleaned_data["levels"]))
        if words and not hand.FEWEST <= len(words) <= hand.MOST:
            raise forms.ValidationError(say("board.not_those_levels", fewest=hand.FEWEST, most=hand.MOST))
        return words

    def entry(self) -> dict[str, Any]:
        entry = drafting.beginning(FactKind.HAND, label=self.cleaned_data["quality"].strip())
        words = self.cleaned_data["levels"]
        usual = [words_of_levels({}, language) for language in ("fr", "en")]
        if not words or ", ".join(words) in usual:  # untouched: said in both languages
            return {**entry, "levels": drafting.levels_of({})}
        return {**entry, "levels": drafting.levels(words)}


def words_of_levels(entry: Mapping[str, Any], language: str) -> str:
    return ", ".join(drafting.name_of(level, language) for level in drafting.levels_of(entry))


ADDED: Mapping[str, type[NamedFact] | type[ByHand] | type[Place] | type[Column] | type[Language]] = {
    "term": NamedFact,
    "hand": ByHand,
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
    levels = forms.CharField(max_length=400)
    must = forms.BooleanField(required=False)
    limit = Figure(required=False, least=None)
    helped = ("words", "worst", "best", "levels", "must", "limit")

    def __init__(self, *args: Any, entry: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        kind = FactKind(entry["fact"])
        self.yes_or_no = drafting.is_yes_or_no(entry)
        if kind not in (FactKind.TERM, FactKind.SKILL, FactKind.PLACE):
            del self.fields["words"]
        by_hand = kind is FactKind.HAND
        if self.yes_or_no or by_hand or kind is FactKind.REMOTE:
            del self.fields["worst"], self.fields["best"]
        if self.yes_or_no or by_hand:
            del self.fields["limit"]
        if by_hand:  # a taste removes nobody
            del self.fields["must"]
        else:
            del self.fields["levels"]

    def clean_levels(self) -> list[str]:
        """The words may change; their number may not, since grades were given by it."""
        words, wanted = split(str(self.cleaned_data["levels"])), len(drafting.levels_of(self.entry))
        if len(words) != wanted:
            raise forms.ValidationError(say("board.other_levels", n=wanted))
        return words

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
        if "levels" in data:
            changed["levels"] = self._levels(data["levels"])
        return changed

    def _levels(self, words: list[str]) -> list[dict[str, Any]]:
        """A level in both languages stays so until its word is rewritten."""
        known = drafting.levels_of(self.entry)
        said = [
            level["label"] if isinstance(level["label"], dict) and word in level["label"].values() else word
            for level, word in zip(known, words, strict=True)
        ]
        return [{"mark": level["mark"], "label": each} for level, each in zip(known, said, strict=True)]

    def limits(self) -> dict[str, float] | None:
        data = self.cleaned_data
        if not data.get("must"):
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
        "levels": words_of_levels(entry, language) if entry["fact"] == FactKind.HAND else "",
        "must": limit is not None,
        "limit": None if limit is None else limit.get("at_least", limit.get("at_most")),
    }
