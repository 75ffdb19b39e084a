"""What the owner says of a mailbox."""

from datetime import date, timedelta
from typing import Any

from django import forms

from orchestre_net.mailbox import PORT
from orchestre_web.calls.models import Call
from orchestre_web.mailbox.queries import Kept, Told, until_at_first
from orchestre_web.site.forms import OneLine, Spoken
from orchestre_web.site.words import say

EVERY = (15, 60, 240, 1440)
"""Minutes between two readings."""
SINCE_AT_FIRST = timedelta(days=30)


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class WithPassword(Spoken):
    """The password, and whether it is kept. It is never shown again, not even when the form comes back."""

    room = "mailbox"
    password = forms.CharField(
        max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False)
    )
    keep = forms.BooleanField(required=False)
    minutes = forms.TypedChoiceField(coerce=int, choices=(), required=False)
    until = _day(required=False)
    helped: tuple[str, ...] = ("password", "keep")

    def __init__(self, *args: Any, call: Call, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call, self.today = call, today
        every = self.fields["minutes"]
        assert isinstance(every, forms.TypedChoiceField)
        every.choices = [(each, say("mailbox.every", n=each)) for each in EVERY]
        self.fields["minutes"].initial = 60
        self.fields["until"].initial = until_at_first(call, today)

    def clean_until(self) -> date:
        until: date | None = self.cleaned_data["until"]
        return min(max(until or until_at_first(self.call, self.today), self.today), self.call.keep_until)

    @property
    def kept(self) -> Kept | None:
        data = self.cleaned_data
        return Kept(int(data["minutes"] or 60), data["until"]) if data["keep"] else None


class MailboxForm(WithPassword):
    host = OneLine(max_length=253, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    port = forms.IntegerField(min_value=1, max_value=65_535, initial=PORT)
    user = OneLine(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    folder = OneLine(max_length=200, initial="INBOX")
    since = _day()
    helped = ("host", "port", "user", "password", "folder", "since", "keep")
    field_order = ("host", "port", "user", "password", "folder", "since", "keep", "minutes", "until")

    def __init__(self, *args: Any, call: Call, today: date, **kwargs: Any) -> None:
        super().__init__(*args, call=call, today=today, **kwargs)
        self.fields["since"].initial = today - SINCE_AT_FIRST

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            data["host"], data["port"], data["user"], data["password"], data["folder"], data["since"], self.kept
        )
