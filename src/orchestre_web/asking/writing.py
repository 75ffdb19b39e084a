"""What is worth asking of whom, as messages ready to send, and how the ranking stands while one asks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np

from orchestre.basics import sentences
from orchestre.basics.sentences import Language, spoken
from orchestre.decision.questions import Asking, Question, Stop
from orchestre.replies.notice import notice
from orchestre.shortlist import Candidate
from orchestre.shortlist import questions as library
from orchestre.shortlist.letters import notice_part
from orchestre.shortlist.ranked import worth_asking
from orchestre.shortlist.tried import Tried
from orchestre_web.accounts.models import User
from orchestre_web.answers.queries import CameBack, told
from orchestre_web.asking import queries
from orchestre_web.asking.models import Asked
from orchestre_web.asking.queries import Writer
from orchestre_web.asking.states import QuestionState
from orchestre_web.calls.models import Call
from orchestre_web.calls.names import network_name
from orchestre_web.shortlist import actions as choosing
from orchestre_web.shortlist import queries as offers
from orchestre_web.shortlist import stored, worked
from orchestre_web.shortlist.models import OfferDetail

ASKING = "asking with no need"
MOST_PEOPLE = 40
"""People a page proposes to write to; past them an answer hardly moves anything."""
AT_ONCE = 1_000
"""Offers up to which the verdict is worked out while somebody waits."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One person worth writing to and what to ask, before the message is written."""

    row: int
    detail: OfferDetail
    writer: Writer
    candidate: Candidate
    keys: tuple[tuple[str, library.Because], ...]

    @property
    def moves(self) -> bool:
        """Whether an answer can move the first places."""
        return any(why is library.Because.MOVES for _, why in self.keys)


