"""One document for every written format: what is said, in order, without a word about how it looks.

>>> Document("Le choix", "fr", (Heading("Qui"), Paragraph("Zoé, 12 <jours> & plus")))
Document(title='Le choix', language='fr', blocks=(Heading(text='Qui', level=1), Paragraph(runs=(Run(text='Zoé, 12 \
<jours> & plus', bold=False, italic=False),), tone=<Tone.PLAIN: 'plain'>)), author='', made_on=None, one_page=False, \
dense=False)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orchestre.basics import OrchestreError
from orchestre.documents.tables import RowDoesNotFit

DEEPEST = 4


class HeadingSkips(OrchestreError):
    code = "documents.heading_skips"


class PictureWithoutWords(OrchestreError):
    code = "documents.picture_without_words"


class Tone(StrEnum):
    LEAD = "lead"
    PLAIN = "plain"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    bold: bool = False
    italic: bool = False


Words = str | Sequence[Run]


def runs(words: Words) -> tuple[Run, ...]:
    return (Run(words),) if isinstance(words, str) else tuple(words)


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` from 1 (a part of the document; its title stands above) to 4."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, init=False)
class Paragraph:
    runs: tuple[Run, ...]
    tone: Tone

    def __init__(self, words: Words, tone: Tone = Tone.PLAIN) -> None:
        object.__setattr__(self, "runs", runs(words))
        object.__setattr__(self, "tone", tone)


@dataclass(frozen=True, slots=True, init=False)
class Listing:
    items: tuple[tuple[Run, ...], ...]
    ordered: bool

    def __init__(self, items: Sequence[Words], *, ordered: bool = False) -> None:
        object.__setattr__(self, "items", tuple(runs(item) for item in items))
        object.__setattr__(self, "ordered", ordered)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to read. `caption`: empty when the heading above says what the table holds. A cell is a text, or runs
    where a part of it stands out. `numbers`: columns, from 0, that are aligned on the right. Raises RowDoesNotFit."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | tuple[Run, ...], ...], ...]
    numbers: frozenset[int] = frozenset()
    widths: tuple[int, ...] = ()
    """How much of the width each column gets, as parts; equal parts when empty."""

    def __post_init__(self) -> None:
        for i, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise RowDoesNotFit(table=self.caption, row=i, cells=len(row), columns=len(self.header))


@dataclass(frozen=True, slots=True)
class KeyFigure:
    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and where they stand."""

    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG of ours. `alt` says what it shows. Raises PictureWithoutWords."""

    svg: str
    alt: str
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise PictureWithoutWords(caption=self.caption)


@dataclass(frozen=True, slots=True)
class Signature:
    """One line to write on under each label."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Listing | Grid | KeyFigures | Quote | Picture | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """`language`: fr or en. `one_page`: small enough letters to hold on one sheet of A4. `dense`: smaller letters and
    less white, for a text that should stay short. Raises HeadingSkips: a reader by ear goes from heading to heading, a
    level left out sounds like a part left out."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    author: str = ""
    made_on: date | None = None
    one_page: bool = False
    dense: bool = False

    def __post_init__(self) -> None:
        level = 0
        for heading in self.headings():
            if not 1 <= heading.level <= min(level + 1, DEEPEST):
                raise HeadingSkips(title=heading.text, level=heading.level, most=min(level + 1, DEEPEST))
            level = heading.level

    def headings(self) -> Iterator[Heading]:
        return (block for block in self.blocks if isinstance(block, Heading))


_NO_CHARACTER = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def written(text: str) -> str:
    """The text as formats can hold it: one kind of line end, no control character, no half of a character."""
    return _NO_CHARACTER.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


_FIRST_LETTER = re.compile(r"[^\W\d_]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def from_right(words: Words) -> bool:
    """Do the words begin in a script that is read from right to left?"""
    first = _FIRST_LETTER.search("".join(run.text for run in runs(words)))
    return first is not None and _RIGHT_TO_LEFT.match(first.group()) is not None
