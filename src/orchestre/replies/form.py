"""An offer made in the form of a call: what was asked point by point, and answered point by point.

It comes in as any reply. Its words are read as any reply's; what was answered in a field of its own is a fact and not
a reading: it stands in the fields that the source keeps apart from the text (`Reply.given`) and goes before the words.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from operator import itemgetter

from orchestre.basics import Language
from orchestre.basics.sentences import say
from orchestre.basics.typography import money, number
from orchestre.reading.values import Price, Qualifier, Tax, Unit
from orchestre.replies.reply import FORM_PICTURED as PICTURED
from orchestre.replies.reply import FORM_PROVED as PROVED
from orchestre.replies.reply import FORM_SENT as SENT
from orchestre.replies.sources import Column, ColumnMap, Role

TOTAL, CURRENCY, TAX, OPEN, START, SURE = (
    "form_total", "form_currency", "form_tax", "form_open", "form_start", "form_offer",
)  # fmt: skip
FIELDS = (SENT, PROVED, TOTAL, CURRENCY, TAX, OPEN, START, SURE, PICTURED)
"""Their names in `Reply.given`. SENT: the version, from "1"; PROVED: the address whose mailbox the sender opened; OPEN:
"from" where a part of the price was left out; SURE: "yes" where a price or a requirement was answered, so that nobody
has to guess whether it is an offer; PICTURED: the line before the words that were read in pictures, which end the
text."""
MONTHS = 12
WORDS_OF_FILES = 60_000
"""Characters of all the files of an offer that are read with its words; the pages themselves are kept whole."""
_SHORT = 60
_HEAD = re.compile(r"^\[[^\n]*, page \d+(?:, [^\n]*)?\]$", re.MULTILINE)
"""A line of `page_head`, in any language."""


class Met(StrEnum):
    YES = "yes"
    PART = "part"
    NO = "no"


SHARES: Mapping[Met, int] = {Met.YES: 100, Met.PART: 50, Met.NO: 0}
"""What an answer counts, in percent of the requirement."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement as the form shows it. `must`: it was called imperative."""

    id: str
    text: str
    criterion: str = ""
    must: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """`met` is None where the guest ticked nothing: not known, which is not a no."""

    met: Met | None
    how: str = ""


@dataclass(frozen=True, slots=True)
class PriceFrame:
    """What is paid once, and what is paid every month or year; None where nothing was written, 0 where it is free.

    >>> PriceFrame(Decimal(12000), Decimal(100), monthly=True, years=3).total
    Decimal('15600')
    """

    setup: Decimal | None
    run: Decimal | None
    monthly: bool = False
    years: int = 3
    tax: Tax = Tax.UNKNOWN
    currency: str = "EUR"

    @property
    def total(self) -> Decimal | None:
        """Over the years of the call; of what was written, where a part was left out."""
        if self.setup is None and self.run is None:
            return None
        return (self.setup or Decimal(0)) + (self.run or Decimal(0)) * (MONTHS if self.monthly else 1) * self.years

    @property
    def whole(self) -> bool:
        return self.setup is not None and self.run is not None

    def said(self, language: Language) -> str:
        """The sum as it was worked out, "" for none."""
        if self.total is None:
            return ""
        parts = {
            "total": money(self.total, language, self.currency),
            "setup": say("replies.form_unsaid", language) if self.setup is None else self._money(self.setup, language),
            "run": say("replies.form_unsaid", language) if self.run is None else self._money(self.run, language),
            "years": self.years,
            "tax": say(f"replies.form_tax_{self.tax.value}", language),
        }
        return say("replies.form_price_month" if self.monthly else "replies.form_price_year", language, **parts)

    def _money(self, amount: Decimal, language: Language) -> str:
        return money(amount, language, self.currency)


@dataclass(frozen=True, slots=True)
class FileWords:
    """A file that came with the offer: its words by page. `pictured`: the pages, from 1, read in a picture."""

    name: str
    pages: Sequence[str]
    pictured: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What was sent. Every part may be empty but one."""

    name: str = ""
    email: str = ""
    phone: str = ""
    words: str = ""
    references: str = ""
    answers: Sequence[Answer] = ()
    price: PriceFrame | None = None
    start: date | None = None
    version: int = 1
    late: bool = False
    proved: bool = False
    """The sender opened the mailbox of `email`."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a reply that came by the form says in fields of its own. `offers`: it answered a price or a requirement."""

    price: Price | None
    start: date | None
    offers: bool


def stated(given: Mapping[str, str]) -> Stated | None:
    """None for a reply that came otherwise."""
    if not given.get(SENT):
        return None
    return Stated(_price(given), _day(given.get(START, "")), given.get(SURE) == "yes")


