"""The minutes of a choice as a document: the same words as its page, for a file to sign and to keep."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from orchestre.basics import typography
from orchestre.documents.model import (
    Block,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Run,
    Signature,
    Tone,
)
from orchestre_web.judging.shown.choosing import ApprovalLine, ChoiceLine, TakenBackLine
from orchestre_web.judging.shown.panel import PanelPage
from orchestre_web.site.words import say


def minutes_document(known: Mapping[str, Any], language: str) -> Document:
    """`known`: what the page of the minutes shows."""
    call, today = known["call"], known["today"].date()
    blocks: list[Block] = [
        Paragraph([Run(call.title, bold=True), Run(f" · {typography.day(today, language)}")]),
        Heading(say("judging.minutes_decision")),
        *_decision(known["choice"], language),
        *_taken_back(known["taken_back"], language),
        Heading(say("judging.minutes_weights")),
        _points(known["points"]),
    ]
    if known["rule"]:
        blocks.append(Listing(list(known["rule"])))
    if known["mark"]:
        blocks.append(Paragraph(say("judging.mark", mark=known["mark"]), Tone.SMALL))
    blocks.append(Heading(say("judging.minutes_judges")))
    panel: PanelPage | None = known["panel"]
    if panel is not None:
        blocks += _panel(panel)
    elif known["judges"]:
        blocks.append(Listing([_judge(each) for each in known["judges"]]))
        blocks.append(Paragraph(say("judging.minutes_blind")))
    else:
        blocks.append(Paragraph(say("judging.minutes_alone")))
    if known["ties"]:
        blocks.append(Heading(say("judging.ties_title")))
        rows = tuple((each.sitter.name, each.part, each.said or say("judging.tie_unsaid")) for each in known["ties"])
        header = (say("judging.column_judge"), say("judging.column_part"), say("judging.column_ties"))
        blocks.append(Grid("", header, rows, widths=(3, 2, 5)))
    blocks.append(Heading(say("judging.signatures")))
    blocks.append(Signature((say("judging.signature_head"), say("judging.signature_second"))))
    return Document(say("judging.minutes_title"), language, tuple(blocks), call.company.name, today)


def _decision(choice: ChoiceLine | None, language: str) -> Iterator[Block]:
    if choice is None:
        yield Paragraph(say("judging.minutes_none"))
        return
    yield Paragraph([Run(choice.name, bold=True)], Tone.LEAD)
    day = _day(choice.at, language)
    facts = [_fact("judging.fact_chosen_by", f"{choice.by or '–'}, {day}")]
    if choice.amount:
        facts.append(_fact("judging.fact_amount", choice.amount))
    if choice.departs:
        facts.append(_fact("judging.fact_departs", choice.departs))
    if choice.why:
        facts.append(_fact("judging.fact_why_another" if choice.departs else "judging.fact_why", choice.why))
    elif choice.departs:
        facts.append(_fact("judging.fact_why_another", say("judging.no_reason_written")))
    facts.append(_fact("judging.fact_state", say(f"judging.state_{choice.state}")))
    for each in choice.approvals:
        said = f"{_who_when(each, language)} · {each.reason}"
        facts.append(_fact("judging.fact_approved" if each.approved else "judging.fact_refused", said))
        if each.withdrawn is not None:
            said = f"{_who_when(each.withdrawn, language)} · {each.withdrawn.why}"
            facts.append(_fact("judging.fact_answer_withdrawn", said))
    yield Listing(facts)


def _who_when(said: ApprovalLine | TakenBackLine, language: str) -> str:
    return f"{said.by or '–'}, {_day(said.at, language)}"


def _taken_back(choices: Sequence[ChoiceLine], language: str) -> Iterator[Block]:
    """Nothing that was noted leaves the minutes."""
    if not choices:
        return
    yield Heading(say("judging.minutes_taken_back"))
    for choice in choices:
        if choice.withdrawn is not None:
            chosen = _fact("judging.fact_chosen_by", f"{choice.by or '–'}, {_day(choice.at, language)}")
            said = f"{_who_when(choice.withdrawn, language)} · {choice.withdrawn.why}"
            yield Paragraph([Run(choice.name, bold=True)])
            yield Listing([chosen, _fact("judging.fact_withdrawn", said)])


def _day(at: datetime, language: str) -> str:
    return typography.day(timezone.localtime(at).date(), language)


def _fact(code: str, said: str) -> list[Run]:
    return [Run(say("judging.fact_named", what=say(code)), bold=True), Run(said)]


def _points(points: list[tuple[str, int, str]]) -> Grid:
    header = say("judging.column_criterion"), say("judging.column_points"), say("judging.column_share")
    rows = tuple((label, str(given), share) for label, given, share in points)
    return Grid(say("judging.minutes_points"), header, rows, frozenset({1, 2}), (5, 1, 1))


def _judge(judge: Any) -> str:
    sent = f" · {say('judging.has_sent', when=judge.sent_at)}" if judge.sent_at else ""
    return f"{judge.name} · {say(f'judging.part_{judge.part}')}{sent}"


def _panel(panel: PanelPage) -> Iterator[Block]:
    if panel.outvoted:
        yield Paragraph(say("judging.mean_hides", names=panel.outvoted))
    if panel.opposed:
        yield Paragraph(say("judging.opposed", pairs=panel.opposed))
    if not panel.hides and panel.mean_winner:
        yield Paragraph(say("judging.mean_hides_nothing"))
    if panel.acceptable:
        yield Paragraph(say("judging.acceptable", name=panel.acceptable, lowest=panel.lowest))
    header = say("judging.column_judge"), say("judging.column_part"), say("judging.column_winner")
    rows = [(each.name, each.part, each.winner) for each in panel.judges]
    rows.append((say("judging.mean"), "", panel.mean_winner))
    yield Grid(say("judging.winners_title"), header, tuple(rows), widths=(3, 3, 4))
    if panel.pairs:
        yield Listing([[Run(f"{each.names} · ", bold=True), Run(each.said)] for each in panel.pairs])
    columns = (say("judging.column_criterion"), *(each.name for each in panel.judges), say("judging.mean"))
    shares = tuple((each.label, *each.cells, each.mean) for each in panel.criteria)
    numbers = frozenset(range(1, len(columns)))
    yield Grid(say("judging.shares_caption"), columns, shares, numbers, (3, *(1 for _ in numbers)))
