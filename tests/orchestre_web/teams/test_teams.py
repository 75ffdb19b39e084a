"""One provider or several: lots proposed and stated, the comparison and its states, what coordination takes."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from orchestre_web.calls.models import Call
from orchestre_web.jobs.models import Job
from orchestre_web.shortlist import after_erase
from orchestre_web.shortlist.models import Decision, WorkedOut
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most
from tests.orchestre_web.shortlist import calls_for_tests as made
from tests.orchestre_web.test_erased import holding

SHOP = "Je fais votre boutique PrestaShop pour 4 000 € HT, forfait, 8 ans d'expérience, disponible de suite."
TILL = "Je relie votre caisse au stock, forfait 2 500 € HT, 6 ans d'expérience, disponible de suite."
BOTH = "PrestaShop et caisse, tout compris 11 000 € HT, 2 ans d'expérience, disponible dans un mois."


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


@pytest.fixture
def call(people: People) -> Call:
    return made.call_of(people.company, SHOP, TILL, BOTH, authors=("Zoé Boutique", "Paul Caissier", "Agence Totale"))


def plain(html: str) -> str:
    text = " ".join(re.sub("<[^>]+>", " ", html).split())
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def words(client: Client, call: Call) -> str:
    answer = client.get(reverse("teams:home", args=[call.pk]))
    assert answer.status_code == 200
    return plain(answer.content.decode())


def post(client: Client, call: Call, view: str, *args: object, **data: object) -> int:
    return client.post(reverse(f"teams:{view}", args=[call.pk, *args]), data).status_code


def lot(**said: str) -> dict[str, str]:
    """What the form of a lot sends: nothing else is for it."""
    return {"c_prestashop": "out", "c_caisse": "out", "c_click_collect": "out", **said}


def state_two_lots(owner: Client, call: Call) -> None:
    owner.get(reverse("shortlist:board", args=[call.pk]))
    assert post(owner, call, "add_lot", **lot(label="La boutique", size="60", c_prestashop="must")) == 302
    assert post(owner, call, "add_lot", **lot(label="La caisse", size="40", c_caisse="must")) == 302


def compared(owner: Client, call: Call) -> str:
    """The page once the job is done."""
    assert post(owner, call, "compare") == 302
    job = Job.objects.filter(kind="teams.compare").latest("pk")
    assert (job.state, job.error) == ("done", "")
    return words(owner, call)


# --- Lots ---------------------------------------------------------------------------------------------------------


def test_without_lots_a_split_is_proposed_and_taken(owner: Client, call: Call) -> None:
    said = words(owner, call)
    assert "Coupez votre besoin en lots" in said
    assert "Aucune des 3 offres n’a tout ce que vous cherchez" in said
    answer = owner.post(reverse("teams:take_proposed", args=[call.pk]))
    job = Job.objects.get(kind="teams.compare")
    assert answer["Location"] == reverse("jobs:job", args=[job.pk])
    document = Decision.objects.get().document
    assert [entry["criteria"] for entry in document["lot"]] == [["prestashop"], ["caisse"]]
    assert document["coordination"] == {"days": [1, 3], "owner_day": 450}
    again = owner.post(reverse("teams:take_proposed", args=[call.pk]), follow=True)
    assert "ne suggèrent pas de découpe" in again.content.decode()


def test_a_budget_comes_first(owner: Client, people: People) -> None:
    bare = made.call_of(people.company, SHOP, facts={})
    assert "il faut d’abord un budget" in words(owner, bare)
    assert post(owner, bare, "add_lot", **lot(label="x", size="1")) == 404
    assert post(owner, bare, "compare") == 302


def test_nothing_to_propose_says_what_to_do(owner: Client, people: People) -> None:
    call = made.call_of(people.company, "Forfait 4 000 € HT.", "Forfait 5 000 € HT.")
    assert "Vos critères ne suggèrent pas de découpe" in words(owner, call)


def test_a_lot_is_changed_and_removed(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    said = {"label": "La boutique", "size": "30", "musts": "stock\nphotos", "wishes": "textes"}
    assert post(owner, call, "change_lot", "la_boutique", **lot(c_prestashop="needs", **said)) == 302
    entry = Decision.objects.get().document["lot"][0]
    assert (entry["share"], entry["criteria"], entry["must"]) == (30, ["prestashop"], ["stock", "photos"])
    assert [skill["label"] for skill in entry["skill"]] == ["stock", "photos", "textes"]
    html = owner.get(reverse("teams:home", args=[call.pk])).content.decode()
    assert "stock\nphotos</textarea>" in html
    assert post(owner, call, "change_lot", "la_boutique", **lot(label="", size="30")) == 422
    assert post(owner, call, "change_lot", "ailleurs", **lot(label="x", size="30")) == 404
    assert post(owner, call, "remove_lot", "la_boutique") == 302
    assert [entry["key"] for entry in Decision.objects.get().document["lot"]] == ["la_caisse"]


def test_two_lots_of_one_name_stand_apart(owner: Client, call: Call) -> None:
    for _ in range(2):
        assert post(owner, call, "add_lot", **lot(label="Le site", size="50")) == 302
    assert [entry["key"] for entry in Decision.objects.get().document["lot"]] == ["le_site", "le_site_2"]


def test_a_criterion_that_goes_leaves_its_lots(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    owner.post(reverse("shortlist:remove_criterion", args=[call.pk, "prestashop"]))
    first = Decision.objects.get().document["lot"][0]
    assert not {"criteria", "must"} & set(first)
    assert "Aucune compétence nommée" in words(owner, call)


# --- The comparison -----------------------------------------------------------------------------------------------


def test_two_specialists_beat_the_one_who_does_all(owner: Client, call: Call) -> None:
    # By hand: 4,000 + 2,500 and two days at 450 for the second one: 7,400; all alone 11,000.
    state_two_lots(owner, call)
    assert "Il reste à comparer 3 offres" in words(owner, call)
    said = compared(owner, call)
    assert "Mieux à 2 : chacun son lot, vous coordonnez" in said
    assert "Plusieurs, vous coordonnez le mieux 7 400 €" in said
    assert "Coordination 900 €" in said
    assert "Un seul pour tout 11 000 €" in said
    assert "Compétences 2 sur 2 couvertes" in said
    assert "PrestaShop indispensable La boutique couvert, Agence Totale couvert, Zoé Boutique" in said
    assert "Donnez plus bas le tarif de jour d’un chef d’orchestre" in said
    assert "Sans Zoé Boutique" in said


def test_a_conductor_is_counted_once_he_has_a_rate(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    values = {"days_low": "1", "days_high": "3", "owner_day": "450", "most": "", "day_rate": "650"}
    values |= {"conductor_days": "2", "days_each": "0,5", "owner_days": "0,25"}
    assert post(owner, call, "change_coordination", **values) == 302
    # 2 days and half a day at 650, a quarter of the owner's day at 450: 1,737.50.
    assert "Chef d’orchestre et spécialistes 8 240 €" in compared(owner, call)
    values |= {"days_low": "5", "day_rate": ""}
    assert post(owner, call, "change_coordination", **values) == 422
    assert post(owner, call, "change_coordination", **{**values, "days_high": "6"}) == 302
    assert Decision.objects.get().document.get("conductor") is None


def test_one_is_enough_when_coordination_costs_too_much(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    values = {"days_low": "9", "days_high": "11", "owner_day": "2000", "most": "1"}
    assert post(owner, call, "change_coordination", **values) == 302
    said = compared(owner, call)
    assert "Un seul suffit : Agence Totale" in said
    assert "Aucune équipe de plusieurs ne couvre tous les lots" in said


def test_when_no_team_covers_all_it_is_said(owner: Client, people: People) -> None:
    refusing = "Je fais des boutiques pour 5 000 € HT, forfait. Je ne fais pas de PrestaShop."
    call = made.call_of(people.company, TILL, refusing, authors=("Paul Caissier", "Nina Refus"))
    state_two_lots(owner, call)
    said = compared(owner, call)
    assert "Aucune équipe ne couvre tout" in said
    assert "La boutique" in said.partition("Aucune équipe ne couvre tout")[2][:400]


def test_a_reply_more_makes_it_old(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    compared(owner, call)
    Call.objects.filter(pk=call.pk).update(version=call.version + 1)
    assert "Il reste à comparer 3 offres" in words(owner, call)
    assert WorkedOut.objects.filter(cells__call=call).count() == 0


def test_asked_twice_it_works_once(owner: Client, people: People, call: Call) -> None:
    state_two_lots(owner, call)
    there = Job.objects.create(company=people.company, kind="teams.compare", arguments={"call": call.pk})
    answer = owner.post(reverse("teams:compare", args=[call.pk]))
    assert answer["Location"] == reverse("jobs:job", args=[there.pk])
    assert "On compare" in words(owner, call)
    Job.objects.filter(pk=there.pk).update(state="failed", error="jobs.crashed")
    assert "Comparer un seul et plusieurs" in words(owner, call)


def test_the_page_makes_few_queries(owner: Client, people: People) -> None:
    few = made.call_of(people.company, SHOP, TILL, BOTH)
    many = made.call_of(people.company, *[SHOP, TILL, BOTH] * 40)
    for call in (few, many):
        state_two_lots(owner, call)
        compared(owner, call)
        with at_most(12):
            owner.get(reverse("teams:home", args=[call.pk]))


def test_english_says_the_same(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    compared(owner, call)
    owner.cookies["language"] = "en"
    said = words(owner, call)
    assert "Better with 2: a lot each, and you coordinate" in said
    assert "Several, you coordinate best €7,400" in said


def test_what_was_compared_goes_with_the_cells(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    compared(owner, call)
    assert "shortlist.WorkedOut.document" in holding("Zoé Boutique")
    after_erase.forget(call.replies.get(author="Zoé Boutique"))
    assert "shortlist.WorkedOut.document" not in holding("Zoé Boutique")


def test_a_file_holds_what_was_compared_and_compares_nothing(
    owner: Client, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    state_two_lots(owner, call)
    address = reverse("shortlist:export", args=[call.pk, "json"])
    with monkeypatch.context() as patch:
        patch.setattr("orchestre.shortlist.teams.teams_of", lambda *_, **__: pytest.fail("searched in the request"))
        assert "team" not in owner.get(address).json()
    compared(owner, call)
    with monkeypatch.context() as patch:
        patch.setattr("orchestre.shortlist.teams.teams_of", lambda *_, **__: pytest.fail("searched in the request"))
        team = owner.get(address).json()["team"]
    assert [lot["label"] for lot in team["lots"]] == ["La boutique", "La caisse"]
    assert team["sentences"]["headline"]


def test_a_lot_taken_out_by_mistake_comes_back_with_one_button(owner: Client, call: Call) -> None:
    state_two_lots(owner, call)
    owner.get(reverse("teams:home", args=[call.pk]))
    before = Decision.objects.get(call=call).sha256
    key = Decision.objects.get(call=call).document["lot"][0]["key"]
    told = owner.post(reverse("teams:remove_lot", args=[call.pk, key]), follow=True).content.decode()
    assert Decision.objects.get(call=call).sha256 != before
    [undo] = re.findall(r'action="([^"]+/versions/\d+)"', told)
    owner.post(undo, {"next": reverse("teams:home", args=[call.pk])})
    assert Decision.objects.get(call=call).sha256 == before
