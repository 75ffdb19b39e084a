"""The form that a call asks, made from its need, and what the rule of the choice needs to compare the answers.

Nothing here keeps anything: documents in, documents out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from orchestre.basics import Language
from orchestre.replies import form as forms
from orchestre.replies.form import Asked
from orchestre_web.shortlist import drafting

Document = Mapping[str, Any]

SCHEMA = "orchestre.form/1"
SHARE = drafting.DECLARED
"""Key of the criterion that compares how much of the requirements is met."""
SHARE_POINTS = 4
"""Where the rule weighs the requirements nowhere else."""
IN_PART = 50
"""What a requirement that removes wants at least: a plain "no" removes, "in part" stays."""
MOST_REQUIREMENTS = 80


def form_of_role(about: Sequence[Mapping[str, str]], years: int, *, post: bool) -> dict[str, Any]:
    """The form of a post or a mission: a person is asked for words. What the need asks of a tool, and its price over
    years, say nothing of whoever applies. `about`: the role, as the page shows it; `post`: it is employment."""
    plain = {"schema": SCHEMA, "requirements": [], "years": years, "tax": "excl"}
    return plain | {"price": False, "post": post, "about": list(about)}


def form_of(need: Document | None, years: int, tax: str) -> dict[str, Any]:
    """The form of a need; without one, the words and the price alone."""
    out = set((need or {}).get("choice_rule", {}).get("eliminatory") or ())
    requirements = [
        {
            "id": str(each["id"]),
            "text": str(each["text"]),
            "criterion": str(each.get("criterion") or ""),
            "must": each.get("level") == "must",
            "out": each["id"] in out,
        }
        for each in (need or {}).get("requirements") or ()
        if each["id"] != _PRICE_ITSELF  # the price has its own fields
    ]
    return {"schema": SCHEMA, "requirements": requirements[:MOST_REQUIREMENTS], "years": years, "tax": tax}


_PRICE_ITSELF = "total-price"


def asked_of(form: Document) -> list[Asked]:
    return [
        Asked(each["id"], each["text"], each.get("criterion", ""), bool(each.get("must")))
        for each in form.get("requirements", ())
    ]


def with_form(rule: Document, form: Document, language: Language) -> Document:
    """The decision with what the form asks: the months that running costs are counted over, the share of requirements
    met as a criterion, a condition for each requirement whose "no" removes. What is there already stays.

    A rule that comes from a need often weighs the imperative requirements already, graded by people who read the
    proofs. There the share, which each bidder says of himself, is shown beside and counts nothing: the same thing
    would weigh twice, and a yes is quickly ticked.
    """
    if not form.get("price", True):
        return rule
    need = dict(rule.get("need", {}))
    need.setdefault("months", int(form["years"]) * forms.MONTHS)
    rule = {**rule, "need": need}
    asked = asked_of(form)
    if not asked:
        return rule
    if drafting.criterion(rule, SHARE) is None:
        graded = drafting.criterion(rule, drafting.IMPERATIVE)
        weighed = graded is not None and int(graded["points"]) > 0
        rule = drafting.add(rule, _share(language, 0 if weighed else SHARE_POINTS))
    known = {str(gate["key"]) for gate in rule.get("gate", ())}
    gates = [
        _condition(number, one, language)
        for number, (one, each) in enumerate(zip(asked, form["requirements"], strict=True), 1)
        if each.get("out") and f"requirement_{number}" not in known
    ]
    return {**rule, "gate": [*rule.get("gate", ()), *gates]} if gates else rule


def _share(language: Language, points: int) -> dict[str, Any]:
    return {
        "key": SHARE,
        "label": {"fr": "Exigences tenues", "en": "Requirements met"},
        "fact": "number_given",
        "column": forms.share_column(language),
        "worst": 0,
        "best": 100,
        "unit": "%",
        "points": points,
    }


def _condition(number: int, asked: Asked, language: Language) -> dict[str, Any]:
    column = forms.answer_column(number, asked, language)
    return {
        "key": f"requirement_{number}",
        "label": {"fr": column, "en": column},
        "fact": "number_given",
        "column": column,
        "at_least": IN_PART,
    }