@dataclass(frozen=True, slots=True)
class Draft:
    """The message of one person as it would go out now. `with_notice`: it tells what is kept of his reply, once a
    person. `worth`: by criterion, what its answer may change."""

    row: int
    rank: int
    detail: OfferDetail
    writer: Writer
    language: Language
    subject: str
    text: str
    with_notice: bool
    asked: tuple[library.Asked, ...]
    worth: Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class Given:
    """What is kept of one answer: `field` of the correction and its value; "" for what no correction holds."""

    question: int
    field: str
    value: Any
    words: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the ranking stands: the word of its verdict, None while nobody worked it out; who is first."""

    word: str | None
    first: int | None


@dataclass(frozen=True)
class Desk:
    """What is worth asking in a call, and what was asked already."""

    call: Call
    standing: choosing.Standing | None
    tried: Tried | None
    user: User

    @cached_property
    def asking(self) -> Asking | None:
        """Kept beside the cells for the points of the decision. None without an offer in order."""
        if self.standing is None or self.tried is None or not len(self.tried.ranking):
            return None
        standing, tried = self.standing, self.tried
        read = standing.read
        return _asking(
            worked.once(standing, tried, ASKING, lambda: _document(worth_asking(tried.what_if(read.steps), read))),
            len(tried.ranking),
        )

    @cached_property
    def sent(self) -> list[Asked]:
        return queries.sent(self.call)

    @cached_property
    def back(self) -> Mapping[int, list[CameBack]]:
        return queries.came_back(self.call, self.sent)

    @cached_property
    def offers_asked(self) -> dict[str, OfferDetail]:
        """By id, the offers of those who were asked something."""
        if self.standing is None or not self.sent:
            return {}
        return queries.offers_of(self.standing.cells, {asked.reply.source_id for asked in self.sent})

    def taken(self, offer_id: str) -> tuple[set[str], bool]:
        """What was asked of an offer already, which is not asked again; whether an answer is waited for: nobody gets a
        second message before he answered the first."""
        rows = [q for asked in self.sent if asked.reply.source_id == offer_id for q in asked.questions.all()]
        return {q.key for q in rows}, any(queries.state_of(q) is QuestionState.WAITING for q in rows)

    @cached_property
    def _details(self) -> dict[int, OfferDetail]:
        if self.standing is None or self.tried is None or self.asking is None:
            return {}
        rows = library.to_ask(self.tried, self.asking)[:MOST_PEOPLE]
        return offers.details(self.standing.cells, rows) if rows else {}

    @cached_property
    def _writers(self) -> dict[str, Writer]:
        return queries.writers(self.call, self._details.values())

    @cached_property
    def plans(self) -> list[Plan]:
        """Everybody whom it is worth writing to, the most worth first."""
        if self.tried is None or self.asking is None:
            return []
        rows = library.to_ask(self.tried, self.asking)[:MOST_PEOPLE]
        made = (self._plan(row, self._details[row]) for row in rows)
        return [plan for plan in made if plan is not None]

    def _plan(self, row: int, detail: OfferDetail) -> Plan | None:
        writer = self._writers.get(detail.offer_id)
        taken, waits = self.taken(detail.offer_id)
        if writer is None or writer.silent or waits:
            return None
        if self.standing is None or self.tried is None or self.asking is None:
            return None
        found = stored.candidate_of(detail.offer_id, detail.document)
        known = replace(found, alternative=replace(found.alternative, name=writer.greeting or found.id))
        keys = library.wanted(self.tried, self.asking, row, known, self.standing.read)
        left = tuple((key, why) for key, why in keys if key not in taken)
        if not left or (taken and all(why is library.Because.ALONG for _, why in left)):
            return None  # nobody is written to a second time for what only goes along
        return Plan(row, detail, writer, known, left)

    def draft_of(self, source_id: str) -> Draft | None:
        """That of one person, None when nothing is worth asking him."""
        plan = next((plan for plan in self.plans if plan.detail.offer_id == source_id), None)
        return None if plan is None else self.draft(plan)

    @cached_property
    def _told(self) -> set[int]:
        """By reply, who was told what is kept of him: with a letter, or with questions. One query."""
        pks = [plan.writer.pk for plan in self.plans]
        return told(self.call, pks) | {asked.reply_id for asked in self.sent if asked.with_notice}

    def _notice(self, writer: Writer, language: Language) -> str:
        made = notice(
            language, company=self.call.company.name, contact=self.user.email, need=self.call.title,
            source=network_name(writer.channel), until=self.call.keep_until,
        )  # fmt: skip
        return notice_part(language, made)

    def draft(self, plan: Plan) -> Draft:
        assert self.standing is not None
        assert self.tried is not None
        assert self.asking is not None
        language = spoken(plan.writer.language, self.call.language)
        message = library.message_of(plan.candidate, self.standing.read, plan.keys, language)
        assert message is not None
        sender = [line for line in (self.user.name, self.call.company.name) if line.strip()]
        due = plan.writer.pk not in self._told
        parts = ["\n".join([message.text, "", *sender]), *([self._notice(plan.writer, language)] if due else [])]
        return Draft(
            plan.row,
            int(self.tried.ranking.ranks[self.tried.place_of(plan.row)]),
            plan.detail,
            plan.writer,
            language,
            sentences.say("asking.subject", language, title=self.call.title),
            "\n\n".join(parts),
            due,
            message.asked,
            {question.key: question for question in self.asking.of(plan.row)},
        )

    # --- How the ranking stands

    def outlook(self, *, work: bool = False) -> Outlook:
        """`work`: worked out when nobody did."""
        if self.standing is None or self.tried is None or not len(self.tried.ranking):
            return Outlook(None, None)
        word = worked.word_kept(self.standing, self.tried)
        if word is None and work:
            word = worked.sure(self.standing, self.tried).word.value
        return Outlook(word, int(self.tried.ranking.order[0]))

    @property
    def is_small(self) -> bool:
        return self.tried is None or len(self.tried.ranking) <= AT_ONCE

    def rank_of(self, offer_id: str) -> int | None:
        """The place of an offer in the ranking, from 1."""
        detail = self.offers_asked.get(offer_id)
        if detail is None or detail.row is None or self.tried is None:
            return None
        return int(self.tried.ranking.ranks[self.tried.place_of(detail.row)])


def desk(call: Call, user: User, *, now: datetime) -> Desk:
    standing = choosing.board(call, now=now)
    tried = None
    if standing is not None and len(standing.table):
        points = standing.points
        tried = standing.table.rank(points) if any(points.values()) else None
    return Desk(call, standing, tried, user)


def _document(asking: Asking) -> dict[str, Any]:
    """Figures alone, no word of anybody: those of the first people, and how many there are in all."""
    rows = list(dict.fromkeys(question.row for question in asking.questions))
    kept = set(rows[:MOST_PEOPLE])
    return {
        "stop": asking.stop.value,
        "gain": asking.everything,
        "error": asking.error,
        "euros": asking.euros,
        "least": asking.least,
        "draws": asking.draws,
        "seed": asking.seed,
        "no_need": np.packbits(asking.no_need).tobytes().hex(),
        "questions": [
            [q.row, q.key, q.missing, q.changes_first, q.changes_top, q.points, q.euros]
            for q in asking.questions
            if q.row in kept
        ],
    }


def _asking(kept: Mapping[str, Any], count: int) -> Asking:
    """The way back from `_document`."""
    return Asking(
        tuple(Question(*each) for each in kept["questions"]),
        Stop(kept["stop"]),
        np.unpackbits(np.frombuffer(bytes.fromhex(kept["no_need"]), np.uint8), count=count).astype(np.bool_),
        kept["gain"],
        kept["error"],
        kept["euros"],
        kept["least"],
        kept["draws"],
        kept["seed"],
    )
