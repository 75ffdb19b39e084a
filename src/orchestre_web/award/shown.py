"""What the pages of an award show: where it stands, what comes next, the papers, the record."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from orchestre.award import (
    AwardState,
    Contract,
    PaperState,
    Record,
    Reminder,
    Signed,
    Statement,
    Vigilance,
    forward,
    record_document,
)
from orchestre.award.papers import Line
from orchestre.award.record import Approved, Happened, Mark, source_said, why_said
from orchestre.basics.typography import day, money
from orchestre.documents.model import Document
from orchestre_web.award import queries
from orchestre_web.award.models import AwardEvent, Paper, Release
from orchestre_web.award.queries import Letters, Standing, Yield
from orchestre_web.calls import queries as calls
from orchestre_web.calls.shown import channel_words
from orchestre_web.judging import queries as judging
from orchestre_web.judging.models import Choice
from orchestre_web.judging.shown.choosing import chosen_name, ties
from orchestre_web.site.words import language, say

_ADDRESS = re.compile(r"https?://\S+")

NAMED = 6
"""Of those who wait for their letter."""
STEPS = (AwardState.CHOSEN, AwardState.APPROVED, AwardState.TOLD, AwardState.SIGNED, AwardState.ENDED)


def record_paper(record: Record, today: date, company: str) -> Document:
    return record_document(record, language=language(), made_on=today, company=company)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line at the top. `is_done`, `is_now`: where the award is."""

    name: str
    is_done: bool
    is_now: bool


def steps(found: Standing) -> list[Step]:
    """Approval only where the amount asks for one."""
    some = [each for each in STEPS if each is not AwardState.APPROVED or found.needs_approval]
    reached = found.state if found.state is not AwardState.GIVEN_UP else AwardState.CHOSEN
    at = some.index(reached) if reached in some else 0
    return [Step(say(f"awards.step_{each}"), i < at, i == at) for i, each in enumerate(some)]


def may(found: Standing) -> frozenset[str]:
    return frozenset(each.value for each in forward(found.state, needs_approval=found.needs_approval))


def headline(found: Standing, name: str) -> str:
    if found.refused and found.state is AwardState.CHOSEN:
        return say("awards.is_refused", name=name)
    if found.state is AwardState.CHOSEN and found.needs_approval:
        return say("awards.is_waiting", name=name)
    return say(f"awards.is_{found.state}", name=name)


