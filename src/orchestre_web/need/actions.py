"""Writing a need and changing it: one verb, one function, checks first. Each change is one more version."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from orchestre.basics import Language, OrchestreError
from orchestre.need.budget import ASSUMED
from orchestre.need.editing import Edits, Own, assumed
from orchestre.need.given import language_of
from orchestre.need.roles import roles
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import Company, User
from orchestre_web.accounts.roles import Role
from orchestre_web.need import queries
from orchestre_web.need.access import access_need
from orchestre_web.need.models import Need, NeedVersion
from orchestre_web.need.states import NeedState
from orchestre_web.need.writing import SUMS, TAX_SAID, Inputs, budget_said, write

Row = Mapping[str, Any]

MOST_OWN = 60
"""Requirements that an owner adds to one need."""


class TooManyOwn(OrchestreError):
    code = "needs.too_many_own"


class NotTwoNeeds(OrchestreError):
    code = "needs.not_two"


def plain(text: str) -> str:
    """What can be kept in a row: no zero byte, no half of a character."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


@transaction.atomic
def write_new(
    *,
    user: User,
    company_id: int,
    sentence: str,
    language: Language,
    now: datetime,
    sector: str = "",
    headcount: int | None = None,
) -> Need:
    """One sentence becomes a need with its first version, in its own language; where its words tell none, in
    `language`. Raises the errors of `orchestre.need.given`."""
    company = access_company(user, company_id, Role.EDITS).company
    inputs = Inputs(plain(sentence).strip(), plain(sector).strip(), headcount)
    return _new(
        company.pk, inputs, language_of(inputs.sentence, language), by=user, now=now, what="needs.did_write", values={}
    )


@transaction.atomic
def write_example(
    *, company: Company, owner: User, sentence: str, sector: str, headcount: int, now: datetime
) -> NeedVersion:
    """The need of the invented call, as if it had been called from its first version."""
    inputs = Inputs(sentence, sector, headcount)
    need = _new(company.pk, inputs, "fr", by=owner, now=now, what="needs.did_write", values={})
    version = queries.last_version(need)
    was_called(version)
    return version


def _new(
    company_id: int,
    inputs: Inputs,
    language: Language,
    *,
    by: User,
    now: datetime,
    what: str,
    values: Mapping[str, object],
) -> Need:
    document = write(inputs, language)
    need = Need(company_id=company_id, created_at=now, created_by=by)
    _take(need, inputs, document)
    need.save()
    NeedVersion.objects.create(
        need=need, number=1, inputs=inputs.as_json(), document=document, what=what, values=dict(values), by=by, at=now
    )
    return need


def _take(need: Need, inputs: Inputs, document: Mapping[str, Any]) -> None:
    need.title, need.language = str(document["title"])[:200], document["language"]
    need.sentence, need.sector, need.headcount = inputs.sentence, inputs.sector[:120], inputs.headcount


@transaction.atomic
def _change(
    user: User, need_id: int, now: datetime, what: str, how: Callable[[Inputs], Inputs], **values: object
) -> NeedVersion:
    need = _held(user, need_id)
    return _next(need, queries.last_version(need), how, what=what, values=values, by=user, now=now)


def _next(
    need: Need,
    last: NeedVersion,
    how: Callable[[Inputs], Inputs],
    *,
    what: str,
    values: Mapping[str, object],
    by: User,
    now: datetime,
) -> NeedVersion:
    """One more version, from the newest; the newest itself when nothing is different."""
    before = Inputs.from_json(last.inputs)
    inputs = how(before)
    if inputs == before:
        return last
    language = need.spoken
    if (now_in := language_of(inputs.sentence, language)) != language_of(before.sentence, language):
        language = now_in
    document = write(inputs, language)
    return _keep(need, last, inputs=inputs.as_json(), document=document, what=what, values=values, by=by, now=now)


