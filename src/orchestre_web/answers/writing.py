"""The letters of a call: everybody with his letter, written when it is looked at or sent."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np

from orchestre.basics.sentences import LANGUAGES, Language, spoken
from orchestre.replies.notice import InformationNotice, notice
from orchestre.shortlist.letters import (
    IN_PLACE,
    Content,
    Letter,
    LetterKind,
    OwnReasons,
    Template,
    own_reasons,
    template,
    waits,
    write,
    written,
)
from orchestre.shortlist.tried import Tried
from orchestre_web.accounts.models import User
from orchestre_web.answers import queries
from orchestre_web.answers.models import Answering
from orchestre_web.answers.people import Alike, People, Person, Writers, names_of, packed, unpacked
from orchestre_web.answers.states import KINDS, AnswerState, Group
from orchestre_web.calls.models import Call
from orchestre_web.calls.names import network_name
from orchestre_web.shortlist import actions as choosing
from orchestre_web.shortlist import queries as offers
from orchestre_web.shortlist import stored, worked


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a group is. `to_send` are ready, `to_write` wait for words of the owner; `without_address`: of those
    ready, who can be written to by no e-mail."""

    people: int
    to_send: int
    to_write: int
    sent: int
    without_address: int


SETTLED = frozenset({LetterKind.REFUSAL, *IN_PLACE})
"""What those who are not chosen get."""


@dataclass(frozen=True, slots=True)
class LettersOfChoice:
    """`chosen`: whose offer it is, None when the reply is gone or gets no letter; `ready`: the letters are those of the
    choice; `others_told`: how many others were already told that they are chosen."""

    chosen: Person | None
    ready: bool
    others_told: int


