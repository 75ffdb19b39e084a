"""What a call has learnt from its corrections: the lessons, what each changed, and the switch of each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions, queries, shown, teaching
from orchestre_web.calls.access import access_call
from orchestre_web.calls.views.common import page_of
from orchestre_web.jobs.shown import shown as job_shown
from orchestre_web.site import words
from orchestre_web.site.trying import outcome


@require_safe
def learnt(request: HttpRequest, call_id: int) -> HttpResponse:
    """The lessons in plain words with their corrections, and the replies whose reading they changed."""
    call = access_call(request.user, call_id)
    page = page_of(request, queries.changed_by_lessons(call))
    job = teaching.job_of(call)
    return render(
        request,
        "calls/learnt.html",
        {
            "call": call,
            "part": "learnt",
            "lessons": shown.lesson_lines(call, queries.lesson_counts(call), queries.learnt_from(call)),
            "page": page,
            "changes": [(each, shown.changes(each)) for each in page],
            **(job_shown(job) if job else {"job": None}),
        },
    )


@require_POST
def switch(request: HttpRequest, call_id: int) -> HttpResponse:
    """`lesson` and `on` ("1" or "0")."""
    access_call(request.user, call_id, Role.EDITS)
    on = request.POST.get("on") == "1"
    user, lesson = reader(request), request.POST.get("lesson", "")
    taught = outcome(request, lambda: actions.switch_lesson(user=user, call_id=call_id, lesson_id=lesson, on=on))
    if taught is None:
        return redirect("calls:learnt", call_id)
    said = words.say("calls.lesson_is_on" if on else "calls.lesson_is_off")
    if taught.replies:
        said += " " + words.say("calls.lesson_read_again", n=len(taught.replies))
    messages.success(request, said)
    return redirect("calls:learnt", call_id)
