"""What is sent from the pages of judging, made into statements."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from orchestre.decision.elicitation import Statement, read_statement
from orchestre.decision.elicitation.statements import BadStatement
from orchestre_web.judging.states import Part
from orchestre_web.shortlist.queries import Json
from orchestre_web.site.forms import Spoken
from orchestre_web.site.words import say

MOST_AMOUNT = 10**8


class JudgingForm(Spoken):
    room = "judging"


class Invite(JudgingForm):
    guest_name = forms.CharField(max_length=80)
    part = forms.ChoiceField(choices=())
    helped = ("guest_name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(part.value, say(f"judging.part_{part.value}")) for part in Part]


class Why(JudgingForm):
    why = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    offer = forms.CharField(max_length=255, widget=forms.HiddenInput)
    helped = ("why",)


class Verdict(JudgingForm):
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    helped = ("reason",)


class Withdrawal(JudgingForm):
    withdrawn_why = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def why_said(posted: Mapping[str, Any]) -> str:
    """The reason for taking something back, "" where none was given."""
    form = Withdrawal(posted)
    return str(form.cleaned_data["withdrawn_why"]) if form.is_valid() else ""


class Ties(forms.Form):
    """What somebody declares. Neither ticked nor written is nothing said."""

    none = forms.BooleanField(required=False)
    words = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    judge = forms.IntegerField(required=False, widget=forms.HiddenInput)


def ties_said(posted: Mapping[str, Any]) -> str | None:
    """What was declared, "" for none; None where nothing was said, or both."""
    form = Ties(posted)
    if not form.is_valid() or bool(form.cleaned_data["none"]) == bool(form.cleaned_data["words"].strip()):
        return None
    return str(form.cleaned_data["words"])


class ApprovalLimit(JudgingForm):
    limit = forms.IntegerField(required=False, min_value=0, max_value=MOST_AMOUNT, localize=False)
    helped = ("limit",)


def order_written(groups: Sequence[Sequence[str]]) -> str:
    """For an address: `price,delay~years,skill`, a tilde between equals."""
    return ",".join("~".join(group) for group in groups)


def order_read(written: str) -> list[list[str]]:
    """
    >>> order_read("price,delay~years,,price")
    [['price'], ['delay', 'years']]
    """
    seen: set[str] = set()
    groups = []
    for part in written[:4000].split(","):
        group = [key for key in part.split("~") if key and key not in seen]
        seen.update(group)
        if group:
            groups.append(list(dict.fromkeys(group)))
    return groups


def order_sent(posted: QueryDict) -> list[list[str]]:
    """The keys as they were listed; one that is marked equal joins the one before it."""
    tied = set(posted.getlist("tied"))
    groups: list[list[str]] = []
    for key in dict.fromkeys(posted.getlist("order")):
        if groups and key in tied:
            groups[-1].append(key)
        else:
            groups.append([key])
    return groups


def moved(groups: Sequence[Sequence[str]], key: str, *, up: bool) -> list[list[str]]:
    """One criterion a place higher or lower in the list; equals stay equal when they stay side by side.

    >>> moved([["a"], ["b"], ["c"]], "c", up=True)
    [['a'], ['c'], ['b']]
    """
    flat = [each for group in groups for each in group]
    group_of = {each: g for g, group in enumerate(groups) for each in group}
    if key in flat:
        at = flat.index(key)
        to = at - 1 if up else at + 1
        if 0 <= to < len(flat):
            flat[at], flat[to] = flat[to], flat[at]
    found: list[list[str]] = []
    for each in flat:
        if found and group_of[found[-1][-1]] == group_of[each]:
            found[-1].append(each)
        else:
            found.append([each])
    return found


def statement_sent(posted: QueryDict, known: Sequence[str]) -> Statement | None:
    """What was said, None when nothing new was. Raises BadStatement for what no page sends."""
    what = posted.get("what", "")
    document: dict[str, Json] = {"said": what}
    if what == "order":
        document["groups"] = [[key for key in group if key in known] for group in order_sent(posted)]
        document["groups"] = [group for group in document["groups"] if group]
    elif what == "swings":
        return _shares_sent(posted, known)
    elif what == "euros":
        document |= _step(posted, "") | {"euros": _number(posted.get("euros")), "answer": posted.get("answer")}
    elif what == "choice":
        document |= {"a": _step(posted, "a_"), "b": _step(posted, "b_"), "liked": posted.get("liked")}
    statement = read_statement(document)
    keys = [document.get("key"), *(document[side]["key"] for side in ("a", "b") if side in document)]
    if any(key is not None and key not in known for key in keys):
        raise BadStatement(said=what[:40])
    return statement


def _shares_sent(posted: QueryDict, known: Sequence[str]) -> Statement | None:
    """Only what was moved by hand, or had been before: a slider that was filled in and left says nothing."""
    first = posted.get("first", "")
    swings: dict[str, int] = {}
    for key in known:
        written, was = posted.get(f"s_{key}", ""), posted.get(f"was_{key}", "")
        if key == first or not written.isdecimal() or len(written) > 3:
            continue
        if written != was or posted.get(f"hand_{key}") == "1":
            swings[key] = int(written)
    if first not in known or not any(posted.get(f"s_{key}") != posted.get(f"was_{key}") for key in swings):
        return None
    return read_statement({"said": "swings", "first": first, "swings": swings}) if swings else None


def _step(posted: Mapping[str, str], prefix: str) -> dict[str, Json]:
    return {
        "key": posted.get(f"{prefix}key", ""),
        "start": _number(posted.get(f"{prefix}start")),
        "end": _number(posted.get(f"{prefix}end")),
    }


def _number(written: object) -> float | None:
    try:
        return float(str(written)[:40])
    except ValueError:
        return None