def _held(user: User, need_id: int) -> Need:
    """The need, its row held: two changes at once are two versions, one after the other."""
    access_need(user, need_id, Role.EDITS)
    return Need.objects.select_for_update().get(pk=need_id)


def _keep(
    need: Need,
    last: NeedVersion,
    *,
    inputs: Mapping[str, Any],
    document: Mapping[str, Any],
    what: str,
    values: Mapping[str, object],
    by: User,
    now: datetime,
) -> NeedVersion:
    _take(need, Inputs.from_json(inputs), document)
    if need.state == NeedState.ASIDE:
        need.move(NeedState.DRAFT)
    need.save()
    return NeedVersion.objects.create(
        need=need,
        number=last.number + 1,
        inputs=dict(inputs),
        document=dict(document),
        what=what,
        values=dict(values),
        by=by,
        at=now,
    )


def say_again(
    *, user: User, need_id: int, sentence: str, sector: str, headcount: int | None, now: datetime
) -> NeedVersion:
    """Another sentence, trade or headcount: answers and edits that still speak of something stay."""

    def how(inputs: Inputs) -> Inputs:
        said = plain(sentence).strip()
        return replace(inputs, sentence=said, sector=plain(sector).strip(), headcount=headcount)

    return _change(user, need_id, now, "needs.did_say_again", how)


@transaction.atomic
def write_in(*, user: User, need_id: int, language: Language, now: datetime) -> NeedVersion:
    """The same need in the other language; what its owner wrote himself stays as he wrote it."""
    need = _held(user, need_id)
    last = queries.last_version(need)
    if need.spoken == language:
        return last
    document = write(Inputs.from_json(last.inputs), language)
    return _keep(
        need, last, inputs=last.inputs, document=document, what=f"needs.did_write_in_{language}", values={},
        by=user, now=now,
    )  # fmt: skip


def answer(*, user: User, need_id: int, question: str, words: str, now: datetime) -> NeedVersion:
    """Empty words take an answer away."""
    said = plain(" ".join(words.split()))[:1000]
    what = "needs.did_answer" if said else "needs.did_take_answer_back"
    asked = queries.question_text(queries.last_version(access_need(user, need_id, Role.EDITS)), question)
    return _change(user, need_id, now, what, lambda inputs: inputs.answered(question, said), question=asked, words=said)


def settle(*, user: User, need_id: int, assumption: str, words: str, now: datetime) -> NeedVersion:
    """An assumption confirmed (no words) or said otherwise: where the words are a fact, the document is written from
    it; else they stand beside it. Raises UnknownAnswer for a kind that nobody knows."""
    said = plain(" ".join(words.split()))[:300]
    document = queries.last_version(access_need(user, need_id, Role.EDITS)).document

    def how(inputs: Inputs) -> Inputs:
        match assumption if said else "":
            case "need.assume_trade":
                return replace(inputs, sector=said[:120])
            case "need.assume_headcount" if said.isdecimal() and len(said) < 7:
                return replace(inputs, headcount=int(said))
            case code if code in SUMS and said in TAX_SAID:
                sure = replace(inputs, edits=inputs.edits.say_of(code, ""))
                return sure.answered("budget", f"{budget_said(document)} {TAX_SAID[said]}")
            case code if code in ASSUMED:
                return inputs.answered("budget", said)
            case "need.assume_kind" | "need.assume_other":
                return inputs.answered("kind", said)
        return replace(inputs, edits=inputs.edits.say_of(assumption, said))

    what = "needs.did_correct" if said else "needs.did_confirm"
    if assumption in SUMS and said in TAX_SAID:
        what = f"needs.did_tax_{said}"
    return _change(user, need_id, now, what, how, words=said)


