"""The one reader of the knowledge: TOML files beside this module, read once, every id checked.

A file that lacks a language or points nowhere raises KeyError or ValueError: it is ours to mend, and a house test
sees it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from orchestre.basics import Range
from orchestre.knowledge.values import (
    Both,
    Channel,
    Criterion,
    Duty,
    Figure,
    Kind,
    Knowledge,
    Question,
    Requirement,
    Topic,
    Trade,
)

OURS_YEAR, OURS_UNTIL = 2026, date(2027, 12, 31)
"""Of the price ranges written in the files of the kinds: our own, low quality."""

_FLEXIBILITY = {"must": "F0", "should": "F2", "may": "F3"}
_BEFORE_SIGN = re.compile(r" (?=[;!?%€»])|(?<=«) ")
_COLON = re.compile(r" (?=:)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def typeset(french: str) -> str:
    """French signs as they are printed: narrow spaces before ; ! ? % €, inside « » and numbers, curved apostrophe."""
    spaced = _BEFORE_SIGN.sub("\u202f", _THOUSANDS.sub("\u202f", _COLON.sub("\u00a0", french)))
    return _APOSTROPHE.sub("\u2019", spaced)


def _both(row: Mapping[str, str]) -> Both:
    return Both(typeset(row["fr"]), _APOSTROPHE.sub("\u2019", row["en"]))


def _files(*parts: str) -> Iterator[dict[str, Any]]:
    here = resources.files("orchestre.knowledge").joinpath(*parts)
    files = sorted(here.iterdir(), key=lambda file: file.name) if here.is_dir() else [here]
    for file in files:
        if file.name.endswith(".toml"):
            yield tomllib.loads(file.read_text(encoding="utf-8"))


def _requirement(row: Mapping[str, Any], prefix: str, text: Mapping[str, str]) -> Requirement:
    level = row["level"]
    return Requirement(
        id=prefix + row["id"],
        section=row["section"],
        level=level,
        flexibility=row.get("flexibility", _FLEXIBILITY[level]),
        cost=row["cost"],
        text=_both(text),
        criterion=_both(row["criterion"]),
        check=row["check"],
        why=_both(row["why"]),
        asked_by=tuple(row.get("asked_by", row.get("aliases", ()))),
        when=tuple(row.get("when", ())),
    )


def _topic(row: Mapping[str, Any]) -> Topic:
    return Topic(
        id=row["id"],
        label=_both(row["label"]),
        aliases=tuple(row["aliases"]),
        needs=tuple(row.get("needs", ())),
        entails=tuple(row.get("entails", ())),
        relevant_when=tuple(row["relevant_when"]),
        duties=tuple(_duty(duty) for duty in row.get("duties", ())),
        skills=tuple(row["skills"]),
        requirement=_requirement(row, "", row["text"]),
    )


def _duty(row: Mapping[str, str]) -> Duty:
    checked = date.fromisoformat(row["checked"]) if "checked" in row else None
    since = date.fromisoformat(row["date"])
    return Duty(row["law"], since, row["source"], _both(row), checked, row.get("against", ""))


def _question(row: Mapping[str, Any], prefix: str) -> Question:
    return Question(
        id=prefix + row["id"],
        text=_both(row),
        why=_both(row["why"]),
        changes=tuple(row["changes"]),
        slot=row.get("slot"),
        weight=row.get("weight", 0),
    )


def _ours(name: str, values: list[int], unit: str, label: Both) -> Figure:
    value: Range[int] = Range(*values)
    return Figure(name, label, unit, value, "orchestre", OURS_YEAR, "ours", OURS_UNTIL)


def _kind(row: Mapping[str, Any], signals: Mapping[str, list[str]]) -> Kind:
    kind, label = row["id"], _both(row["label"])
    return Kind(
        id=kind,
        label=label,
        aliases=tuple(row["aliases"]),
        verbs=tuple(dict.fromkeys([*row["verbs"], *signals.get("verbs", ())])),
        things=tuple(dict.fromkeys([*row["things"], *signals.get("things", ())])),
        tags=frozenset({*row["tags"], kind}),
        absorbs=tuple(row.get("absorbs", ())),
        leaves=tuple(row.get("leaves", ())),
        goal=_both(row["goal"]),
        usage=_both(row["usage"]),
        kpis=_both(row["kpis"]),
        pitfalls_fr=tuple(typeset(each) for each in row["pitfalls"]["fr"]),
        pitfalls_en=tuple(row["pitfalls"]["en"]),
        setup=_ours(f"{kind}.setup", row["setup"], "EUR excluding tax", label),
        run_month=_ours(f"{kind}.run-month", row["run_month"], "EUR excluding tax per month", label),
        self_days=_ours(f"{kind}.self-days", row["self_days"], "day", label),
        train=_ours(f"{kind}.train", row["train"], "EUR excluding tax", label),
        do_nothing=_both(row["nothing"]),
        do_it_yourself=_both(row["self"]),
        train_someone=_both(row["train_text"]),
        choice=tuple(row["choice"].items()),
        channels=tuple(row["channels"]),
        requirements=tuple(_requirement(each, f"{kind}.", each) for each in row["requirement"]),
        questions=tuple(_question(each, f"{kind}.") for each in row["question"]),
    )


def _figure(name: str, row: Mapping[str, Any]) -> Figure:
    return Figure(
        name,
        _both(row["label"]),
        row["unit"],
        Range(row["low"], row["likely"], row["high"]),
        row["source"],
        row["year"],
        row["quality"],
        date.fromisoformat(row["valid_until"]),
    )


def _only(*parts: str) -> dict[str, Any]:
    return next(_files(*parts))


@cache
def said() -> Mapping[str, tuple[str, ...]]:
    """Sentences by which owners tell each kind without its name, in both languages: read only to learn from."""
    told = list(_files("said"))
    return {kind: tuple(text for file in told for text in file[kind]) for kind in told[0]}


@cache
def load() -> Knowledge:
    """Everything known, read once."""
    signals = _only("signals.toml")
    kinds = {row["id"]: _kind(row, signals.get(row["id"], {})) for row in _files("kinds")}
    figures = {name: _figure(name, row) for name, row in _only("figures.toml").items()}
    for kind in kinds.values():
        figures |= {each.id: each for each in (kind.setup, kind.run_month, kind.self_days, kind.train)}
    return Knowledge(
        topics={row["id"]: _topic(row) for file in _files("topics") for row in file["topic"]},
        kinds=kinds,
        trades=tuple(
            Trade(
                row["id"],
                _both(row["label"]),
                tuple(row["aliases"]),
                tuple(row.get("hints", ())),
                frozenset({*row["tags"], row["id"]}),
            )
            for row in _only("trades.toml")["trade"]
        ),
        figures=figures,
        criteria={
            name: Criterion(name, _both(row["label"]), _both(row["worst"]), _both(row["best"]))
            for name, row in _only("criteria.toml").items()
        },
        channels={
            name: Channel(name, _both(row["label"]), _both(row["why"])) for name, row in _only("channels.toml").items()
        },
        checks={name: _both(row) for name, row in _only("checks.toml").items()},
        sections={name: _both(row) for name, row in _only("sections.toml").items()},
        questions=tuple(_question(row, "") for row in _only("questions.toml")["question"]),
        concepts={name: tuple(words) for name, words in _only("concepts.toml").items()},
    )
