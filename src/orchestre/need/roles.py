"""Who could carry a need: job descriptions and mission letters, written from the need and from `roles/*.toml`.

A role's file holds what a practitioner of it knows; the need brings its kind, facts and requirements. What nobody said
stays a blank to fill or is marked "à confirmer". Applicants for employment are read and grouped, never ranked.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from orchestre.basics import Language, OrchestreError, say
from orchestre.basics.typography import money, money_span
from orchestre.documents.model import Block, Document, Grid, Heading, Listing, Paragraph, Signature, Tone
from orchestre.knowledge import Both, load, typeset
from orchestre.need.document import Need, as_mapping, lots_of
from orchestre.need.paper import ELSE, goals_of
from orchestre.need.pay import pay_said, span_said

JOB, MISSION = "job", "mission"
AUTO = "auto"
TO_CONFIRM = "confirm"
MOST_POINTS = 6
"""Requirements of the need that a job description repeats."""

Row = Mapping[str, Any]


class UnknownRole(OrchestreError):
    code = "need.unknown_role"


@dataclass(frozen=True, slots=True)
class Pay:
    """A range somebody published, or ours (`quality`: survey, press, vendor, ours). `unit`: year or day, in euros."""

    label: Both
    unit: str
    low: int
    likely: int | None
    high: int
    source: str
    year: int
    quality: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class Part:
    id: str
    title: Both
    items: tuple[Both, ...] = ()
    header: tuple[Both, ...] = ()
    rows: tuple[tuple[Both, ...], ...] = ()
    after: Both | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """`form`: job or mission; `kinds`: the needs it is made for, best first; `sections`: those of the need whose
    requirements are this person's business."""

    id: str
    form: str
    label: Both
    summary: Both
    fits: Both
    not_for: Both
    kinds: tuple[str, ...]
    sections: tuple[str, ...]
    parts: tuple[Part, ...]
    pay: tuple[Pay, ...]
    by_kind: Mapping[str, Both]


@cache
def roles() -> Mapping[str, Role]:
    """Every role, by its id."""
    files = {file.name: file for file in resources.files("orchestre.need").joinpath("roles").iterdir()}
    rows = {name: tomllib.loads(file.read_text(encoding="utf-8")) for name, file in sorted(files.items())}
    found = [row for name, row in rows.items() if not name.startswith("common")]
    return {row["id"]: _role(row, rows[f"common-{row['form']}.toml"]["part"]) for row in found}


def _role(row: Row, common: Row) -> Role:
    return Role(
        id=row["id"],
        form=row["form"],
        label=_both(row["label"]),
        summary=_both(row["summary"]),
        fits=_both(row["fits"]),
        not_for=_both(row["not_for"]),
        kinds=tuple(row["kinds"]),
        sections=tuple(row["sections"]),
        parts=tuple(_part(name, {**common.get(name, {}), **row["part"].get(name, {})}) for name in row["parts"]),
        pay=tuple(_pay(each) for each in row.get("pay", ())),
        by_kind={name: _both(each) for name, each in row.get("by_kind", {}).items()},
    )


def _part(name: str, row: Row) -> Part:
    return Part(
        id=name,
        title=_both(row["title"]),
        items=tuple(_both(each) for each in row.get("items", ())),
        header=tuple(_both(each) for each in row.get("header", ())),
        rows=tuple(tuple(_both(cell) for cell in line) for line in row.get("rows", ())),
        after=_both(row["after"]) if "after" in row else None,
    )


def _pay(row: Row) -> Pay:
    return Pay(
        label=_both(row["label"]),
        unit=row["unit"],
        low=row["low"],
        likely=row.get("likely"),
        high=row["high"],
        source=row["source"],
        year=row["year"],
        quality=row["quality"],
        valid_until=row["valid_until"],
    )


def _both(row: Mapping[str, str]) -> Both:
    return Both(typeset(row["fr"]), row["en"].replace("'", "\u2019"))


def suited(need: Need | Row, form: str) -> tuple[str, ...]:
    """Ids of the roles of this form that are made for the need, best first; none when nobody is."""
    told = [str(each["id"]) for each in as_mapping(need)["kinds"]]
    kind = told[0] if told else ""
    made = [role for role in roles().values() if role.form == form and kind in role.kinds]
    return tuple(role.id for role in sorted(made, key=lambda role: role.kinds.index(kind)))


