"""The whole way as it is walked: a sentence, its document, the call, a guest's reply, the choice, the letters."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre.basics import Language
from orchestre_web.calls.models import Call
from orchestre_web.publishing import limits
from tests.orchestre_web.need.objects import SENTENCE as FRENCH
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.guests import taken

SENTENCE = {"fr": FRENCH, "en": "Our website is unreadable on a phone, we want it redesigned for €4,000."}
MONDAYS = {"fr": "Julie, le lundi", "en": "Julie, on Mondays"}
READABLE = {"fr": "Lisible sur un téléphone d’il y a six ans", "en": "Readable on a phone six years old"}
OFFERED = {
    "fr": "Nous refaisons votre site, textes et photos compris.",
    "en": "We rebuild your website, texts and photos included.",
}
WHY = {"fr": "Le mieux pour nos clients.", "en": "Best for our clients."}


@pytest.fixture(autouse=True)
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUICKEST", limits.QUICKEST * 0)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_sentence_to_the_letters(
    scripts: bool, language: Language, words: Callable[..., str], people: People, open_as: Callable[..., Page]
) -> None:
    owner = open_as(people.users["owner"], reverse("need:home"), scripts=scripts, locale=language)

    def press(code: str) -> None:
        owner.get_by_role("button", name=re.compile(f"^{re.escape(words(code))}")).click()

    owner.get_by_label(words("needs.field_sentence")).fill(SENTENCE[language])
    press("needs.do_write")
    questions = owner.locator("section", has=owner.locator("ol.questions"))
    questions.get_by_role("textbox").first.fill(MONDAYS[language])
    questions.get_by_role("button", name=words("needs.do_answer")).first.click()
    news = owner.get_by_role("status", name=words("needs.news_title"))
    expect(news).to_contain_text("Julie")
    press("needs.tax_excl_short")
    expect(news).to_contain_text(words("needs.did_tax_excl"))
    part = owner.locator("details.part", has=owner.locator(".requirement")).first
    part.evaluate("each => each.open = true")
    part.locator(".requirement").first.get_by_role("link", name=words("needs.do_change")).click()
    owner.get_by_label(words("needs.field_text"), exact=True).fill(READABLE[language])
    press("needs.do_keep")
    expect(news).to_be_visible()
    owner.get_by_role("link", name=words("needs.do_ask")).click()
    press("needs.do_freeze")
    call = Call.objects.get()
    assert call.language == language

    owner.locator(".parts").get_by_role("link", name=words("publishing.part"), exact=True).click()
    press("publishing.do_preview")
    press("publishing.do_publish")
    link = owner.get_by_label(words("publishing.address_title")).input_value()
    posts = owner.get_by_role("region", name=words("publishing.announce_title"))
    posts.locator("details").first.evaluate("each => each.open = true")
    expect(posts.locator("textarea").first).to_have_value(re.compile(re.escape(link)))

    guest = open_as(None, link, scripts=scripts, width=390, locale=language)
    asked = guest.get_by_role("group", name=READABLE[language])
    guest.get_by_label(words("publishing.field_words")).fill(OFFERED[language])
    guest.locator("details.theme", has=asked).evaluate("each => each.open = true")
    asked.get_by_label(words("publishing.met_yes")).check()
    guest.get_by_label(words("publishing.field_setup")).fill("3 600" if language == "fr" else "3,600")
    guest.get_by_label(words("publishing.field_run")).fill("30")
    guest.get_by_label(words("publishing.field_per")).select_option("month")
    guest.get_by_label(words("publishing.field_name")).fill("Atelier Quark")
    guest.get_by_label(words("publishing.field_email")).last.fill("zoe@quark.example")
    guest.get_by_role("button", name=words("publishing.do_send")).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(words("publishing.thanks_title"))
    taken(call)

    owner.goto(reverse("shortlist:board", args=[call.pk]))
    main = owner.locator("main")
    expect(main).to_contain_text("Atelier Quark")
    expect(main).to_contain_text(re.compile("4[\\s,]680"))
    owner.get_by_role("link", name="Atelier Quark").first.click()
    expect(owner.locator("main")).to_contain_text(re.compile("100\\s?%, (oui|yes)"))
    owner.goto(reverse("judging:decision", args=[call.pk]))
    owner.get_by_role("radio", name="Atelier Quark").check()
    owner.get_by_label(words("judging.field_why")).fill(WHY[language])
    owner.locator("form.choose button").click()
    expect(owner.get_by_role("heading", level=1)).to_contain_text("Atelier Quark")
    owner.goto(reverse("answers:home", args=[call.pk]))
    owner.get_by_role("link", name=words("answers.do_begin", name=words("answers.group_first"))).click()
    letter = owner.locator("li", has=owner.locator(f"textarea[lang={language}]")).first
    letter.get_by_text(words("answers.do_see_letter")).click()
    assert "Quark" in letter.get_by_label(words("answers.field_text")).input_value()
    letter.get_by_role("button", name=words("answers.do_mark")).click()
    expect(owner.get_by_text(words("answers.marked", n=1))).to_be_visible()
    assert [*owner.faults, *guest.faults] == []  # type: ignore[attr-defined]
