"""What people chose, when and why; how far that is from the ranking; what a second person said of it."""

from collections.abc import Iterator

from orchestre.basics.typography import day
from orchestre.documents.model import Block, Heading, Paragraph, Run, Tone
from orchestre.shortlist.record.choice import Choice, Decided, Sayer, shortened

LONGEST_WHY = 400


def chosen_said(choice: Choice, tell: Sayer) -> Iterator[Block]:
    """Under the name: who chose, when, and the words given when the first of the ranking was chosen."""
    decided = choice.decided
    if decided is None:
        return
    if choice.chosen is None:
        yield Paragraph(tell("shortlist.record_chosen_gone", name=shortened(decided.name, 80)))
        return
    said = tell("shortlist.record_chosen_by", who=decided.who or "…", when=day(decided.at.date(), tell.language))
    yield Paragraph(said, Tone.SMALL)
    if decided.why.strip() and not choice.departs:
        yield Paragraph(_why(decided, tell))


def departure(choice: Choice, tell: Sayer) -> Iterator[Block]:
    """Why not the first of the ranking, and by how much; nothing when it was chosen."""
    decided, chosen = choice.decided, choice.chosen
    if decided is None or chosen is None or not choice.departs:
        return
    first = choice.entries[0]
    gap = tell.score(first.place.score - chosen.place.score)
    yield Heading(tell("shortlist.record_departure"))
    is_ = tell("shortlist.record_departure_is", score=tell.score(first.place.score), gap=gap, price=tell.price(first))
    yield Paragraph([Run(tell.name(first), bold=True), Run(is_)])
    if decided.why.strip():
        yield Paragraph(_why(decided, tell))
    else:
        yield Paragraph(tell("shortlist.record_departure_no_why"))


def _why(decided: Decided, tell: Sayer) -> list[Run]:
    words = shortened(decided.why, LONGEST_WHY)
    return [Run(tell("shortlist.record_departure_why")), Run(words, italic=True)]


def approval(choice: Choice, tell: Sayer) -> Iterator[Block]:
    """What a second person said, when one had to."""
    decided = choice.decided
    if decided is None or not decided.limit:
        return
    yield Heading(tell("shortlist.record_approval"))
    said = decided.approval
    if said is None:
        yield Paragraph(tell("shortlist.record_approval_waiting", limit=decided.limit))
        return
    code = "shortlist.record_approval_yes" if said.yes else "shortlist.record_approval_no"
    words = tell(code, who=said.who or "…", when=day(said.at.date(), tell.language))
    yield Paragraph([Run(words, bold=not said.yes), Run(shortened(said.reason, LONGEST_WHY), italic=True)])
