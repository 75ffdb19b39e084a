"""What a version is written from, and its writing: the sentence, the answers, then the owner's edits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from orchestre.basics import Language
from orchestre.need import write_need
from orchestre.need.editing import Edits, apply, document_of
from orchestre.need.given import UnknownAnswer

SUMS = frozenset({"need.assume_setup", "need.assume_setup_alone", "need.assume_run"})
"""Assumptions on how a sum was understood."""
TAX_SAID = {"excl": "HT", "incl": "TTC"}


def budget_said(document: Mapping[str, Any]) -> str:
    """The sum as it was said, with its tax where that was said too."""
    return next((str(fact["value"]) for fact in document["facts"] if fact["id"] == "budget"), "")


def tax_unsaid(document: Mapping[str, Any]) -> bool:
    return not budget_said(document).endswith(tuple(TAX_SAID.values()))


@dataclass(frozen=True, slots=True)
class Inputs:
    sentence: str
    sector: str = ""
    headcount: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    edits: Edits = field(default_factory=Edits)

    def as_json(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "sector": self.sector,
            "headcount": self.headcount,
            "answers": dict(self.answers),
            "edits": self.edits.as_json(),
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Inputs":
        return cls(
            written["sentence"],
            written["sector"],
            written["headcount"],
            dict(written["answers"]),
            Edits.from_json(written["edits"]),
        )

    def answered(self, question: str, words: str) -> "Inputs":
        """An empty answer takes the one before away."""
        rest = {name: text for name, text in self.answers.items() if name != question}
        return replace(self, answers={**rest, question: words} if words else rest)


def write(inputs: Inputs, language: Language) -> dict[str, Any]:
    """The document. An answer to a question that another sentence or kind no longer asks is kept and not used.

    Raises the errors of `orchestre.need.given` and `orchestre.need.editing`.
    """
    answers = dict(inputs.answers)
    while True:
        try:
            need = write_need(
                inputs.sentence,
                sector=inputs.sector,
                headcount=inputs.headcount,
                answers=answers,
                language=language,
            )
        except UnknownAnswer as error:
            if str(error.values["name"]) not in answers:
                raise
            del answers[str(error.values["name"])]
        else:
            return apply(inputs.edits, document_of(need))
