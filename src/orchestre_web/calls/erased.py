"""People who were erased do not come back with the next file: what is kept of them are salted digests.

A digest says nothing to whoever does not already know the name or the address; whoever holds the whole database and
guesses a name can check the guess, as in any list of objections.
"""

import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b

from django.db.models import F

from orchestre.reading.contacts import phone_key
from orchestre.reading.normal import fold
from orchestre.replies import identity
from orchestre_web.accounts.models import Company, User
from orchestre_web.calls import queries
from orchestre_web.calls.models import Erasure, ErasureMark, ErasureSalt, LeftOut, Reply

GONE = "…"
"""Where a name stood."""
_MOST_WORDS = 4
"""Of a name looked for inside a sentence or the name of a file."""
_TELLS = 40
"""Signs from which a message alone, without author or moment, is nobody else's."""
_WORD = re.compile(r"[^\W_]+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d ().-]{7,18}\d")


class Marks:
    """The erasures of one company as its readings need them. Two queries, none more where nobody was erased."""

    def __init__(self, company: Company) -> None:
        self._company = company
        rows = ErasureMark.objects.filter(erasure__company=company).values_list("digest", "erasure_id")
        self._known: dict[str, int] = dict(rows)

    def __bool__(self) -> bool:
        return bool(self._known)

    @cached_property
    def _salt(self) -> bytes:
        kept, _ = ErasureSalt.objects.get_or_create(company=self._company, defaults={"salt": secrets.token_bytes(32)})
        return bytes(kept.salt)

    def digest(self, sign: str) -> str:
        return blake2b(sign.encode("utf-8", "replace"), key=self._salt, digest_size=16).hexdigest()

    def of_reply(self, row: Reply) -> int | None:
        """The erasure that a message falls under, by who wrote it or by its own words."""
        return self._first(signs(row)) if self else None

    def of_words(self, words: str) -> int | None:
        """The erasure of somebody whom these words name."""
        if not self:
            return None
        found = next((found for _, _, found in self._named(unicodedata.normalize("NFC", words))), None)
        return found if found is not None else self._first(_signs_of_words(words))

    def without_names(self, words: str) -> str:
        """The words with a sign where they named somebody who was erased: files are often named after their author."""
        if not self:
            return words
        composed = unicodedata.normalize("NFC", words)  # some systems write "é" as two signs
        end, kept = 0, []
        for first, last, _ in self._named(composed):
            if first >= end:
                kept += [composed[end:first], GONE]
                end = last
        return "".join([*kept, composed[end:]]) if kept else words

    def _first(self, of: Iterable[str]) -> int | None:
        return next((self._known[digest] for sign in of if (digest := self.digest(sign)) in self._known), None)

    def _named(self, words: str) -> Iterator[tuple[int, int, int]]:
        """Where a whole name stands, in any order of its words: `(start, end, erasure)`."""
        found = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(words)]
        for start in range(len(found)):
            for size in range(min(_MOST_WORDS, len(found) - start), 1, -1):
                some = found[start : start + size]
                known = self._known.get(self.digest(_name_sign(" ".join(each[2] for each in some))))
                if known is not None:
                    yield some[0][0], some[-1][1], known
                    break


def signs(row: Reply) -> Iterator[str]:
    """What tells who wrote a reply, as far as it may be taken for nobody else's."""
    read = queries.row_as_read(row)
    if row.author or row.posted_at or len(row.text) >= _TELLS:
        yield f"message {row.fingerprint}"
    name = identity.writer_name(read.reply, read.extract)
    if identity.is_full(name):
        yield _name_sign(name)
    account = identity.user_name(read.reply)
    if account:
        yield f"user {account}"
    for mark in identity.contact_marks(read.reply, read.extract):
        if not mark.key.startswith("shown "):  # one name in one file: the name is looked at above
            yield mark.key


def _signs_of_words(words: str) -> Iterator[str]:
    """Of what is no reply, or of what somebody looks for: the line itself, the addresses and numbers in it."""
    yield _line_sign(words)
    for match in _MAIL.finditer(words):
        yield f"mail {match.group().lower()}"
    for match in _PHONE.finditer(words):
        yield f"phone {phone_key(match.group())}"


def _line_sign(words: str) -> str:
    return f"line {' '.join(words.split())}"


def _name_sign(name: str) -> str:
    return f"name {' '.join(sorted(_WORD.findall(fold(name))))}"


def remember(company: Company, by: User, replies: Sequence[Reply], records: Sequence[LeftOut] = ()) -> Erasure:
    """Before they are erased. A name that others of the company bear too is no mark: they are not left out for it."""
    marks = Marks(company)
    found = {sign for row in replies for sign in signs(row)} | {_line_sign(record.raw) for record in records}
    if any(sign.startswith("name ") for sign in found):
        found -= _names_of_others(company, [row.pk for row in replies])
    erasure = Erasure.objects.create(company=company, by=by)
    ErasureMark.objects.bulk_create(ErasureMark(erasure=erasure, digest=marks.digest(sign)) for sign in sorted(found))
    return erasure


def _names_of_others(company: Company, erased: Sequence[int]) -> set[str]:
    """Of the authors whom the owner did not tick."""
    authors = Reply.objects.filter(call__company=company).exclude(pk__in=erased).exclude(author="").order_by()
    return {_name_sign(author) for author in authors.values_list("author", flat=True).distinct().iterator()}


def of_words(company: Company, words: str) -> Erasure | None:
    """The erasure of whom these words name, for the page that looks for somebody."""
    found = Marks(company).of_words(words)
    return None if found is None else Erasure.objects.filter(pk=found).first()


def note_kept_out(found: Iterable[int]) -> None:
    """That messages of these came again and were left out: the number of an erasure as often as one did."""
    for erasure_id, times in Counter(found).items():
        Erasure.objects.filter(pk=erasure_id).update(kept_out=F("kept_out") + times)
