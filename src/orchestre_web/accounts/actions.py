"""What people do with accounts: one verb, one function, checks first."""

from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest

from orchestre.basics import OrchestreError
from orchestre_web.accounts import links, queries, throttle
from orchestre_web.accounts.access import access_company
from orchestre_web.accounts.models import Company, Invitation, Membership, User
from orchestre_web.accounts.roles import Role
from orchestre_web.site.words import say

INVITATION_LASTS = timedelta(days=14)


class WrongLogIn(OrchestreError):
    code = "accounts.wrong_log_in"


class TooManyLogIns(OrchestreError):
    code = "accounts.too_many_log_ins"


class LinkIsSpent(OrchestreError):
    code = "accounts.link_is_spent"


class InvitedElsewhere(OrchestreError):
    code = "accounts.invited_elsewhere"


class LastOwner(OrchestreError):
    code = "accounts.last_owner"


class AlreadyHere(OrchestreError):
    code = "accounts.already_here"


class WrongOldPassword(OrchestreError):
    code = "accounts.wrong_old_password"


class AddressTaken(OrchestreError):
    code = "accounts.address_taken"


def check_log_in(request: HttpRequest, *, email: str, password: str, now: datetime) -> User:
    """The user who gave the right password. Raises WrongLogIn, or TooManyLogIns before looking at it."""
    email = email.strip().lower()
    address = throttle.address_of(request)
    if throttle.must_wait(email=email, address=address, now=now, known=throttle.is_known(request, email=email)):
        raise TooManyLogIns
    throttle.note_failure(email=email, address=address, now=now)
    user = authenticate(request, username=email, password=password)
    if not isinstance(user, User):
        raise WrongLogIn
    throttle.forgive(email=email, address=address)
    return user


def speak(*, user: User, language: str) -> None:
    User.objects.filter(pk=user.pk).update(language=language)


@transaction.atomic
def ensure_demonstration(*, email: str, company_name: str) -> Membership | None:
    """The demonstration company and its owner, who has no password yet. Doing it again changes nothing.

    None where people already work and took the demonstration away: it does not come back.
    """
    known = Membership.objects.select_related("company", "user").filter(company__demonstration=True, role=Role.OWNER)
    if found := known.order_by("pk").first():
        return found
    if User.objects.exists():
        return None
    company = Company.objects.create(name=company_name, demonstration=True)
    return Membership.objects.create(company=company, user=User.objects.create_user(email), role=Role.OWNER)


@transaction.atomic
def ensure_first_owner(*, email: str, company_name: str) -> User | None:
    """Somebody to enter as where nobody is known: an owner without a password, whose company waits for its name.

    None where people are known and none of them owns a company.
    """
    if owner := queries.first_owner():
        return owner
    if User.objects.exists():
        return None
    company = Company.objects.create(name=company_name)
    return Membership.objects.create(company=company, user=User.objects.create_user(email), role=Role.OWNER).user


@transaction.atomic
def begin_company(*, user: User, name: str) -> Membership:
    """A new company, owned by who begins it."""
    return Membership.objects.create(user=user, company=Company.objects.create(name=name), role=Role.OWNER)


def own_place(*, user: User, here: Membership | None) -> Membership:
    """Where the user's own work goes: `here`, unless that is the demonstration; then his first other place where he may
    edit, or a company of his own that waits for its name."""
    if here is not None and not here.company.demonstration:
        return here
    own = user.memberships.select_related("company").filter(company__demonstration=False).order_by("pk")
    may = (each for each in own if each.may_edit)
    return next(may, None) or begin_company(user=user, name=say("accounts.company_unnamed"))


@transaction.atomic
def settle_in(*, user: User, email: str, password: str, company_name: str = "") -> Membership | None:
    """The first owner takes the account: own address, own password and, when named, own company.

    Raises AddressTaken; django's ValidationError for a weak password.
    """
    email = email.strip().lower()
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise AddressTaken(email=email)
    validate_password(password, user)
    user.email = email
    user.set_password(password)
    user.save(update_fields=["email", "password"])
    if not company_name:
        return None
    # Where the program began without the demonstration, a company already waits for its name.
    waiting = user.memberships.select_related("company").filter(company__demonstration=False, role=Role.OWNER).first()
    if waiting is None:
        return begin_company(user=user, name=company_name)
    waiting.company.name = company_name
    waiting.company.save(update_fields=["name"])
    return waiting


