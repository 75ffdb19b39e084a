"""Who: people, companies, who does what in which, links that invite, failures to log in."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from orchestre_web.accounts.roles import Role
from orchestre_web.site.asked_often import Often


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, *, language: str = "", name: str = "") -> "User":
        """A person known by an e-mail address. Without a password the account opens by a link alone."""
        user = self.model(email=email.strip().lower(), language=language, name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get(self, *args: Any, **by: Any) -> "User":
        """The reader of every page is asked for by his number."""
        if args or by.keys() != {"pk"}:
            return super().get(*args, **by)
        found = _by_number.first(by["pk"])
        if found is None:
            raise self.model.DoesNotExist
        return found

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser):
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True, choices=settings.LANGUAGES)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.name or self.email


_by_number = Often(lambda pk: User.objects.filter(pk=pk))


class Company(models.Model):
    name = models.CharField(max_length=160)
    made_at = models.DateTimeField(default=timezone.now)
    demonstration = models.BooleanField(default=False)
    people: models.ManyToManyField[User, "Membership"] = models.ManyToManyField(
        User, through="Membership", related_name="companies"
    )

    class Meta:
        verbose_name_plural = "companies"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one company, with a role."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["company__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["company", "user"], name="one_role_per_company")]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.company}"

    def may(self, needed: Role) -> bool:
        return Role(self.role).may(needed)

    # For the templates, which cannot pass a role.
    @property
    def may_judge(self) -> bool:
        return self.may(Role.JUDGES)

    @property
    def may_edit(self) -> bool:
        return self.may(Role.EDITS)

    @property
    def is_owner(self) -> bool:
        return self.may(Role.OWNER)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open_at(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(used_at=None, ends_at__gt=now)


class Invitation(models.Model):
    """A link that lets one person in, once. Only the digest of its secret is kept."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=[(role.value, role.value) for role in Role])
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email} {self.role} {self.company}"


class LogInFailure(models.Model):
    """One refused log-in, against the account and the address it came from (digests only)."""

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="failures_of_account"),
            models.Index(fields=["address", "at"], name="failures_of_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
