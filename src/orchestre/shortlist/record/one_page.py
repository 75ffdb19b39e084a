""" "My decision on one page": who, why, how sure, at what price, who came second, what was set aside, what was checked,
under which rules, and a line to sign. For whoever was not there: accountant, board, spouse."""

from collections.abc import Iterator
from datetime import datetime

from orchestre.basics.typography import day, number, percents
from orchestre.decision import GateState
from orchestre.documents.model import (
    Block,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Listing,
    Paragraph,
    Run,
    Signature,
    Tone,
)
from orchestre.shortlist.decision_file import PRICE
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.reasons import Side, reasons
from orchestre.shortlist.record.choice import LONGEST_QUOTE, Choice, Rules, Sayer, counted, shortened
from orchestre.shortlist.record.decided import approval, chosen_said, departure
from orchestre.shortlist.record.rules import frozen_said, later_said

REASONS = 3
NAMES = 4


def one_page(choice: Choice, rules: Rules, *, language: str, made_at: datetime, author: str = "") -> Document:
    """A Document of one sheet of A4. `author`: who decides."""
    tell = Sayer(choice.decision, language)
    title = choice.decision.title
    opening = [Run(shortened(title, 120), bold=True), Run(" · ")] if title.strip() else []
    blocks: list[Block] = [Paragraph([*opening, Run(day(made_at.date(), language))])]
    if choice.entries:
        blocks += [*_who(choice, tell), *_why(choice.lead, tell, chosen=choice.decided is not None)]
        blocks += [*departure(choice, tell), *approval(choice, tell)]
        blocks += [*_sure(choice, tell), *_second(choice, tell)]
    else:
        blocks += [Heading(tell("shortlist.record_who")), Paragraph(tell("shortlist.record_nobody_ranked"))]
    blocks += [Heading(tell("shortlist.record_came_in")), Paragraph(came_in(choice, tell))]
    if choice.entries:
        checks = list(checked(choice, tell))
        blocks += [Heading(tell("shortlist.record_checked")), Listing(checks)]
    blocks += [Heading(tell("shortlist.record_rules")), Paragraph(_points(choice, tell))]
    blocks += [Paragraph(sentence, Tone.SMALL) for sentence in frozen_said(choice, rules, tell)]
    changes = list(later_said(rules, tell))
    blocks += [Listing(changes)] if changes else []
    blocks.append(Signature((tell("shortlist.record_sign_day"), tell("shortlist.record_sign"))))
    return Document(tell("shortlist.record_page_title"), language, tuple(blocks), author, made_at.date(), one_page=True)


def _who(choice: Choice, tell: Sayer) -> Iterator[Block]:
    yield Heading(tell("shortlist.record_who" if choice.decided else "shortlist.record_none_chosen"))
    yield from named(choice, tell)
    yield KeyFigures(tuple(key_figures(choice, tell)))


def named(choice: Choice, tell: Sayer) -> Iterator[Block]:
    """Whom people chose; else that nobody did yet, and who is first or shares the first place."""
    if choice.decided is None:
        yield Paragraph([Run(tell("shortlist.record_none_chosen_what"))])
    if choice.chosen is None and choice.tied > 1:
        names = ", ".join(tell.name(entry) for entry in choice.entries[: min(NAMES, choice.tied)])
        yield Paragraph(tell("shortlist.record_tied", n=choice.tied, names=names), Tone.LEAD)
        yield Paragraph(tell("shortlist.record_tied_shown", name=tell.name(choice.lead)))
    else:
        yield Paragraph([Run(tell.name(choice.lead), bold=True)], Tone.LEAD)
    yield from chosen_said(choice, tell)


def key_figures(choice: Choice, tell: Sayer) -> Iterator[KeyFigure]:
    lead, place = choice.lead, choice.lead.place
    yield KeyFigure(tell.price(lead), tell("shortlist.record_price"), tell.price_range(lead))
    scores = tell.scores(place.low, place.high)
    note = tell("shortlist.record_score_range", scores=scores) if round(place.low) != round(place.high) else ""
    yield KeyFigure(
        tell("shortlist.record_out_of", score=tell.score(place.score)), tell("shortlist.record_score"), note
    )
    if choice.departs:
        among = number(len(choice.tried.ranking), tell.language)
        yield KeyFigure(number(place.rank, tell.language), tell("shortlist.record_rank_label", n=among))
    elif choice.sure is not None and len(choice.entries) > 1:
        word, _ = tell.verdict(choice.sure)
        yield KeyFigure(word, tell("shortlist.record_sure_label"))


def _why(entry: Entry, tell: Sayer, *, chosen: bool) -> Iterator[Block]:
    """What speaks for it; under a heading of its own what speaks against it, or is still to be known."""
    found = reasons(entry, tell.decision, tell.language)[:REASONS]
    speaks = "shortlist.record_why" if chosen else "shortlist.record_speaks_for"
    for code, own in (
        (speaks, [one for one in found if one.side is Side.PRO]),
        ("shortlist.record_against", [one for one in found if one.side is Side.CON]),
        ("shortlist.record_to_know", [one for one in found if one.side in {Side.ASK, Side.CHECK}]),
    ):
        if own:
            yield Heading(tell(code))
            yield Listing([_reason(entry, one.criterion, one.said, tell) for one in own], ordered=len(own) > 1)


