"""Why each offer stands where it stands and what would move it, as parts of a document, with their sentences."""

from collections.abc import Callable, Mapping

from orchestre.basics.typography import about, money, number, percent
from orchestre.decision.explanation import (
    Change,
    Difference,
    Lever,
    WhatIf,
    levers,
    loses_if,
    to_the_next,
    why_not,
)
from orchestre.decision.explanation.sentences import (
    Words,
    difference_said,
    lever_said,
    loses_said,
    why_not_said,
    wins_said,
)
from orchestre.decision.explanation.sides import LEAST
from orchestre.decision.questions import Question, Stop
from orchestre.decision.robustness.verdicts import Sure
from orchestre.shortlist.decision_file import ShortlistDecision
from orchestre.shortlist.facts import FactKind
from orchestre.shortlist.notes import Note
from orchestre.shortlist.ranked import Entry, Shortlist
from orchestre.shortlist.reasons import Reason, figure_in_words, pros_and_con

EXPLAINED = 100
"""Offers whose changes are worked out; further down nobody negotiates."""
NEGOTIATED = 3
ASKED = 10
"""Questions listed for the whole ranking; each offer has its own besides."""


def words_of(shortlist: Shortlist, language: str) -> Words:
    candidates = shortlist.board.candidates
    return words_for(
        shortlist.board.decision, shortlist.what_if, lambda row: candidates[row].alternative.name, language
    )


def words_for(decision: ShortlistDecision, what_if: WhatIf, who: Callable[[int], str], language: str) -> Words:
    """`who`: the name of a row."""
    gates = {gate.key: gate.label for gate in decision.scales.gates}

    def figure(key: str, value: float) -> str:
        return figure_in_words(decision.scales.criterion(key), decision, value, language)

    def limit(key: str, value: float) -> str:
        """Days are counted: one cannot go over "in 30 days"."""
        if decision.facts[key].kind is FactKind.START:
            return Note("shortlist.word_days", {"value": number(value, language)}).said(language)
        return figure(key, value)

    return Words(
        language=language,
        what_if=what_if,
        who=who,
        figure=figure,
        limit=limit,
        gate=lambda key: gates[key].said(language),
        unsaid=Note("shortlist.word_unsaid").said(language),
        currency=decision.pricing.currency,
    )


