"""What everybody who wrote is answered: a short letter of one kind, in the language of the reply.

A letter says of the offer only what its author wrote: his own values, never a figure, a place or a name of somebody
else. Texts are templates with slots in the words of their language ("{nom}", "{name}"), so that the owner can change
them; a paragraph whose slots have nothing to say is left out.

>>> text = Template("Votre réponse", "Bonjour {nom},\\n\\nMerci.\\n\\n{raisons}")
>>> letter = write(LetterKind.THANKS, "fr", Content(name="Ana Béal", call="Un site", company="Nord"), text)
>>> letter.text
'Bonjour Ana Béal,\\n\\nMerci.'
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from orchestre.basics import OrchestreError, say
from orchestre.basics.sentences import LANGUAGES, Language
from orchestre.replies.extract import Kind
from orchestre.replies.notice import InformationNotice
from orchestre.shortlist.decision_file import PRICE, ShortlistDecision
from orchestre.shortlist.notes import Note
from orchestre.shortlist.ranked import Entry
from orchestre.shortlist.reasons import Side, reasons, value_in_words

LONGEST_SUBJECT = 200
LONGEST_TEXT = 6_000
"""Characters of a letter before the notice: past that nobody reads it."""


class LetterKind(StrEnum):
    CHOSEN = "chosen"
    SHORTLISTED = "shortlisted"
    IN_PLACE = "in_place"
    """To the provider one works with today, who made an offer."""
    SILENT = "silent"
    """To the same, who did not: what is known of him was typed in."""
    THANKS = "thanks"
    """The offer arrived, nothing is decided."""
    REFUSAL = "refusal"
    REFERRAL = "referral"
    ANSWER = "answer"
    """To a question: the owner writes the answer itself."""

    @property
    def is_personal(self) -> bool:
        """Says what was read in this one offer."""
        return self in (LetterKind.CHOSEN, LetterKind.SHORTLISTED, *IN_PLACE)

    @property
    def step(self) -> int:
        """How far it goes: whoever was told that he is among the first is not told again that his reply arrived."""
        if self in (LetterKind.CHOSEN, LetterKind.REFUSAL):
            return 2
        return 1 if self.is_personal else 0


IN_PLACE = (LetterKind.IN_PLACE, LetterKind.SILENT)
"""What the provider of today may get: one person a call."""
READ = {LetterKind.IN_PLACE: "shortlist.letter_read", LetterKind.SILENT: "shortlist.letter_known"}
"""How a letter brings in what was read; the others say what was liked."""
SLOTS = ("name", "call", "company", "sender", "reasons", "questions", "next", "answer", "notice")
_SLOT = re.compile(r"[ \t]*\{(\w+)\}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class UnknownSlot(OrchestreError):
    """Words in braces that stand for nothing."""

    code = "shortlist.letter_unknown_slot"


class EmptyLetter(OrchestreError):
    """A letter needs a subject and a text."""

    code = "shortlist.letter_empty"


@dataclass(frozen=True, slots=True)
class Template:
    """Subject and text with slots; paragraphs stand apart by an empty line."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnReasons:
    """What was read in one offer, in words: at most two good points, one that makes hesitate, what was not said."""

    pros: tuple[str, ...] = ()
    con: str = ""
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What fills a letter. `questions` are ready sentences; `before`: the day until which one comes back to him.

    `notice` is given once a person: with the first letter that he gets.
    """

    name: str = ""
    call: str = ""
    company: str = ""
    sender: str = ""
    reasons: OwnReasons = field(default_factory=OwnReasons)
    questions: Sequence[str] = ()
    before: date | None = None
    notice: InformationNotice | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """`to_fill`: something is left that only the owner can write; it is not ready to be sent. `with_notice`: it tells
    what is kept of the reply."""

    kind: LetterKind
    language: Language
    subject: str
    text: str
    to_fill: bool
    with_notice: bool = False


def kind_for(reply: Kind, rank: int | None, *, first: int, others: LetterKind) -> LetterKind | None:
    """The letter that is proposed. `rank` from 1 among the ranked offers, None for what is not ranked; `others`: what
    offers past the first ones get. None: chatter and spam get nothing.

    >>> kind_for(Kind.OFFER, 2, first=3, others=LetterKind.THANKS), kind_for(Kind.SPAM, None, first=3, others="thanks")
    (<LetterKind.SHORTLISTED: 'shortlisted'>, None)
    """
    if rank is not None:
        return LetterKind.SHORTLISTED if rank <= first else others
    return {Kind.OFFER: others, Kind.REFERRAL: LetterKind.REFERRAL, Kind.QUESTION: LetterKind.ANSWER}.get(reply)


def why(kind: LetterKind | None, *, by_hand: bool = False, rank: int | None = None, offers: int = 0) -> Note:
    """Why this one is written, for the owner; None: why nothing is sent."""
    if kind is None:
        return Note("shortlist.letter_why_nothing_by_hand" if by_hand else "shortlist.letter_why_nothing")
    if by_hand:
        return Note("shortlist.letter_why_by_hand")
    if rank is not None:
        return Note("shortlist.letter_why_ranked", {"rank": rank, "offers": offers})
    return Note(f"shortlist.letter_why_{kind}")


def own_reasons(entry: Entry, decision: ShortlistDecision, language: Language) -> OwnReasons:
    """From the arithmetic of this offer alone, without points, weights or rank: those speak of the others too."""
    said: dict[Side, list[str]] = {side: [] for side in Side}
    for reason in reasons(entry, decision, language):
        criterion = decision.scales.criterion(reason.criterion)
        label = criterion.label.said(language)
        value = value_in_words(criterion, decision, entry.cells[reason.criterion], language)
        if reason.side is Side.ASK:
            said[Side.ASK].append(label)
        elif reason.side is not Side.CHECK:
            code = "shortlist.letter_price_point" if reason.criterion == PRICE else "shortlist.letter_point"
            said[reason.side].append(say(code, language, criterion=label, value=value))
    con = next(iter(said[Side.CON]), "")
    return OwnReasons(tuple(said[Side.PRO]), con, tuple(said[Side.ASK]))


# --- Texts ---------------------------------------------------------------------------------------------------------


def template(kind: LetterKind, language: Language) -> Template:
    """Ours, with the slots in the words of the language."""
    words = {name: f"{{{slot_word(name, language)}}}" for name in SLOTS}
    return Template(
        say(f"shortlist.letter_{kind}_subject", language, **words),
        say(f"shortlist.letter_{kind}_text", language, **words),
    )


def slot_word(name: str, language: Language) -> str:
    return say(f"shortlist.slot_{name}", language)


def _slots() -> Mapping[str, str]:
    """By word of either language, the slot: who turns the page to English keeps his French letters."""
    return {slot_word(name, language): name for language in LANGUAGES for name in SLOTS}


def checked(given: Template, *, slots: bool = True) -> Template:
    """What the owner wrote, its ends trimmed. Raises EmptyLetter; UnknownSlot for a text with slots."""
    one_line = re.sub(r"[ \t\r\n\f\v]+", " ", _UNSEEN.sub(" ", given.subject))  # spaces that do not break stay
    subject = one_line.strip()[:LONGEST_SUBJECT]
    text = _UNSEEN.sub("", given.text.replace("\r\n", "\n").replace("\r", "\n")).strip()[:LONGEST_TEXT]
    if not subject or not text:
        raise EmptyLetter
    known = _slots()
    for match in _SLOT.finditer(f"{subject}\n{text}"):
        if slots and match.group(1).casefold() not in known:
            raise UnknownSlot(word=f"{{{match.group(1)}}}")
    return Template(subject, text)


def waits(given: Template) -> bool:
    """A letter of this text is not ready: a place in it is left for words of the owner."""
    known = _slots()
    return _is_to_fill(given.text) or any(
        known.get(m.group(1).casefold()) == "answer" for m in _SLOT.finditer(given.text)
    )


def write(kind: LetterKind, language: Language, content: Content, given: Template | None = None) -> Letter:
    """One letter. `given`: the owner's text instead of ours; his duty to inform does not depend on a slot he kept."""
    known = _slots()
    own = given if given is not None else template(kind, language)
    values = _values(kind, language, content)
    notice = content.notice
    has_slot = any(known.get(match.group(1).casefold()) == "notice" for match in _SLOT.finditer(own.text))
    paragraphs = [_filled(part, values, known) for part in re.split(r"\n[ \t]*\n", own.text)]
    if notice is not None and not has_slot:
        paragraphs.append(values["notice"])
    text = "\n\n".join(part for part in paragraphs if part)
    subject = " ".join(_filled(own.subject, values, known).split())
    return Letter(kind, language, subject, text, _is_to_fill(text), notice is not None)


