"""What the pages of the questions show, in words: whether to ask, whom, what an answer may change, what came back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from orchestre.basics import typography
from orchestre.decision.questions import Question as Worth
from orchestre.decision.questions import Stop
from orchestre.decision.robustness.verdicts import Sure
from orchestre.shortlist.questions import Because
from orchestre.shortlist.reasons import figure_in_words
from orchestre.shortlist.record import Decided
from orchestre_web.answers import exports
from orchestre_web.answers.queries import CameBack
from orchestre_web.asking.actions import Answered
from orchestre_web.asking.forms import fact_of, label_of
from orchestre_web.asking.models import Asked, Question
from orchestre_web.asking.queries import state_of
from orchestre_web.asking.states import QuestionState
from orchestre_web.asking.writing import Desk, Draft
from orchestre_web.calls.models import Reply
from orchestre_web.calls.names import person_name
from orchestre_web.shortlist.shown import board as choice
from orchestre_web.shortlist.shown import plots
from orchestre_web.shortlist.shown.sureness import in_a_hundred
from orchestre_web.site.words import language, say

LEAST = 0.05
"""Points that are worth saying."""
_WORDS = {
    Sure.SOLID: "asking.word_solid",
    Sure.OPEN: "asking.word_open",
    Sure.COIN_TOSS: "asking.word_toss",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to ask and what the answer may change: `said` in a sentence; `odds` and `gain` the same as two figures
    of a list, "" for what changes no place. `first` and `top`: how long their bars are, out of 100."""

    label: str
    text: str
    said: str
    odds: str = ""
    gain: str = ""
    first: str = ""
    top: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One person to write to, with the message."""

    draft: Draft
    name: str
    lines: tuple[Line, ...]
    address: str
    mailto: str


def card(desk: Desk, draft: Draft) -> Card:
    name = choice.name_of(draft.detail)
    lines = _gathered([_line(desk, draft, one.key, one.text, one.because) for one in draft.asked])
    address = reverse("calls:reply", args=[desk.call.pk, draft.writer.pk])
    return Card(draft, name, lines, address, exports.mailto(draft.writer.email, draft))


def _line(desk: Desk, draft: Draft, key: str, text: str, because: Because) -> Line:
    assert desk.standing is not None
    label = label_of(desk.standing.read, key)
    worth = draft.worth.get(key)
    if because is not Because.MOVES or worth is None:
        return Line(label, text, say(f"asking.because_{because}"))
    first = bool(worth.changes_first)
    odds = odds_said("asking.short_first" if first else "asking.short_top", worth.changes_first or worth.changes_top)
    gain = ""
    if first:
        gain = _gained(desk, worth, "asking.short_points", "asking.short_euros", "asking.short_little")
    return Line(label, text, worth_said(desk, worth), odds, gain, plots.at(100 * worth.changes_first), _top(worth))


def _gathered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What is asked for one same reason, without figures, is one line with several names."""
    found: list[Line] = []
    for line in lines:
        same = next((i for i, one in enumerate(found) if not one.odds and one.said == line.said), None)
        if line.odds or same is None:
            found.append(line)
        else:
            found[same] = replace(found[same], label=f"{found[same].label}, {line.label}")
    return tuple(found)


def _top(worth: Worth) -> str:
    return plots.at(100 * max(worth.changes_top, worth.changes_first))


def odds_said(code: str, share: float) -> str:
    """How often, with its noun: "moins de 1 chance", "1 chance", "2 chances"."""
    return say(code, odds=in_a_hundred(share, language()), n=max(1, round(100 * share)))


def worth_said(desk: Desk, worth: Worth) -> str:
    """What an answer may change, by how much, and how often."""
    assert desk.tried is not None
    if not worth.changes_first:
        return odds_said("asking.moves_top", worth.changes_top)
    leads = worth.row == int(desk.tried.ranking.order[0])
    said = odds_said("asking.loses_first" if leads else "asking.takes_first", worth.changes_first)
    return f"{said} {_gained(desk, worth, 'asking.by_points', 'asking.by_euros', 'asking.by_little')}"


