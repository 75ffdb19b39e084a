"""The mailboxes of a call: one page and its buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from orchestre.basics import OrchestreError
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.calls.models import Call
from orchestre_web.mailbox import actions, forms
from orchestre_web.mailbox.access import access_mailbox
from orchestre_web.site import words


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, call_id: int) -> HttpResponse:
    posting = request.method == "POST"
    call = access_call(request.user, call_id, Role.EDITS if posting else Role.READS)
    now = timezone.now()
    form = forms.MailboxForm(request.POST if posting else None, call=call, today=timezone.localdate(now))
    if posting and form.is_valid():
        try:
            job = actions.add_mailbox(user=reader(request), call_id=call.pk, told=form.told, now=now)
        except OrchestreError as error:
            form.add_error(None, words.say(error.code, **error.values))
        else:
            return redirect("jobs:job", job.pk)
    return _shown(request, call, form)


@sensitive_post_parameters("password")
@require_POST
def read(request: HttpRequest, call_id: int, mailbox_id: int) -> HttpResponse:
    """Begins a reading; the page of its progress follows."""
    mailbox = access_mailbox(request.user, call_id, mailbox_id, Role.EDITS)
    now = timezone.now()
    typed = {}
    if mailbox.password is None:
        form = forms.WithPassword(request.POST, call=mailbox.call, today=timezone.localdate(now))
        if form.is_valid():
            typed = {"password": form.cleaned_data["password"], "kept": form.kept}
    try:
        job = actions.read_mailbox(user=reader(request), call_id=call_id, mailbox_id=mailbox_id, now=now, **typed)
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
        return redirect("mailbox:page", call_id)
    return redirect("jobs:job", job.pk)


@require_POST
def forget(request: HttpRequest, call_id: int, mailbox_id: int) -> HttpResponse:
    actions.forget_password(user=reader(request), call_id=call_id, mailbox_id=mailbox_id)
    return redirect("mailbox:page", call_id)


@require_POST
def remove(request: HttpRequest, call_id: int, mailbox_id: int) -> HttpResponse:
    user = reader(request)
    try:
        actions.remove_mailbox(user=user, call_id=call_id, mailbox_id=mailbox_id)
    except OrchestreError as error:
        messages.error(request, words.say(error.code, **error.values))
    else:
        messages.success(request, words.say("mailbox.removed"))
    return redirect("mailbox:page", call_id)


def _shown(request: HttpRequest, call: Call, form: forms.MailboxForm) -> HttpResponse:
    today = timezone.localdate()
    rows = []
    for mailbox in call.mailboxes.select_related("job", "delivery"):
        mailbox.call = call
        again = forms.WithPassword(call=call, today=today, auto_id=f"id_{mailbox.pk}_%s")
        rows.append({"mailbox": mailbox, "form": again, "by_itself": mailbox.reads_itself(today)})
    known = {"call": call, "rows": rows, "form": form, "full": len(rows) >= actions.MOST}
    return render(request, "mailbox/page.html", known, status=422 if form.errors else 200)
