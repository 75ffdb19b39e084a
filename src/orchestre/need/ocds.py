"""A need as an OCDS 1.1 tender release: what tools for public buying read (https://standard.open-contracting.org/1.1/).

Requirements follow the requirements extension, lots the lots extension. What OCDS has no word for (flexibility, check,
asked or not, weights) stands under `x_need`. Ids and moments are handed over: the prefix of an `ocid` is given to a
publisher by the Open Contracting Partnership, none is made up here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orchestre.basics import say
from orchestre.knowledge import load
from orchestre.need.document import Need, as_mapping, lots_of
from orchestre.need.paper import ELSE, SAID, owners_lines_left_out, scale_said

VERSION = "1.1"
NO_PREFIX = "ocds-000000"
"""Stands for the prefix that the Open Contracting Partnership gives to a publisher, until there is one."""
EXTENSIONS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_requirements_extension/master/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json",
)
ABOUT_WHO_ANSWERS = frozenset({"answer", "training", "operation", "ownership"})
"""Sections whose requirements are kept by the provider; the others by what is bought."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Buyer:
    """`id`: as the register of companies gives it, with its scheme (`FR-RCS-123456789`), or one of ours."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Dates:
    """What is known of them; each with its time zone."""

    opens: datetime | None = None
    questions_until: datetime | None = None
    closes: datetime | None = None


def tender_release(
    need: Need | Row,
    *,
    ocid: str,
    release_id: str,
    made_at: datetime,
    buyer: Buyer | None = None,
    dates: Dates | None = None,
    public: bool = False,
) -> dict[str, Any]:
    """One release with the tag `tender`. `made_at` carries its time zone. `public`: without the owner's own words and
    what only he should read."""
    document, dates = as_mapping(need), dates or Dates()
    release: dict[str, Any] = {
        "ocid": ocid,
        "id": release_id,
        "date": made_at.isoformat(),
        "tag": ["tender"],
        "initiationType": "tender",
        "language": document.get("language", "fr"),
    }
    if buyer is not None:
        release["parties"] = [{"id": buyer.id, "name": buyer.name, "roles": ["buyer"]}]
        release["buyer"] = {"id": buyer.id, "name": buyer.name}
    if not public:
        release["planning"] = _planning(document)
    release["tender"] = _tender(document, release_id, dates, public=public)
    return {name: _of_characters(value) for name, value in release.items()}


_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


def _of_characters(value: Any) -> Any:
    """The same without signs that JSON may hold and most readers refuse: the null character, halves of a pair."""
    if isinstance(value, str):
        return _NO_CHARACTER.sub("", value)
    if isinstance(value, dict):
        return {name: _of_characters(inner) for name, inner in value.items()}
    return [_of_characters(inner) for inner in value] if isinstance(value, list) else value


def release_package(releases: Sequence[Row], *, uri: str, publisher: str, published_at: datetime) -> dict[str, Any]:
    """How releases are published: with who publishes them and the extensions they use."""
    return {
        "uri": uri,
        "version": VERSION,
        "extensions": list(EXTENSIONS),
        "publishedDate": published_at.isoformat(),
        "publisher": {"name": publisher},
        "releases": list(releases),
    }


def _planning(document: Row) -> dict[str, Any]:
    planning: dict[str, Any] = {"rationale": " ".join(str(document.get("sentence", "")).split())}
    budget = next((fact for fact in document["facts"] if fact["id"] == "budget"), None)
    if budget is not None:
        planning["budget"] = {"description": str(budget["value"])}
        if amount := _ceiling(document):
            said = document["choice_rule"]["price"].get("setup_ceiling")
            planning["budget"]["amount"] = amount | ({"amount": said} if said else {})
    return planning


def _ceiling(document: Row) -> dict[str, Any] | None:
    """Over three years, and only when the owner said a sum: a range of ours is no budget."""
    price = document["choice_rule"].get("price", {})
    if price.get("origin") not in SAID:
        return None
    return {"amount": price["ceiling"], "currency": "EUR"}


def _tender(document: Row, name: str, dates: Dates, *, public: bool) -> dict[str, Any]:
    language = document.get("language", "fr")
    lots = lots_of(document)
    tender: dict[str, Any] = {
        "id": name,
        "title": str(document.get("title") or name),
        "status": "active" if dates.opens else "planned",
        "mainProcurementCategory": "services",
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": "\n".join(_rule_said(document)),
        "submissionMethodDetails": say("need.how_to_answer", language),
    }
    if description := _description(document):
        tender["description"] = description
    if amount := _ceiling(document):
        tender["value"] = amount
    if period := _period(dates.opens, dates.closes):
        tender["tenderPeriod"] = period
    if period := _period(dates.opens, dates.questions_until):
        tender["enquiryPeriod"] = period
    tender["items"] = [
        {"id": str(n), "description": label, "quantity": 1, **({"relatedLot": f"lot-{n}"} if lots else {})}
        for n, label in enumerate(_labels(document), start=1)
    ]
    if lots:
        tender["lots"] = [
            {"id": f"lot-{n}", "title": label, "status": tender["status"]}
            for n, label in enumerate(_labels(document), start=1)
        ]
    if milestones := list(_milestones(document)):
        tender["milestones"] = milestones
    if criteria := list(_criteria(document, lots, public=public)):
        tender["criteria"] = criteria
    tender["x_need"] = {"choice_rule": dict(document["choice_rule"])}
    return tender


def _labels(document: Row) -> list[str]:
    """What is bought: one a lot, else one for all."""
    kinds, language = load().kinds, document.get("language", "fr")
    names = lots_of(document) or [str(each["id"]) for each in document["kinds"]][:1]
    labels = [kinds[name].label.said(language) for name in names if name in kinds]
    return labels or [str(document.get("title") or document.get("sentence") or "need")]


def _description(document: Row) -> str:
    parts = {str(each["id"]): str(each["text"]) for each in document["sections"]}
    lines = [line for name in ("goals", "scope") for line in parts.get(name, "").split("\n") if line.strip()]
    return "\n".join(owners_lines_left_out(lines, document.get("language", "fr")))


def _period(start: datetime | None, end: datetime | None) -> dict[str, str]:
    ends = {"startDate": start, "endDate": end}
    return {name: moment.isoformat() for name, moment in ends.items() if moment is not None} if end else {}


def _milestones(document: Row) -> Iterator[dict[str, Any]]:
    for n, fact in enumerate((fact for fact in document["facts"] if fact["id"] == "deadline"), start=1):
        yield {
            "id": f"deadline-{n}",
            "title": str(fact["label"]),
            "type": "delivery",
            "description": str(fact["value"]),
        }


def _rule_said(document: Row) -> Iterator[str]:
    language, rule = document.get("language", "fr"), document["choice_rule"]
    for each in rule.get("criteria", ()):
        points = {key: each[key] for key in ("label", "points", "worst", "best")}
        yield say("need.criterion", language, **points)
    if price := rule.get("price"):
        yield scale_said(price, language)
    yield say("need.eliminatory", language)


def _criteria(document: Row, lots: Sequence[str], *, public: bool) -> Iterator[dict[str, Any]]:
    """One criterion a section and lot; all its requirements make one group, since all of them count."""
    eliminatory = {str(each) for each in document["choice_rule"].get("eliminatory", ())}
    for section in document["sections"]:
        lines = [line for line in document["requirements"] if line.get("section", ELSE) == section["id"]]
        for lot in (None, *range(1, len(lots) + 1)):
            own = [line for line in lines if _lot(line, lots) == lot]
            if not own:
                continue
            name = str(section["id"]) if lot is None else f"{section['id']}.lot-{lot}"
            who = section["id"] in ABOUT_WHO_ANSWERS
            criterion: dict[str, Any] = {
                "id": name,
                "title": str(section["title"]),
                "source": "tenderer",
                "relatesTo": "tenderer" if who else "item",
            }
            if not who:
                criterion["relatedItem"] = str(lot or 1)
            if lot is not None:
                criterion["relatedLots"] = [f"lot-{lot}"]
            requirements = [_requirement(line, eliminatory, public=public) for line in own]
            criterion["requirementGroups"] = [{"id": f"{name}.all", "requirements": requirements}]
            yield criterion


def _lot(line: Row, lots: Sequence[str]) -> int | None:
    home = str(line["id"]).partition(".")[0]
    return lots.index(home) + 1 if home in lots else None


def _requirement(line: Row, eliminatory: set[str], *, public: bool) -> dict[str, Any]:
    """What is imperative is answered yes; what is negotiable is answered in words."""
    must = line["level"] == "must"
    requirement: dict[str, Any] = {
        "id": str(line["id"]),
        "title": str(line["criterion"]) or str(line["id"]),
        "description": str(line["text"]),
        "dataType": "boolean" if must else "string",
    }
    if must:
        requirement["expectedValue"] = True
    own = {key: line[key] for key in ("level", "flexibility", "check", "why")}
    own["eliminatory"] = str(line["id"]) in eliminatory
    if not public:
        own |= {"asked": line["asked"], "origin": line["origin"]}
    requirement["x_need"] = own
    return requirement
