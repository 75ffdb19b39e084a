"""The pages of a call: the list of them, a new one, its name, its end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from orchestre.need.roles import UnknownRole
from orchestre_web.accounts import actions as accounts
from orchestre_web.accounts.access import current_company, current_membership, enter, reader
from orchestre_web.accounts.roles import Role
from orchestre_web.calls import actions, forms, queries
from orchestre_web.calls.access import access_call
from orchestre_web.calls.views.common import page_of, posted
from orchestre_web.calls.views.delivering import deliver, too_large
from orchestre_web.site import words


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every call of the company."""
    company = current_company(request).company
    page = page_of(request, company.calls.all())
    return render(request, "calls/home.html", {"page": page, "lines": queries.call_lines(page.object_list)})


@require_http_methods(["GET", "POST"])
def new_call(request: HttpRequest) -> HttpResponse:
    """One sentence, a budget, the files: then the reading begins."""
    here = current_company(request) if current_membership(request) is not None else None
    form = forms.NewCall(*posted(request), initial={"need_text": request.GET.get("besoin", "")[:2000]})
    if here is not None and not here.company.demonstration:
        current_company(request, Role.EDITS)
    if request.method == "POST" and form.is_valid() and not too_large(request, form):
        data = form.cleaned_data
        # What one begins never stands among what was invented.
        own = accounts.own_place(user=reader(request), here=here)
        enter(request, own)
        try:
            made = actions.create_call(
                user=reader(request),
                company_id=own.company_id,
                need_text=data["need_text"],
                language=words.language(),
                today=timezone.localdate(),
                facts={name: data[name] for name in ("budget_floor", "budget_ceiling", "days", "months")},
                own_names=data["own_names"],
                now=timezone.now(),
            )
        except actions.BudgetUpsideDown as error:
            form.add_error("budget_ceiling", words.say(error.code))
        else:
            return deliver(request, made, form)
    return render(
        request,
        "calls/new_call.html",
        {"form": form, "apart": here is not None and here.company.demonstration},
        status=422 if form.errors else 200,
    )


@require_POST
def from_need(request: HttpRequest, need_id: int) -> HttpResponse:
    """A statement of need becomes a call, its choice rule fixed before anything comes in."""
    try:
        made = actions.call_from_need(
            user=reader(request), need_id=need_id, today=timezone.localdate(), now=timezone.now()
        )
    except actions.OnlyAnExample as error:
        messages.error(request, words.say(error.code))
        return redirect("need:document", need_id)
    except actions.NoCeiling:
        return redirect("need:ask", need_id)  # which asks for it, and says why
    messages.success(request, words.say("calls.made_from_need"))
    return redirect("calls:receive", made.pk)


@require_POST
def for_role(request: HttpRequest, need_id: int, form: str, role: str) -> HttpResponse:
    """A job description or a mission letter becomes a call, to publish or to drop what came into."""
    try:
        made = actions.call_for_role(
            user=reader(request), need_id=need_id, form=form, role=role,
            employment=request.POST.get("employment") == "1", today=timezone.localdate(), now=timezone.now(),
        )  # fmt: skip
    except UnknownRole:
        raise Http404 from None
    except actions.OnlyAnExample as error:
        messages.error(request, words.say(error.code))
        return redirect("need:document", need_id)
    if request.POST.get("then") == "publish":
        return redirect("publishing:page", made.pk)
    messages.success(request, words.say("calls.made_for_role"))
    return redirect("calls:receive", made.pk)


@require_safe
def call(request: HttpRequest, call_id: int) -> HttpResponse:
    """Where the work on this call is: its ranking when there is something to rank, else what came in."""
    known = access_call(request.user, call_id)
    if known.replies.exists():
        return redirect(actions.board_address(known.pk))
    return redirect("calls:receive", known.pk)


@require_http_methods(["GET", "POST"])
def edit_call(request: HttpRequest, call_id: int) -> HttpResponse:
    known = access_call(request.user, call_id, Role.EDITS)
    beginning = {"title": known.title, "need_text": known.need_text, "later_own_names": ", ".join(known.own_names)}
    form = forms.EditedCall(request.POST if request.method == "POST" else None, initial=beginning)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        names = said["later_own_names"]
        actions.edit_call(
            user=reader(request), call_id=call_id, title=said["title"], need_text=said["need_text"], own_names=names,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, words.say("calls.call_renamed"))
        return redirect("calls:call", call_id)
    status = 422 if form.errors else 200
    return render(request, "calls/edit_call.html", {"call": known, "part": "", "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def delete_call(request: HttpRequest, call_id: int) -> HttpResponse:
    known = access_call(request.user, call_id, Role.OWNER)
    if request.method == "POST":
        actions.delete_call(user=reader(request), call_id=call_id)
        messages.success(request, words.say("calls.call_deleted", title=known.title))
        return redirect("calls:home")
    return render(request, "calls/delete_call.html", {"call": known, "sums": queries.sums(known)})
