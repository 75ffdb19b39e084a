"""Who may do what, asked of the actions themselves: no page stands before them to refuse first."""

import importlib
import importlib.util
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

import orchestre_web
from orchestre.award import PaperKind, ProviderKind
from orchestre.basics import OrchestreError
from orchestre.need.roles import JOB
from orchestre.shortlist.letters import LetterKind
from orchestre_web.accounts import actions as accounts
from orchestre_web.accounts.roles import Role
from orchestre_web.answers import actions as answers
from orchestre_web.answers.models import Sending
from orchestre_web.answers.states import Group
from orchestre_web.arbitration import actions as arbitration
from orchestre_web.asking import actions as asking
from orchestre_web.asking.models import Asked
from orchestre_web.asking.writing import Given
from orchestre_web.award import actions as award
from orchestre_web.calls import actions as calls
from orchestre_web.grading import actions as grading
from orchestre_web.jobs import actions as jobs
from orchestre_web.judging import actions as judging
from orchestre_web.judging.states import Part
from orchestre_web.leaving import actions as leaving
from orchestre_web.mailbox import actions as mailbox
from orchestre_web.mailbox.queries import Told
from orchestre_web.need import actions as needs
from orchestre_web.publishing import actions as publishing
from orchestre_web.recommending import actions as recommending
from orchestre_web.shortlist import actions as shortlist
from orchestre_web.teams import actions as teams
from tests.orchestre_web.award.objects import CONTRACT
from tests.orchestre_web.people import People

FROM = {
    "reads": ("reads", "judges", "edits", "owner"),
    "judges": ("judges", "edits", "owner"),
    "edits": ("edits", "owner"),
    "owner": ("owner",),
}
NEED = {"floor": 100, "ceiling": 50_000, "tax": "incl", "most": None}
PAPER = {"kind": PaperKind.SOCIAL, "seen_on": CONTRACT.signed_on, "until": None, "file": None, "on_paper": True}
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
    calls.call_from_need: ("edits", {"need_id": "$need", "today": timezone.now().date()}),
    calls.call_for_role: (
        "edits",
        {"need_id": "$need", "form": JOB, "role": "it-person", "employment": True, "today": timezone.now().date()},
    ),
    needs.write_new: ("edits", {"company_id": "$company", "sentence": "Refaire notre site", "language": "fr"}),
    needs.say_again: ("edits", {"need_id": "$need", "sentence": "Refaire le site", "sector": "", "headcount": None}),
    needs.write_in: ("edits", {"need_id": "$need", "language": "en"}),
    needs.answer: ("edits", {"need_id": "$need", "question": "trade", "words": "traiteur"}),
    needs.settle: ("edits", {"need_id": "$need", "assumption": "need.assume_law", "words": ""}),
    needs.change_requirement: ("edits", {"need_id": "$need", "requirement": "$need_row", "values": {"text": "x"}}),
    needs.remove_requirement: ("edits", {"need_id": "$need", "requirement": "$need_row"}),
    needs.put_back_requirement: ("edits", {"need_id": "$need", "requirement": "$need_row"}),
    needs.add_requirement: ("edits", {"need_id": "$need", "section": "who", "values": {"text": "x"}}),
    needs.rewrite_section: ("edits", {"need_id": "$need", "section": "who", "text": "x"}),
    needs.change_rule: ("edits", {"need_id": "$need", "points": {}, "floor": 1, "ceiling": 9, "tax": "excl"}),
    needs.restore: ("edits", {"need_id": "$need", "number": 1}),
    needs.put_aside: ("edits", {"need_id": "$need", "aside": True}),
    needs.split: ("edits", {"need_id": "$need"}),
    needs.say_ceiling: ("edits", {"need_id": "$need", "ceiling": 4000, "tax": "excl"}),
    needs.change_pay: (
        "edits",
        {"need_id": "$need", "role": "it-person", "low": 30_000, "high": 34_000, "per": "year_gross"},
    ),
    arbitration.keep: ("edits", {"company_id": "$company", "topic": "assistant", "given": {}, "language": "fr"}),
    arbitration.put_aside: ("edits", {"arbitration_id": "$arbitration", "back": False}),
    calls.edit_call: ("edits", {"call_id": "$call", "title": "Un site", "need_text": "", "own_names": []}),
    calls.delete_call: ("owner", {"call_id": "$call"}),
    calls.receive_file: ("edits", {"call_id": "$call", "name": "a.csv", "file": io.BytesIO(b"x"), "size": 1}),
    calls.fetch_thread: ("edits", {"call_id": "$call", "address": "https://nulle.part/"}),
    mailbox.add_mailbox: (
        "edits",
        {"call_id": "$mailed_call", "told": Told("no host", 993, "a", "b", "INBOX", timezone.now().date())},
    ),
    mailbox.read_mailbox: ("edits", {"call_id": "$mailed_call", "mailbox_id": "$mailbox"}),
    mailbox.forget_password: ("edits", {"call_id": "$mailed_call", "mailbox_id": "$mailbox"}),
    mailbox.remove_mailbox: ("edits", {"call_id": "$mailed_call", "mailbox_id": "$mailbox"}),
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
    answers.note_in_place: ("edits", {"call_id": "$call", "name": "Agence Exemple", "reach": "", "known": "450 €."}),
    answers.choose_kind: ("edits", {"call_id": "$call", "reply_id": "$offer", "kind": LetterKind.CHOSEN}),
    answers.change_own_text: (
        "edits",
        {"call_id": "$call", "reply_id": "$offer", "kind": LetterKind.THANKS, "given": None},
    ),
    answers.mark_sent: ("edits", {"call_id": "$call", "reply_id": "$offer", "channel": Sending.Channel.COPY}),
    answers.mark_group_sent: ("edits", {"call_id": "$call", "group": Group.OFFERS, "channel": Sending.Channel.COPY}),
    answers.undo_sent: ("edits", {"call_id": "$call", "reply_id": "$offer"}),
    answers.undo_together: ("edits", {"call_id": "$call", "sending_id": 1}),
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
    judging.bring_back_judge: ("edits", {"call_id": "$judged_call", "judge_id": "$judge"}),
    judging.name_part: ("judges", {"call_id": "$judged_call", "part": Part.HEAD}),
    judging.close_judging: ("edits", {"call_id": "$judged_call"}),
    judging.choose: ("edits", {"call_id": "$judged_call", "offer_id": "$judge_offer", "why": ""}),
    judging.withdraw_choice: ("edits", {"call_id": "$judged_call", "choice_id": "$choice", "why": "Trop vite."}),
    judging.withdraw_approval: (
        "judges",
        {"call_id": "$judged_call", "approval_id": "$approval", "why": "Trop vite."},
    ),
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
    publishing.draft: ("edits", {"call_id": "$prepared_call", "values": "$publishing_values"}),
    publishing.publish: ("edits", {"call_id": "$prepared_call"}),
    publishing.close: ("edits", {"call_id": "$published_call"}),
    publishing.end_with_choice: ("edits", {"call_id": "$published_call"}),
    publishing.withdraw: ("edits", {"call_id": "$published_call"}),
    publishing.reopen: ("edits", {"call_id": "$closed_call", "deadline": "$publishing_deadline"}),
    publishing.answer: ("edits", {"call_id": "$published_call", "enquiry_id": "$enquiry", "words": "Oui."}),
    publishing.hide: ("edits", {"call_id": "$published_call", "enquiry_id": "$enquiry"}),
    publishing.take_again: ("edits", {"call_id": "$published_call", "submission_id": "$submission"}),
    judging.declare: ("judges", {"call_id": "$judged_call", "judge_id": None, "words": ""}),
    award.prepare_letters: ("edits", {"call_id": "$award_untold"}),
    award.tell: ("edits", {"call_id": "$award_untold"}),
    award.sign: ("edits", {"call_id": "$award_untold", "contract": CONTRACT}),
    award.amend: ("edits", {"call_id": "$award_call", "contract": CONTRACT, "why": ""}),
    award.end: ("edits", {"call_id": "$award_call", "why": ""}),
    award.give_up: ("edits", {"call_id": "$award_call", "why": ""}),
    award.begin_again: ("edits", {"call_id": "$award_call"}),
    award.undo: ("edits", {"call_id": "$award_call"}),
    award.name_provider: ("edits", {"call_id": "$award_call", "kind": ProviderKind.COMPANY}),
    award.see_paper: ("edits", {"call_id": "$award_call", **PAPER}),
    award.withdraw_paper: ("edits", {"call_id": "$award_call", "paper_id": "$award_paper"}),
    jobs.cancel_job: ("edits", {"job_id": "$job"}),
    judging.set_limit: ("owner", {"company_id": "$company", "amount": 5000}),
    leaving.take_everything: ("owner", {"company_id": "$company", "language": "fr"}),
    leaving.prepare_archive: ("owner", {"company_id": "$company", "language": "fr"}),
    leaving.erase_company: ("owner", {"company_id": "$company", "name": "Menuiserie Exemple"}),
}


