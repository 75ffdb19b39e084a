"""Who may do what, asked of the actions themselves: no page stands before them to refuse first."""

import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from orchestre.basics import OrchestreError
from orchestre.shortlist.letters import LetterKind
from orchestre_web.accounts import actions as accounts
from orchestre_web.accounts.roles import Role
from orchestre_web.answers import actions as answers
from orchestre_web.answers.models import Sending
from orchestre_web.answers.states import Group
from orchestre_web.asking import actions as asking
from orchestre_web.asking.models import Asked
from orchestre_web.asking.writing import Given
from orchestre_web.calls import actions as calls
from orchestre_web.grading import actions as grading
from orchestre_web.judging import actions as judging
from orchestre_web.judging.states import Part
from orchestre_web.leaving import actions as leaving
from orchestre_web.recommending import actions as recommending
from orchestre_web.shortlist import actions as shortlist
from orchestre_web.teams import actions as teams
from orchestre_web.welcome import actions as welcome
from tests.orchestre_web.people import People
from tests.orchestre_web.roles import objects

FROM = {
    "reads": ("reads", "judges", "edits", "owner"),
    "judges": ("judges", "edits", "owner"),
    "edits": ("edits", "owner"),
    "owner": ("owner",),
}
NEED = {"floor": 100, "ceiling": 50_000, "tax": "incl", "most": None}
NOBODY_IS_ASKED_FOR = {"begin_company", "settle_in", "speak", "accept_invitation", "change_password", "receive"}
NOBODY_IS_ASKED_FOR |= {"own_place", "keep_step", "end_tour", "take_example_away", "bring_example", "example"}
"""About oneself, or called by who has let the person in already."""