def change_password(*, user: User, old_password: str, new_password: str, address: str, now: datetime) -> None:
    """Raises WrongOldPassword, TooManyLogIns after too many of them; django's ValidationError for a weak new one.

    Tries are counted with the log-ins: here too somebody could guess. `address`: where the request comes from.
    """
    if throttle.must_wait(email=user.email, address=address, now=now, known=True):
        raise TooManyLogIns
    throttle.note_failure(email=user.email, address=address, now=now)
    if not user.check_password(old_password):
        raise WrongOldPassword
    throttle.forgive(email=user.email, address=address)
    validate_password(new_password, user)
    user.set_password(new_password)
    user.save(update_fields=["password"])


@transaction.atomic
def invite(*, user: User, company_id: int, email: str, role: Role, now: datetime) -> str:
    """The secret of a link that lets one person in, once. It is shown now and never again.

    A new invitation of the same address replaces the one before. Raises AlreadyHere.
    """
    company = access_company(user, company_id, Role.OWNER).company
    email = email.strip().lower()
    if company.memberships.filter(user__email=email).exists():
        raise AlreadyHere(email=email)
    company.invitations.filter(email=email, used_at=None).delete()
    secret = links.new_secret()
    Invitation.objects.create(
        company=company,
        email=email,
        role=role,
        digest=links.digest(secret),
        made_by=user,
        made_at=now,
        ends_at=now + INVITATION_LASTS,
    )
    return secret


@transaction.atomic
def withdraw_invitation(*, user: User, company_id: int, invitation_id: int) -> None:
    access_company(user, company_id, Role.OWNER)
    Invitation.objects.filter(company_id=company_id, pk=invitation_id, used_at=None).delete()


def invitation_of(secret: str, *, now: datetime) -> Invitation:
    """The open invitation of a link. Raises LinkIsSpent for one used, ended, withdrawn or never made."""
    open_now = Invitation.objects.open_at(now).select_related("company")
    invitation = open_now.filter(digest=links.digest(secret)).first()
    if invitation is None:
        raise LinkIsSpent
    return invitation


@transaction.atomic
def accept_invitation(*, secret: str, now: datetime, user: User | None = None, password: str = "") -> Membership:
    """Come in by the link: as the person already logged in, or by choosing a password for a new account.

    Raises LinkIsSpent; InvitedElsewhere when the link was made for somebody else's address or that address already
    has an account to log in with; ValidationError for a weak password.
    """
    invitation = invitation_of(secret, now=now)
    # The row decides who was first when the link is followed twice at once.
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now):
        raise LinkIsSpent
    if user is None:
        if User.objects.filter(email=invitation.email).exists():
            raise InvitedElsewhere(email=invitation.email)
        user = User(email=invitation.email)
        validate_password(password, user)
        user = User.objects.create_user(invitation.email, password)
    elif user.email != invitation.email:
        raise InvitedElsewhere(email=invitation.email)
    membership, _ = Membership.objects.get_or_create(
        user=user, company=invitation.company, defaults={"role": invitation.role}
    )
    return membership


@transaction.atomic
def change_role(*, user: User, company_id: int, membership_id: int, role: Role | None) -> None:
    """Give a colleague another role; None takes the colleague out. Raises LastOwner."""
    access_company(user, company_id, Role.OWNER)
    # Both rows are locked, so that two owners cannot take each other out at once.
    people = {each.pk: each for each in Membership.objects.select_for_update().filter(company_id=company_id)}
    colleague = people.get(membership_id)
    if colleague is None:
        return
    owners = [each for each in people.values() if each.is_owner]
    if owners == [colleague] and role is not Role.OWNER:
        raise LastOwner
    if role is not Role.OWNER:
        # A link made as the owner would open the company again, with any role.
        Invitation.objects.filter(company_id=company_id, made_by=colleague.user_id, used_at=None).delete()
    if role is None:
        colleague.delete()
    else:
        colleague.role = role
        colleague.save(update_fields=["role"])


@transaction.atomic
def rename_company(*, user: User, company_id: int, name: str) -> None:
    company = access_company(user, company_id, Role.OWNER).company
    company.name = name
    company.save(update_fields=["name"])
