"""Digital maturity of a small company in six dimensions, as the European digital innovation hubs measure it.

Shape and arithmetic of the Digital Maturity Assessment of the Joint Research Centre (DMA for SMEs): eleven questions,
each from 0 to 10; a dimension is the mean of its own times 10, the whole the mean of the six. Boxes are counted, rows
are averaged. Re-codings differ on two points, settled here: what is only planned counts like what is invested, as a
score of its own; the box that says "not digital" never adds a point. Ours beyond it: a question nobody answered leaves
the mean and opens an interval, one that does not apply leaves both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestre.basics import OrchestreError
from orchestre.decision.cases import Case
from orchestre.decision.cases.one_value import as_object, one_of, written

KIND = "dma"
BANDS = ((75, "advanced"), (50, "moderately_advanced"), (25, "average"))
"""A band is earned above its limit; below all of them: basic."""
NOT_APPLICABLE = frozenset({"na", "n/a", "not_applicable", "sans objet"})
UNKNOWN = frozenset({"", "?", "dont_know", "don't know", "i don't know", "unknown", "je ne sais pas"})
WORDS = {"no": 0.0, "non": 0.0, "partly": 0.5, "partially": 0.5, "en partie": 0.5, "yes": 1.0, "oui": 1.0}
LETTERS = "abcdefghij"


@dataclass(frozen=True, slots=True)
class Question:
    """`rows`: how many boxes or rows there are; `most`: the highest a row goes, None for boxes. `negative`: the box
    that says there is nothing."""

    id: str
    rows: int
    most: float | None = None
    negative: int | None = None

    @property
    def counted(self) -> int:
        return self.rows - (self.negative is not None)


DIMENSIONS: Mapping[str, Sequence[Question]] = {
    "digital_business_strategy": (Question("q1_invested", 10), Question("q1_planned", 10), Question("q2", 10)),
    "digital_readiness": (Question("q3", 10), Question("q4", 7, most=5)),
    "human_centric_digitalisation": (Question("q5", 7), Question("q6", 8)),
    "data_management": (Question("q7", 8, negative=1), Question("q8", 6)),
    "automation_and_ai": (Question("q9", 5, most=5),),
    "green_digitalisation": (Question("q10", 10), Question("q11", 5, most=1)),
}
QUESTIONS = {each.id: each for those in DIMENSIONS.values() for each in those}


class AnswerWrong(OrchestreError):
    """`wanted`: what an answer to that question looks like."""

    code = "audit.dma_answer_wrong"


class AnswerOutside(OrchestreError):
    code = "audit.dma_answer_outside"


@dataclass(frozen=True, slots=True)
class Points:
    """From 0 to 10; `low` and `high` differ where something was not answered. `known`: what part was."""

    low: float
    high: float
    known: float

    @property
    def score(self) -> float | None:
        """Over what is known alone."""
        return self.low / self.known if self.known else None


def run(case: Case) -> dict[str, object]:
    """`answers` by question, `q1` to `q11`: for boxes, how many are ticked, or those ticked by letter or number, or a
    yes or no each in order; for rows, a figure each in order. `q1` holds `invested` and `planned`. `null`, or no
    answer, is "I do not know"; `"na"` does not apply."""
    given = _flat(as_object(case.of("answers"), "answers"))
    points = {name: _points(QUESTIONS[name], given.get(name)) for name in QUESTIONS}
    rows = [_dimension(name, [points[each.id] for each in those]) for name, those in DIMENSIONS.items()]
    known = [row for row in rows if row["score"] is not None]
    apply = [row for row in rows if row["coverage"] is not None]
    score = _mean([row["score"] for row in known])
    return {
        "score": score,
        "band": None if score is None else band(score),
        "low": _mean([row["low"] for row in apply]),
        "high": _mean([row["high"] for row in apply]),
        "coverage": _mean([row["coverage"] for row in apply]) or 0.0,
        "dimensions": rows,
        "questions": {name: None if each is None else each.score for name, each in points.items()},
        "missing": [name for name, each in points.items() if each is not None and not each.known],
        "not_applicable": [name for name, each in points.items() if each is None],
    }


def band(score: float) -> str:
    """
    >>> band(25), band(25.5), band(76)
    ('basic', 'average', 'advanced')
    """
    return next((name for limit, name in BANDS if score > limit), "basic")


def _mean(values: Sequence[object]) -> float | None:
    figures = [value for value in values if isinstance(value, float)]
    return sum(figures) / len(figures) if figures else None


def _dimension(name: str, those: Sequence[Points | None]) -> dict[str, object]:
    """Questions weigh the same, whatever the number of their boxes."""
    apply = [each for each in those if each is not None]
    scores = [each.score for each in apply if each.score is not None]
    if not apply:
        return {"id": name, "score": None, "band": None, "low": None, "high": None, "coverage": None}
    score = 10 * sum(scores) / len(scores) if scores else None
    return {
        "id": name,
        "score": score,
        "band": None if score is None else band(score),
        "low": 10 * sum(each.low for each in apply) / len(apply),
        "high": 10 * sum(each.high for each in apply) / len(apply),
        "coverage": float(sum(each.known for each in apply) / len(apply)),
    }


def _flat(answers: Mapping[str, object]) -> dict[str, object]:
    """By question, however it is written: Q1, q1_invested, q1 with both inside."""
    found: dict[str, object] = {}
    for name, value in answers.items():
        said = name.strip().lower().replace(".", "_").replace("-", "_").replace(" ", "_")
        if said == "q1":
            both = value if isinstance(value, dict) else dict.fromkeys(("invested", "planned"), value)
            if isinstance(value, (int, float, list)) and not isinstance(value, bool):
                raise AnswerWrong(question="q1", value=written(value), wanted='{"invested": 4, "planned": 2}')
            for key, of in both.items():
                found[f"q1_{one_of(str(key).lower(), f'answers.{name}', ('invested', 'planned'))}"] = of
        else:
            found[one_of(said, f"answers.{name}", QUESTIONS)] = value
    return found


def _points(question: Question, value: object) -> Points | None:
    """None where the question does not apply."""
    if isinstance(value, str) and value.strip().lower() in NOT_APPLICABLE:
        return None
    if value is None or (isinstance(value, str) and value.strip().lower() in UNKNOWN):
        return Points(0, 10, 0)
    return _boxes(question, value) if question.most is None else _rows(question, value)


def _boxes(question: Question, value: object) -> Points:
    if isinstance(value, dict):
        value = [name for name, ticked in value.items() if ticked]
    if isinstance(value, list):
        every = all(isinstance(each, bool) for each in value) and len(value) == question.rows
        places = {at for at, each in enumerate(value) if each} if every else {_place(question, each) for each in value}
        ticked: float = len(places - {question.negative})
    else:
        ticked = _figure(question, value, question.counted)
        if ticked != int(ticked):
            raise AnswerWrong(question=question.id, value=written(value), wanted=_wanted(question))
    points = 10 * ticked / question.counted
    return Points(points, points, 1)


def _rows(question: Question, value: object) -> Points | None:
    """A row nobody answered opens the interval; one that does not apply leaves the mean."""
    assert question.most is not None
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):  # the mean of the rows, already worked out
        points = 10 * _figure(question, value, question.most) / question.most
        return Points(points, points, 1)
    if len(value) > question.rows:
        raise AnswerWrong(question=question.id, value=written(value), wanted=_wanted(question))
    rows = [*value, *[None] * (question.rows - len(value))]
    apply = [each for each in rows if not (isinstance(each, str) and each.lower() in NOT_APPLICABLE)]
    if not apply:
        return None
    known = [_figure(question, each, question.most) for each in apply if not _unknown(each)]
    low = 10 * sum(known) / question.most / len(apply)
    part = len(known) / len(apply)
    return Points(low, low + 10 * (1 - part), part)


def _unknown(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.strip().lower() in UNKNOWN)


def _figure(question: Question, value: object, most: float) -> float:
    if isinstance(value, str) and most == 1:
        value = WORDS.get(value.strip().lower(), value)
    if isinstance(value, bool) and most == 1:
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise AnswerWrong(question=question.id, value=written(value), wanted=_wanted(question))
    if not 0 <= value <= most:
        raise AnswerOutside(question=question.id, value=written(value), most=f"{most:g}")
    return float(value)


def _place(question: Question, value: object) -> int:
    """Of a box said by its letter or its number, from 1."""
    said = str(value).strip().lower() if not isinstance(value, bool) else ""
    letters = LETTERS[: question.rows]
    if len(said) == 1 and said in letters:
        return letters.index(said)
    if said.isdecimal() and 1 <= int(said) <= question.rows:
        return int(said) - 1
    raise AnswerWrong(question=question.id, value=written(value), wanted=_wanted(question))


def _wanted(question: Question) -> str:
    if question.most is None:
        return f'3, ["a", "c"] ({question.rows})'
    return f"{[int(question.most)] * question.rows}"