def written(kind: LetterKind, language: Language, own: Template, notice: InformationNotice | None = None) -> Letter:
    """The owner's own words to one person, as they are; the notice stands after them."""
    parts = [own.text] if notice is None else [own.text, notice_part(language, notice)]
    return Letter(kind, language, plain(own.subject), "\n\n".join(parts), _is_to_fill(own.text), notice is not None)


def notice_part(language: Language, notice: InformationNotice) -> str:
    """What is kept of his reply, to stand at the end of the first message that somebody gets."""
    return f"{say('shortlist.letter_notice', language)}\n\n{notice.body}"


def _filled(part: str, values: Mapping[str, str], known: Mapping[str, str]) -> str:
    """Each slot once: what a value says is never read as a slot."""

    def put(match: re.Match[str]) -> str:
        name = known.get(match.group(1).casefold())
        if name is None:
            return match.group()
        before = match.group()[: match.group().index("{")]
        return before + values[name] if values[name] else ""

    lines = (_SLOT.sub(put, line).rstrip() for line in part.split("\n"))
    return "\n".join(line for line in lines if line)


def _values(kind: LetterKind, language: Language, content: Content) -> dict[str, str]:
    notice = content.notice
    return {
        "name": plain(content.name),
        "call": plain(content.call),
        "company": plain(content.company),
        "sender": plain(content.sender),
        "reasons": "\n".join(_reasons(kind, language, content.reasons)),
        "questions": "\n".join(_questions(kind, language, content)),
        "next": _next(language, content.before),
        "answer": say("shortlist.letter_answer_here", language),
        "notice": "" if notice is None else notice_part(language, notice),
    }


