"""Log in and out, take the account, the company and its colleagues, come in by a link."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from orchestre.basics import OrchestreError
from orchestre_web.accounts import access, actions, forms, links, queries, throttle
from orchestre_web.accounts.access import reader
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.site import words
from orchestre_web.site.navigation import back
from orchestre_web.site.trying import tried


def _tried(form: Form, field: str | None, act: Callable[[], object]) -> bool:
    """Do it, or put what went wrong beside the field of the form."""
    try:
        act()
    except OrchestreError as error:
        form.add_error(field, words.say(error.code, **error.values))
    except ValidationError as error:
        form.add_error(field, error)
    return form.is_valid()


def _posted(request: HttpRequest) -> QueryDict | None:
    """None shows an empty form; an empty POST is a form that nobody filled in."""
    return request.POST if request.method == "POST" else None


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(back(request))
    form = forms.LogIn(_posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def enter() -> None:
            login(request, actions.check_log_in(request, now=timezone.now(), **data))

        if _tried(form, None, enter):
            response = redirect(back(request))
            throttle.remember_device(request, response, email=reader(request).email)
            return response
    status = 200 if request.method == "GET" else 422
    return render(request, "accounts/log_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("site:today")


@login_not_required
@require_http_methods(["GET"])
def first_log_in(request: HttpRequest, name: str, token: str) -> HttpResponse:
    """The address printed at the first start: logs the owner in, until a password has been chosen."""
    user = links.user_named(name)
    if user is not None and queries.is_first_run() and links.first_log_in.check_token(user, token):
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("site:today")
    if request.user.is_authenticated:
        return redirect("site:today")
    return render(request, "accounts/spent_link.html", status=410)


@sensitive_post_parameters("new_password")
@require_http_methods(["GET", "POST"])
def settle_in(request: HttpRequest) -> HttpResponse:
    """The first owner's own address, password and company; later, a new password is set in `account`."""
    user = reader(request)
    if user.has_usable_password():
        return redirect("accounts:account")
    form = forms.SettleIn(_posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def settle() -> None:
            mine = actions.settle_in(
                user=user,
                email=data["email"],
                password=data["new_password"],
                company_name=data["company_name"].strip(),
            )
            update_session_auth_hash(request, user)
            if mine is not None:
                access.enter(request, mine)

        if _tried(form, None, settle):
            messages.success(request, words.say("accounts.settled_in"))
            response = redirect("site:today")
            throttle.remember_device(request, response, email=user.email)
            return response
    return render(request, "accounts/settle_in.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("old_password", "new_password")
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    if not user.has_usable_password():
        return redirect("accounts:settle_in")
    form = forms.OtherPassword(_posted(request), user=user)
    if request.method == "POST" and form.is_valid():

        def change() -> None:
            actions.change_password(
                user=user, address=throttle.address_of(request), now=timezone.now(), **form.cleaned_data
            )

        if _tried(form, "old_password", change):
            update_session_auth_hash(request, user)
            messages.success(request, words.say("accounts.password_changed"))
            return redirect("accounts:account")
    return render(request, "accounts/account.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_company(request: HttpRequest) -> HttpResponse:
    form = forms.CompanyName(_posted(request))
    if request.method == "POST" and form.is_valid():
        mine = actions.begin_company(user=reader(request), name=form.cleaned_data["company_name"])
        access.enter(request, mine)
        return redirect("site:today")
    return render(request, "accounts/new_company.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def choose_company(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("company", "")
    membership = access.access_company(request.user, int(number) if number.isdecimal() and len(number) < 19 else 0)
    access.enter(request, membership)
    return redirect("site:today")


@require_http_methods(["GET", "POST"])
def company(request: HttpRequest, company_id: int) -> HttpResponse:
    """The colleagues; for the owner also the name, the roles and the links that invite."""
    mine = access.access_company(request.user, company_id, Role.READS if request.method == "GET" else Role.OWNER)
    form = forms.Invite(_posted(request))
    link = ""
    if request.method == "POST" and form.is_valid():
        email, role = form.cleaned_data["colleague_email"], Role(form.cleaned_data["role"])

        def invite() -> None:
            nonlocal link
            secret = actions.invite(
                user=reader(request), company_id=company_id, email=email, role=role, now=timezone.now()
            )
            link = request.build_absolute_uri(reverse("accounts:invitation", args=[secret]))

        if _tried(form, "colleague_email", invite):
            form = forms.Invite()
    return render(
        request,
        "accounts/company.html",
        {
            "mine": mine,
            "form": form,
            "link": link,
            "name_form": forms.CompanyName({"company_name": mine.company.name}),
            "colleagues": queries.colleagues(mine.company),
            "invitations": queries.open_invitations(mine.company, now=timezone.now()) if mine.is_owner else [],
            "roles": list(Role),
        },
        status=422 if form.errors else 200,
    )


@require_POST
def rename_company(request: HttpRequest, company_id: int) -> HttpResponse:
    access.access_company(request.user, company_id, Role.OWNER)
    form = forms.CompanyName(request.POST)
    if form.is_valid():
        actions.rename_company(user=reader(request), company_id=company_id, name=form.cleaned_data["company_name"])
    return redirect("accounts:company", company_id)


@require_POST
def change_role(request: HttpRequest, company_id: int, membership_id: int) -> HttpResponse:
    access.access_company(request.user, company_id, Role.OWNER)
    asked = request.POST.get("role", "")
    role = Role(asked) if asked in list(Role) else None
    if role is None and asked != "out":
        return redirect("accounts:company", company_id)
    user = reader(request)
    tried(
        request, lambda: actions.change_role(user=user, company_id=company_id, membership_id=membership_id, role=role)
    )
    return redirect("accounts:company", company_id)


@require_POST
def withdraw_invitation(request: HttpRequest, company_id: int, invitation_id: int) -> HttpResponse:
    actions.withdraw_invitation(user=reader(request), company_id=company_id, invitation_id=invitation_id)
    return redirect("accounts:company", company_id)


@login_not_required
@sensitive_post_parameters("new_password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    now = timezone.now()
    try:
        invited = actions.invitation_of(secret, now=now)
    except actions.LinkIsSpent:
        return render(request, "accounts/spent_link.html", status=410)
    someone = request.user if isinstance(request.user, User) else None
    known = someone is not None or User.objects.filter(email=invited.email).exists()
    form = Form(_posted(request)) if someone else forms.NewPassword(_posted(request))
    if request.method == "POST" and form.is_valid():
        password = "" if someone else form.cleaned_data["new_password"]

        def come_in() -> None:
            mine = actions.accept_invitation(secret=secret, now=now, user=someone, password=password)
            if someone is None:
                login(request, mine.user, backend="django.contrib.auth.backends.ModelBackend")
            access.enter(request, mine)

        if _tried(form, None, come_in):
            response = redirect("site:today")
            throttle.remember_device(request, response, email=reader(request).email)
            return response
    return render(
        request,
        "accounts/invitation.html",
        {"invited": invited, "form": form, "known": known, "reader": someone},
        status=422 if form.errors else 200,
    )
