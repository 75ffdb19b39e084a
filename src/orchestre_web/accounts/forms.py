"""What is asked of people: few fields, labels in the reader's language."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.site.forms import Spoken as SpokenForm
from orchestre_web.site.words import say


class Spoken(SpokenForm):
    room = "accounts"


def _email() -> forms.EmailField:
    return forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"}))


def _new_password() -> forms.CharField:
    return forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": 10})
    )


class LogIn(Spoken):
    email = _email()
    password = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class SettleIn(Spoken):
    email = _email()
    new_password = _new_password()
    company_name = forms.CharField(
        max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    helped = ("new_password", "company_name")


class NewPassword(Spoken):
    new_password = _new_password()
    helped = ("new_password",)

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password


class OtherPassword(NewPassword):
    """A new password for who knows the old one: a page left open is not enough to take an account over."""

    old_password = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old_password", "new_password")


class CompanyName(Spoken):
    company_name = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autocomplete": "organization"}))


class Invite(Spoken):
    colleague_email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, say(f"accounts.role_{role.value}")) for role in Role]
