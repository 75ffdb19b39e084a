"""The need as one value, and as the JSON document that every paper of it is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orchestre.basics import Language

SCHEMA = "orchestre.need/1"


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement as written. `origin`: sentence, kind:…, topic:… or answer:…, the rule it comes from."""

    id: str
    section: str
    text: str
    criterion: str
    level: str
    flexibility: str
    check: str
    origin: str
    asked: bool
    why: str


@dataclass(frozen=True, slots=True)
class Need:
    language: Language
    sentence: str
    title: str
    size: str
    """small, middle or large: a small need is written in short lines."""
    kinds: tuple[Mapping[str, object], ...]
    facts: tuple[Mapping[str, object], ...]
    assumptions: tuple[str, ...]
    questions: tuple[Mapping[str, str], ...]
    sections: tuple[Section, ...]
    requirements: tuple[Line, ...]
    choice_rule: Mapping[str, object]
    channels: tuple[Mapping[str, str], ...]

    def as_document(self) -> dict[str, object]:
        """The JSON document `orchestre.need/1`."""
        return {
            "schema": SCHEMA,
            "language": self.language,
            "sentence": self.sentence,
            "title": self.title,
            "size": self.size,
            "kinds": [dict(each) for each in self.kinds],
            "facts": [dict(each) for each in self.facts],
            "assumptions": list(self.assumptions),
            "questions": [dict(each) for each in self.questions],
            "sections": [{"id": each.id, "title": each.title, "text": each.text} for each in self.sections],
            "requirements": [
                {
                    "id": each.id,
                    "section": each.section,
                    "text": each.text,
                    "criterion": each.criterion,
                    "level": each.level,
                    "flexibility": each.flexibility,
                    "check": each.check,
                    "origin": each.origin,
                    "asked": each.asked,
                    "why": each.why,
                }
                for each in self.requirements
            ],
            "choice_rule": dict(self.choice_rule),
            "channels": [dict(each) for each in self.channels],
        }


def as_mapping(need: "Need | Mapping[str, Any]") -> Mapping[str, Any]:
    """The JSON document of a need; one that an owner edited comes as it is."""
    return need.as_document() if isinstance(need, Need) else need


def lots_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of the lots that still have requirements of their own, when there are two or more. A document written
    before the rule named its lots tells them by its requirements."""
    homes = {str(each["id"]).partition(".")[0] for each in document["requirements"] if "." in str(each["id"])}
    rule = document["choice_rule"]
    named = [each["kind"] for each in rule["lots"]] if "lots" in rule else [each["id"] for each in document["kinds"]]
    told = tuple(str(each) for each in named if each in homes)
    return told if len(told) > 1 else ()