def explained(shortlist: Shortlist, entry: Entry, place: int, words: Words) -> dict[str, object]:
    """`place` in the list, from 0. Ids are those of the offers; changes are null past the first `EXPLAINED`."""
    what_if, row = shortlist.what_if, entry.place.row
    pros, con = pros_and_con(entry, shortlist.board.decision, words.language)
    near = place < EXPLAINED
    gap = to_the_next(what_if, row) if near else None
    lost = loses_if(what_if, row) if near else ()
    why = why_not(what_if, row) if near else None
    won = () if why is None else why.changes
    return {
        "pros": [_reason(one) for one in pros],
        "con": None if con is None else _reason(con),
        "difference": None if gap is None else _difference(gap, shortlist, words),
        "loses_if": _changes(lost, shortlist, [loses_said(one, words) for one in lost]),
        "wins_if": _changes(won, shortlist, [wins_said(one, words) for one in won]),
        "winning_price": None if why is None or why.price is None else why.price.value,
        "why_not": None
        if why is None
        else {
            "points": why.behind.points,
            "euros": why.behind.euros,
            "dominated_by": _id(shortlist, why.dominated_by),
            "for_certain": why.for_certain,
            "text": why_not_said(why, words),
        },
        "negotiation": [_lever(one, words) for one in levers(what_if, row, shortlist.board.decision.fixed)]
        if place < NEGOTIATED
        else [],
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {"criterion": reason.criterion, "points": reason.points, "text": reason.said}


def _id(shortlist: Shortlist, row: int | None) -> str | None:
    return None if row is None else shortlist.board.cells.ids[row]


def _difference(gap: Difference, shortlist: Shortlist, words: Words) -> dict[str, object]:
    return {
        "to": _id(shortlist, gap.other),
        "points": gap.points,
        "euros": gap.euros,
        "local": None if gap.rate is None else gap.rate.is_local,
        "criteria": {part.key: {"points": part.points, "euros": part.euros} for part in gap.parts},
        "text": difference_said(gap, words),
    }


def _changes(changes: tuple[Change, ...], shortlist: Shortlist, said: list[str]) -> dict[str, object] | None:
    """The smallest, with the others beside it."""
    found = [_change(change, shortlist, text) for change, text in zip(changes, said, strict=True)]
    return {**found[0], "others": found[1:]} if found else None


def _change(change: Change, shortlist: Shortlist, text: str) -> dict[str, object]:
    return {
        "criterion": change.key,
        "now": change.now,
        "value": change.value,
        "ratio": change.ratio,
        "part_of_scale": change.part,
        "within_range": change.in_range,
        "within_scale": change.in_scale,
        "reaches": change.reaches,
        "rival": _id(shortlist, change.rival),
        "gate": change.gate,
        "text": text,
    }


def _lever(lever: Lever, words: Words) -> dict[str, object]:
    return {
        "criterion": lever.key,
        "kind": lever.kind.value,
        "now": lever.now,
        "target": lever.target,
        "points": lever.points,
        "euros": lever.euros,
        "rank": lever.rank,
        "rank_then": lever.rank_then,
        "rank_if_bad": lever.rank_if_bad,
        "text": lever_said(lever, words),
    }


def asked(shortlist: Shortlist, question: Question, words: Words) -> dict[str, object]:
    """One question of one offer, what it is worth and why."""
    return {
        "id": _id(shortlist, question.row),
        "name": words.who(question.row),
        "criterion": question.key,
        "missing": question.missing,
        "changes_first": question.changes_first,
        "changes_top3": question.changes_top,
        "points": question.points,
        "euros": question.euros,
        "text": question_said(question, words),
    }


def question_said(question: Question, words: Words) -> str:
    """What to ask whom, and what it is worth."""
    values: dict[str, object] = {"name": words.who(question.row), "criterion": words.label(question.key)}
    if not question.changes_first:
        return Note("shortlist.question_top", {**values, "odds": percent(question.changes_top, words.language)}).said(
            words.language
        )
    values["odds"] = percent(question.changes_first, words.language)
    if question.points < LEAST:
        return Note("shortlist.question_first_little", values).said(words.language)
    values["points"] = number(question.points, words.language, 1)
    code = "shortlist.question_first"
    if question.euros is not None:
        code = "shortlist.question_first_euros"
        values["euros"] = money(about(question.euros), words.language, words.currency)
    return Note(code, values).said(words.language)


def asking_document(shortlist: Shortlist, words: Words) -> dict[str, object]:
    """When to stop asking."""
    asking = shortlist.asking
    return {
        "stop": asking.stop.value,
        "gain": asking.everything,
        "error": asking.error,
        "euros": asking.euros,
        "least": asking.least,
        "draws": asking.draws,
        "seed": asking.seed,
        "text": stop_said(shortlist, words),
    }


_STOPS = {
    Stop.PROVED: "shortlist.stop_proved",
    Stop.NOT_WORTH: "shortlist.stop_not_worth",
    Stop.ASK: "shortlist.stop_ask",
}


def stop_said(shortlist: Shortlist, words: Words) -> str:
    asking, language = shortlist.asking, words.language
    gain = number(asking.everything, language, 1)
    least = number(asking.least, language, 1)
    return Note(_STOPS[asking.stop], {"gain": gain, "least": least}).said(language)


_VERDICTS: Mapping[Sure, str] = {
    Sure.SOLID: "shortlist.verdict_solid",
    Sure.OPEN: "shortlist.verdict_open",
    Sure.COIN_TOSS: "shortlist.verdict_coin_toss",
}


def verdict_said(shortlist: Shortlist, words: Words) -> str | None:
    """Who is first and how sure that is, in one sentence; None without an offer."""
    if shortlist.sure is None:
        return None
    found = shortlist.sure.verdict
    first = words.who(found.row)
    if found.rival is None:
        return Note("shortlist.verdict_alone", {"first": first}).said(words.language)
    values = {
        "first": first,
        "rival": words.who(found.rival),
        "share": percent(found.first, words.language),
        "odds": percent(found.odds, words.language),
    }
    return Note(_VERDICTS[found.word], values).said(words.language)


def removed_document(shortlist: Shortlist, language: str) -> list[dict[str, object]]:
    """Offers that a condition keeps out of the ranking, and which."""
    labels = {gate.key: gate.label for gate in shortlist.board.decision.scales.gates}
    return [
        {
            "id": candidate.id,
            "name": candidate.alternative.name,
            "gates": list(gates),
            "text": Note(
                "shortlist.why_gated", {"gates": ", ".join(labels[gate].said(language) for gate in gates)}
            ).said(language),
        }
        for candidate, gates in shortlist.board.gated
    ]
