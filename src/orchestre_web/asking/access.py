"""The one place that refuses the pages of the questions: whoever may see a call may see what is asked in it."""

from django.http import Http404

from orchestre_web.accounts.access import Someone, access_company
from orchestre_web.accounts.roles import Role
from orchestre_web.asking.models import Asked, Question
from orchestre_web.calls.access import access_call, access_reply
from orchestre_web.calls.models import Call, Reply


def access_questions(user: Someone, call_id: int, role: Role = Role.READS) -> Call:
    """The call, its company loaded. Raises Http404 or PermissionDenied."""
    return access_call(user, call_id, role)


def access_person(user: Someone, call_id: int, reply_id: int, role: Role = Role.READS) -> Reply:
    """The reply that begins an offer, its call loaded. Raises Http404 or PermissionDenied."""
    return access_reply(user, call_id, reply_id, role)


def access_asked(user: Someone, call_id: int, asked_id: int, role: Role = Role.READS) -> Asked:
    """A message that was sent, its call and reply loaded. Raises Http404 or PermissionDenied."""
    asked = Asked.objects.select_related("call__company", "reply").filter(pk=asked_id, call_id=call_id).first()
    if asked is None:
        raise Http404
    access_company(user, asked.call.company_id, role)
    return asked


def access_question(user: Someone, call_id: int, question_id: int, role: Role = Role.READS) -> Question:
    """A question that was sent, its message loaded. Raises Http404 or PermissionDenied."""
    known = Question.objects.select_related("asked__call__company", "asked__reply", "correction")
    question = known.filter(pk=question_id, asked__call_id=call_id).first()
    if question is None:
        raise Http404
    access_company(user, question.asked.call.company_id, role)
    return question