def plain(words: str) -> str:
    """One line without the marks one does not see: a name is never a second line of a mail's head."""
    return " ".join(_UNSEEN.sub(" ", words).split())


def _next(language: Language, before: date | None) -> str:
    if before is None:
        return say("shortlist.letter_next_soon", language)
    return say("shortlist.letter_next", language, before=before)


def _reasons(kind: LetterKind, language: Language, own: OwnReasons) -> Iterator[str]:
    if own.pros:
        yield say(READ.get(kind, "shortlist.letter_pros"), language)
        yield from (say("shortlist.letter_item", language, words=plain(each)) for each in own.pros)
    if own.con:
        yield say("shortlist.letter_con", language, words=plain(own.con))


def _questions(kind: LetterKind, language: Language, content: Content) -> Iterator[str]:
    """Those given; without any, what the offer leaves out."""
    asked = [plain(each) for each in content.questions if each.strip()]
    if not asked:
        code = "shortlist.letter_ask_silent" if kind is LetterKind.SILENT else "shortlist.letter_ask"
        asked = [say(code, language, criterion=plain(each)) for each in content.reasons.unsaid]
    if asked:
        yield say("shortlist.letter_questions", language, n=len(asked))
        yield from (say("shortlist.letter_item", language, words=each) for each in asked)


def _is_to_fill(text: str) -> bool:
    return any(say("shortlist.letter_answer_here", language) in text for language in LANGUAGES)
