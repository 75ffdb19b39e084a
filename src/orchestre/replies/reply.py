"""The records a source gives. Every record that came in is exactly one of these, so counts add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands in what was received. `line` counts from 1: the line of a text file, the row of a sheet,
    the rank of a message where lines mean nothing."""

    file: str
    format: str
    line: int
    sheet: str | None = None


FORM_SENT = "form_sent"
"""Key of `Reply.given` under which the form of a call says that a reply came by it, and in which version."""
FORM_PROVED = "form_proved"
"""Key under which it says which address its sender showed to be his, by a link that was mailed there."""
FORM_PICTURED = "form_pictured"
"""Key under which it says the line of the text from which its words were read in pictures."""
_NOT_ANSWERED = frozenset({FORM_SENT, FORM_PROVED, FORM_PICTURED})


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of somebody else with text, whatever its kind.

    `posted_at` is ISO 8601, with a zone only when the source gave one; null when it gave only an age ("3 sem.").
    `given` holds the fields the source itself separates from the text (price column, town, headline), by our names
    where the column was understood ("price", "place", "headline", "email", "phone", "url", "availability"),
    by its own header otherwise.
    """

    id: str
    source: Position
    author: str | None
    text: str
    posted_at: str | None = None
    channel: str | None = None
    call_id: str | None = None
    reference_date: date | None = None
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What the form of a call was answered, in fields beside the words; () for a reply that came otherwise.

        Two offers with the same words ("see the quote") or none are one offer only where these are the same as well.
        """
        if not self.given.get(FORM_SENT):
            return ()
        return tuple(sorted((name, said) for name, said in self.given.items() if name not in _NOT_ANSWERED))

    @property
    def by_form(self) -> bool:
        """It came by the form of a call, where anybody writes any name and any address: neither tells who sent it."""
        return bool(self.given.get(FORM_SENT))


@dataclass(frozen=True, slots=True)
class NoText:
    """A record that is not a reply: notice, media only, blank row. `code` has a sentence in `messages.toml`."""

    source: Position
    code: str
    raw: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record or a whole file that could not be read. The rest of the work goes on."""

    source: Position
    code: str
    raw: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Own:
    """The account owner's own message: dropped and counted.

    `code` is set where the whole file can hold nothing else: a sentence that says so, and where the replies are.
    """

    source: Position
    code: str | None = None


Record = Reply | NoText | Unreadable | Own


@dataclass(frozen=True, slots=True)
class Me:
    """Who the account owner is: names, addresses, handles or ids, compared without case or accents."""

    names: frozenset[str] = frozenset()
