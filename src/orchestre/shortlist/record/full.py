"""The full record of a choice: what was asked, the rules as they were frozen, what came in, the ranking and its
reasons, how the price acted, how sure it is, what to beware of, how it was worked out, and the words behind it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from orchestre.basics.typography import day, moment, money, number, percent
from orchestre.decision.price_panel import PricePanel
from orchestre.documents.model import (
    Block,
    Document,
    Grid,
    Heading,
    KeyFigures,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Signature,
    Tone,
)
from orchestre.shortlist.notes import Names
from orchestre.shortlist.ranked import Shortlist
from orchestre.shortlist.reasons import grades_said, reasons
from orchestre.shortlist.record.choice import Choice, Decided, Rules, Sayer, choice_of, counted, shortened
from orchestre.shortlist.record.decided import approval, departure
from orchestre.shortlist.record.one_page import PARTS, checked, key_figures, named
from orchestre.shortlist.record.rules import rules_blocks

RANKED = 50
"""Offers in the table of the ranking; the workbook has them all."""
EXPLAINED = 10
DRAWN = 10
QUOTES = 3
"""A criterion."""


def full_record(
    shortlist: Shortlist,
    rules: Rules,
    *,
    language: str,
    made_at: datetime,
    author: str = "",
    decided: Decided | None = None,
) -> Document:
    choice = choice_of(shortlist, RANKED, decided)
    tell = Sayer(choice.decision, language)
    blocks: list[Block] = [
        Paragraph([Run(choice.decision.title or "", bold=True)], Tone.LEAD),
        Paragraph(tell("shortlist.record_made", when=moment(made_at, language)), Tone.SMALL),
        *_answer(choice, tell),
        Heading(tell("shortlist.record_asked")),
        *_asked(choice, rules, tell),
        Heading(tell("shortlist.record_rules")),
        *rules_blocks(choice, rules, tell),
        Heading(tell("shortlist.record_came_in")),
        *_came_in(choice, tell),
    ]
    if choice.entries:
        blocks += [Heading(tell("shortlist.record_ranking")), *_ranking(choice, tell)]
        blocks += [Heading(tell("shortlist.record_reasons")), *_reasons(choice, tell)]
        blocks += [Heading(tell("shortlist.record_price_acts")), *_price(choice, shortlist, tell)]
        blocks += [Heading(tell("shortlist.record_checked")), Listing(list(checked(choice, tell)))]
    if shortlist.warnings:
        blocks.append(Heading(tell("shortlist.record_warnings")))
        blocks.append(Listing([shortened(note.said(language), 600) for note in shortlist.warnings]))
    blocks += [Heading(tell("shortlist.record_method")), *_method(shortlist, tell)]
    if choice.entries:
        blocks += [PageBreak(), Heading(tell("shortlist.record_evidence")), *_evidence(choice, tell)]
    blocks.append(Signature((tell("shortlist.record_sign_day"), tell("shortlist.record_sign"))))
    return Document(tell("shortlist.record_title"), language, tuple(blocks), author, made_at.date())


def _answer(choice: Choice, tell: Sayer) -> Iterator[Block]:
    yield Heading(tell("shortlist.record_answer"))
    if not choice.entries:
        yield Paragraph(tell("shortlist.record_nobody_ranked"))
        return
    yield from named(choice, tell)
    yield KeyFigures(tuple(key_figures(choice, tell)))
    if choice.sure is not None and len(choice.entries) > 1:
        word, rest = tell.verdict(choice.sure)
        yield Paragraph([Run(f"{word}. ", bold=True), Run(rest)])
        often = tell.often(choice)
        if often:
            yield Paragraph(often)
    else:
        yield Paragraph(tell("shortlist.record_alone"))
    yield from departure(choice, tell)
    yield from approval(choice, tell)


def _asked(choice: Choice, rules: Rules, tell: Sayer) -> Iterator[Block]:
    if rules.asked.strip():
        yield Quote(rules.asked.strip())
    pricing, need = choice.decision.pricing, choice.decision.need
    floor, ceiling = (money(amount, tell.language, pricing.currency) for amount in (pricing.floor, pricing.ceiling))
    said = [tell("shortlist.record_budget", floor=floor, ceiling=ceiling)]
    for code, quantity in (
        ("shortlist.record_days", need.days),
        ("shortlist.record_hours", need.hours),
        ("shortlist.record_months", need.months),
    ):
        if quantity is not None:
            low, likely, high = (number(end, tell.language) for end in (quantity.low, quantity.likely, quantity.high))
            said.append(tell(code, low=low, likely=likely, high=high))
    yield Listing(said)


def _came_in(choice: Choice, tell: Sayer) -> Iterator[Block]:
    counts = choice.counts
    rows = [
        (tell(_COUNTED[name]), number(counted(counts[name]), tell.language))
        for name in PARTS
        if counted(counts.get(name, 0)) or name == "ranked"
    ]
    rows.append((tell("shortlist.record_sum"), number(counted(counts["read"]), tell.language)))
    header = tell("shortlist.column_what"), tell("shortlist.column_count")
    yield Grid(tell("shortlist.record_counts_caption"), header, tuple(rows), frozenset({1}), (5, 1))


_COUNTED = {
    "ranked": "shortlist.count_ranked",
    "gated": "shortlist.count_gated",
    "set_aside": "shortlist.count_set_aside",
    "duplicates": "shortlist.count_duplicates",
    "own": "shortlist.count_own",
    "no_text": "shortlist.count_no_text",
    "unreadable": "shortlist.count_unreadable",
}


def _ranking(choice: Choice, tell: Sayer) -> Iterator[Block]:
    yield _bars(choice, tell)
    rows = []
    for entry in choice.entries:
        place = entry.place
        rows.append(
            (
                str(place.rank),
                tell.name(entry),
                number(place.score, tell.language, 1),
                f"{number(place.low, tell.language, 1)} – {number(place.high, tell.language, 1)}",
                tell.price(entry),
                tell.price_range(entry),
            )
        )
    yield Grid(
        tell("shortlist.record_ranking_caption"),
        tuple(tell(code) for code in _RANKING_COLUMNS),
        tuple(rows),
        frozenset({0, 2, 3, 4, 5}),
        (2, 7, 3, 4, 5, 6),
    )
    rest = len(choice.tried.ranking) - len(choice.entries)
    if rest:
        yield Paragraph(tell("shortlist.record_rest", n=rest, shown=number(rest, tell.language)), Tone.SMALL)


_RANKING_COLUMNS = (
    "shortlist.column_rank",
    "shortlist.column_name",
    "shortlist.column_score",
    "shortlist.record_column_range",
    "shortlist.record_price",
    "shortlist.record_column_price_range",
)


def _bars(choice: Choice, tell: Sayer) -> Picture:
    """A bar for the score, a line for what it may still become. The table says the same in figures."""
    shown = choice.entries[:DRAWN]
    lines = []
    for i, entry in enumerate(shown):
        place, top = entry.place, 8 * i
        lines.append(
            f'<rect x="8" y="{top + 1}" width="{place.score:.1f}" height="3.4" fill="#b5361f"/>'
            f'<path d="M{8 + place.low:.1f} {top + 5.6}H{8 + place.high:.1f}" stroke="#1d2433" stroke-width="0.6"/>'
            f'<text x="6" y="{top + 4}" font-size="3.4" text-anchor="end" fill="#1d2433" '
            f'font-family="Orchestre Sans">{place.rank}</text>'
        )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 110 {8 * len(shown)}">{"".join(lines)}</svg>'
    first = shown[0]
    alt = tell("shortlist.record_bars", n=len(shown), name=tell.name(first), score=tell.score(first.place.score))
    return Picture(svg, alt, tell("shortlist.record_bars_caption"))


def _reasons(choice: Choice, tell: Sayer) -> Iterator[Block]:
    for entry in choice.entries[:EXPLAINED]:
        found = reasons(entry, choice.decision, tell.language)
        yield Heading(f"{entry.place.rank}. {tell.name(entry)}", 2)
        yield Listing([one.said for one in found] or [tell("shortlist.record_no_point")])
        if by := entry.candidate.alternative.noted_by:
            yield Paragraph(tell("shortlist.record_noted_by", by=by), Tone.SMALL)
        for origin in entry.candidate.alternative.origins:
            yield Paragraph(tell("shortlist.record_origin", said=origin.said(tell.language)), Tone.SMALL)
        notes = [note.said(tell.language) for note in entry.candidate.total.assumptions]
        if notes:
            yield Paragraph(tell("shortlist.record_assumed", notes=" ".join(notes)), Tone.SMALL)


def _price(choice: Choice, shortlist: Shortlist, tell: Sayer) -> Iterator[Block]:
    panel = choice.tried.price
    if panel is None:
        yield Paragraph(tell("shortlist.record_no_price_known"))
        return
    names = {entry.place.id: tell.name(entry) for entry in choice.entries}

    def who(row: int) -> str:
        offer = panel.ids[row]
        return names.get(offer) or shortened(shortlist.name(offer), 80)

    yield Paragraph(tell("shortlist.record_rule", rule=panel.rule.label.said(tell.language)))
    depends = panel.rule.depends_on_other_bids
    yield Paragraph(tell("shortlist.record_rule_depends" if depends else "shortlist.record_rule_stands"))
    if panel.effective:
        shares = (percent(part, tell.language) for part in (panel.effective.nominal, panel.effective.effective))
        yield Paragraph(tell("shortlist.record_effective", nominal=next(shares), effective=next(shares)))
    yield from _switches(panel, who, tell)
    rows = [
        (
            one.rule.label.said(tell.language),
            tell("shortlist.record_lacks") if one.winner is None else _level(one.winner, one.tied, who, tell),
        )
        for one in panel.formulas.named
    ]
    header = tell("shortlist.record_column_rule"), tell("shortlist.record_column_winner")
    yield Grid(tell("shortlist.record_formulas_caption"), header, tuple(rows), widths=(3, 2))


def _level(row: int, tied: Sequence[int], who: Callable[[int], str], tell: Sayer) -> str:
    """Who wins, and with whom."""
    if not tied:
        return who(row)
    names = Names.of([who(each) for each in tied]).said(tell.language)
    return tell("shortlist.record_level", name=who(row), names=names)


def _switches(panel: PricePanel, who: Callable[[int], str], tell: Sayer) -> Iterator[Block]:
    if panel.switches is None:
        return
    found = panel.switches
    rows = [
        (percent(low, tell.language, 1), percent(high, tell.language, 1), _level(row, tied, who, tell))
        for (low, high, row), tied in zip(found.stretches(), found.tied, strict=True)
    ]
    header = tuple(tell(code) for code in _SWITCH_COLUMNS)
    yield Grid(tell("shortlist.record_switches_caption"), header, tuple(rows), frozenset({0, 1}), (1, 1, 4))


_SWITCH_COLUMNS = (
    "shortlist.record_column_from",
    "shortlist.record_column_to",
    "shortlist.record_column_winner",
)


def _method(shortlist: Shortlist, tell: Sayer) -> Iterator[Block]:
    yield Paragraph(tell("shortlist.record_method_is"))
    said = [tell("shortlist.record_method_missing"), tell("shortlist.record_method_range")]
    if shortlist.sure is not None:
        draws = number(shortlist.sure.draws, tell.language)
        said.append(tell("shortlist.record_method_draws", draws=draws, seed=shortlist.sure.seed))
    if shortlist.board.reference_date is not None:
        said.append(tell("shortlist.record_method_day", day=day(shortlist.board.reference_date, tell.language)))
    yield Listing(said)
    yield Heading(tell("shortlist.record_sources"), 2)
    yield Listing([*SOURCES])


SOURCES = (
    "Keeney & Raiffa, Decisions with Multiple Objectives, 1976",
    "Lahdelma & Salminen, SMAA-2, Operations Research 49(3), 2001",
    "Stilger, Siderius & van Raaij, A Comparative Study of Formulas for Choosing the Economically Most Advantageous "
    "Tender, Journal of Public Procurement 17(1), 2017",
    "Schotanus & al., 303 tenders, 2022",
)


def _evidence(choice: Choice, tell: Sayer) -> Iterator[Block]:
    for entry in choice.entries[:EXPLAINED]:
        yield Heading(f"{entry.place.rank}. {tell.name(entry)}", 2)
        found = False
        for key, cell in entry.cells.items():
            label = choice.decision.scales.criterion(key).label.said(tell.language)
            for quote in cell.reading.quotes[:QUOTES]:
                found = True
                yield Quote(shortened(quote.text, 300), f"{label} · {quote.reply}")
            grades = grades_said(cell, choice.decision.facts[key], tell.language)
            if grades:
                found = True
                yield Listing([f"{label} : {said}" if tell.language == "fr" else f"{label}: {said}" for said in grades])
        if not found:
            yield Paragraph(tell("shortlist.record_no_words"))
