"""Rows become values here: what each judge said, and what they say together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from orchestre.basics import OrchestreError
from orchestre.decision import Weights
from orchestre.decision.criteria import Criterion
from orchestre.decision.elicitation import Said, Statement, read_statement
from orchestre.decision.judges import Judge as Sitting
from orchestre.decision.judges import Panel, sit_together
from orchestre_web.accounts import links
from orchestre_web.accounts.models import Company, User
from orchestre_web.calls.models import Call
from orchestre_web.judging.models import Approval, Choice, Interest, Judge, Limit, Round
from orchestre_web.site.asked_often import Often


@dataclass(frozen=True, slots=True)
class Told:
    """One statement with its moment. `of_before`: said of other criteria than those of today."""

    statement: Statement
    at: datetime
    of_before: bool


def judge_of(call: Call, user: User) -> Judge | None:
    return Judge.objects.filter(call=call, user=user).first()


def judge_with(secret: str, now: datetime) -> Judge | None:
    """The guest whose open link this is, with the call and its company."""
    return Judge.objects.open_at(now).select_related("call__company").filter(digest=links.digest(secret)).first()


def ties_of(judge: Judge) -> Interest | None:
    """What was declared last of a guest."""
    return Interest.objects.filter(judge=judge).first()


def speaks_for_himself(judge: Judge, now: datetime) -> bool:
    """A guest whose link opens still and who said his ties by it."""
    said = ties_of(judge)
    return said is not None and said.by_link and judge.ends_at is not None and judge.ends_at > now


def judges_of(call: Call) -> list[Judge]:
    """Everyone invited and not withdrawn; a colleague who only looked counts once something was said or sent."""
    return list(call.judges.invited().select_related("user"))


def told(judge: Judge | None, structure: str) -> list[Told]:
    """Oldest first. One that cannot be read any more is left out."""
    if judge is None:
        return []
    found = []
    for row in judge.statements.all():
        try:
            statement = read_statement(row.document)
        except OrchestreError:
            continue
        found.append(Told(statement, row.at, row.structure_sha256 != structure))
    return found


def said(criteria: Sequence[Criterion], statements: Sequence[Told]) -> Said:
    return Said(tuple(criteria), tuple(each.statement for each in statements))


def is_closed(call: Call) -> bool:
    return Round.objects.filter(call=call).exclude(closed_at=None).exists()


def is_open_to_see(judges: Sequence[Judge], *, closed: bool) -> bool:
    """What was sent is shown when all have sent, or when the judging was closed."""
    return any(judge.sent_at for judge in judges) and (closed or all(judge.sent_at for judge in judges))


def limit_of(company: Company) -> int | None:
    """From which amount on a second person approves."""
    newest = Limit.objects.filter(company=company).first()
    return newest.amount if newest is not None else None


def choices_of(call: Call) -> list[Choice]:
    """Newest first, those taken back too, each with its approvals. Two queries."""
    return _choices.all(call.pk)


def choice_of(call: Call) -> Choice | None:
    """What is chosen now, with its approvals and without its record. Two queries, one while nothing is chosen."""
    return _choice.first(call.pk)


def _approvals() -> Prefetch[str]:
    return Prefetch("approvals", Approval.objects.select_related("by", "withdrawn_by"))


_choices = Often(
    lambda call: Choice.objects.filter(call=call).select_related("by", "withdrawn_by").prefetch_related(_approvals())
)
_choice = Often(
    lambda call: (
        Choice.objects.filter(call=call).standing().light().select_related("by").prefetch_related(_approvals())[:1]
    )
)


def standing_of(choices: Sequence[Choice]) -> Choice | None:
    """What is chosen, of all the choices of a call."""
    newest = next(iter(choices), None)
    return None if newest is None or newest.withdrawn_at is not None else newest


def approval_of(choice: Choice) -> Approval | None:
    return next((each for each in choice.approvals.all() if each.withdrawn_at is None), None)


def is_approved(choice: Choice) -> bool:
    """A second person said yes, whether one was needed or not."""
    said = approval_of(choice)
    return said is not None and said.approved


def panel_of(table: Any, judges: Sequence[Judge]) -> Panel | None:
    """What those who sent say together, on the table of the board. Points of a criterion that came since are 0; None
    while nobody sent, or when nothing of what was sent speaks of today's criteria."""
    keys = table.cells.keys
    sitting = []
    for judge in judges:
        points = {key: int(judge.points.get(key, 0)) for key in keys}
        if judge.sent_at and any(points.values()):
            sitting.append(Sitting(str(judge.pk), Weights(points)))
    return sit_together(table.worths, sitting, table.scales) if sitting else None


