"""Make a call, name it, delete it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from orchestre.need.announcing import subject_of
from orchestre.need.budget import MONTHS, UNKNOWN
from orchestre.need.roles import JOB, role_paper
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.calls.actions.errors import BudgetUpsideDown, NoCeiling, OnlyAnExample
from orchestre_web.calls.actions.locks import lock
from orchestre_web.calls.importing import storable
from orchestre_web.calls.models import Call, CallChange
from orchestre_web.jobs.models import Job
from orchestre_web.need import actions as needs
from orchestre_web.need.access import access_need
from orchestre_web.site import rooms


@transaction.atomic
def create_call(
    *,
    user: User,
    company_id: int,
    need_text: str,
    language: str,
    today: date,
    facts: Mapping[str, int | None] | None = None,
    own_names: Iterable[str] = (),
    now: datetime,
) -> Call:
    """`facts`: whole numbers of `Call.first_facts`; a name it does not hold is null. Raises BudgetUpsideDown."""
    company = access_company(user, company_id, Role.EDITS).company
    given = facts or {}
    first_facts = {name: given.get(name) for name in ("budget_floor", "budget_ceiling", "days", "months")}
    low, high = first_facts["budget_floor"], first_facts["budget_ceiling"]
    if low is not None and high is not None and low >= high:
        raise BudgetUpsideDown
    need = storable(" ".join(need_text.split()))
    call = Call.objects.create(
        company=company,
        title=title_of(need),
        need_text=need,
        reference_date=today,
        language=language,
        first_facts=first_facts,
        own_names=[storable(name)[:200] for name in own_names][:20],
        created_by=user,
        created_at=now,
    )
    begun(call, now=now)
    return call


@transaction.atomic
def call_from_need(*, user: User, need_id: int, today: date, now: datetime) -> Call:
    """A call from the newest version of a need: what it is about, its sentence, the bounds of its choice rule, and what
    each room states at the beginning. Asked twice, it is the one already there. Raises OnlyAnExample, NoCeiling."""
    need = access_need(user, need_id, Role.EDITS)
    if need.company.demonstration:
        raise OnlyAnExample
    version = needs.hold(need)
    made = Call.objects.filter(need_version=version, role="").first()
    if made is not None:
        return made
    price = version.document["choice_rule"]["price"]
    if price["origin"] == UNKNOWN:
        raise NoCeiling
    bounds = {"budget_floor": int(price["floor"]), "budget_ceiling": int(price["ceiling"])}
    text = storable(" ".join(need.sentence.split()))
    call = Call.objects.create(
        company=need.company,
        title=subject_of(version.document)[:120] or title_of(text),
        need_text=text,
        reference_date=today,
        language=need.language,
        first_facts={**bounds, "days": None, "months": MONTHS},
        need_version=version,
        created_by=user,
        created_at=now,
    )
    needs.was_called(version)
    begun(call, now=now)
    return call


@transaction.atomic
def call_for_role(
    *, user: User, need_id: int, form: str, role: str, employment: bool, today: date, now: datetime
) -> Call:
    """A call that fills a role of the newest version of a need. A job is always employment, a mission when it is said
    so. Asked twice, it is the one already there. Raises OnlyAnExample, UnknownRole."""
    need = access_need(user, need_id, Role.EDITS)
    if need.company.demonstration:
        raise OnlyAnExample
    version = needs.hold(need)
    paper = role_paper(version.document, role, form=form)
    employed = employment or form == JOB
    made = Call.objects.filter(need_version=version, role=paper.role.id, employment=employed).first()
    if made is not None:
        return made
    facts: dict[str, int | None] = dict.fromkeys(("budget_floor", "budget_ceiling", "days", "months"))
    call = Call.objects.create(
        company=need.company,
        title=title_of(paper.title)[:120],
        need_text=paper.summary,
        reference_date=today,
        language=need.language,
        first_facts=facts,
        need_version=version,
        role=paper.role.id,
        employment=employed,
        created_by=user,
        created_at=now,
    )
    needs.was_called(version)
    begun(call, now=now)
    return call


def begun(call: Call, *, now: datetime) -> None:
    """What each room states of a call before anything comes in (`after_begin.py`)."""
    for module in rooms.modules("after_begin"):
        module.begin(call, now=now)


def title_of(need: str) -> str:
    """The sentence itself when it is short, else its beginning, cut between two words.

    >>> title_of("Refaire notre boutique en ligne.")
    'Refaire notre boutique en ligne'
    """
    if len(need) <= 90:
        return need.rstrip(".")
    return need[:88].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


@transaction.atomic
def edit_call(*, user: User, call_id: int, title: str, need_text: str, own_names: Iterable[str], now: datetime) -> Call:
    """Other words for what is looked for, other names for the owner. The decision keeps what was stated in it, and what
    came in already stays as it was read. The history keeps what stood before."""
    call = access_call(user, call_id, Role.EDITS)
    before = _words(call)
    call.title, call.need_text = storable(" ".join(title.split())), storable(" ".join(need_text.split()))
    call.own_names = [storable(name)[:200] for name in own_names][:20]
    call.save(update_fields=["title", "need_text", "own_names"])
    after = _words(call)
    CallChange.objects.bulk_create(
        CallChange(call=call, what=what, before=before[what], after=after[what], at=now, by=user)
        for what in before
        if before[what] != after[what]
    )
    return call


def _words(call: Call) -> dict[CallChange.What, str]:
    own = ", ".join(call.own_names)
    what = CallChange.What
    return {what.TITLE: call.title, what.NEED: call.need_text, what.OWN_NAMES: own}


@transaction.atomic
def delete_call(*, user: User, call_id: int) -> None:
    """With everything that came in. There is no way back: the page asks first."""
    call = access_call(user, call_id, Role.OWNER)
    # In the order of an import: its job, then the call. The chunk under way ends first, and there is no next one.
    jobs_of_call = Job.objects.filter(pk__in=call.deliveries.values("job"))
    list(jobs_of_call.select_for_update().values_list("pk"))
    lock(call_id)
    erased = list(jobs_of_call.values_list("pk", flat=True))
    for module in rooms.modules("after_erase"):
        module.forget_call(call)
    version = call.need_version
    call.delete()
    needs.call_went(version, example=call.demonstration)
    # What a job noted of a file (its name, the words of an error) goes with it.
    Job.objects.filter(pk__in=erased).delete()