def everything() -> Iterator[ModuleType]:
    """The actions of every room, file by file where a room has several: found, so that none is forgotten here."""
    for room in pkgutil.iter_modules(orchestre_web.__path__):
        name = f"orchestre_web.{room.name}.actions"
        if not room.ispkg or importlib.util.find_spec(name) is None:
            continue
        module = importlib.import_module(name)
        yield module
        for found in pkgutil.iter_modules(getattr(module, "__path__", [])):
            yield importlib.import_module(f"{name}.{found.name}")


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
    forgotten = set(actions_of_somebody()) - set(TABLE)
    assert {function.__name__ for function in forgotten} == NOBODY_IS_ASKED_FOR


def room_of(function: Callable[..., Any]) -> str:
    return function.__module__.split(".")[1]


def who_may(function: Callable[..., Any], known: Mapping[str, Any], people: People) -> Mapping[str, str]:
    _, given = TABLE[function]
    values = {k: known[v[1:]] if isinstance(v, str) and v.startswith("$") else v for k, v in given.items()}
    if "now" in inspect.signature(function).parameters:
        values["now"] = timezone.now()
    return {who: outcome(lambda user=user: function(user=user, **values)) for who, user in people.users.items()}


def who_should(function: Callable[..., Any]) -> Mapping[str, str]:
    least, _ = TABLE[function]
    return {who: "allowed" if who in FROM[least] else "refused" for who in FROM["reads"]} | {"other": "no such page"}


@pytest.mark.parametrize("room", sorted({room_of(function) for function in TABLE}))
def test_the_action_itself_refuses(room: str, once: tuple[People, Mapping[str, Any]]) -> None:
    people, known = once
    mine = [function for function in TABLE if room_of(function) == room]
    got = {function.__name__: who_may(function, known, people) for function in mine}
    assert got == {function.__name__: who_should(function) for function in mine}