def _gained(desk: Desk, worth: Worth, in_points: str, in_euros: str, hardly: str) -> str:
    """What an answer is worth on average, by the sentence that fits."""
    assert desk.standing is not None
    spoken = language()
    if worth.points < LEAST:
        return say(hardly)
    points = typography.number(round(worth.points, 1), spoken)
    if worth.euros is None or worth.euros < 1:
        return say(in_points, points=points)
    amount = typography.money(typography.about(worth.euros), spoken, desk.standing.read.pricing.currency)
    return say(in_euros, points=points, euros=amount)


# --- The answer first ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """`state`: none (nobody to ask), stop, ask, waiting (all is asked). `title`, then `why`, one sentence after the
    other."""

    state: str
    title: str
    why: tuple[str, ...]


def head(desk: Desk, waiting: int, decided: Decided | None = None) -> Head:
    """`waiting`: people whose answer is waited for; `decided`: what is chosen, then nobody is to be asked first."""
    asking = desk.asking
    if asking is None or desk.tried is None:
        return Head("none", say("asking.title"), ())
    if decided is not None:
        return Head(
            "stop", say("asking.chosen_title", name=choice.shortened(decided.name, 60)), (say("asking.chosen_why"),)
        )
    if len(desk.tried.ranking) == 1:
        return Head("stop", say("asking.stop_title"), (say("asking.stop_alone"),))
    first = next((plan for plan in desk.plans if plan.moves), None)
    if asking.stop is not Stop.ASK:
        why = [say("asking.stop_proved") if asking.stop is Stop.PROVED else _not_worth(desk)]
        why += [say("asking.stop_but", n=len(desk.plans))] if desk.plans else []
        return Head("stop", say("asking.stop_title"), tuple(why))
    gain = _gain(desk)
    if first is None:
        code = "asking.waiting_title" if waiting else "asking.stop_title"
        why = [say("asking.waiting_why" if waiting else "asking.stop_all_asked")]
        return Head("waiting" if waiting else "stop", say(code, n=waiting), tuple(why))
    made = card(desk, desk.draft(first))
    title = say("asking.ask_title", name=choice.shortened(made.name, 60), criterion=made.lines[0].label)
    return Head("ask", title, (made.lines[0].said, gain))


def _not_worth(desk: Desk) -> str:
    assert desk.asking is not None
    spoken = language()
    gain = typography.number(round(desk.asking.everything, 2), spoken)
    return say("asking.stop_not_worth", gain=gain, least=typography.number(desk.asking.least, spoken))


def _gain(desk: Desk) -> str:
    asking = desk.asking
    assert asking is not None
    assert desk.standing is not None
    spoken = language()
    points = typography.number(round(asking.everything, 1), spoken)
    if asking.euros is None or asking.euros < 1:
        return say("asking.all_points", points=points)
    amount = typography.money(typography.about(asking.euros), spoken, desk.standing.read.pricing.currency)
    return say("asking.all_euros", points=points, euros=amount)


# --- What was asked -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """One question that was sent. `state`: waiting, answered, left, or came: a later reply says it. `value` and `words`
    of the answer; `address`: the reply where it stands."""

    question: Question
    label: str
    state: str
    value: str = ""
    words: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One message that was sent, with its questions and what the person wrote since. `moved`: before and now."""

    asked: Asked
    name: str
    address: str
    answers: tuple[Answer, ...]
    back: tuple[CameBack, ...]
    rank: int | None
    moved: str

    @property
    def waiting(self) -> int:
        return sum(each.state == QuestionState.WAITING for each in self.answers)

    @property
    def some_answered(self) -> bool:
        return any(each.state in {QuestionState.ANSWERED, "came"} for each in self.answers)

    @property
    def may_undo(self) -> bool:
        return not any(each.state == QuestionState.ANSWERED for each in self.answers)


def sent(desk: Desk) -> list[Sent]:
    """Those with something that came back first, then those that wait, then those that are done."""
    word = desk.outlook().word
    found = [_sent(desk, asked, word) for asked in desk.sent]
    return sorted(found, key=lambda each: (not each.waiting, not (each.back or each.some_answered), -each.asked.pk))


