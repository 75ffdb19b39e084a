"""The posts and the e-mail that announce a call, each within the limits of its place (`announcing.toml`).

They are made from the need (its kind, facts, goals, requirements), or from a role that could carry it. The owner's own
sentence is never quoted: it was not written for the public. What nobody said stands in brackets.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from orchestre.basics import Language, OrchestreError, say
from orchestre.basics.typography import day
from orchestre.documents.model import Block, Document, Heading, Paragraph, Run, Tone
from orchestre.knowledge import Both, load, typeset
from orchestre.need.document import Need, as_mapping, lots_of
from orchestre.need.editing import assumed
from orchestre.need.lengths import COUNTS
from orchestre.need.paper import goals_of
from orchestre.need.roles import JOB, Role, RolePaper

ALL = "all"
MOST_ASKED = 3
LONGEST_ASKED = 90
SCHEMA = "orchestre.announcements/1"
ORDER = (
    "hello",
    "greeting",
    "hook",
    "who",
    "goal",
    "pay",
    "asked",
    "rule",
    "how",
    "until",
    "link",
    "bio",
    "pass",
    "tags",
    "bye",
)
"""As they are read; `announcing.toml` says which are wanted most."""
NEVER_LEFT_OUT = frozenset({"hook", "link", "bio", "hello", "greeting", "bye"})

Row = Mapping[str, Any]


class UnknownPlace(OrchestreError):
    code = "need.unknown_place"


class LinkTooLong(OrchestreError):
    code = "need.link_too_long"


@dataclass(frozen=True, slots=True)
class Place:
    """`limit`: what it refuses beyond; `aim`: what people read; `first`: what shows before the rest is asked for;
    `parts`: most wanted first; `tags`: how many at most."""

    id: str
    label: Both
    limit: int
    aim: int
    count: str
    parts: tuple[str, ...]
    source: str
    tags: int = 0
    first: int | None = None
    subject: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """`length`: as its place counts; `left_out`: parts for which there was no room."""

    place: Place
    subject: str
    text: str
    length: int
    left_out: tuple[str, ...]


@cache
def places() -> Mapping[str, Place]:
    text = resources.files("orchestre.need").joinpath("announcing.toml").read_text(encoding="utf-8")
    return {
        name: Place(
            id=name,
            label=Both(typeset(row["label"]["fr"]), row["label"]["en"]),
            limit=row["limit"],
            aim=row["aim"],
            count=row["count"],
            parts=tuple(row["parts"]),
            source=row["source"],
            tags=row.get("tags", 0),
            first=row.get("first"),
            subject=row.get("subject"),
        )
        for name, row in tomllib.loads(text).items()
    }


@dataclass(frozen=True, slots=True)
class Announcements:
    language: Language
    what: str
    posts: tuple[Post, ...]

    def as_document(self) -> dict[str, Any]:
        """The JSON document `orchestre.announcements/1`."""
        return {
            "schema": SCHEMA,
            "language": self.language,
            "what": self.what,
            "posts": [
                {
                    "id": post.place.id,
                    "label": post.place.label.said(self.language),
                    "subject": post.subject,
                    "text": post.text,
                    "length": post.length,
                    "limit": post.place.limit,
                    "counted": post.place.count,
                    "left_out": list(post.left_out),
                    "source": post.place.source,
                }
                for post in self.posts
            ],
        }

    def as_text(self) -> str:
        """To copy from: nothing is escaped."""
        blocks = []
        for post in self.posts:
            head = f"--- {post.place.label.said(self.language)}, {self._size(post)} ---"
            subject = say("need.announce_subject", self.language, subject=post.subject) + "\n\n" if post.subject else ""
            blocks.append(f"{head}\n\n{subject}{post.text}\n")
        return "\n".join(blocks)

    def paper(self, *, author: str = "", made_on: date | None = None) -> Document:
        blocks: list[Block] = [Paragraph(say("need.announce_blanks", self.language), Tone.SMALL)]
        for post in self.posts:
            blocks += [Heading(post.place.label.said(self.language)), Paragraph(self._size(post), Tone.SMALL)]
            if post.subject:
                said = say("need.announce_subject", self.language, subject=post.subject)
                blocks.append(Paragraph([Run(said, bold=True)]))
            blocks += [Paragraph(part) for part in post.text.split("\n\n")]
            if post.left_out:
                named = ", ".join(say(f"need.part_{name}", self.language) for name in post.left_out)
                blocks.append(Paragraph(say("need.announce_left_out", self.language, parts=named), Tone.SMALL))
        title = say("need.announce_title", self.language, what=self.what)
        return Document(title, self.language, tuple(blocks), author, made_on)

    def _size(self, post: Post) -> str:
        counted = say(f"need.counted_{post.place.count}", self.language)
        return say("need.announce_size", self.language, n=post.length, limit=post.place.limit, count=counted)


def announcements(
    need: Need | Row,
    *,
    place: str = ALL,
    about: RolePaper | None = None,
    link: str = "",
    until: date | None = None,
) -> Announcements:
    """`place`: one of `places()` or `all`; `about`: a post or a mission to fill, else the call itself; `link`: where
    the call stands; `until`: the last day to reply. Raises UnknownPlace, LinkTooLong."""
    if place != ALL and place not in places():
        raise UnknownPlace(name=place, known=", ".join([ALL, *places()]))
    document = as_mapping(need)
    writer = _Writer(document, document.get("language", "fr"), about, " ".join(link.split()), until)
    chosen = [each for name, each in places().items() if place in (ALL, name)]
    return Announcements(writer.language, writer.what(), tuple(writer.post(each) for each in chosen))


def subject_of(need: Need | Row) -> str:
    """What is looked for, in a few words fit for a title; "" where no kind fits the need, or one was only guessed."""
    document = as_mapping(need)
    writer = _writer(document)
    if any(assumed(line, writer.language) == "need.assume_kind" for line in document["assumptions"]):
        return ""
    labels = writer.labels()
    return " + ".join([label if n == 0 else label[:1].lower() + label[1:] for n, label in enumerate(labels)])


def summary_of(need: Need | Row, company: str) -> str:
    """A paragraph that tells providers who looks for what, what for and by when. The owner's sentence is not in it."""
    writer = _writer(as_mapping(need))
    facts = writer.told()
    who = f"{company} ({', '.join(facts)})" if facts else company
    lines = [line if line.endswith((".", "!", "?")) else f"{line}." for line in writer.goals()]
    return " ".join([writer.say("need.say_seeks", who=who, what=writer.what()), *lines])