def _reason(entry: Entry, key: str, said: str, tell: Sayer) -> list[Run]:
    cell = entry.cells[key]
    words = [Run(said)]
    if cell.reading.quotes and not cell.missing:
        quote = tell("shortlist.record_quoted", words=shortened(cell.reading.quotes[0].text, LONGEST_QUOTE))
        words.append(Run(f" {quote}", italic=True))
    return words


def _sure(choice: Choice, tell: Sayer) -> Iterator[Block]:
    yield Heading(tell("shortlist.record_how_sure"))
    if len(choice.entries) < 2 or choice.sure is None:
        yield Paragraph(tell("shortlist.record_alone"))
        return
    word, rest = tell.verdict(choice.sure)
    of_first = (
        [Run(tell("shortlist.record_sure_of_first", name=tell.name(choice.entries[0])))] if choice.departs else []
    )
    yield Paragraph([*of_first, Run(f"{word}. ", bold=True), Run(rest)])
    often = tell.often(choice)
    if often:
        yield Paragraph(often)


def _second(choice: Choice, tell: Sayer) -> Iterator[Block]:
    """The next one; where another was chosen than the first, that one was named already."""
    if len(choice.entries) < 2 or choice.departs:
        return
    first = choice.lead
    second = next(entry for entry in choice.entries if entry.place.id != first.place.id)
    yield Heading(tell("shortlist.record_second"))
    if second.place.rank == 1:
        said = tell("shortlist.record_second_tied", price=tell.price(second))
        yield Paragraph([Run(tell.name(second), bold=True), Run(said)])
        return
    gap = tell.score(first.place.score - second.place.score)
    said = tell("shortlist.record_second_is", gap=gap, score=tell.score(second.place.score), price=tell.price(second))
    yield Paragraph([Run(tell.name(second), bold=True), Run(said)])


def came_in(choice: Choice, tell: Sayer) -> str:
    """Every part of what came in, and the sum."""
    counts = {name: counted(part) for name, part in choice.counts.items()}
    parts = [
        tell(code, n=counts[name], shown=number(counts[name], tell.language))
        for name, code in PARTS.items()
        if counts.get(name) or name == "ranked"
    ]
    total = tell("shortlist.record_received", n=counts["read"], shown=number(counts["read"], tell.language))
    return f"{total}{', '.join(parts)}."


PARTS = {
    "ranked": "shortlist.record_ranked",
    "gated": "shortlist.record_gated",
    "set_aside": "shortlist.record_set_aside",
    "duplicates": "shortlist.record_duplicates",
    "own": "shortlist.record_own",
    "no_text": "shortlist.record_no_text",
    "unreadable": "shortlist.record_unreadable",
}


def checked(choice: Choice, tell: Sayer) -> Iterator[str]:
    """What was looked at before believing the first place, with what was found."""
    first = choice.lead
    counting = {key: cell for key, cell in first.cells.items() if cell.points}
    known = sum(not cell.missing for cell in counting.values())
    yield tell("shortlist.record_check_known", known=known, n=len(counting))
    gates = [first.candidate.gates.get(gate.key) for gate in choice.decision.scales.gates]
    if gates:
        doubt = sum(state is not GateState.PASSES for state in gates)
        code = "shortlist.record_check_gates_open" if doubt else "shortlist.record_check_gates"
        yield tell(code, n=len(gates), doubt=doubt)
    panel = choice.tried.price
    if panel is None or len(panel.table) < 2:
        return
    code = "shortlist.record_check_removal_flips" if panel.flips else "shortlist.record_check_removal"
    yield tell(code, n=len(panel.flips))
    told = [one for one in panel.formulas.named if one.lacks is None and one.rule.name != panel.rule.name]
    if told:
        others = len(panel.formulas.disagree)
        code = "shortlist.record_check_formulas_differ" if others else "shortlist.record_check_formulas"
        yield tell(code, n=len(told), others=others)
    if first.place.row in {panel.rows[row] for row in panel.low}:
        yield tell("shortlist.record_check_low")
    if first.cells[PRICE].missing:
        yield tell("shortlist.record_check_no_price")


def _points(choice: Choice, tell: Sayer) -> str:
    weights = choice.tried.weights
    heaviest = sorted(choice.decision.scales.criteria, key=lambda c: -weights.points[c.key])
    weighing = [c for c in heaviest if weights.points[c.key]]
    shares = [
        tell("shortlist.record_share", name=shortened(c.label.said(tell.language), 40), share=share)
        for c, share in zip(weighing, percents([weights.share(c.key) for c in weighing], tell.language), strict=True)
    ]
    return tell("shortlist.record_points", shares=", ".join(shares))
