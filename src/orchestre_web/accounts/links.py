"""Links that open something once: the first log-in of the owner, the invitation of a colleague."""

import hashlib
import secrets

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from orchestre_web.accounts.models import User


class FirstLogIn(PasswordResetTokenGenerator):
    """Signed, a day long, spent by the log-in that it gives: the moment of the last log-in is signed too."""

    key_salt = "orchestre_web.accounts.first_log_in"


first_log_in = FirstLogIn()


def name_of(user: User) -> str:
    return urlsafe_base64_encode(str(user.pk).encode())


def user_named(name: str) -> User | None:
    try:
        return User.objects.filter(pk=int(force_str(urlsafe_base64_decode(name)))).first()
    except (ValueError, OverflowError):
        return None


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
