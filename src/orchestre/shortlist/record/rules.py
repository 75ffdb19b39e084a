"""The rules of a choice as they were frozen, and how they were kept since."""

from collections.abc import Iterator

import numpy as np

from orchestre.basics import say
from orchestre.basics.typography import day, moment, number, percent, percents
from orchestre.decision import Cells, Scales
from orchestre.documents.model import Block, Grid, Heading, Paragraph, Run, Tone
from orchestre.shortlist.reasons import figure_in_words
from orchestre.shortlist.record.choice import LONGEST_QUOTE, Change, Choice, Rules, Sayer, shortened
from orchestre.shortlist.tried import Table

CHANGES = 3
"""Changes of the rules told on the one page; the full record has them all."""


def frozen_said(choice: Choice, rules: Rules, tell: Sayer) -> Iterator[str]:
    """When the rules were frozen, by which fingerprint they are known, and whether this ranking follows them."""
    own = choice.decision.sha256
    yield from when_frozen(rules, tell.language)
    first = rules.frozen
    if first is not None:
        if not rules.later and own == first.sha256:
            yield tell("shortlist.record_kept")
        if rules.changes[-1].sha256 != own:
            yield tell("shortlist.record_other_points")
    yield tell("shortlist.record_mark", mark=own)


def when_frozen(rules: Rules, language: str) -> Iterator[str]:
    """Before or after the first reply, and how often it was changed since. Nothing without a first statement."""
    first = rules.frozen
    if first is None:
        return
    when = moment(first.at, language)
    if rules.opened_at is None:
        yield say("shortlist.record_frozen", language, when=when)
    else:
        code = "before" if first.at <= rules.opened_at else "after"
        opened = moment(rules.opened_at, language)
        yield say(f"shortlist.record_frozen_{code}", language, when=when, opened=opened)
    if rules.later:
        without = sum(not change.why for change in rules.later)
        yield say("shortlist.record_later", language, n=len(rules.later))
        if without:
            yield say("shortlist.record_later_without_reason", language, n=without)


def later_said(rules: Rules, tell: Sayer) -> Iterator[list[Run]]:
    """The last changes since the rules were frozen, newest first, each with its reason; then how many more."""
    for change in list(reversed(rules.later))[:CHANGES]:
        why = shortened(change.why, LONGEST_QUOTE) or tell("shortlist.record_no_reason")
        when = day(change.at.date(), tell.language)
        yield [Run(tell("shortlist.record_later_one", what=shortened(change.what, LONGEST_QUOTE), when=when, why=why))]
    if len(rules.later) > CHANGES:
        yield [Run(tell("shortlist.record_later_more", n=len(rules.later) - CHANGES))]


def rules_blocks(choice: Choice, rules: Rules, tell: Sayer) -> Iterator[Block]:
    """The scales, the conditions, the worked example, and every later change with its reason."""
    decision, weights = choice.decision, choice.tried.weights
    shares = percents([weights.share(c.key) for c in decision.scales.criteria], tell.language, 1)
    yield Grid(
        tell("shortlist.record_scales_caption"),
        tuple(tell(code) for code in _SCALE_COLUMNS),
        tuple(
            (
                c.label.said(tell.language),
                number(weights.points[c.key], tell.language),
                share,
                figure_in_words(c, decision, c.worst, tell.language),
                figure_in_words(c, decision, c.best, tell.language),
            )
            for c, share in zip(decision.scales.criteria, shares, strict=True)
        ),
        frozenset({1, 2}),
        (6, 2, 2, 4, 4),
    )
    if decision.scales.gates:
        names = ", ".join(gate.label.said(tell.language) for gate in decision.scales.gates)
        yield Paragraph(tell("shortlist.record_gates", n=len(decision.scales.gates), names=names))
    yield from (Paragraph(sentence) for sentence in frozen_said(choice, rules, tell))
    yield from _example(choice, tell)
    yield Heading(tell("shortlist.record_changes"), 2)
    if rules.later:
        yield Grid(
            tell("shortlist.record_changes_caption"),
            tuple(tell(code) for code in _CHANGE_COLUMNS),
            tuple(_change(change, tell) for change in rules.later),
            widths=(4, 3, 6, 6, 3),
        )
    else:
        yield Paragraph(tell("shortlist.record_no_change"))


_SCALE_COLUMNS = (
    "shortlist.column_criterion",
    "shortlist.record_column_points",
    "shortlist.record_column_share",
    "shortlist.record_column_worst",
    "shortlist.record_column_best",
)
_CHANGE_COLUMNS = (
    "shortlist.record_column_when",
    "shortlist.record_column_who",
    "shortlist.record_column_what",
    "shortlist.record_column_why",
    "shortlist.record_column_mark",
)


def _change(change: Change, tell: Sayer) -> tuple[str, ...]:
    now = change.why or tell("shortlist.record_no_reason")
    past = (
        tell("shortlist.record_reason_before", why=why, when=day(until.date(), tell.language))
        for why, until in change.before
    )
    why = "\n".join((now, *past))
    return moment(change.at, tell.language), change.who, change.what, why, change.sha256[:12]


def _example(choice: Choice, tell: Sayer) -> Iterator[Block]:
    """An invented offer halfway on every scale, between the worst and the best one may think of: whatever the rule of
    the price, this is how values become points."""
    scales, weights = choice.decision.scales, choice.tried.weights
    tried = halfway(scales).rank(dict(weights.points))
    cells, rows = tried.table.cells, []
    for criterion in scales.criteria:
        j = cells.keys.index(criterion.key)
        value, worth = float(cells.likely[1, j]), float(tried.model.worths.likely[1, j])
        earned = float(tried.contributions[1, j])
        rows.append(
            (
                criterion.label.said(tell.language),
                figure_in_words(criterion, choice.decision, value, tell.language),
                percent(worth, tell.language, 1),
                number(100 * tried.model.weights.share(criterion.key), tell.language, 1),
                number(earned, tell.language, 1),
            )
        )
    total = float(tried.ranking.scores.likely[1])
    yield Heading(tell("shortlist.record_example"), 2)
    yield Grid(
        tell("shortlist.record_example_caption"),
        tuple(tell(code) for code in _EXAMPLE_COLUMNS),
        tuple(rows),
        frozenset({2, 3, 4}),
        (6, 4, 3, 3, 3),
    )
    yield Paragraph(tell("shortlist.record_example_total", total=number(total, tell.language, 1)), Tone.SMALL)


_EXAMPLE_COLUMNS = (
    "shortlist.column_criterion",
    "shortlist.record_column_value",
    "shortlist.record_column_worth",
    "shortlist.record_column_at_stake",
    "shortlist.record_column_earned",
)


def halfway(scales: Scales) -> Table:
    """Three invented offers: the worst of every scale, halfway, the best. The middle one is the row 1."""
    values = {c.key: (c.worst, (c.worst + c.best) / 2, c.best) for c in scales.criteria}
    cells = Cells.exactly(("1", "2", "3"), values)
    return Table(scales, cells, np.zeros(cells.likely.shape, dtype=np.bool_), scales.worths(cells))
