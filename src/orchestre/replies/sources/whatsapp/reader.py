"""A chat as WhatsApp writes it: a line that opens with a moment begins a message, the lines after it go on.

Android: `12/01/2026, 14:03 - Nom: texte`. iOS: `[12/01/2026 14:03:22] Nom : texte`, with invisible marks of direction.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from orchestre.reading.normal import fold
from orchestre.replies.sources.columns import ColumnMap
from orchestre.replies.sources.dates import day_first, iso_date
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_lines
from orchestre.replies.sources.table import NoCells, Notice, Problem, Row, Table
from orchestre.replies.sources.tools.chat import CHAT, Message, row

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?"
_OPENS = re.compile(
    rf"(?:\[(?P<ios_day>{_DAY})(?:,| à| at| um)?,?\s(?P<ios_clock>{_CLOCK})\]\s"
    rf"|(?P<day>{_DAY})(?:,| à| at| um)?,?\s(?P<clock>{_CLOCK})\s[-–]\s)(?P<rest>.*)",
    re.I,
)
_NAMED = re.compile(r"(?P<name>[^:\n]{1,80}?)[ \u00a0\u202f]?:(?:[ \u00a0\u202f](?P<text>.*)|(?P<none>)$)", re.S)
_MARKS = str.maketrans("", "", "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_PHONE = re.compile(r"\+?\d[\d \u00a0\u202f().-]{6,20}")
_SEPARATORS = re.compile(r"[./-]")


@cache
def _said_by_whatsapp() -> dict[str, re.Pattern[str]]:
    file = resources.files("orchestre.replies.sources.whatsapp").joinpath("words.toml")
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(f"(?:{one})" for one in listed)) for name, listed in words.items()}


def _opening(line: str) -> re.Match[str] | None:
    if line[:1].isdigit() or line[:1] in "[\u200e\u200f\u202a\u202f\ufeff":
        return _OPENS.match(line.translate(_MARKS))
    return None


def _moment(opening: re.Match[str]) -> str:
    day = opening["day"] or opening["ios_day"]
    clock = (opening["clock"] or opening["ios_clock"]).replace("\u202f", " ").replace("\u00a0", " ")
    return f"{day} {re.sub('[.h](?=[0-9])', ':', clock)}"


class WhatsApp:
    def recognise(self, head: Head) -> Guess | None:
        lines = head.text.split("\n")
        openings = [found for line in lines[:2000] if (found := _opening(line))]
        first = next((line for line in lines if line.strip()), "")
        if not openings or _opening(first) is None:
            return None
        named = sum(_NAMED.match(found["rest"]) is not None for found in openings)
        noticed = _said_by_whatsapp()["notices"].search(fold(openings[0]["rest"])) is not None
        if not named or (len(openings) < 2 and not noticed):
            return None
        order = _day_comes_first([_moment(found) for found in openings])
        return Guess("whatsapp", 1.0, head.encoding, None, ColumnMap(CHAT.columns, True, order))

    def tables(
        self,
        stream: Peeked,
        guess: Guess,
        *,
        name: str,  # noqa: ARG002 - a text is never refused once recognised
        columns: ColumnMap | None,  # noqa: ARG002 - a chat names its parts itself
        limits: Limits,
    ) -> Iterator[Table]:
        assert guess.columns is not None
        assert guess.encoding is not None
        lines = text_lines(stream, guess.encoding, max_chars=limits.row_chars)
        yield Table(guess.columns, _rows(lines, guess.columns.day_first, limits), guess.format)


def _day_comes_first(moments: list[str]) -> bool:
    """By a number above 12, else by the order in which the messages then run, else as the French write."""
    days = [tuple(map(int, _SEPARATORS.split(moment.split(" ")[0]))) for moment in moments]
    if any(max(day[:2]) > 12 for day in days):
        return day_first(moments)

    def backwards(order: bool) -> int:
        read = [iso_date(moment, order) or "" for moment in moments]
        return sum(later < sooner for sooner, later in pairwise(read))

    french, american = backwards(True), backwards(False)
    return day_first(moments) if french == american else french < american


def _rows(lines: Iterable[str], order: bool, limits: Limits) -> Iterator[Row]:
    """The message that is open takes the lines that open no other one; it is closed by the next."""
    start, when, held, size = 0, "", [""], 0
    cut, latest = False, ""

    def closed() -> Row:
        said = "\n".join(held)
        if cut:  # its end was not kept: what is left must not pass for the whole
            raw = f"{when} | {said[:2000]}"
            return start, Problem("replies.cell_too_long", raw, {"limit": limits.cell_chars}), None
        return row(start, _message(when, said), limits)

    for number, line in enumerate(lines, start=1):
        opening = _opening(line)
        moment = (iso_date(_moment(opening), order) or "") if opening else ""
        if opening is None or not moment or (start and _is_quoted(opening["rest"], moment, latest)):
            if start and size <= limits.cell_chars:  # of one too long for a message the end is not kept
                held.append(line)
                size += len(line) + 1
            elif start:
                cut = cut or bool(line.strip())
            elif line.strip():
                yield number, Notice("replies.no_text", line[:2000]), None
            continue
        if start:
            yield closed()
        start, when, held, cut = number, moment, [opening["rest"]], False
        size, latest = len(line), max(latest, moment)
    if start:
        yield closed()


def _is_quoted(rest: str, moment: str, latest: str) -> bool:
    """A line inside a message that only looks like the beginning of one: nobody says it, it runs back in time and it
    is no notice we know."""
    said = rest.translate(_MARKS)
    return not _NAMED.match(said) and moment < latest and not _said_by_whatsapp()["notices"].search(fold(said))


def _message(when: str, said: str) -> Message | NoCells:
    known = _said_by_whatsapp()
    said = said.translate(_MARKS).strip()
    shown = f"{when} | {said}"
    named = _NAMED.match(said)
    head = fold(named["name"] if named else said.split("\n", 1)[0])
    if named is None or known["notices"].search(head):
        return Notice("replies.service_message", shown)
    name = named["name"].strip("~ \u00a0\u202f")
    text = (named["text"] or "").strip()
    first, _, rest = text.partition("\n")
    plain = fold(first).strip()
    if known["deleted"].fullmatch(plain) and not rest.strip():
        return Notice("replies.message_deleted", shown, by=(name,))
    attachment = ""
    if known["media"].fullmatch(plain):
        attachment, text = first, rest.strip()
    text = _unedited(text)
    if not text:
        return Notice("replies.attachment_only" if attachment else "replies.no_text", shown, by=(name,))
    plain = fold(text[:1_000])  # what WhatsApp writes is short
    if known["calls"].fullmatch(plain):
        return Notice("replies.call_notice", shown)
    if known["notice_texts"].fullmatch(plain):
        return Notice("replies.service_message", shown)
    return Message(
        author=name,
        date=when,
        text=text,
        channel="whatsapp",
        attachment=attachment,
        phone=name if _PHONE.fullmatch(name) else "",
    )


def _unedited(text: str) -> str:
    """Without "<This message was edited>" at its end."""
    at = text.rfind("<")
    if at >= 0 and _said_by_whatsapp()["edited"].fullmatch(fold(text[at:]).strip()):
        return text[:at].rstrip()
    return text


SOURCE = WhatsApp()
