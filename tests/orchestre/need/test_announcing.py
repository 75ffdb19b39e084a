"""What is announced, where: within the limits of each place, made from the need, nothing of the owner's own words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.knowledge import load
from orchestre.need import write_need
from orchestre.need.announcing import LinkTooLong, UnknownPlace, announcements, places
from orchestre.need.lengths import COUNTS, characters, mastodon, x
from orchestre.need.roles import JOB, role_paper

SITE = "On est une fromagerie de 12 salariés à Nantes, on voudrait être mieux trouvés sur Google avant les fêtes"
LINK = "https://example.org/appels/une-adresse-assez-longue-pour-gener-un-petit-message"
LIMITS = {"linkedin": 3000, "linkedin-comment": 1250, "x": 280, "mastodon": 500, "instagram": 2200}


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Café", 4),
        ("Cafe\u0301", 4),  # composed first
        ("10 €", 5),
        ("1\u202f000", 6),  # the narrow space of French weighs 2
        ("l\u2019été", 5),
        ("日本", 4),
        ("🎻", 2),
        ("👩\u200d💻👍🏽🇫🇷", 6),
        ("https://example.org/" + "a" * 200, 23),
        ("voir example.org", 28),
        ("", 0),
    ],
)
def test_x_counts_as_x_does(text: str, length: int) -> None:
    assert x(text) == length


@pytest.mark.parametrize(
    ("text", "length"), [("https://example.org/" + "a" * 200, 23), ("@ana@example.org", 4), ("é🎻", 2)]
)
def test_mastodon_counts_as_mastodon_does(text: str, length: int) -> None:
    assert mastodon(text) == length


def test_others_count_as_a_browser_does() -> None:
    assert characters("é🎻") == 3


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("about", [None, "work-study"])
def test_every_post_fits_its_place(language: str, about: str | None) -> None:
    for kind in load().kinds.values():
        need = write_need(SITE, answers={"kind": kind.id}, language=language)  # type: ignore[arg-type]
        role = role_paper(need, about, form=JOB) if about else None
        made = announcements(need, link=LINK, until=date(2026, 12, 4), about=role)
        for post in made.posts:
            assert post.length == COUNTS[post.place.count](post.text) <= LIMITS.get(post.place.id, post.place.limit)
            assert made.what in post.text or post.place.id == "linkedin-comment"
            assert LINK in post.text or post.place.id == "instagram"
            assert post.place.first is None or len(post.text.split("\n")[0]) <= post.place.first
            assert post.place.subject is None or 0 < len(post.subject) <= post.place.subject


def test_the_places_are_those_of_the_trade() -> None:
    assert set(places()) == {*LIMITS, "facebook", "whatsapp", "slack", "email"}
    assert {name: place.limit for name, place in places().items() if name in LIMITS} == LIMITS


def test_blanks_are_left_where_nobody_said() -> None:
    text = announcements(write_need(SITE), place="linkedin").posts[0].text
    assert "[date à compléter]" in text
    assert "[adresse de l\u2019appel à compléter]" in text


def test_the_owners_own_words_are_never_published() -> None:
    need = write_need("Notre vieux site nous fait honte, putain, il faut le refaire, ce crétin d'Untel l'a cassé")
    for post in announcements(need).posts:
        for word in ("honte", "putain", "crétin", "Untel"):
            assert word not in post.text


def test_a_post_to_fill_has_no_choice_rule() -> None:
    need = write_need(SITE)
    role = role_paper(need, "marketing-manager", form=JOB)
    posts = {post.place.id: post.text for post in announcements(need, about=role).posts}
    assert "règle de choix" not in posts["linkedin"]
    assert "aucun programme n\u2019en classe" in posts["linkedin"]
    assert "règle de choix" in {p.place.id: p.text for p in announcements(need).posts}["linkedin"]


@pytest.mark.parametrize(
    ("said", "form", "shown"),
    [
        ("un chef de projet, 38 à 42 k€ brut par an, pour refaire le site à 6 000 €", "job", "38 à 42 k€ brut par an"),
        ("un alternant payé 1 200 € par mois pour nos réseaux", "job", "1 200 € par mois"),
        (
            "quelqu'un, salaire entre 2 800 et 3 200 euros brut mensuel",
            "job",
            "entre 2 800 et 3 200 euros brut mensuel",
        ),
        ("a marketing manager, £35,000 a year gross, for our ads", "job", "£35,000 a year gross"),
        ("quelqu'un deux jours par semaine, budget 3000 par mois", "mission", "3000 par mois"),
        ("quelqu'un deux jours par semaine, 500 € par jour max", "mission", "500 € par jour"),
        ("refaire le site pour 6 000 €", "job", ""),
        ("refaire le site pour 6 000 €", "mission", ""),
        ("refaire le site, on a payé 900 € par mois à l'agence", "job", ""),
        ("former 12 salariés payés au SMIC, site à 4 000 €", "job", ""),
    ],
)
def test_the_pay_that_was_said_is_in_the_posts_of_a_role(said: str, form: str, shown: str) -> None:
    need = write_need(f"On cherche {said}.")
    about = role_paper(need, "auto", form=form)
    assert about.pay == shown
    for post in announcements(need, about=about).posts:
        if shown:
            assert shown in post.text or "pay" in post.left_out
        else:
            assert ("Rémunération\u00a0: [" in post.text or "pay" in post.left_out) == (form == "job")
    assert not any(shown and shown in post.text for post in announcements(need).posts), "a call tells no pay"


def test_what_had_no_room_is_told() -> None:
    post = announcements(write_need(SITE), place="x", link=LINK, until=date(2026, 12, 4)).posts[0]
    dense = announcements(write_need(SITE), place="mastodon", link=LINK, until=date(2026, 12, 4)).posts[0]
    assert set(post.left_out) | set(dense.left_out)
    assert all(name in places()["x"].parts + places()["mastodon"].parts for name in (*post.left_out, *dense.left_out))


def test_a_place_or_a_link_that_cannot_be_is_told() -> None:
    with pytest.raises(UnknownPlace) as caught:
        announcements(write_need(SITE), place="minitel")
    assert "linkedin" in caught.value.sentence("fr")
    with pytest.raises(LinkTooLong):
        announcements(write_need(SITE), place="linkedin-comment", link="https://example.org/" + "a" * 2000)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_whatever_was_edited_the_posts_fit(typed: str) -> None:
    document = write_need(SITE).as_document()
    for each in (*document["sections"], *document["requirements"]):  # type: ignore[misc]
        each["text"] = typed
    for fact in document["facts"]:  # type: ignore[attr-defined]
        fact["value"] = typed
    for post in announcements(document, link=typed[:150], until=date(2026, 12, 4)).posts:
        assert post.length <= post.place.limit