def change_requirement(
    *, user: User, need_id: int, requirement: str, values: Mapping[str, str], now: datetime
) -> NeedVersion:
    """Raises Http404 for a requirement that the document does not hold."""
    kept = {name: plain(text).strip() for name, text in values.items()}

    def how(edits: Edits, row: Row) -> Edits:
        # What is as it was written is no change: an edit holds what differs.
        before = {**row, **edits.changed.get(requirement, {})}
        return edits.change(requirement, {name: text for name, text in kept.items() if text != before.get(name)})

    return _of_requirement(user, need_id, requirement, now, what="needs.did_change_requirement", how=how)


def remove_requirement(*, user: User, need_id: int, requirement: str, now: datetime) -> NeedVersion:
    return _of_requirement(
        user, need_id, requirement, now, what="needs.did_remove", how=lambda edits, _: edits.without(requirement)
    )


def put_back_requirement(*, user: User, need_id: int, requirement: str, now: datetime) -> NeedVersion:
    return _of_requirement(
        user, need_id, requirement, now, what="needs.did_put_back", how=lambda edits, _: edits.with_again(requirement)
    )


def add_requirement(*, user: User, need_id: int, section: str, values: Mapping[str, str], now: datetime) -> NeedVersion:
    """Raises TooManyOwn; Http404 for a section that the document does not have."""
    last = queries.last_version(access_need(user, need_id, Role.EDITS))
    if section not in {row["id"] for row in last.document["sections"]}:
        raise Http404
    kept = {name: plain(text).strip() for name, text in values.items()}

    def how(edits: Any) -> Any:
        if len(edits.added) >= MOST_OWN:
            raise TooManyOwn(most=MOST_OWN)
        return edits.add(Own(id=edits.next_own(), section=section, **kept))

    return _edited(user, need_id, now, "needs.did_add", how, text=kept["text"])


def rewrite_section(*, user: User, need_id: int, section: str, text: str | None, now: datetime) -> NeedVersion:
    """None: as it was written first."""
    last = queries.last_version(access_need(user, need_id, Role.EDITS))
    title = next((row["title"] for row in last.document["sections"] if row["id"] == section), None)
    if title is None:
        raise Http404
    what = "needs.did_write_section_back" if text is None else "needs.did_rewrite_section"
    said = None if text is None else plain(text).replace("\r\n", "\n").strip()
    return _edited(user, need_id, now, what, lambda edits: edits.rewrite(section, said), title=title)


def change_rule(
    *,
    user: User,
    need_id: int,
    points: Mapping[str, int],
    floor: int | None,
    ceiling: int | None,
    tax: str,
    now: datetime,
) -> NeedVersion:
    """Raises BoundsUpsideDown, NoPoints."""

    def how(edits: Any) -> Any:
        return replace(edits, points=dict(points), floor=floor, ceiling=ceiling, tax=tax)

    return _edited(user, need_id, now, "needs.did_change_rule", how)


def say_ceiling(*, user: User, need_id: int, ceiling: int, tax: str, now: datetime) -> NeedVersion:
    """The most that may be paid over three years, where nobody knew it: every point goes to a third of it, as where a
    budget was said first, and nothing is left to assume about the sum."""
    need = access_need(user, need_id, Role.EDITS)
    lines = queries.last_version(need).document["assumptions"]
    open_sums = ASSUMED & {assumed(line, need.spoken) for line in lines}

    def how(edits: Edits) -> Edits:
        said = {**edits.said, **dict.fromkeys(open_sums, "")}
        return replace(edits, floor=round(ceiling / 3), ceiling=ceiling, tax=tax, said=said)

    return _edited(user, need_id, now, "needs.did_say_ceiling", how, n=ceiling)


def change_pay(
    *, user: User, need_id: int, role: str, low: int | None, high: int | None, per: str, now: datetime
) -> NeedVersion:
    """What the person of a role is paid; no figure takes it away. Raises PayUpsideDown."""
    what = "needs.did_take_pay_back" if low is None and high is None else "needs.did_change_pay"
    name = roles()[role].label.said(access_need(user, need_id, Role.EDITS).spoken)
    return _edited(user, need_id, now, what, lambda edits: edits.pay_of(role, low=low, high=high, per=per), role=name)


