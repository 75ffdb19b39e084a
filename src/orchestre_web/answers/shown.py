"""What the pages of the answers show: groups that add up, letters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from orchestre.shortlist.letters import IN_PLACE, Letter, LetterKind, plain, why
from orchestre.shortlist.record import Decided
from orchestre_web.answers import exports, queries
from orchestre_web.answers.people import Person
from orchestre_web.answers.queries import CameBack
from orchestre_web.answers.states import KINDS, AnswerState, Group
from orchestre_web.answers.writing import Desk
from orchestre_web.calls import queries as calls
from orchestre_web.shortlist import queries as offers
from orchestre_web.shortlist.shown import board as choice
from orchestre_web.shortlist.shown.parts import Fact, Pages
from orchestre_web.site.words import language, say

ADDRESSES: Mapping[Group, str] = {
    Group.FIRST: "premiers",
    Group.OFFERS: "autres-offres",
    Group.REFERRALS: "recommandations",
    Group.QUESTIONS: "questions",
    Group.NOTHING: "rien-a-envoyer",
}


READ_FIRST = frozenset({Group.REFERRALS, Group.QUESTIONS, Group.NOTHING})
"""What was written stands in the list: the letter, or none, depends on it."""


def group_at(address: str) -> Group | None:
    return next((group for group, written in ADDRESSES.items() if written == address), None)


@dataclass(frozen=True, slots=True)
class OfChoice:
    """What the page says of letters that speak of the choice. `may_prepare`: a button makes them ready."""

    said: str
    may_prepare: bool = False


def of_choice(desk: Desk, decided: Decided | None) -> list[OfChoice]:
    """Letters that are not those of what is chosen, or that were sent for a choice that no longer stands."""
    about = desk.about(decided.offer_id if decided is not None else "")
    told = [OfChoice(say("answers.told_before", n=about.others_told))] if about.others_told else []
    if decided is None:
        return told
    if decided.refused:
        code = "answers.choice_refused_ready" if about.ready else "answers.choice_refused"
        return [OfChoice(say(code, name=decided.name)), *told]
    if decided.waiting:
        code = "answers.choice_waits_ready" if about.ready else "answers.choice_waits"
        return [OfChoice(say(code, name=decided.name)), *told]
    if about.ready:
        return told
    said = say("answers.choice_not_ready", name=decided.name)
    return [OfChoice(said, may_prepare=about.chosen is not None), *told]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of the first page. `count` = `to_send` + `to_write` + `sent`, or all for whom nothing is sent."""

    group: Group
    address: str
    count: int
    to_send: int
    to_write: int
    sent: int

    @property
    def waiting(self) -> int:
        return self.to_send + self.to_write

    @property
    def name(self) -> str:
        return say(f"answers.group_{self.group}")

    @property
    def what(self) -> str:
        return say(f"answers.what_{self.group}")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of what came in. `address`: where it is seen."""

    said: str
    address: str


@dataclass(frozen=True, slots=True)
class Overview:
    groups: tuple[GroupLine, ...]
    to_send: int
    sent: int
    next: GroupLine | None
    total: int
    parts: tuple[Part, ...]


def overview(desk: Desk) -> Overview:
    """Everybody in one group, and every record that came in in one part."""
    lines = []
    for group in Group:
        counted = desk.counts(group)
        address = reverse("answers:group", args=[desk.call.pk, ADDRESSES[group]])
        lines.append(GroupLine(group, address, counted.people, counted.to_send, counted.to_write, counted.sent))
    sums = calls.sums(desk.call)
    tray, received = (reverse(name, args=[desk.call.pk]) for name in ("calls:tray", "calls:receive"))
    rest = (
        ("repeats", sums.replies - len(desk.people), f"{tray}?sorte=repeats"),
        ("already_there", sums.already_there, received),
        ("own", sums.own, received),
        ("left_out", sums.left_out, f"{tray}?sorte=left_out"),
        ("erased", sums.erased, received),
    )
    groups = [(f"group_{line.group}", line.count, line.address) for line in lines if line.count]
    parts = [*groups, *(each for each in rest if each[1])]
    return Overview(
        groups=tuple(line for line in lines if line.count),
        to_send=sum(line.waiting for line in lines),
        sent=sum(line.sent for line in lines),
        next=next((line for line in lines if line.waiting), None),
        total=sum(count for _, count, _ in parts),
        parts=tuple(Part(say(f"answers.count_{code}", n=count), address) for code, count, address in parts),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a group, with the letter as it would go out now."""

    person: Person
    name: str
    why: str
    letter: Letter | None
    kind: str
    mailto: str
    back: tuple[CameBack, ...]
    words: str = ""
    """What he wrote, where that is looked at before anything is answered."""

    @property
    def state(self) -> str:
        if self.letter is not None and self.letter.to_fill and self.person.is_to_send:
            return "to_write"
        return self.person.state.value

    @property
    def can_go(self) -> bool:
        return self.state == AnswerState.TO_SEND