@dataclass(frozen=True, slots=True)
class Written:
    """One part as written: `items` or a table, and a last sentence."""

    id: str
    title: str
    items: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class RolePaper:
    """A job description or a mission letter. `adapted`: is the role made for this need; `better`: those that are;
    `pay`: what the owner said of it, in his figures, "" for nothing."""

    role: Role
    language: Language
    title: str
    summary: str
    need: str
    adapted: bool
    better: tuple[str, ...]
    parts: tuple[Written, ...]
    pay: str = ""

    def as_document(self) -> dict[str, Any]:
        """The JSON document `orchestre.job/1` or `orchestre.mission/1`."""
        document: dict[str, Any] = {
            "schema": f"orchestre.{self.role.form}/1",
            "id": self.role.id,
            "language": self.language,
            "title": self.title,
            "summary": self.summary,
            "need": self.need,
            "fit": {
                "adapted": self.adapted,
                "when": self.role.fits.said(self.language),
                "not_when": self.role.not_for.said(self.language),
                "better": list(self.better),
            },
            "parts": [
                {
                    "id": part.id,
                    "title": part.title,
                    "items": list(part.items),
                    "table": {"header": list(part.header), "rows": [list(row) for row in part.rows]},
                    "after": part.after,
                }
                for part in self.parts
            ],
            "pay_said": self.pay,
            "pay": [
                {
                    "label": each.label.said(self.language),
                    "unit": f"EUR per {each.unit}",
                    "low": each.low,
                    "likely": each.likely,
                    "high": each.high,
                    "source": each.source,
                    "year": each.year,
                    "quality": each.quality,
                    "to_confirm": True,
                }
                for each in self.role.pay
            ],
        }
        if self.role.form == JOB:
            document["applications"] = {"read": True, "grouped": True, "ranked": False}
        return document

    def paper(self, *, author: str = "", made_on: date | None = None, public: bool = False) -> Document:
        """`public`: without what is left to confirm, which only the owner reads."""
        blocks: list[Block] = [Paragraph(self.summary, Tone.LEAD)]
        for part in self.parts:
            if public and part.id == TO_CONFIRM:
                continue
            blocks += [Heading(part.title), *_blocks(part)]
        if self.role.form == MISSION:
            labels = ("need.sign_day", "need.sign_company", "need.sign_provider")
            blocks.append(Signature(tuple(say(code, self.language) for code in labels)))
        return Document(self.title, self.language, tuple(blocks), author, made_on)


def _blocks(part: Written) -> Iterator[Block]:
    if len(part.items) == 1:
        yield Paragraph(part.items[0])
    elif part.items:
        yield Listing(part.items)
    if part.rows:
        wide = {2: (1, 4), 3: (3, 6, 4)}.get(len(part.header), ())
        yield Grid("", part.header, part.rows, widths=wide)  # the heading above says what it holds
    if part.after:
        yield Paragraph(part.after, Tone.SMALL)


def role_paper(need: Need | Row, role_id: str, *, form: str) -> RolePaper:
    """`role_id`: one of `roles()`, or `auto` for the one best made for this need. Raises UnknownRole."""
    document = as_mapping(need)
    better = suited(document, form)
    known = [role.id for role in roles().values() if role.form == form]
    chosen = (better or ("project-manager" if form == JOB else "strategist",))[0] if role_id == AUTO else role_id
    if chosen not in known:
        raise UnknownRole(name=role_id, known=", ".join([AUTO, *known]))
    return _Writer(document, document.get("language", "fr"), roles()[chosen], better).written()