def step_said(event: AwardEvent) -> str:
    """One line of the log."""
    if event.what == "told":
        left = event.values.get("left", 0)
        return say("awards.did_told" if left else "awards.did_told_all", sent=event.values.get("sent", 0), left=left)
    if event.what == "undone":
        return say("awards.did_undone", state=say(f"awards.step_{event.award.state}"))
    return say(f"awards.did_{event.what}")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper that is asked for, with what was seen of it; the newest first."""

    line: Line
    name: str
    state: str
    until: str
    seen: tuple[Paper, ...]

    @property
    def is_waiting(self) -> bool:
        return self.line.state is not PaperState.VALID

    @property
    def is_bad(self) -> bool:
        return self.line.state in (PaperState.MISSING, PaperState.OVER)


def paper_lines(found: Vigilance, papers: Sequence[Paper]) -> list[PaperLine]:
    return [
        PaperLine(
            line,
            say(f"award.paper_{line.kind}"),
            say(f"award.paper_is_{line.state}"),
            "" if line.until is None else day(line.until, language()),
            tuple(each for each in papers if each.kind == line.kind),
        )
        for line in found.lines
    ]


def vigilance_said(found: Vigilance) -> dict[str, Any]:
    """The law of the source is a link: a page shows its name, a paper its address."""
    text = found.threshold.source
    address = next(iter(_ADDRESS.findall(text)), "")
    said = source_said(found, language())
    return {"why": why_said(found, language()), "source": said.partition(address), "asked": found.asked}


def reminders(call_id: int, title: str, found: Vigilance, contract: Contract | None) -> list[Reminder]:
    """The last good day of each paper, and the end of the contract."""
    dated = [
        Reminder(
            f"paper-{line.kind}-{call_id}@orchestre",
            line.until,
            say("awards.remind_paper", paper=say(f"award.paper_{line.kind}")),
            say("awards.remind_about", title=title),
        )
        for line in found.lines
        if line.until is not None
    ]
    if contract is not None and contract.ends_on is not None:
        words = say("awards.remind_about", title=title)
        dated.append(Reminder(f"end-{call_id}@orchestre", contract.ends_on, say("awards.remind_end"), words))
    return dated


def contract_facts(contract: Contract | None) -> list[tuple[str, str]]:
    if contract is None:
        return []
    spoken = language()
    facts = [(say("awards.field_signed_on"), day(contract.signed_on, spoken))]
    if contract.amount is not None:
        facts.append((say("awards.fact_amount"), money(contract.amount, spoken, contract.currency)))
    if contract.starts_on is not None:
        facts.append((say("awards.field_starts_on"), day(contract.starts_on, spoken)))
    if contract.ends_on is not None:
        facts.append((say("awards.field_ends_on"), day(contract.ends_on, spoken)))
    return facts


def choice_facts(choice: Choice) -> dict[str, Any]:
    """The price then, and how far the choice is from the ranking; `rank` 0 when that was not kept."""
    place = choice.record.get("standing") or {}
    names = choice.record.get("names", {})
    first = str(names.get(place.get("first"), ""))
    return {
        "amount": "" if choice.amount is None else money(choice.amount, language(), choice.currency),
        "rank": int(place.get("rank", 0)),
        "first": say("awards.nameless") if not first or first == place.get("first") else first,
        "why": choice.why,
    }


def release_lines(releases: Sequence[Release]) -> list[tuple[Release, str]]:
    return [(each, say(f"awards.release_{each.tag}")) for each in releases]


def record_of(
    found: Standing, log: Sequence[AwardEvent], letters: Letters, vigilance: Vigilance, now: datetime
) -> Record:
    """Everything that the record says, from the rows of now; `log` with the newest step first."""
    choice, call = found.choice, found.award.call
    assert choice is not None
    facts = choice_facts(choice)
    sums = calls.sums(call)
    contract = queries.contract_of(found.award)
    need = queries.need_of(call)
    others = sums.records - sums.replies
    came = [(say("awards.came_replies"), sums.replies)]
    came += [(say("awards.came_others"), others)] if others > 0 else []
    ranked = (choice.record.get("standing") or {}).get("among")
    came += [(say("awards.came_ranked"), int(ranked))] if ranked else []
    sitting = ties(judging.sitters(call, choice))
    return Record(
        title=call.title,
        state=say(f"awards.step_{found.state}"),
        asked=str((need or {}).get("sentence") or call.need_text),
        asked_title=str((need or {}).get("title") or ""),
        came=came,
        chosen=chosen_name(choice),
        amount=facts["amount"],
        chosen_by=str(choice.by or ""),
        chosen_on=timezone.localtime(choice.at).date(),
        why=choice.why,
        rank=facts["rank"] or None,
        first=facts["first"],
        limit="" if choice.limit is None else money(choice.limit, language()),
        approvals=[
            Approved(each.approved, str(each.by or ""), timezone.localtime(each.at).date(), each.reason)
            for each in choice.approvals.all()
        ],
        statements=[
            Statement(
                each.sitter.name,
                each.part,
                each.sitter.interest is not None,
                each.sitter.interest.words if each.sitter.interest else "",
                timezone.localtime(each.sitter.interest.at).date() if each.sitter.interest else None,
            )
            for each in sitting
        ],
        sent=letters.sent,
        left=len(letters.waiting),
        vigilance=vigilance,
        signed=None
        if contract is None
        else Signed(contract.signed_on, contract.amount, contract.currency, contract.starts_on, contract.ends_on),
        happened=[
            Happened(timezone.localtime(each.at), step_said(each), str(each.by or ""), each.why, each.is_undone)
            for each in reversed(log)
        ],
        marks=[
            Mark(f"{each.number}. {say(f'awards.release_{each.tag}')}", each.sha256)
            for each in queries.releases_of(found.award)
        ],
    )


def waiting_links(call_id: int, letters: Letters) -> list[tuple[str, str]]:
    """The first of those who wait, with the page of their letter."""
    return [
        (person.name or say("awards.nameless"), reverse("answers:letter", args=[call_id, person.pk]))
        for person in letters.waiting[:NAMED]
    ]


def release_read(release: Release) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(release.text)
    return read


def json_bytes(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """`width`: of the bar, the channel with most offers at 100."""

    name: str
    brought: Yield
    width: int


def channel_lines(yields: Sequence[Yield]) -> list[ChannelLine]:
    most = max((each.offers for each in yields), default=0) or 1
    return [
        ChannelLine(
            channel_words(each.channel) if each.channel else say("awards.channel_unsaid"),
            each,
            round(100 * each.offers / most),
        )
        for each in yields
    ]


def channels_headline(lines: Sequence[ChannelLine]) -> str:
    """Which channel brought most offers, and which the chosen ones, where that is another."""
    offers = sum(line.brought.offers for line in lines)
    if not offers:
        return say("awards.channels_no_offer")
    first = max(lines, key=lambda line: (bool(line.brought.channel and line.brought.offers), line.brought.offers))
    if not first.brought.channel:
        return say("awards.channels_unsaid")
    said = say("awards.channels_most", name=first.name, n=first.brought.offers, all=offers)
    best = max(lines, key=lambda line: line.brought.chosen)
    if not best.brought.chosen or not best.brought.channel:
        return said
    chosen = sum(line.brought.chosen for line in lines)
    return f"{said} {say('awards.channels_chosen', name=best.name, n=best.brought.chosen, all=chosen)}"
