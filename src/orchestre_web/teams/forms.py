"""What is asked about a lot, and about what it takes to hold several providers together."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from orchestre.basics import typography
from orchestre.shortlist.facts import YES_OR_NO, FactKind
from orchestre_web.shortlist.drafting import Document, key_of, listed, name_of
from orchestre_web.site.forms import Figure, Spoken
from orchestre_web.site.words import language, say
from orchestre_web.teams import drafting

CRITERION = "c_"
OUT, NEEDS, MUST = "out", "needs", "must"
SKILL_POINTS = 1
"""What a skill of one lot alone weighs in it, beside criteria that weigh what they weigh everywhere."""
MOST_SKILLS = 12
LONGEST_SKILL = 80


class TeamsForm(Spoken):
    room = "teams"


class LotForm(TeamsForm):
    """One lot. A field for each criterion that is yes or no; those that are figures count in every lot, unless a
    decision file names them."""

    label = forms.CharField(max_length=80)
    musts = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    wishes = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    helped = ("musts",)

    def __init__(self, *args: Any, document: Document, entry: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.entry = entry or {}
        if entry is not None:
            kwargs.setdefault("initial", _initial(entry))
        key = entry["key"] if entry is not None else "new"
        kwargs.setdefault("auto_id", f"id_{key}_%s")
        super().__init__(*args, **kwargs)
        self.unit = "days" if drafting.in_days(document) else "share"
        words = {"musts": self.fields.pop("musts"), "wishes": self.fields.pop("wishes")}
        size, why = say(f"teams.field_size_{self.unit}"), say(f"teams.help_size_{self.unit}")
        self.fields["size"] = Figure(least=1, most=10_000, label=size, help_text=why)
        if entry is None and self.unit == "share":
            self.initial.setdefault("size", drafting.SHARE)
        choices = [(OUT, say("teams.not_needed")), (NEEDS, say("teams.needed")), (MUST, say("teams.must"))]
        for each in document.get("criterion", []):
            if FactKind(each["fact"]) in YES_OR_NO:
                name = name_of(each, language())
                self.fields[f"{CRITERION}{each['key']}"] = forms.ChoiceField(choices=choices, label=name)
        self.fields.update(words)

    def lot(self) -> dict[str, Any]:
        """As the decision writes it, without a name of its own for a new one."""
        data = self.cleaned_data
        picked = {name.removeprefix(CRITERION): data[name] for name in data if name.startswith(CRITERION)}
        figures = [key for key in listed(self.entry.get("criteria")) if f"{CRITERION}{key}" not in self.fields]
        old = {_label(skill): skill for skill in self.entry.get("skill", [])}
        musts, wishes = (_lines(data[name]) for name in ("musts", "wishes"))
        skills = [_skill(label, old.get(label)) for label in dict.fromkeys([*musts, *wishes])]
        must = [key for key, said in picked.items() if said == MUST]
        must += [key_of(label) if label not in old else str(old[label]["key"]) for label in musts]
        label = self.entry.get("label", "")
        kept = label if label and name_of({"label": label}, language()) == data["label"] else data["label"]
        entry = {
            "label": kept,
            "criteria": [*figures, *(key for key, said in picked.items() if said != OUT)],
            "must": must,
            self.unit: data["size"],
            "skill": skills,
        }
        others = {name: self.entry[name] for name in ("minimum", "floor", "ceiling") if name in self.entry}
        return {name: part for name, part in {**entry, **others}.items() if part != []}


def _initial(entry: Mapping[str, Any]) -> dict[str, Any]:
    must = listed(entry.get("must"))
    skills = entry.get("skill", [])
    size = entry.get("days", entry.get("share"))
    return {
        "label": name_of(entry, language()),
        "size": _written(size),
        "musts": "\n".join(_label(skill) for skill in skills if skill["key"] in must),
        "wishes": "\n".join(_label(skill) for skill in skills if skill["key"] not in must),
        **{f"{CRITERION}{key}": MUST if key in must else NEEDS for key in listed(entry.get("criteria"))},
    }


def _written(size: Any) -> str:
    """As one writes it in the reader's language; of a range, what stands in the middle."""
    figure = _middle(size)
    return "" if figure is None else typography.number(figure, language())


def _middle(size: Any) -> Any:
    if not isinstance(size, list):
        return size
    return size[1] if len(size) == 3 else (size[0] + size[-1]) / 2


def _label(skill: Mapping[str, Any]) -> str:
    return name_of(skill, language())


def _lines(written: str) -> list[str]:
    lines = (" ".join(line.split())[:LONGEST_SKILL] for line in written.splitlines())
    return [line for line in dict.fromkeys(lines) if line][:MOST_SKILLS]


def _skill(label: str, old: Mapping[str, Any] | None) -> dict[str, Any]:
    if old is not None:
        return dict(old)
    return {"key": key_of(label), "label": label, "words": [label], "points": SKILL_POINTS}


class CoordinationForm(TeamsForm):
    """The owner's own days for each provider more and what one is worth; a conductor when his day rate is given."""

    days_low = Figure(most=365)
    days_high = Figure(most=365)
    owner_day = Figure(most=100_000)
    most = Figure(required=False, least=1, most=100)
    day_rate = Figure(required=False, least=1, most=100_000)
    conductor_days = Figure(required=False, most=365)
    days_each = Figure(required=False, most=365)
    owner_days = Figure(required=False, most=365)
    helped = ("days_low", "owner_day", "day_rate", "days_each")

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        self.conductor: Mapping[str, Any] | None = next(iter(document.get("conductor", [])), None)
        kwargs.setdefault("initial", _coordination(document, self.conductor))
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("days_low"), data.get("days_high")
        if low is not None and high is not None and low > high:
            self.add_error("days_high", say("teams.not_rising"))
        return data

    def coordination(self) -> dict[str, Any]:
        data = self.cleaned_data
        kept = {"days": [data["days_low"], data["days_high"]], "owner_day": data["owner_day"]}
        return kept | ({"most": data["most"]} if data["most"] is not None else {})

    def said_conductor(self) -> dict[str, Any] | None:
        """None without a day rate."""
        data = self.cleaned_data
        if data["day_rate"] is None:
            return None
        old = dict(self.conductor or drafting.CONDUCTOR)
        changed = data["day_rate"] != _middle(old.get("day_rate")) or self.conductor is None
        named = {"days": "conductor_days", "days_each": "days_each", "owner_days": "owner_days"}
        given = {name: data[field] if data[field] is not None else 0 for name, field in named.items()}
        return {**old, **given, **({"day_rate": data["day_rate"]} if changed else {})}


def _coordination(document: Document, conductor: Mapping[str, Any] | None) -> dict[str, Any]:
    said = document.get("coordination") or drafting.COORDINATION
    days: Sequence[Any] = said["days"] if isinstance(said.get("days"), list) else [said.get("days", 0)]
    one = conductor or {}
    proposed = drafting.CONDUCTOR
    return {
        "days_low": _written(days[0]),
        "days_high": _written(days[-1]),
        "owner_day": _written(said.get("owner_day", 0)),
        "most": _written(said.get("most")),
        "day_rate": _written(one.get("day_rate")),
        "conductor_days": _written(one.get("days", proposed["days"])),
        "days_each": _written(one.get("days_each", proposed["days_each"])),
        "owner_days": _written(one.get("owner_days", proposed["owner_days"])),
    }