@dataclass(frozen=True, slots=True)
class _Writer:
    document: Row
    language: Language
    role: Role
    better: tuple[str, ...]

    def said(self, both: Both) -> str:
        return both.said(self.language)

    def say(self, code: str, **values: object) -> str:
        return say(code, self.language, **values)

    def written(self) -> RolePaper:
        need = str(self.document.get("title", ""))
        return RolePaper(
            role=self.role,
            language=self.language,
            title=self.said(self.role.label)
            if self.role.form == JOB
            else self.say("need.letter_title", label=self.said(self.role.label)),
            summary=self.said(self.role.summary),
            need=need,
            adapted=self.role.id in self.better,
            better=tuple(each for each in self.better if each != self.role.id),
            parts=tuple(self.part(part) for part in self.role.parts),
            pay=self.own_pay(),
        )

    def own_pay(self) -> str:
        """What the owner wrote of it for this role, else what his sentence says."""
        if told := self.document.get("pay", {}).get(self.role.id):
            return span_said(told, self.language)
        return pay_said(str(self.document.get("sentence", "")), mission=self.role.form == MISSION)

    def part(self, part: Part) -> Written:
        own = [self.said(each) for each in part.items]
        more = {
            "context": self.context,
            "points": self.points,
            "pay": self.pay,
            "success": self.kpis,
        }.get(part.id)
        items = [*self.first_duty(), *own] if part.id == "missions" else [*own, *(more() if more else ())]
        if part.id == TO_CONFIRM:
            items += self.fit()
        return Written(
            id=part.id,
            title=self.said(part.title),
            items=tuple(items),
            header=tuple(self.said(each) for each in part.header),
            rows=tuple(tuple(self.said(cell) for cell in row) for row in part.rows),
            after=self.said(part.after) if part.after else "",
        )

    def kinds(self) -> list[str]:
        told = [str(each["id"]) for each in self.document["kinds"]]
        return [name for name in (lots_of(self.document) or told[:1]) if name in load().kinds]

    def context(self) -> Iterator[str]:
        """What the need says of the company, blanks for the rest; never the owner's own words, which are his."""
        facts = {str(each["id"]): each for each in reversed(self.document["facts"])}
        for name in ("sector", "headcount", "place"):
            if name in facts:
                label = str(facts[name]["label"])
                yield self.say("need.fact", label=label[:1].upper() + label[1:], value=facts[name]["value"])
            else:
                yield self.say(f"need.blank_{name}")
        labels = [self.said(load().kinds[name].label) for name in self.kinds()]
        yield self.say("need.role_need", title=" + ".join(labels) or self.document.get("title", ""))
        yield from goals_of(self.document)
        if "deadline" in facts:
            yield self.say("need.role_deadline", value=facts["deadline"]["value"])

    def first_duty(self) -> Iterator[str]:
        for name in self.kinds():
            kind = load().kinds[name]
            if name in self.role.by_kind:
                yield self.say("need.role_duty", label=self.said(kind.label), duty=self.said(self.role.by_kind[name]))
            else:
                yield self.say("need.role_carry", label=self.said(kind.label), goal=self.said(kind.goal))

    def points(self) -> Iterator[str]:
        lines = [line for line in self.document["requirements"] if line.get("section", ELSE) in self.role.sections]
        ranked = sorted(lines, key=lambda line: (line["level"] != "must", not line["asked"]))
        for line in ranked[:MOST_POINTS]:
            yield str(line["text"])

    def kpis(self) -> Iterator[str]:
        for name in self.kinds():
            yield self.say("need.role_kpis", kpis=self.said(load().kinds[name].kpis))

    def pay(self) -> Iterator[str]:
        said = self.own_pay()
        if said:
            yield self.say("need.pay_said", said=said)
        for each in self.role.pay:
            span = money_span(each.low, each.high, self.language)
            likely = self.say("need.pay_likely", sum=money(each.likely, self.language)) if each.likely else ""
            quality = self.say(f"need.pay_{each.quality}")
            origin = quality if each.quality == "ours" else f"{each.source}, {each.year}, {quality}"
            yield self.say("need.pay_line", label=self.said(each.label), span=span, likely=likely, origin=origin)
        if self.role.form == JOB and not said:
            yield self.say("need.pay_blank")

    def fit(self) -> Iterator[str]:
        yield self.say("need.role_fits", fits=self.said(self.role.fits), not_for=self.said(self.role.not_for))
        others = [self.said(roles()[name].label) for name in self.better if name != self.role.id]
        if others and self.role.id not in self.better:
            yield self.say("need.role_better", others=", ".join(others))
