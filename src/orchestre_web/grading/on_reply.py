"""The grades of an offer on the page of its reply."""

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Reply
from orchestre_web.calls.places import Part
from orchestre_web.grading import queries, shown
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist import queries as boards


def part(reply: Reply, user: User) -> Part | None:
    """None without a criterion graded by hand. Who has not graded the reply yet sees no one else's mark. Two queries,
    three with such a criterion."""
    decision = boards.decision_row(reply.call)
    criteria = queries.by_hand(drafting.read(decision.document)) if decision is not None else []
    if not criteria:
        return None
    grades = queries.of_reply(reply)
    lines = [shown.on_reply(one, [grade for grade in grades if grade.key == one.key], user) for one in criteria]
    return Part("grading/on_reply.html", {"call": reply.call_id, "lines": lines})