def record_of(read: Any, panel: Panel | None, judges: Sequence[Judge], points: Mapping[str, int]) -> dict[str, Any]:
    """Weights and results as they are now, in JSON: judges by their number, offers by their id."""
    return {
        "criteria": [{"key": c.key, "label": {"fr": c.label.fr, "en": c.label.en}} for c in read.scales.criteria],
        "points": dict(points),
        "shares": read.shares_of(points),
        "judges": [
            {
                "id": judge.pk,
                "name": judge.name,
                "part": judge.part,
                "sent_at": judge.sent_at.isoformat() if judge.sent_at else None,
                "points": dict(judge.points) if judge.sent_at else {},
            }
            for judge in judges
        ],
        "panel": panel_out(panel) if panel is not None else None,
    }


def panel_out(panel: Panel) -> dict[str, Any]:
    def offer(row: int | None) -> str | None:
        return None if row is None else panel.ids[row]

    return {
        "judges": [int(name) for name in panel.names],
        "mean": dict(zip(panel.keys, panel.mean.tolist(), strict=True)),
        "shares": [dict(zip(panel.keys, row, strict=True)) for row in panel.shares.tolist()],
        "winners": [offer(row) for row in panel.winners],
        "mean_winner": offer(panel.mean_winner),
        "acceptable": offer(panel.acceptable),
        "lowest": panel.lowest,
        "tau": panel.tau.tolist(),
        "outvoted": [int(name) for name in panel.outvoted],
        "opposed": [[int(a), int(b)] for a, b in panel.opposed],
        "disagreements": list(panel.disagreements),
    }


_unapproved = Often(
    lambda company, user: (
        Choice.objects.filter(
            ~Exists(Approval.objects.filter(choice=OuterRef("pk"), withdrawn_at=None)),
            call__company_id=company,
            limit__isnull=False,
        )
        .standing()
        .exclude(by=user)
        .select_related("call")
        .only("call__title")[:10]
    )
)


def waiting_for(company_id: int, user_id: int, most: int = 3) -> list[Choice]:
    """Newest choices of each call that wait for somebody else than who chose."""
    return _unapproved.all(company_id, user_id)[:most]


@dataclass(frozen=True, slots=True)
class Sitter:
    """One of those who judged, chose or approved. `part`: as whom, a value of `Part`, or chose, approved. `interest`:
    what he declared last, None while he has not."""

    name: str
    part: str
    user_id: int | None
    judge_id: int | None
    interest: Interest | None


def sitters(call: Call, choice: Choice | None) -> list[Sitter]:
    """Everybody whose word counted: those who sent weights, who chose, who approved. Each once. Three queries."""
    of_user: dict[int, Interest] = {}
    of_judge: dict[int, Interest] = {}
    for row in Interest.objects.filter(call=call).order_by("pk"):
        if row.user_id is not None:
            of_user[row.user_id] = row
        elif row.judge_id is not None:
            of_judge[row.judge_id] = row
    found: list[Sitter] = []
    seen: set[int] = set()

    def add(user: User | None, part: str) -> None:
        if user is not None and user.pk not in seen:
            seen.add(user.pk)
            found.append(Sitter(str(user), part, user.pk, None, of_user.get(user.pk)))

    for judge in call.judges.invited().exclude(sent_at=None).select_related("user").order_by("pk"):
        if judge.user is not None:
            add(judge.user, judge.part)
        else:
            found.append(Sitter(judge.name, judge.part, None, judge.pk, of_judge.get(judge.pk)))
    if choice is not None:
        add(choice.by, "chose")
        for approval in choice.approvals.all():
            if approval.withdrawn_at is None:
                add(approval.by, "approved")
    return found