def _sent(desk: Desk, asked: Asked, word: str | None) -> Sent:
    day = timezone.localdate(asked.at)
    back = tuple(each for each in desk.back.get(asked.reply_id, []) if each.day >= day)
    rank = desk.rank_of(asked.reply.source_id)
    answers = tuple(_answers(desk, asked, back))
    name = name_of(asked.reply)
    address = reverse("asking:person", args=[desk.call.pk, asked.reply_id])
    some = any(each.state in {QuestionState.ANSWERED, "came"} for each in answers)
    return Sent(asked, name, address, answers, back, rank, moved(asked, word, rank) if some else "")


def _answers(desk: Desk, asked: Asked, back: Sequence[CameBack]) -> Iterator[Answer]:
    later = {each.reply.source_id: each.reply.pk for each in back if not each.perhaps}
    detail = desk.offers_asked.get(asked.reply.source_id)
    readings: dict[str, Any] = {} if detail is None else detail.document["readings"]
    for question in asked.questions.all():
        label = question.key if desk.standing is None else label_of(desk.standing.read, question.key)
        state = state_of(question)
        value = _value(desk, question, readings)
        if state is QuestionState.ANSWERED:
            yield Answer(question, label, state.value, value if question.correction else "", question.words)
            continue
        said = next(iter(_said_later(desk, question, readings, later)), None)
        if said is not None and value:
            address = reverse("calls:reply", args=[desk.call.pk, later[said[1]]])
            yield Answer(question, label, "came", value, choice.shortened(said[0]), address)
        else:
            yield Answer(question, label, state.value)


def _said_later(
    desk: Desk, question: Question, readings: dict[str, Any], later: dict[str, int]
) -> Iterator[tuple[str, str]]:
    """The words of a later reply that the value of a question was read in, with the id of that reply."""
    known = None if desk.standing is None else fact_of(desk.standing.read, question.key)
    reading = None if known is None else readings.get(known[0])
    for text, _, _, reply, _ in () if reading is None else reading["quotes"]:
        if reply in later:
            yield text, reply


def _value(desk: Desk, question: Question, readings: dict[str, Any]) -> str:
    """What is known now of what was asked, in words; "" when nothing is, or when it is no criterion any more."""
    decision = None if desk.standing is None else desk.standing.read
    criteria = {} if decision is None else {one.key: one for one in decision.scales.criteria}
    reading = readings.get(question.key)
    if decision is None or question.key not in criteria or reading is None or reading["value"] is None:
        return ""
    low, likely, high = (float(each) for each in reading["value"])
    spoken = language()
    if question.key == "price":
        return typography.money_span(round(low), round(high), spoken, decision.pricing.currency)
    return figure_in_words(criteria[question.key], decision, likely, spoken)


def moved(asked: Asked, word: str | None, rank: int | None) -> str:
    """Before the questions and now: the verdict, and the place of this offer."""
    parts = []
    if asked.before_word and word:
        parts.append(said_of_verdict(asked.before_word, word))
    if asked.before_rank and rank:
        code = "asking.rank_stays" if asked.before_rank == rank else "asking.rank_moved"
        parts.append(say(code, before=asked.before_rank, now=rank))
    return " ".join(parts)


def said_of_verdict(before: str, now: str) -> str:
    """As one sentence, as "avant : à pile ou face ; maintenant : choix solide"."""
    if before == now:
        return say("asking.verdict_stays", now=word_of(now))
    return say("asking.verdict_moved", before=word_of(before), now=word_of(now))


def word_of(word: str) -> str:
    return say(_WORDS[Sure(word)])


def name_of(reply: Reply) -> str:
    return person_name(reply.author).strip() or say("calls.reply_nobody")


def answered(done: Answered, reply: Reply) -> str:
    """What an answer changed: how sure one is, who is first, where this offer stands."""
    parts = [say("asking.kept", n=done.count)]
    if done.before.word and done.now.word:
        parts.append(said_of_verdict(done.before.word, done.now.word))
    if done.rank_before and done.rank_now:
        code = "asking.rank_stays_of" if done.rank_before == done.rank_now else "asking.rank_moved_of"
        parts.append(say(code, name=name_of(reply), before=done.rank_before, now=done.rank_now))
    elif done.rank_before:
        parts.append(say("asking.rank_gone", name=name_of(reply)))
    return " ".join(parts)