TABLE: Mapping[Callable[..., Any], tuple[str, Mapping[str, Any]]] = {
    accounts.invite: ("owner", {"company_id": "$company", "email": "nouvelle@exemple.example", "role": Role.READS}),
    accounts.withdraw_invitation: ("owner", {"company_id": "$company", "invitation_id": 0}),
    accounts.change_role: ("owner", {"company_id": "$company", "membership_id": 0, "role": Role.READS}),
    accounts.rename_company: ("owner", {"company_id": "$company", "name": "Autre nom"}),
    calls.create_call: (
        "edits",
        {"company_id": "$company", "need_text": "Un site", "language": "fr", "today": timezone.now().date()},
    ),
    calls.edit_call: ("edits", {"call_id": "$call", "title": "Un site", "need_text": "", "own_names": []}),
    calls.delete_call: ("owner", {"call_id": "$call"}),
    calls.receive_file: ("edits", {"call_id": "$call", "name": "a.csv", "file": io.BytesIO(b"x"), "size": 1}),
    calls.fetch_thread: ("edits", {"call_id": "$call", "address": "https://nulle.part/"}),
    calls.receive_paste: ("edits", {"call_id": "$call", "text": "", "name": "a"}),
    calls.confirm_columns: ("edits", {"call_id": "$call", "delivery_id": "$waiting", "roles": {}}),
    calls.read_again: ("edits", {"call_id": "$call", "delivery_id": "$delivery"}),
    calls.remove_delivery: ("edits", {"call_id": "$call", "delivery_id": "$delivery"}),
    calls.correct: ("edits", {"call_id": "$call", "reply_id": "$offer", "field": "years_experience", "value": "3"}),
    calls.bring_back: ("edits", {"call_id": "$call", "reply_id": "$question"}),
    calls.set_aside: ("edits", {"call_id": "$call", "reply_id": "$offer", "reason": ""}),
    calls.switch_lesson: ("edits", {"call_id": "$call", "lesson_id": "skill:x:x", "on": False}),
    calls.undo_correction: ("edits", {"call_id": "$call", "reply_id": "$offer", "correction_id": "$correction"}),
    calls.set_letter_aside: ("edits", {"call_id": "$call", "reply_id": "$offer", "reason": ""}),
    calls.keep_letter: ("edits", {"call_id": "$call", "reply_id": "$offer"}),
    calls.undo_together: ("edits", {"call_id": "$call", "together": "x"}),
    calls.say_same_person: (
        "edits",
        {"call_id": "$call", "reply_id": "$offer", "other_id": "$question", "same": True},
    ),
    calls.erase_reply: ("owner", {"call_id": "$call", "reply_id": "$offer"}),
    calls.erase_replies: ("owner", {"company_id": "$company", "reply_ids": []}),
    calls.lift_erasure: ("owner", {"company_id": "$company", "erasure_id": "$erasure"}),
    calls.export_person: ("owner", {"company_id": "$company", "reply_ids": []}),
    calls.keep_call_until: (
        "owner",
        {"call_id": "$call", "day": timezone.now().date(), "today": timezone.now().date()},
    ),
    shortlist.withdraw_ranking: ("judges", {"call_id": "$board_call", "ranking_id": "$board_ranking"}),
    shortlist.pin: ("judges", {"call_id": "$board_call", "reply_id": "$board_reply", "on": True}),
    shortlist.change_weights: ("judges", {"call_id": "$call", "points": {"price": 3}}),
    shortlist.state_budget: ("edits", {"call_id": "$call", "floor": 1000, "ceiling": 9000}),
    shortlist.change_need: ("edits", {"call_id": "$call", "values": NEED}),
    shortlist.add_criterion: ("edits", {"call_id": "$call", "entry": {"key": "x", "label": "x", "fact": "contact"}}),
    shortlist.change_criterion: (
        "edits",
        {"call_id": "$call", "key": "years", "values": {"label": "Années"}, "limits": None},
    ),
    shortlist.change_formula: ("edits", {"call_id": "$call", "values": {"rule": "linear"}}),
    shortlist.change_limit: ("edits", {"call_id": "$call", "key": "price", "limits": None}),
    shortlist.remove_criterion: ("edits", {"call_id": "$call", "key": "years"}),
    shortlist.restore: ("edits", {"call_id": "$call", "change_id": 0}),
    shortlist.store_ranking: ("judges", {"call_id": "$call", "points": {}, "language": "fr"}),
    shortlist.explain_change: ("edits", {"call_id": "$call", "change_id": 0, "why": "x"}),
    shortlist.replay_ranking: ("reads", {"call_id": "$board_call", "ranking_id": "$board_ranking"}),
    answers.settle: ("edits", {"call_id": "$call", "first": 2, "before": None, "others": LetterKind.THANKS}),
    answers.change_text: ("edits", {"call_id": "$call", "kind": LetterKind.THANKS, "language": "fr", "given": None}),
    answers.choose_kind: ("edits", {"call_id": "$call", "reply_id": "$offer", "kind": LetterKind.CHOSEN}),
    answers.change_own_text: (
        "edits",
        {"call_id": "$call", "reply_id": "$offer", "kind": LetterKind.THANKS, "given": None},
    ),
    answers.mark_sent: ("edits", {"call_id": "$call", "reply_id": "$offer", "channel": Sending.Channel.COPY}),
    answers.mark_group_sent: ("edits", {"call_id": "$call", "group": Group.OFFERS, "channel": Sending.Channel.COPY}),
    answers.undo_sent: ("edits", {"call_id": "$call", "reply_id": "$offer"}),
    asking.mark_sent: (
        "edits",
        {"call_id": "$asking_call", "reply_id": "$asking_other", "channel": Asked.Channel.COPY},
    ),
    asking.undo_sent: ("edits", {"call_id": "$asking_call", "asked_id": "$asking_asked"}),
    asking.answer: (
        "edits",
        {"call_id": "$asking_call", "reply_id": "$asking_person", "given": [Given(0, "", "", "")]},
    ),
    asking.wait_again: ("edits", {"call_id": "$asking_call", "question_id": "$asking_question"}),
    asking.leave: ("edits", {"call_id": "$asking_call", "question_id": "$asking_question"}),
    shortlist.change_lots: ("edits", {"call_id": "$call", "parts": {"lot": []}}),
    teams.add_lot: ("edits", {"call_id": "$teams_call", "entry": {"label": "x", "share": 10}}),
    teams.change_lot: ("edits", {"call_id": "$teams_call", "key": "le_site", "entry": {"label": "x", "share": 10}}),
    teams.remove_lot: ("edits", {"call_id": "$teams_call", "key": "le_site"}),
    teams.take_proposed: ("edits", {"call_id": "$teams_uncut"}),
    teams.change_coordination: (
        "edits",
        {"call_id": "$teams_call", "coordination": {"days": [1, 2], "owner_day": 1}, "conductor": None},
    ),
    teams.compare: ("reads", {"call_id": "$teams_call"}),
    shortlist.export_ranking: ("reads", {"call_id": "$call", "points": {}, "language": "fr"}),
    judging.say: ("judges", {"call_id": "$judged_call", "statement": "$judge_statement"}),
    judging.send: ("judges", {"call_id": "$judged_call"}),
    judging.take_back: ("judges", {"call_id": "$judged_call"}),
    judging.keep_weights: ("judges", {"call_id": "$judged_call", "whose": "mine"}),
    judging.invite_judge: ("edits", {"call_id": "$judged_call", "name": "Une invitée", "part": Part.BOARD}),
    judging.withdraw_judge: ("edits", {"call_id": "$judged_call", "judge_id": "$judge"}),
    judging.name_part: ("judges", {"call_id": "$judged_call", "part": Part.HEAD}),
    judging.close_judging: ("edits", {"call_id": "$judged_call"}),
    judging.choose: ("edits", {"call_id": "$judged_call", "offer_id": "$judge_offer", "why": ""}),
    judging.approve: (
        "judges",
        {"call_id": "$judged_call", "choice_id": "$choice", "approved": True, "reason": "D'accord."},
    ),
    grading.grade: (
        "judges",
        {"call_id": "$graded_call", "reply_id": "$graded_reply", "key": "$graded_key", "mark": 2},
    ),
    grading.undo_grade: ("judges", {"call_id": "$graded_call", "key": "$graded_key"}),
    recommending.ask: ("edits", {"call_id": "$call", "name": "Claire", "what": ""}),
    recommending.withdraw_ask: ("edits", {"call_id": "$asked_call", "ask_id": "$ask"}),
    judging.set_limit: ("owner", {"company_id": "$company", "amount": 5000}),
    leaving.take_everything: ("owner", {"company_id": "$company", "language": "fr"}),
    leaving.prepare_archive: ("owner", {"company_id": "$company", "language": "fr"}),
    leaving.erase_company: ("owner", {"company_id": "$company", "name": "Menuiserie Exemple"}),
}


