"""From one sentence to the need: facts, kinds, points, sections, questions, choice rule, channels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from orchestre.basics import Language, say
from orchestre.basics.typography import money, money_span
from orchestre.blindspots import BY_TRADE, Point, relevant_points
from orchestre.knowledge import Kind, Knowledge, load
from orchestre.need.budget import OWN, UNKNOWN, assumed, budget_of, price_known, run_month, size_of, three_years
from orchestre.need.document import Line, Need, Section
from orchestre.need.facts import LABELS, Told, read_facts, written
from orchestre.need.filling import filled
from orchestre.need.given import UnknownAnswer, refuse_what_is_no_need, refuse_what_is_not_read
from orchestre.need.lots import uncarried
from orchestre.need.own_words import own_points
from orchestre.need.pay import hires
from orchestre.need.questions import MOST, Answered, answered, with_answers, worth_asking
from orchestre.need.recognition import (
    A_NEED,
    ENOUGH,
    OTHER,
    WORTH_TELLING,
    Recognised,
    beside,
    left_over,
    recognise,
    written_for,
)
from orchestre.need.second import Second, second_told

MOST_POINTS = {"small": 30, "middle": 38, "large": 46}
MOST_BY_TRADE = 6
"""Points of the trade and of the facts that come on top: what any purchase must settle is not left out for them."""
MOST_BESIDE = {"small": 6, "middle": 12, "large": 12}
LEAST_COST = 4
"""Points told of a kind that may be meant instead, and the least each costs when it is not known."""
KIND_QUESTION, SECOND_QUESTION = "kind", "second"
NO_SECOND = frozenset({"no", "non"})
HOMES = {"sector": "who", "headcount": "who", "place": "who", "budget": "price", "deadline": "calendar"}
"""Sections in which a fact is told; the others stand under the problem."""
UNTOLD = frozenset({"tool", "staff"})
"""What a need of no told kind is taken for: most that owners write here is a tool their people will use."""


def write_need(
    sentence: str,
    *,
    sector: str = "",
    headcount: int | None = None,
    answers: Mapping[str, str] | None = None,
    language: Language = "fr",
) -> Need:
    """The whole need from one sentence. Raises the errors of `orchestre.need.given`."""
    refuse_what_is_not_read(sentence)
    known, answers = load(), answers or {}
    found = recognise(sentence, known)
    refuse_what_is_no_need(sentence, recognised=bool(found) and (not found[0].guessed or found[0].confidence >= A_NEED))
    answers = dict(answers)
    if KIND_QUESTION in answers:
        found = _said_kind(answers.pop(KIND_QUESTION), known)
    kinds = written_for(found, known)
    another = second_told(sentence, kinds, known)
    if another and (also := _said_second(answers.pop(SECOND_QUESTION, ""), kinds[0], known)) is not None:
        kinds, another = [kinds[0], *also], None
    answers.pop(SECOND_QUESTION, None)
    given = answered(kinds, known, answers)
    told = _corrected(
        read_facts(" . ".join([sentence, *(each.answer for each in given)]), known, sector=sector, headcount=headcount),
        given,
    )
    own = _points(kinds, told, known, elsewhere=bool(found) and found[0].elsewhere)
    things = [] if kinds[0].id == OTHER else uncarried(sentence, [kind.id for kind in kinds], known)
    things = [
        *([another.words] if another else []),
        *(thing for thing in things if not another or thing not in another.words),
    ]
    mine = own_points(sentence, own, kinds, (fact.words for fact in told.facts), things)
    own = [*mine, *own]
    if another and not any(another.words in point.requirement.text.fr for point in mine):
        another = None  # a point that is asked says it
    instead = beside(found, kinds[0])
    extra = _points_beside(instead, own, told, known, size_of(kinds, told))
    points = with_answers([*own, *extra], given)
    questions = worth_asking(kinds, known, told, points, answers)
    lines = tuple(_line(point, known, language) for point in points)
    rule = _choice_rule(kinds, told, points[: len(own)], known, language)
    second = another.words if another else ""
    apart = [thing for thing in things if thing != second and any(thing in point.requirement.text.fr for point in mine)]
    left = [kind for kind in left_over(sentence, kinds, known) if kind not in instead]
    assumptions = [
        *_set_apart(left, apart, second, instead, hires=hires(sentence), language=language),
        *_assumptions(kinds, told, found, language),
    ]
    return Need(
        language=language,
        sentence=sentence,
        title=say("need.title", language, kind=" + ".join(kind.label.said(language) for kind in kinds)),
        size=size_of(kinds, told),
        kinds=tuple({"id": each.kind.id, "confidence": each.confidence} for each in found),
        facts=_facts(told, known, language),
        assumptions=tuple(assumptions),
        questions=(
            *(_which_kind(found, language) if instead or (found and found[0].guessed) else ()),
            *(_which_second(another, language) if another else ()),
            *({"id": each.id, "text": each.text.said(language), "why": each.why.said(language)} for each in questions),
        )[:MOST],
        sections=tuple(
            _sections(
                sentence,
                kinds=kinds,
                told=told,
                rule=rule,
                assumptions=assumptions,
                given=given,
                known=known,
                language=language,
            )
        ),
        requirements=lines,
        choice_rule=rule,
        channels=tuple(
            {
                "id": name,
                "label": known.channels[name].label.said(language),
                "why": known.channels[name].why.said(language),
            }
            for name in _channels(kinds, told)
        ),
    )


def _set_apart(
    left: Sequence[Kind],
    things: Sequence[str],
    second: str,
    instead: Sequence[Kind],
    *,
    hires: bool,
    language: Language,
) -> Iterator[str]:
    """What the sentence tells and this document does not carry, or carries beside its kind."""
    if left:
        yield say("need.assume_left_over", language, kinds=", ".join(kind.label.said(language) for kind in left))
    if things:
        yield say("need.assume_apart", language, things=", ".join(things))
    if second:
        yield say("need.assume_second", language, words=second)
    if instead:
        told = ", ".join(kind.label.said(language) for kind in instead)
        yield say("need.assume_beside", language, kind=told)
    if hires:
        yield say("need.assume_post", language)


def _facts(told: Told, known: Knowledge, language: Language) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "id": fact.key,
            "label": LABELS[fact.key].said(language),
            "value": written(fact, known, language),
            "words": fact.words,
            "origin": fact.origin,
        }
        for fact in told.facts
    )


def _corrected(told: Told, given: Sequence[Answered]) -> Told:
    """A budget that was answered stands in place of the one of the sentence."""
    said = [fact for fact in told.facts if fact.key == "budget"]
    if len(said) < 2 or not any(each.question.slot == "budget" for each in given):
        return told
    return replace(told, facts=tuple(fact for fact in told.facts if fact.key != "budget" or fact is said[-1]))


def _said_kind(answer: str, known: Knowledge) -> tuple[Recognised, ...]:
    """The kind an answer names, by its id, its label or its words. Raises UnknownAnswer."""
    for kind in known.kinds.values():
        if answer.strip().casefold() in {kind.id, kind.label.fr.casefold(), kind.label.en.casefold()}:
            return (Recognised(kind, 1, 1.0, (answer,), apart=False, guessed=False, elsewhere=kind.id == OTHER),)
    found = recognise(answer, known)
    if not found or found[0].guessed:
        raise UnknownAnswer(name=answer, known=", ".join(known.kinds))
    return found


def _said_second(answer: str, first: Kind, known: Knowledge) -> list[Kind] | None:
    """The kind of the second purchase, none when it is part of the first, None when nothing was answered."""
    if not answer.strip():
        return None
    if answer.strip().casefold() in NO_SECOND:
        return []
    kind = _said_kind(answer, known)[0].kind
    return [] if kind is first else [kind]


def _which_second(another: Second, language: Language) -> tuple[dict[str, str], ...]:
    """Whether what is added is a purchase of its own, with the likest kinds."""
    choices = "".join(f"{kind.label.said(language)} ({kind.id}) / " for kind in another.kinds)
    return (
        {
            "id": SECOND_QUESTION,
            "text": say("need.which_second", language, words=another.words, choices=choices),
            "why": say("need.which_second_why", language),
        },
    )


def _which_kind(found: Sequence[Recognised], language: Language) -> tuple[dict[str, str], ...]:
    """Asked first when the kind is a guess or another may be meant: no answer changes more. Kinds that nearly nothing
    tells are not proposed: a leak is no members' portal."""
    least = ENOUGH if found[0].elsewhere else WORTH_TELLING
    likely = [each.kind for each in found if each.confidence >= least]
    other = load().kinds[OTHER].label.said(language)
    choices = " / ".join(f"{kind.label.said(language)} ({kind.id})" for kind in likely)
    return (
        {
            "id": KIND_QUESTION,
            "text": say(
                "need.which_kind" if likely else "need.which_kind_open", language, choices=choices, other=other
            ),
            "why": say("need.which_kind_why", language),
        },
    )