def name_of(person: Person) -> str:
    return choice.plain_name(person.author) if person.author.strip() else say("calls.reply_nobody")


def rows(desk: Desk, people: Sequence[Person]) -> list[Row]:
    letters = desk.letters(people)
    back = queries.came_back(desk.call, [person.pk for person in people if person.sent_kind is not None])
    read_first = [person.pk for person in people if person.group in READ_FIRST]
    said = queries.texts(read_first) if read_first else {}
    return [
        _row(desk, person, letters.get(person.pk), tuple(back.get(person.pk, ())), said.get(person.pk, ""))
        for person in people
    ]


def _row(desk: Desk, person: Person, letter: Letter | None, back: tuple[CameBack, ...], words: str) -> Row:
    reason = why(person.kind, by_hand=person.by_hand, rank=person.rank, offers=desk.ranked)
    return Row(
        person,
        name_of(person),
        reason.said(language()),
        letter,
        kind_word(person.kind),
        exports.mailto(person.email, letter) if letter is not None else "",
        back,
        words,
    )


def kind_word(kind: LetterKind | None) -> str:
    return say(f"answers.kind_{kind}") if kind is not None else say("answers.kind_nothing")


def kinds_for(person: Person) -> list[tuple[str, str, bool]]:
    """The letters that he may get: value, words, whether it is the one of now. The provider of today has a button of
    his own."""
    offered = (LetterKind.CHOSEN, LetterKind.SHORTLISTED, LetterKind.THANKS, LetterKind.REFUSAL)
    now = [person.kind] if person.kind in IN_PLACE else []
    known = [*now, *offered, LetterKind.REFERRAL, LetterKind.ANSWER]
    found = [(kind.value, kind_word(kind), kind is person.kind) for kind in known]
    return [*found, ("nothing", kind_word(None), person.kind is None)]


def covers(desk: Desk, person: Person) -> tuple[Fact, ...]:
    """What the offer of a person covers, criterion by criterion, with the words it was read in."""
    if person.row is None or person.rank is None or desk.standing is None:
        return ()
    tried = desk.standing.table.rank(desk.standing.points)
    at = tried.place_of(person.row)
    details = offers.details(desk.standing.cells, {person.row})
    nothing = Pages(1, 0, 0, len(tried.ranking), None, None, 0)
    page = choice.BoardPage(desk.standing, tried, nothing, details, language=language())
    return page.figures(at).facts


def texts(desk: Desk, group: Group) -> list[dict[str, object]]:
    """The texts of a group as its page edits them."""
    several = len(KINDS[group]) > 1
    return [
        {
            "key": f"{kind}.{spoken}",
            "kind": kind.value,
            "spoken": spoken,
            "count": count,
            "name": kind_word(kind) if several else "",
            "template": desk.text_of(kind, spoken),
            "is_own": f"{kind}.{spoken}" in desk.answering.texts,
        }
        for kind, spoken, count in desk.texts_in_use(group)
    ]


def merge_rows(letters: Iterable[exports.Ready]) -> list[list[str]]:
    """For a mail merge: name, address, language, letter, subject, text."""
    return [_merge_row(each.name, each.email, each.letter) for each in letters]


def _merge_row(name: str, email: str, letter: Letter) -> list[str]:
    return [plain(name), email, letter.language, kind_word(letter.kind), letter.subject, letter.text]


def merge_columns() -> list[str]:
    return [say(f"answers.column_{name}") for name in ("who", "email", "language", "what", "subject", "text")]
