"""What is typed before everything is erased."""

from django import forms

from orchestre_web.accounts.models import Company
from orchestre_web.site.words import say


class Erase(forms.Form):
    typed_name = forms.CharField(max_length=160)
    with_account = forms.BooleanField(required=False)

    def __init__(self, *args: object, company: Company, alone: bool, **kwargs: object) -> None:
        """`alone`: whoever erases is in no other company, and may take the account away as well."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["typed_name"].label = say("leaving.field_name", name=company.name)
        self.fields["typed_name"].widget.attrs["autocomplete"] = "off"
        if alone:
            self.fields["with_account"].label = say("leaving.field_account")
        else:
            del self.fields["with_account"]