@dataclass(frozen=True)
class Desk:
    """Everybody who wrote in a call, and what their letters are made of."""

    call: Call
    answering: Answering
    standing: choosing.Standing | None
    user: User

    @cached_property
    def _tried(self) -> Tried | None:
        if self.standing is None or not len(self.standing.table):
            return None
        points = self.standing.points
        return self.standing.table.rank(points) if any(points.values()) else None

    @cached_property
    def people(self) -> People:
        ranks = np.zeros(0 if self.standing is None else len(self.standing.cells.summary["ids"]), dtype=np.intp)
        if self._tried is not None:
            ranking = self._tried.ranking
            ranks[ranking.order] = ranking.ranks
        columns = unpacked(self._beside(queries.WRITERS, packed))
        return People(self.answering, columns, lambda: self._names, ranks, queries.said_of(self.call))

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        return self._beside(queries.NAMES, names_of)

    def _beside(self, what: str, of: Callable[[Writers], Mapping[str, Any]]) -> Mapping[str, Any]:
        """Read from every reply once, then kept beside the cells: both hold for one version of the call."""
        if self.standing is None:
            return of(self._read_anew)
        return worked.beside(self.standing, what, lambda: of(self._read_anew))

    @cached_property
    def _read_anew(self) -> Writers:
        return queries.writers(self.call, None if self.standing is None else self.standing.cells)

    @property
    def ranked(self) -> int:
        return 0 if self._tried is None else len(self._tried.ranking)

    def about(self, offer_id: str) -> "LettersOfChoice":
        """The letters that a choice of this offer asks for: known from the counts, without making the people."""
        row = None
        if self.standing is not None and offer_id in self.standing.cells.summary["ids"]:
            row = self.standing.cells.summary["ids"].index(offer_id)
        among = [self.of(group) for group in (Group.FIRST, Group.OFFERS)]
        makers = [] if row is None else [each for people in among for each in people.of_row(row)]
        chosen = next((each for each in makers if each.kind not in IN_PLACE), None)
        kinds: Counter[tuple[LetterKind | None, AnswerState]] = Counter()
        for people in among:
            for alike, n in people.alike.items():
                kinds[alike.kind, alike.state] += n
        if chosen is not None:
            kinds[chosen.kind, chosen.state] -= 1
        told = kinds[LetterKind.CHOSEN, AnswerState.SENT]
        done = {(LetterKind.CHOSEN, AnswerState.SENT), *((k, s) for k in SETTLED for s in AnswerState)}
        ready = chosen is not None and chosen.kind is LetterKind.CHOSEN
        return LettersOfChoice(chosen, ready and not any(n for key, n in kinds.items() if key not in done), told)

    def of(self, group: Group) -> People:
        return self.people.of(group)

    def person(self, reply_id: int) -> Person | None:
        return self.people.by_reply(reply_id)

    def language(self, person: Person | Alike) -> Language:
        return spoken(person.read_language, self.call.language)

    def texts_in_use(self, group: Group) -> list[tuple[LetterKind, Language, int]]:
        """The texts of a group, each with how many get it; those of its kinds that somebody gets."""
        used: Counter[tuple[LetterKind | None, Language]] = Counter()
        for alike, n in self.of(group).alike.items():
            used[alike.kind, self.language(alike)] += n
        return [
            (kind, language, used[kind, language])
            for kind in KINDS[group]
            for language in LANGUAGES
            if used[kind, language]
        ]

    def counts(self, group: Group) -> "Counts":
        """How far a group is, without making its people or writing their letters."""
        to_send = to_write = sent = without_address = 0
        for alike, n in self.of(group).alike.items():
            if not alike.is_to_send:
                sent += n if alike.state is AnswerState.SENT else 0
            elif self.is_to_write(alike):
                to_write += n
            else:
                to_send += n
                without_address += 0 if alike.has_email else n
        return Counts(len(self.of(group)), to_send, to_write, sent, without_address)

    def text_of(self, kind: LetterKind, language: Language) -> Template:
        """The owner's when there is one, else ours."""
        own = self.answering.texts.get(f"{kind}.{language}")
        return Template(own["subject"], own["text"]) if own else template(kind, language)

    def is_to_write(self, person: Person | Alike) -> bool:
        """His letter waits for words of the owner; known without writing it."""
        if person.kind is None:
            return False
        if person.own_text:
            return waits(Template("", person.own_text))
        waiting = self._waiting(person.kind)
        # Most kinds wait in every language or in none: then nobody asks which one the reply is in.
        return waiting["fr"] if waiting["fr"] == waiting["en"] else waiting[self.language(person)]

    def _waiting(self, kind: LetterKind) -> Mapping[Language, bool]:
        """By language, whether the text of the group leaves a place for words of the owner."""
        if kind not in self._known_waiting:
            self._known_waiting[kind] = {language: waits(self.text_of(kind, language)) for language in LANGUAGES}
        return self._known_waiting[kind]

    @cached_property
    def _known_waiting(self) -> dict[LetterKind, Mapping[Language, bool]]:
        return {}

    def letters(self, people: Iterable[Person], *, plain_of: int | None = None) -> dict[int, Letter]:
        """By reply. `plain_of`: the letter of this one without the notice and without own words, to begin from."""
        asked = [person for person in people if person.kind is not None]
        told = queries.told(self.call, [person.pk for person in asked] if len(asked) <= MOST_NAMED else None)
        reasons = self._reasons(asked)
        notices: dict[tuple[str, str, bool], InformationNotice] = {}
        texts = {key: self.text_of(*key) for key in {(p.kind, self.language(p)) for p in asked if p.kind is not None}}
        made = {}
        for person in asked:
            language, kind = self.language(person), person.kind
            assert kind is not None
            due = None
            if person.pk not in told and person.pk != plain_of:
                key = (language, network_name(person.channel), kind is LetterKind.SILENT)
                due = notices.get(key) or notices.setdefault(key, self._notice(language, *key[1:]))
            if person.own_text and person.pk != plain_of:
                made[person.pk] = written(kind, language, Template(person.own_subject, person.own_text), due)
                continue
            content = Content(
                name=person.greeting,
                call=self.call.title,
                company=self.call.company.name,
                sender=self.user.name,
                reasons=reasons.get(person.pk, OwnReasons()),
                questions=person.questions,
                before=self.answering.before,
                notice=due,
            )
            made[person.pk] = write(kind, language, content, texts[kind, language])
        return made

    def _notice(self, language: Language, source: str, in_place: bool) -> InformationNotice:
        return notice(
            language, company=self.call.company.name, contact=self.user.email, need=self.call.title, source=source,
            until=self.call.keep_until, in_place=in_place,
        )  # fmt: skip

    def _reasons(self, people: Iterable[Person]) -> Mapping[int, OwnReasons]:
        """Of those whose letter is personal: their own values alone. One query."""
        rows = {p.row: p for p in people if p.row is not None and p.kind is not None and p.kind.is_personal}
        if not rows or self.standing is None or self._tried is None:
            return {}
        found = {}
        for row, detail in offers.details(self.standing.cells, rows).items():
            candidate = stored.candidate_of(detail.offer_id, detail.document)
            entry = stored.entry(self._tried, self._tried.place_of(row), candidate)
            person = rows[row]
            found[person.pk] = own_reasons(entry, self.standing.read, self.language(person))
        return found


MOST_NAMED = 500
"""Replies asked for by their number; past that all of a call are."""


def desk(call: Call, user: User, *, now: datetime) -> Desk:
    return Desk(call, queries.answering_of(call), choosing.board(call, now=now), user)
