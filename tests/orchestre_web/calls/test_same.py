"""Who wrote twice in a call: what waits for a word, what the word changes, what the page of a reply says of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.calls import actions, alike, shown, shown_pairs
from orchestre_web.calls.actions import same
from orchestre_web.calls.models import Call, LetterCopy, LinkState, PersonLink, Reply
from orchestre_web.jobs.helpers import Helpers
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most

pytestmark = pytest.mark.django_db(transaction=True)

TWICE = """Nom;Date;Message
Ana Béal;2026-10-02;"Je refais votre boutique PrestaShop pour 4 500 € HT, libre en janvier. Ana Béal, Lille."
Léo Caradec;2026-10-03;"Développeur à Brest depuis douze ans, 480 € par jour, disponible lundi. leo@caradec.example"
Léo Caradec;2026-10-11;"Mon tarif a changé : 520 € par jour, et je commence en mars. leo@caradec.example"
Mina Dorval;2026-10-12;"Agence de trois personnes à Nantes : 12 000 € HT tout compris, livré en six semaines."
"""
AGAIN = """Nom;Date;Message
Ana Béal;2026-10-09;"Bonjour, après réflexion mon forfait descend à 3 900 € HT, reprise du stock comprise."
"""


@pytest.fixture
def call(people: People) -> Call:
    made = call_of(people)
    deliver(made, TWICE)
    deliver(made, AGAIN, "messagerie.csv")
    return Call.objects.get(pk=made.pk)


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


def page(client: Client, view: str, *args: Any, **data: Any) -> str:
    response = client.get(reverse(f"calls:{view}", args=args), data)
    assert response.status_code == 200
    return response.content.decode()


def states(call: Call) -> dict[str, str]:
    """By the name of the writer."""
    return {link.earlier.author: link.state for link in call.person_links.select_related("earlier").order_by("pk")}


def answer(client: Client, call: Call, who: str, said: str) -> Any:
    link = call.person_links.get(earlier__author=who)
    data = {"earlier": link.earlier_id, "later": link.later_id, "same": said}
    return client.post(reverse("calls:say_same_person", args=[call.pk]), data, follow=True)


def test_a_name_is_proposed_and_an_address_merges(call: Call) -> None:
    assert states(call) == {"Ana Béal": "proposed", "Léo Caradec": "merged"}
    assert call.to_confirm == 1


def test_the_pair_shows_both_texts_what_they_share_and_the_newest_price(owner: Client, call: Call) -> None:
    text = page(owner, "same_person", call.pk)
    assert "1 personne à confirmer" in text
    assert "Même nom" in text
    assert "4\u202f500\u202f€" in text
    assert "3\u202f900\u202f€" in text
    assert "le plus récent" in text
    assert "leo@caradec.example" in text  # below: what is merged, and why


@pytest.mark.parametrize(("said", "state", "ranked"), [("yes", "merged", 3), ("no", "refused", 4)])
def test_an_answer_holds_everywhere_at_once_and_is_undone_at_once(
    owner: Client, call: Call, said: str, state: str, ranked: int
) -> None:
    version = call.version
    text = answer(owner, call, "Ana Béal", said).content.decode()
    call.refresh_from_db()
    assert call.version > version
    assert (states(call)["Ana Béal"], call.to_confirm) == (state, 0)
    assert call.replies.standing().count() == ranked
    assert "Rien à confirmer" in text
    assert "Annuler" in text
    correction = Reply.objects.get(pk=call.person_links.get(earlier__author="Ana Béal").later_id).corrections.get()
    owner.post(reverse("calls:undo", args=[call.pk, correction.reply_id, correction.pk]))
    call.refresh_from_db()
    assert (states(call)["Ana Béal"], call.to_confirm) == ("proposed", 1)
    assert call.replies.standing().count() == 4


def test_what_is_merged_for_certain_can_be_told_apart(owner: Client, call: Call) -> None:
    assert call.replies.standing().count() == 4
    answer(owner, call, "Léo Caradec", "no")
    assert states(call)["Léo Caradec"] == "refused"
    assert call.replies.standing().count() == 5
    assert "Léo Caradec" in page(owner, "same_person", call.pk, liste="refused")


def test_an_answer_outlives_another_reading(owner: Client, call: Call) -> None:
    answer(owner, call, "Ana Béal", "yes")
    deliver(call, "Nom;Message\nZoé Exemple;Je propose 3 000 € HT pour la boutique.\n", "encore.csv")
    assert states(call) == {"Ana Béal": "merged", "Léo Caradec": "merged"}


def test_an_answer_given_while_the_call_is_looked_at_holds(
    owner: Client, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = alike.clusters_of

    def answered_meanwhile(rows: Any) -> Any:
        if call.person_links.filter(state="proposed").exists():
            answer(owner, call, "Ana Béal", "yes")
        return plain(rows)

    monkeypatch.setattr(alike, "clusters_of", answered_meanwhile)
    alike.keep(call)
    assert states(call)["Ana Béal"] == "merged"


def test_a_file_that_cannot_be_read_does_not_hide_who_wrote_twice(owner: Client, people: People) -> None:
    made = call_of(people)
    deliver(made, TWICE)
    deliver(made, AGAIN, "messagerie.csv")
    PersonLink.objects.all().delete()
    deliver(made, "{", "casse.json", read=False)
    owner.post(reverse("calls:receive", args=[made.pk]), {"pasted": "Zoé Exemple\nJe propose 3 000 € HT.\n"})
    assert states(made)["Ana Béal"] == "proposed"


def test_one_of_two_answers_about_a_reply_is_undone_alone(people: People, call: Call) -> None:
    ana, leo, *_, again = call.replies.order_by("position")
    user, moment = people.users["owner"], call.created_at
    first = actions.say_same_person(
        user=user, call_id=call.pk, reply_id=again.pk, other_id=ana.pk, same=True, now=moment
    )
    actions.say_same_person(user=user, call_id=call.pk, reply_id=again.pk, other_id=leo.pk, same=False, now=moment)
    actions.undo_correction(user=user, call_id=call.pk, reply_id=again.pk, correction_id=first.pk, now=moment)
    held = {(link.earlier_id, link.later_id): link.state for link in call.person_links.order_by("pk")}
    assert held[ana.pk, again.pk] == "proposed"
    assert held[leo.pk, again.pk] == "refused"


def test_in_a_big_call_the_answer_is_there_at_once_and_a_job_compares(
    owner: Client, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(same, "AT_ONCE", 1)
    answer(owner, call, "Ana Béal", "yes")
    call.refresh_from_db()
    assert states(call)["Ana Béal"] == "merged"
    assert call.replies.standing().count() == 3


OUT_OF_REACH = {"same": "yes", "earlier": "1", "later": "9" * 400}


@pytest.mark.parametrize("data", [{}, {"same": "yes", "earlier": "x", "later": "1"}, {"same": "maybe"}, OUT_OF_REACH])
def test_an_answer_about_nothing_is_no_page(owner: Client, call: Call, data: dict[str, str]) -> None:
    assert owner.post(reverse("calls:say_same_person", args=[call.pk]), data).status_code == 404


def test_no_answer_comes_in_as_a_correction(owner: Client, call: Call) -> None:
    reply = call.replies.order_by("position")[0]
    response = owner.post(reverse("calls:correct", args=[call.pk, reply.pk]), {"field": "same_person", "value": "x"})
    assert response.status_code == 422


# --- the page of a reply ------------------------------------------------------------------------------------------


def test_the_page_of_a_reply_says_what_else_its_writer_sent(owner: Client, call: Call) -> None:
    ana, leo, leo_again, mina, ana_again = call.replies.order_by("position")
    old = page(owner, "reply", call.pk, leo.pk)
    assert "La même personne a aussi écrit" in old
    assert "Remplacé" in old
    assert "520" in old
    assert "Le plus récent de cette personne" in page(owner, "reply", call.pk, leo_again.pk)
    for each in (ana, ana_again):
        assert "peut-être" in page(owner, "reply", call.pk, each.pk)
    assert "a aussi écrit" not in page(owner, "reply", call.pk, mina.pk)


def test_an_answer_stands_in_the_history_of_its_reply(owner: Client, call: Call) -> None:
    answer(owner, call, "Ana Béal", "no")
    reply = call.person_links.get(earlier__author="Ana Béal").later
    assert "pas la même que dans une autre réponse" in page(owner, "reply", call.pk, reply.pk)


def test_only_what_is_often_wrong_asks_to_be_checked(owner: Client, call: Call) -> None:
    reply = call.replies.order_by("position")[0]
    for sure, asks in ((0.99, False), (0.85, False), (0.6, True)):
        reply.document["confidence"] = {"price": [sure]}
        reply.save()
        assert ("à vérifier" in page(owner, "reply", call.pk, reply.pk)) is asks
    owner.post(reverse("calls:correct", args=[call.pk, reply.pk]), {"field": "price", "amount": "4000"})
    assert "à vérifier" not in page(owner, "reply", call.pk, reply.pk)


def test_a_certainty_stands_beside_its_own_contact() -> None:
    document = {
        "kind": "offer", "price": [], "years_experience": None, "availability": None, "location": [],
        "remote": "unknown", "skills": [], "language": "fr", "emails": ["a@b.example"], "phones": ["06", "07"],
        "urls": [], "handles": [], "evidence": {}, "confidence": {"phones": [0.99, 0.6], "emails": [0.5]},
    }  # fmt: skip
    contact = next(value for value in shown.values("", document) if value.field == "contact")
    assert [line.to_check for line in contact.lines] == [False, False, True]


# --- what is shown of a long text ---------------------------------------------------------------------------------


def test_a_long_text_keeps_its_beginning_and_what_surrounds_the_marks() -> None:
    text = "a" * 1000 + "Lille" + "b" * 1000
    cut = shown_pairs.pieces(text, ["Lille", "absent", ""])
    assert [each.text for each in cut if each.marked] == ["Lille"]
    assert [each.skipped for each in cut] == [False, True, False, False, True]
    assert sum(len(each.text) for each in cut) < 600
    assert "".join(each.text for each in shown_pairs.pieces(text, ["Lille"], whole=5000)) == text


# --- erasing ------------------------------------------------------------------------------------------------------


def test_an_erased_reply_takes_its_pairs_and_the_answers_about_it(owner: Client, people: People, call: Call) -> None:
    answer(owner, call, "Ana Béal", "yes")
    link = call.person_links.get(earlier__author="Ana Béal")
    actions.erase_reply(user=people.users["owner"], call_id=call.pk, reply_id=link.earlier_id)
    assert not link.later.corrections.exists()
    assert not PersonLink.objects.filter(pk=link.pk).exists()
    call.refresh_from_db()
    assert call.to_confirm == 0


# --- sizes --------------------------------------------------------------------------------------------------------


def many(call: Call, count: int) -> None:
    """As many pairs that wait, and as many that are merged, as half of `count`."""
    like = call.replies.order_by("position")[0]
    rows = []
    for n in range(count):
        row = Reply(**{field.attname: getattr(like, field.attname) for field in Reply._meta.concrete_fields})
        row.pk, row.source_id, row.position = None, f"x{n}", 1000 + n
        rows.append(row)
    Reply.objects.bulk_create(rows, batch_size=200)
    made = list(call.replies.filter(position__gte=1000).order_by("position"))
    evidence = [["name", "Ana Béal", "Ana Béal"]]
    PersonLink.objects.bulk_create(
        [
            PersonLink(call=call, earlier=one, later=other, state=state, evidence=evidence, person=1)
            for state in (LinkState.PROPOSED, LinkState.MERGED)
            for one, other in zip(made[::2], made[1::2], strict=True)
        ],
        batch_size=200,
    )
    alike.count(call)


@pytest.mark.parametrize("count", [10, 2000])
def test_as_many_queries_for_ten_replies_as_for_thousands(owner: Client, call: Call, count: int) -> None:
    many(call, count)
    reply = call.replies.order_by("position")[7]
    for view, args, most in (
        ("same_person", (call.pk,), 16),
        ("reply", (call.pk, reply.pk), 18),
        ("tray", (call.pk,), 13),
    ):
        with at_most(most):
            page(owner, view, *args)


def test_the_start_page_says_that_people_wait_for_a_word(owner: Client, call: Call) -> None:
    assert "1 personne a peut-être répondu deux fois" in owner.get("/").content.decode()
    assert "personne à confirmer" in page(owner, "receive", call.pk)


def test_whoever_only_reads_answers_nothing(people: People, call: Call) -> None:
    client = people.clients["reads"]
    assert "deux personnes</" not in page(client, "same_person", call.pk)
    assert client.get("/").status_code == 200


def test_another_core_finds_the_same_letters(call: Call) -> None:
    body = (
        "je vous propose de reprendre votre boutique, sa vitesse, ses fiches et son panier, avec un suivi chaque mois"
    )
    rows = "".join(f'{name};2026-10-13;"{name} ici, {body} pendant un an."\n' for name in ("Ada", "Bo", "Cy"))
    deliver(call, f"Nom;Date;Message\n{rows}", "lettres.csv")
    call = Call.objects.get(pk=call.pk)
    alone = list(LetterCopy.objects.filter(letter__call=call).values_list("reply_id", "number", "own"))
    pool = Helpers(1, stuck_after=60)
    try:
        alike.begin(call, pool)()
    finally:
        pool.end()
    again = list(LetterCopy.objects.filter(letter__call=call).values_list("reply_id", "number", "own"))
    assert len(alone) == 3
    assert again == alone
