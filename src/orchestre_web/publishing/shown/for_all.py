"""The need of a publication as everybody may read it: without what only its owner should, with the rule as it is
frozen, and without any budget that he keeps to himself."""

import re
from collections.abc import Mapping
from typing import Any

from orchestre.basics import Language
from orchestre.need.budget import ASSUMED
from orchestre.need.editing import assumed
from orchestre.need.paper import owners_lines_left_out
from orchestre_web.publishing.models import Publication
from orchestre_web.publishing.shown.rules import Counts, Rule
from orchestre_web.site.words import say

AMOUNT = re.compile(r"\d[\d \u00a0\u202f.,]*\s?(?:k€|€|euros?\b|EUR\b)", re.IGNORECASE)

Row = Mapping[str, Any]


def for_all(publication: Publication, rule: Rule | None) -> dict[str, Any]:
    """`orchestre.need/1` again. `publication.need` is there."""
    need: Row = publication.need or {}
    language: Language = need.get("language", "fr")
    return {
        **need,
        "sentence": "",
        "facts": [each for each in need.get("facts", ()) if each["id"] != "budget" or publication.shows_budget],
        "sections": [
            {**each, "text": "\n".join(_lines(each, publication, rule, language))} for each in need["sections"]
        ],
        "assumptions": [],
        "questions": [],
        "channels": [],
        "ways": [],
        "choice_rule": {
            "criteria": [],
            "eliminatory": list(need.get("choice_rule", {}).get("eliminatory", ())),
            "price": _price(publication) if publication.shows_budget else {},
        },
    }


def _lines(section: Row, publication: Publication, rule: Rule | None, language: Language) -> list[str]:
    if section["id"] == "choice":
        return list(rule_lines(rule)) if rule is not None else []
    lines = owners_lines_left_out([line for line in str(section["text"]).split("\n") if line.strip()], language)
    if section["id"] == "open":  # what its owner has still to confirm is between the tool and him
        lines = [line for line in lines if assumed(line, language) is None]
    if section["id"] in {"open", "price"} and not publication.shows_budget:
        lines = [line for line in lines if not AMOUNT.search(line) and assumed(line, language) not in ASSUMED]
    return lines


def _price(publication: Publication) -> dict[str, Any]:
    price = publication.rule["price"]
    return {"floor": price.get("floor", 0), "ceiling": price["ceiling"], "origin": "owner"}


def _share(each: Counts) -> str:
    return "" if each.percent is None else f" ({say('publishing.percent_of', n=each.percent)})"


def rule_lines(rule: Rule) -> list[str]:
    """The rule in sentences: what counts and how much, what removes, since when it stands."""
    lines = [f"{each.label}{_share(each)}. {each.how}".strip() for each in rule.criteria]
    if rule.conditions:
        lines.append(say("publishing.conditions_title") + " " + " · ".join(rule.conditions))
    if rule.mark:
        lines.append(say("publishing.rule_frozen", mark=rule.mark, when=rule.frozen_on))
    return lines