def everything() -> Iterator[ModuleType]:
    """The actions of each room, file by file where a room has several."""
    for module in (
        accounts,
        calls,
        shortlist,
        judging,
        answers,
        teams,
        asking,
        grading,
        recommending,
        leaving,
        welcome,
    ):
        yield module
        for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
            yield importlib.import_module(f"{module.__name__}.{found.name}")


def actions_of_somebody() -> Iterator[Callable[..., Any]]:
    for module in everything():
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__.startswith(module.__name__)
            if own and not name.startswith("_") and "user" in inspect.signature(function).parameters:
                yield function


def outcome(act: Callable[[], object]) -> str:
    """Whatever it changes is undone. What it says of the values themselves is said to who was let in."""
    with transaction.atomic():
        try:
            act()
        except PermissionDenied:
            return "refused"
        except Http404:
            return "no such page"
        except OrchestreError:
            return "allowed"
        finally:
            transaction.set_rollback(True)
    return "allowed"


def test_every_action_is_in_the_table() -> None:
    names = {function.__name__ for function in actions_of_somebody()}
    assert names - {function.__name__ for function in TABLE} == NOBODY_IS_ASKED_FOR


@pytest.mark.parametrize("function", list(TABLE), ids=lambda function: function.__name__)
def test_the_action_itself_refuses(function: Callable[..., Any], people: People) -> None:
    least, given = TABLE[function]
    known = objects(people)
    values = {k: known[v[1:]] if isinstance(v, str) and v.startswith("$") else v for k, v in given.items()}
    if "now" in inspect.signature(function).parameters:
        values["now"] = timezone.now()
    got = {who: outcome(lambda user=user: function(user=user, **values)) for who, user in people.users.items()}
    expected = {who: "allowed" if who in FROM[least] else "refused" for who in FROM["reads"]}
    assert got == {**expected, "other": "no such page"}