def _points(kinds: Sequence[Kind], told: Told, known: Knowledge, *, elsewhere: bool) -> list[Point]:
    """Of all the kinds, each point once; the least worth is left out when the need is small. Points of law stay.
    `elsewhere`: what is wanted is surely none of the kinds, so no tool either."""
    tags = told.tags | frozenset(tag for kind in kinds for tag in kind.tags)
    if kinds[0].id == OTHER and not elsewhere:
        tags |= UNTOLD
    if {"direct", "nights-told"} <= tags:
        tags |= {"lodging"}
    if "crm" in tags and not tags & {"sales-team", "mailing"}:
        tags |= {"sales-team", "mailing"}
    if not tags & {"budget-small", "budget-5000"} and max(kind.setup.value.likely for kind in kinds) >= 5000:
        tags |= {"budget-5000"}
    seen: dict[str, Point] = {}
    for kind in kinds:
        for point in relevant_points(kind, tags, told.sentence, known):
            seen.setdefault(point.requirement.id, point)
    ordered = sorted(seen.values(), key=lambda point: (not point.asked, -point.worth))
    room = min(MOST_BY_TRADE, sum(point.relevance == BY_TRADE for point in ordered))
    return filled(ordered[: MOST_POINTS[size_of(kinds, told)] + room + (10 if len(kinds) > 1 else 0)], told)