def _writer(document: Row) -> "_Writer":
    return _Writer(document, document.get("language", "fr"), None, "", None)


@dataclass(frozen=True, slots=True)
class _Writer:
    document: Row
    language: Language
    about: RolePaper | None
    link: str
    until: date | None

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    @property
    def role(self) -> Role | None:
        return self.about.role if self.about else None

    @property
    def job(self) -> bool:
        return self.role is not None and self.role.form == JOB

    def post(self, place: Place) -> Post:
        count: Callable[[str], int] = COUNTS[place.count]
        parts = {name: self.part(name, place) for name in place.parts}
        parts = {name: text for name, text in parts.items() if text}
        kept = [name for name in parts if name in NEVER_LEFT_OUT]
        if count(_joined(kept, parts, place)) > place.limit:
            raise LinkTooLong(n=len(self.link), place=place.label.said(self.language), most=place.limit)
        left_out = []
        for name in parts:
            if name not in kept:
                if count(_joined([*kept, name], parts, place)) <= place.aim:
                    kept.append(name)
                else:
                    left_out.append(name)
        text = _joined(kept, parts, place)
        return Post(place, self.subject(place), text, count(text), tuple(left_out))

    def what(self) -> str:
        """What is looked for, in a few words."""
        if self.role is not None:
            return self.role.label.said(self.language)
        labels = [label[:1].lower() + label[1:] for label in self.labels()]
        return " + ".join(labels) or str(self.document.get("title", ""))[:LONGEST_ASKED]

    def labels(self) -> list[str]:
        told = [str(each["id"]) for each in self.document["kinds"]]
        kinds = load().kinds
        return [kinds[name].label.said(self.language) for name in lots_of(self.document) or told[:1] if name in kinds]

    def subject(self, place: Place) -> str:
        if place.subject is None:
            return ""
        said = self.say("need.say_subject_job" if self.job else "need.say_subject", what=self.what())
        return _shortened(said, place.subject)

    def part(self, name: str, place: Place) -> str:
        made: dict[str, Callable[[], str]] = {
            "hello": lambda: self.say("need.say_hello"),
            "greeting": lambda: self.say("need.say_hello"),
            "hook": self.hook,
            "who": self.who,
            "goal": lambda: "\n".join(self.goals()),
            "pay": self.pay,
            "asked": self.asked,
            "rule": self.rule,
            "how": self.how,
            "until": self.last_day,
            "link": lambda: self.say("need.say_link", link=self.link or self.say("need.say_link_blank")),
            "bio": lambda: self.say("need.say_bio"),
            "pass": lambda: self.say("need.say_pass"),
            "tags": lambda: " ".join(self.tags()[: place.tags]),
            "bye": lambda: self.say("need.say_bye"),
        }
        return made[name]()

    def pay(self) -> str:
        """Of a post to fill always, said or left to be filled in; of a mission where it was said; of a call never."""
        if self.about is None or not (self.job or self.about.pay):
            return ""
        if self.about.pay:
            return self.say("need.say_pay" if self.job else "need.say_pay_mission", pay=self.about.pay)
        return self.say("need.say_pay_blank")

    def how(self) -> str:
        if self.role is None:
            return self.say("need.say_how")
        return self.say("need.say_how_job" if self.job else "need.say_how_mission")

    def hook(self) -> str:
        if self.role is None:
            return self.say("need.say_hook", what=self.what())
        return self.say("need.say_hook_job" if self.job else "need.say_hook_mission", what=self.what())

    def told(self) -> list[str]:
        """What was said of who asks."""
        facts = {str(each["id"]): str(each["value"]) for each in reversed(self.document["facts"])}
        return [facts[name] for name in ("sector", "headcount", "place") if name in facts]

    def who(self) -> str:
        told = self.told()
        return self.say("need.say_who", who=", ".join(told)) if told else ""

    def goals(self) -> Iterator[str]:
        yield from goals_of(self.document)[:2]
        deadline = next((str(each["value"]) for each in self.document["facts"] if each["id"] == "deadline"), "")
        if deadline:
            yield self.say("need.say_deadline", value=deadline)

    def asked(self) -> str:
        if self.about is not None:
            texts = [item for part in self.about.parts if part.id in {"wanted", "missions"} for item in part.items]
            texts = [item for part in self.about.parts if part.id == "wanted" for item in part.items] or texts
        else:
            lines = sorted(self.document["requirements"], key=lambda line: (not line["asked"], line["level"] != "must"))
            texts = [str(line["text"]) for line in lines]
        shown = [f"– {_lead(text)}" for text in texts[:MOST_ASKED]]
        return "\n".join([self.say("need.say_asked"), *shown]) if shown else ""

    def rule(self) -> str:
        """The weights, for a call; a post to fill has none: nobody is ranked."""
        criteria = self.document["choice_rule"].get("criteria", ())
        if self.about is not None or not criteria:
            return ""
        told = ", ".join(f"{str(c['label'])[:1].lower()}{str(c['label'])[1:]} {c['points']}" for c in criteria)
        return self.say("need.say_rule", rule=told)

    def last_day(self) -> str:
        if self.until is None:
            return self.say("need.say_until_blank")
        return self.say("need.say_until", day=day(self.until, self.language))

    def tags(self) -> list[str]:
        common = {
            ("fr", False): ["#Prestataires", "#AppelAProjets", "#PME"],
            ("fr", True): ["#Recrutement", "#Emploi"],
            ("en", False): ["#CallForProposals", "#SmallBusiness"],
            ("en", True): ["#Hiring", "#Jobs"],
        }[self.language, self.job]
        own = [_tag(label) for label in self.labels()]
        return [*own[:1], *common, *own[1:]]


def _joined(names: list[str], parts: Mapping[str, str], place: Place) -> str:
    between = "\n" if place.count == "x" else "\n\n"
    return between.join(parts[name] for name in ORDER if name in names)


def _lead(text: str) -> str:
    """What a requirement is about, before its details."""
    cut = min((at for at in (text.find(sign) for sign in (":", ";", ".", "(")) if at > 8), default=len(text))
    return _shortened(text[:cut].strip(" \u00a0\u202f"), LONGEST_ASKED)


def _shortened(text: str, most: int) -> str:
    """No longer than `most` characters, cut between two words."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:\u00a0\u202f") + "…"


def _tag(label: str) -> str:
    """Words one after the other, each with its capital, so that it can be read aloud.

    >>> _tag("Refonte du site")
    '#RefonteSite'
    """
    words = "".join(sign if sign.isalnum() else " " for sign in label).split()
    return "#" + "".join(word[:1].upper() + word[1:] for word in words if len(word) > 2)
