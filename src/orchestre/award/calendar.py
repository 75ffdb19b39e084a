"""Days to remember as iCalendar (RFC 5545): whole days, lines folded at 75 octets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """`uid` stays the same for the same thing, so that a calendar that reads the file again moves its day."""

    uid: str
    day: date
    title: str
    text: str = ""


def calendar(reminders: Iterable[Reminder], *, name: str, made_at: datetime, ahead: int = 14) -> bytes:
    """`ahead`: days before, on which the calendar rings. `made_at` carries its time zone."""
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Orchestre//award//FR", f"X-WR-CALNAME:{_text(name)}"]
    for each in reminders:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(each.title)}",
            f"DESCRIPTION:{_text(each.text)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(each.title)}",
            f"TRIGGER:-P{ahead}D",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join("\\n" if sign == "\n" else sign for sign in escaped if sign == "\n" or sign.isprintable())


def _folded(line: str) -> Iterator[bytes]:
    """Never inside a character."""
    held = b""
    for sign in line:
        octets = sign.encode("utf-8", "replace")
        if len(held) + len(octets) > MOST:
            yield held
            held = b" "
        held += octets
    yield held