def _points_beside(kinds: Sequence[Kind], own: Sequence[Point], told: Told, known: Knowledge, size: str) -> list[Point]:
    """The weightiest points of kinds that may be meant instead, none imperative as long as that is not confirmed; the
    second of two brings half as many, and only what costs most."""
    there = {point.requirement.id for point in own}
    found: list[Point] = []
    for at, kind in enumerate(kinds, start=1):
        points = [
            replace(point, requirement=replace(point.requirement, level="should"))
            for point in relevant_points(kind, told.tags | kind.tags, told.sentence, known)
            if point.requirement.id not in there and point.requirement.cost >= LEAST_COST + at - 1
        ]
        found += sorted(points, key=lambda point: -point.worth)[: MOST_BESIDE[size] // at]
        there |= {point.requirement.id for point in found}
    return filled(found, told)


def _line(point: Point, known: Knowledge, language: Language) -> Line:
    each = point.requirement
    origin = "sentence" if point.asked and not point.source.startswith("answer:") else point.source
    if origin == point.source and not origin.startswith("answer:"):
        origin = f"{'kind' if origin in known.kinds and '.' in each.id else 'topic'}:{origin}"
    return Line(
        id=each.id,
        section=each.section,
        text=each.text.said(language),
        criterion=each.criterion.said(language),
        level=each.level,
        flexibility=each.flexibility,
        check=known.checks[each.check].said(language),
        origin=origin,
        asked=point.asked,
        why=each.why.said(language),
    )


def _choice_rule(
    kinds: Sequence[Kind], told: Told, points: Sequence[Point], known: Knowledge, language: Language
) -> dict[str, object]:
    """Points, worst and best are stated before any reply is opened; price bounds are the budget said or our range; for
    a need of no known kind that range tells no price."""
    total = three_years(kinds)
    budget = budget_of(told)
    run = run_month(kinds)
    ceiling = float(budget.three_years(run)) if budget else float(total.high)
    floor = min(float(total.low), ceiling / 3) if price_known(kinds) or not budget else ceiling / 3
    return {
        "criteria": _criteria(kinds, known, language),
        "price": {
            "basis": "three_years",
            "floor": round(floor),
            "ceiling": round(ceiling),
            "origin": "sentence" if budget else OWN if price_known(kinds) else UNKNOWN,
            "setup_ceiling": round(budget.setup) if budget and budget.setup else None,
            "run_month_ceiling": round(budget.run) if budget and budget.run else None,
        },
        "eliminatory": [p.requirement.id for p in points if p.requirement.level == "must" and p.requirement.cost == 5],
        "frozen": say("need.rule_frozen", language),
        "lots": [_lot(kind, known, language) for kind in kinds] if len(kinds) > 1 else [],
    }


def _criteria(kinds: Sequence[Kind], known: Knowledge, language: Language) -> list[dict[str, object]]:
    """Of several lots each counts alike: what compares an offer for the whole is the mean of their points, in whole
    points that make a hundred; the largest remainders are rounded up."""
    sums: dict[str, int] = {}
    for kind in kinds:
        for name, points in kind.choice:
            sums[name] = sums.get(name, 0) + points
    shares = {name: total // len(kinds) for name, total in sums.items()}
    over = sorted(sums, key=lambda name: -(sums[name] % len(kinds)))
    for name in over[: 100 - sum(shares.values())]:
        shares[name] += 1
    return [
        {
            "id": name,
            "label": known.criteria[name].label.said(language),
            "points": points,
            "worst": known.criteria[name].worst.said(language),
            "best": known.criteria[name].best.said(language),
        }
        for name, points in shares.items()
    ]


def _lot(kind: Kind, known: Knowledge, language: Language) -> dict[str, object]:
    """How a lot is chosen when it is chosen apart: its own criteria, and our range for it alone."""
    total = three_years([kind])
    return {
        "kind": kind.id,
        "label": kind.label.said(language),
        "criteria": _criteria([kind], known, language),
        "price": {
            "basis": "three_years",
            "floor": round(total.low),
            "ceiling": round(total.high),
            "origin": OWN,
        },
    }


def _channels(kinds: Sequence[Kind], told: Told) -> list[str]:
    names = dict.fromkeys(name for kind in kinds for name in kind.channels)
    return [*(["public"] if "public-body" in told.tags else []), *names]


def _assumptions(
    kinds: Sequence[Kind],
    told: Told,
    found: Sequence[Recognised],
    language: Language,
) -> list[str]:
    lines = []
    fits = kinds[0].id != OTHER
    if fits and found[0].guessed:
        lines.append(say("need.assume_kind", language, kind=found[0].kind.label.said(language)))
    if not fits:
        lines.append(say("need.assume_other", language))
    if told.first("sector") is None and not told.trades:
        lines.append(say("need.assume_trade", language))
    if told.first("headcount") is None:
        lines.append(say("need.assume_headcount", language))
    lines.append(assumed(kinds, told, language))
    if told.first("deadline") is None:
        lines.append(say("need.assume_deadline", language))
    lines.append(say("need.assume_law", language))
    return lines


def _sections(
    sentence: str,
    *,
    kinds: Sequence[Kind],
    told: Told,
    rule: Mapping[str, object],
    assumptions: Sequence[str],
    given: Sequence[Answered],
    known: Knowledge,
    language: Language,
) -> list[Section]:
    texts: dict[str, list[str]] = {name: [] for name in known.sections}
    for fact in told.facts:
        if fact.key == "pay":
            texts["price"].append(say("need.pay_no_budget", language, said=fact.value))
            continue
        texts[HOMES.get(fact.key, "problem")].append(
            say(
                "need.fact",
                language,
                label=LABELS[fact.key].said(language).capitalize(),
                value=written(fact, known, language),
            )
        )
    if not texts["who"]:
        texts["who"].append(say("need.who_unknown", language))
    texts["problem"].insert(0, say("need.sentence", language, sentence=" ".join(sentence.split())))
    if len(kinds) > 1:
        labels = [kind.label.said(language) for kind in kinds]
        texts["scope"].append(say("need.two_lots", language, first=labels[0], second=labels[1]))
    if kinds[0].id == OTHER:
        texts["scope"].append(say("need.none_fits", language))
    for kind in kinds:
        texts["goals"] += [kind.goal.said(language), say("need.kpis", language, kpis=kind.kpis.said(language))]
        texts["users"].append(kind.usage.said(language))
        texts["price"] += _instead(kind, known, language)
        texts["answer"].append(say("need.pitfalls", language, pitfalls=" ".join(kind.pitfalls(language))))
    texts["price"].append(_price_text(kinds, told, language))
    texts["answer"].insert(0, say("need.how_to_answer", language))
    texts["choice"] += _choice_text(rule, language)
    texts["open"] += assumptions
    texts["open"] += [
        say("need.answered", language, question=a.question.text.said(language), answer=a.answer) for a in given
    ]
    return [Section(name, title.said(language), "\n".join(texts[name])) for name, title in known.sections.items()]


def _instead(kind: Kind, known: Knowledge, language: Language) -> list[str]:
    """Do nothing, do it yourself, train someone: each with its sum, where it is known."""
    texts = {"self": kind.do_it_yourself.said(language), "train": kind.train_someone.said(language)}
    nothing = say("need.instead_nothing", language, text=kind.do_nothing.said(language))
    if not price_known([kind]):
        return [nothing, *(say(f"need.instead_{way}_unknown", language, text=text) for way, text in texts.items())]
    day = known.figures["internal-day"].value
    days, train = kind.self_days.value, kind.train.value
    own = money_span(days.low * day.low, days.high * day.high, language)
    return [
        nothing,
        say("need.instead_self", language, text=texts["self"], low=days.low, high=days.high, sum=own),
        say("need.instead_train", language, text=texts["train"], sum=money_span(train.low, train.high, language)),
    ]


def _price_text(kinds: Sequence[Kind], told: Told, language: Language) -> str:
    total = three_years(kinds)
    span = money_span(total.low, total.high, language)
    budget = told.first("budget")
    if not price_known(kinds):
        return say("need.buy_unknown", language)
    if budget and isinstance(budget.value, Decimal):
        both = " " + say("need.budget_lots", language) if len(kinds) > 1 else ""
        return say("need.buy_budget", language, said=budget.words, span=span) + both
    ours = min((kind.setup for kind in kinds), key=lambda figure: figure.valid_until)
    likely = money(total.likely, language)
    return say("need.buy", language, span=span, likely=likely, year=ours.year, until=ours.valid_until.year)


def _choice_text(rule: Mapping[str, object], language: Language) -> list[str]:
    rows = rule["criteria"]
    lines = [str(rule["frozen"])]
    if isinstance(rows, list):
        lines += [
            say("need.criterion", language, label=r["label"], points=r["points"], worst=r["worst"], best=r["best"])
            for r in rows
        ]
    lots = rule["lots"]
    if isinstance(lots, list) and lots:
        lines.append(say("need.lots_chosen", language))
        lines += [_lot_text(n, lot, language) for n, lot in enumerate(lots, start=1)]
    return [*lines, say("need.eliminatory", language)]


def _lot_text(n: int, lot: Mapping[str, Any], language: Language) -> str:
    told = ", ".join(f"{row['label']} {row['points']}" for row in lot["criteria"])
    floor, ceiling = (money(lot["price"][end], language) for end in ("floor", "ceiling"))
    return say("need.lot_chosen", language, n=n, label=lot["label"], criteria=told, floor=floor, ceiling=ceiling)
