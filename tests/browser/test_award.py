"""After the choice: from one sentence to the letters as people do it, with and without scripts; pages read by all."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre.basics import Language
from orchestre_web.accounts.models import User
from orchestre_web.answers.models import Sending
from orchestre_web.award.models import Award, Release
from orchestre_web.calls.models import Call
from orchestre_web.publishing import limits
from tests.orchestre_web.award.objects import chosen_call, signed_call
from tests.orchestre_web.people import People

SENTENCE = {
    "fr": "Notre site est illisible sur téléphone, on veut le refaire pour 9 000 € avant l'été",
    "en": "Our website is unreadable on a phone, we want it redesigned for €9,000 before the summer",
}
GUESTS = {
    "fr": (
        ("Atelier Quark", "zoe@quark.example", "Nous refaisons votre site, 12 ans d'expérience.", "6 000"),
        ("Studio Béal", "ana@beal.example", "Site neuf, lisible sur téléphone, 3 ans d'expérience.", "8 000"),
    ),
    "en": (
        ("Atelier Quark", "zoe@quark.example", "We rebuild your website, 12 years of experience.", "6,000"),
        ("Studio Béal", "ana@beal.example", "A new site, readable on a phone, 3 years of experience.", "8,000"),
    ),
}
WHY = {"fr": "La plus claire.", "en": "The clearest one."}


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_sentence_to_the_letters(
    scripts: bool,
    language: Language,
    words: Callable[..., str],
    people: People,
    open_as: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "QUICKEST", limits.QUICKEST * 0)
    page = open_as(people.users["owner"], reverse("need:home"), scripts=scripts, locale=language)
    title = page.get_by_role("heading", level=1)

    def press(code: str) -> None:
        page.get_by_role("button", name=words(code)).click()

    page.get_by_label(words("needs.field_sentence")).fill(SENTENCE[language])
    press("needs.do_write")
    page.get_by_role("link", name=words("needs.do_ask")).click()
    press("needs.do_freeze")
    call = Call.objects.get()
    assert call.language == language

    page.goto(reverse("publishing:page", args=[call.pk]))
    press("publishing.do_preview")
    press("publishing.do_publish")
    link = page.get_by_label(words("publishing.address_title")).input_value()
    for name, email, offered, price in GUESTS[language]:
        guest = open_as(None, link, scripts=scripts, width=390, locale=language)
        guest.get_by_label(words("publishing.field_words")).fill(offered)
        guest.get_by_label(words("publishing.field_setup")).fill(price)
        guest.get_by_label(words("publishing.field_name")).fill(name)
        guest.get_by_label(words("publishing.field_email")).last.fill(email)
        guest.get_by_role("button", name=words("publishing.do_send")).click()
        expect(guest.get_by_role("heading", level=1)).to_have_text(words("publishing.thanks_title"))

    page.goto(reverse("shortlist:board", args=[call.pk]))
    expect(page.get_by_text("Atelier Quark").first).to_be_visible()
    page.goto(reverse("judging:decision", args=[call.pk]))
    page.get_by_label(re.compile("Atelier Quark")).check()
    page.locator("#id_why").fill(WHY[language])
    page.locator("form.choose button").click()
    page.get_by_role("link", name=words("judging.to_award")).click()
    expect(title).to_contain_text(words("awards.is_chosen", name="Atelier Quark"))
    press("judging.do_none")
    page.goto(reverse("award:page", args=[call.pk]))
    press("awards.do_prepare")
    for group in ("premiers", "autres-offres"):
        page.goto(reverse("answers:group", args=[call.pk, group]))
        page.locator(f'form[action="{reverse("answers:mark_group_sent", args=[call.pk, group])}"] button').first.click()
    assert Sending.objects.count() == 2
    page.goto(reverse("award:page", args=[call.pk]))
    press("awards.do_told")
    expect(title).to_contain_text(words("awards.is_told", name="Atelier Quark"))
    press("awards.do_sign")
    expect(title).to_contain_text(words("awards.is_signed", name="Atelier Quark"))
    page.get_by_label(words("awards.provider_company")).check()
    press("awards.do_provider")
    page.get_by_label(words("awards.field_on_paper")).first.check()
    page.get_by_role("button", name=re.compile(f"^{words('awards.do_see')} .*Urssaf")).click()
    expect(page.get_by_text(words("award.paper_is_valid")).first).to_be_visible()
    page.get_by_role("link", name=words("awards.to_record")).click()
    expect(page.get_by_text(WHY[language]).first).to_be_visible()
    assert page.faults == []  # type: ignore[attr-defined]
    assert [row.tag for row in Release.objects.order_by("number")] == ["tender", "award", "contract"]
    assert Award.objects.get().state == "signed"


def test_everybody_can_read_them(people: People, readable: Callable[[User, str, str], None]) -> None:
    user = people.users["edits"]
    signed, chosen = signed_call(people), chosen_call(people)
    readable(user, reverse("award:page", args=[signed.pk]), "award-signed")
    readable(user, reverse("award:page", args=[chosen.pk]), "award-chosen")
    readable(user, reverse("award:record", args=[signed.pk]), "award-record")
    readable(user, reverse("judging:decision", args=[chosen.pk]), "award-decision")