@transaction.atomic
def _of_requirement(
    user: User, need_id: int, requirement: str, now: datetime, *, what: str, how: Callable[[Edits, Row], Edits]
) -> NeedVersion:
    """One more version with another edit of a requirement of the newest, which is read once. Raises Http404."""
    need = _held(user, need_id)
    last = queries.last_version(need)
    row = queries.requirement(last, requirement)
    if row is None:
        raise Http404
    return _next(
        need, last, lambda inputs: replace(inputs, edits=how(inputs.edits, row)), what=what,
        values={"text": row["text"]}, by=user, now=now,
    )  # fmt: skip


def _edited(
    user: User, need_id: int, now: datetime, what: str, how: Callable[[Any], Any], **values: object
) -> NeedVersion:
    def edit(inputs: Inputs) -> Inputs:
        return replace(inputs, edits=how(inputs.edits))

    return _change(user, need_id, now, what, edit, **values)


@transaction.atomic
def restore(*, user: User, need_id: int, number: int, now: datetime) -> NeedVersion:
    """A past version again, as it was, as the newest one. Raises Http404."""
    need = _held(user, need_id)
    past = queries.version(need, number)
    last = queries.last_version(need)
    if past.number == last.number:
        return last
    return _keep(
        need, last, inputs=past.inputs, document=past.document, what="needs.did_restore", values={"number": number},
        by=user, now=now,
    )  # fmt: skip


@transaction.atomic
def put_aside(*, user: User, need_id: int, aside: bool) -> Need:
    """Out of the way, or back; nothing is lost. A need that was called stays where it is."""
    need = _held(user, need_id)
    state = NeedState.ASIDE if aside else NeedState.DRAFT
    if (need.state == NeedState.DRAFT and aside) or (need.state == NeedState.ASIDE and not aside):
        need.move(state)
        need.save(update_fields=["state"])
    return need


@transaction.atomic
def split(*, user: User, need_id: int, now: datetime) -> Need:
    """A sentence that tells two needs becomes two: this one keeps the first, a new one takes the second.

    Raises NotTwoNeeds.
    """
    need = _held(user, need_id)
    last = queries.last_version(need)
    first, second = (*queries.kinds_written(last), "", "")[:2]
    if not second:
        raise NotTwoNeeds
    inputs = Inputs.from_json(last.inputs)
    bare = Inputs(inputs.sentence, inputs.sector, inputs.headcount).answered("kind", second)
    made = _new(
        need.company_id, bare, need.spoken, by=user, now=now, what="needs.did_split", values={"title": need.title}
    )
    own = inputs.answered("kind", first)
    _keep(
        need, last, inputs=own.as_json(), document=write(own, need.spoken), what="needs.did_split",
        values={"title": made.title}, by=user, now=now,
    )  # fmt: skip
    return made


def hold(need: Need) -> NeedVersion:
    """Its newest version, while nobody else changes the need or makes a call of it."""
    Need.objects.select_for_update().get(pk=need.pk)
    return queries.last_version(need)


def was_called(version: NeedVersion) -> None:
    """A call was made from it."""
    need = version.need
    if need.state == NeedState.ASIDE:
        need.move(NeedState.DRAFT)
    need.move(NeedState.CALLED)
    need.save(update_fields=["state"])


def call_went(version: NeedVersion | None, *, example: bool = False) -> None:
    """The call made from this version is deleted: without another one, the need is a draft again; the need of the
    `example`, which nobody changed, goes with it."""
    if version is None or queries.calls_of(version.need):
        return
    need = version.need
    if example and queries.last_version(need).number == 1:
        need.delete()
    elif need.state == NeedState.CALLED:
        need.move(NeedState.DRAFT)
        need.save(update_fields=["state"])