def _price(given: Mapping[str, str]) -> Price | None:
    try:
        total = Decimal(given[TOTAL])
        tax = Tax(given.get(TAX, Tax.UNKNOWN.value))
    except (KeyError, InvalidOperation, ValueError):
        return None
    if not total.is_finite() or total < 0:  # a file can name its columns as ours
        return None
    lasting = given.get(OPEN) == "from"
    return Price(
        total,
        None if lasting else total,
        given.get(CURRENCY, "EUR"),
        Unit.PROJECT,
        tax,
        Qualifier.FROM if lasting else Qualifier.EXACT,
        (0, 0),
        confidence=1.0,
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def share(asked: Sequence[Asked], answers: Sequence[Answer]) -> tuple[float, float] | None:
    """How much of the imperative requirements (of all, where none is) is met, in percent: as if what was left out were
    not met, and as if it were. None when nothing was answered.

    >>> share([Asked("a", "A"), Asked("b", "B")], [Answer(Met.YES), Answer(None)])
    (50.0, 100.0)
    """
    musts = [at for at, one in enumerate(asked) if one.must] or list(range(len(asked)))
    found = [answers[at].met for at in musts if at < len(answers)]
    known = [SHARES[met] for met in found if met is not None]
    if not known:
        return None
    return sum(known) / len(musts), (sum(known) + 100 * (len(musts) - len(known))) / len(musts)


def share_column(language: Language) -> str:
    """The name of the column that holds `share`: a criterion of the decision reads it."""
    return say("replies.form_share", language)


def answer_column(number_: int, asked: Asked, language: Language) -> str:
    """The name of the column of one requirement: a condition of the decision may read it."""
    text = asked.criterion or asked.text
    short = text if len(text) <= _SHORT else text[: _SHORT - 1].rpartition(" ")[0] + "…"
    return say("replies.form_requirement", language, n=number_, text=short)


def columns(asked: Sequence[Asked], language: Language) -> ColumnMap:
    """What each part of `record` is: said, not guessed."""
    others = [
        *FIELDS,
        share_column(language),
        *(say(f"replies.form_{name}", language) for name in ("references", "state")),
    ]
    others += [answer_column(at, one, language) for at, one in enumerate(asked, 1)]
    roles = (
        Role.ID,
        Role.AUTHOR,
        Role.TEXT,
        Role.DATE,
        Role.EMAIL,
        Role.PHONE,
        Role.PRICE,
        Role.AVAILABILITY,
        Role.CHANNEL,
    )
    return ColumnMap(
        (*(Column(role.value, role) for role in roles), *(Column(name, Role.OTHER) for name in others)),
        day_first=False,
    )


def record(
    offered: Offered,
    asked: Sequence[Asked],
    *,
    own_id: str,
    day: str,
    language: Language,
    files: Iterable[FileWords] = (),
) -> dict[str, str]:
    """The record of a JSON Lines source, to be read with `columns`."""
    text, pictured = _text(offered, language, files)
    found = {
        Role.ID.value: own_id,
        Role.AUTHOR.value: offered.name,
        Role.TEXT.value: text,
        PICTURED: pictured,
        Role.DATE.value: day,
        Role.EMAIL.value: offered.email,
        Role.PHONE.value: offered.phone,
        Role.CHANNEL.value: "web_form",
        SENT: str(offered.version),
        PROVED: offered.email if offered.proved else "",
        say("replies.form_references", language): offered.references,
        say("replies.form_state", language): _state(offered, language),
    }
    met = share(asked, offered.answers)
    if met is not None:
        low, high = (number(round(each), language) for each in met)
        found[share_column(language)] = (
            low if low == high else say("replies.form_between", language, low=low, high=high)
        )
    for at, (one, answer) in enumerate(zip(asked, offered.answers, strict=False), 1):
        if answer.met is not None:
            said = say(f"replies.form_met_{answer.met.value}", language, share=SHARES[answer.met])
            found[answer_column(at, one, language)] = f"{said} {answer.how}".strip()
    if offered.start is not None:
        found |= {START: offered.start.isoformat(), Role.AVAILABILITY.value: offered.start.isoformat()}
    price = offered.price
    if price is not None and price.total is not None:
        found |= {
            Role.PRICE.value: price.said(language),
            TOTAL: str(price.total),
            CURRENCY: price.currency,
            TAX: price.tax.value,
            OPEN: "" if price.whole else "from",
        }
    if met is not None or TOTAL in found or any(answer.met for answer in offered.answers):
        found[SURE] = "yes"
    return {name: value for name, value in found.items() if value}


def _state(offered: Offered, language: Language) -> str:
    """What sets it apart from an offer sent once and in time, "" for nothing."""
    said = [say("replies.form_amended", language, n=offered.version)] if offered.version > 1 else []
    return ", ".join([*said, *([say("replies.form_late", language)] if offered.late else [])])


def _text(offered: Offered, language: Language, files: Iterable[FileWords]) -> tuple[str, str]:
    """The words of the guest, never those of the question: they would be read as his. Then the line from which they
    were read in pictures."""
    parts = [offered.words.strip()]
    for at, answer in enumerate(offered.answers, 1):
        if answer.how.strip():
            parts.append(say("replies.form_how", language, n=at, how=answer.how.strip()))
    if offered.references.strip():
        parts.append(f"{say('replies.form_references', language)} : {offered.references.strip()}")
    left, pictured = WORDS_OF_FILES, ""
    for in_picture, head, words in sorted(_pages(files, language), key=itemgetter(0)):
        if left > 0:
            parts.append(f"{head}\n{words[:left].strip()}")
            left -= len(words)
            pictured = pictured or (head if in_picture else "")
    text = "\n\n".join(part for part in parts if part)
    return text or say("replies.form_no_words", language), pictured


def _pages(files: Iterable[FileWords], language: Language) -> Iterator[tuple[bool, str, str]]:
    """Whether it was read in a picture, the line before it and the words of each page that has some."""
    for file in files:
        for at, words in enumerate(file.pages, 1):
            if words.strip():
                yield at in file.pictured, page_head(file.name, at, language, pictured=at in file.pictured), words


def without_heads(text: str) -> str:
    """The text with blanks for the lines before the words of a page: they are ours, and no word of an offer."""
    return _HEAD.sub(lambda found: " " * len(found.group()), text)


def pictured_from(text: str, given: Mapping[str, str]) -> int:
    """The place in the text of a reply from which its words were read in pictures; its length where none were."""
    head = given.get(PICTURED, "")
    # Not found, whatever became of the text: then nothing of it is sure.
    return max(0, text.find(head)) if head else len(text)


def page_head(name: str, page: int, language: Language, *, pictured: bool = False) -> str:
    """The line before the words of a page: what is read under it comes from there."""
    return say("replies.form_pictured" if pictured else "replies.form_page", language, file=name, n=page)
