"""The pages of a need: one sentence, its versions, what is changed in it, the call made from it."""

import json
import re

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orchestre.basics.sentences import sentences
from orchestre.need.editing import Edits
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call
from orchestre_web.leaving.queries import linked
from orchestre_web.need import actions, happened, queries, shown, today
from orchestre_web.need.formats import ENDINGS, named
from orchestre_web.need.models import Need, NeedVersion
from orchestre_web.need.states import MOVES, NeedState
from orchestre_web.need.writing import Inputs
from orchestre_web.shortlist import drafting
from orchestre_web.shortlist.models import Decision, DecisionChange
from orchestre_web.site.words import say
from tests.orchestre_web.need.objects import SENTENCE, need_of_people, need_with_history
from tests.orchestre_web.people import People
from tests.orchestre_web.queries import at_most

TWO = "Nos commerciaux perdent des devis, il nous faut un CRM. Et aussi refaire notre site internet."


@pytest.fixture
def owner(people: People) -> Client:
    return people.clients["owner"]


def known(people: People, need: Need) -> dict[str, object]:
    return {"user": people.users["owner"], "need_id": need.pk, "now": timezone.now()}


def called(people: People, need: Need) -> Call:
    today = timezone.localdate()
    return calls.call_from_need(user=people.users["owner"], need_id=need.pk, today=today, now=timezone.now())


# --- One sentence -------------------------------------------------------------------------------------------------


def test_one_sentence_gives_the_document(owner: Client, people: People) -> None:
    response = owner.post(reverse("need:home"), {"sentence": SENTENCE})
    need = Need.objects.get(company=people.company)
    assert response.headers["Location"] == reverse("need:document", args=[need.pk])
    page = owner.get(reverse("need:document", args=[need.pk])).content.decode()
    version = queries.last_version(need)
    assert version.number == 1
    for text in (SENTENCE, say("needs.way_self"), say("needs.unasked_title"), version.document["questions"][0]["text"]):
        assert text.replace("'", "&#x27;") in page
    assert page.count('class="questions"') == 1
    assert len(version.document["questions"]) <= 5


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("", "needs.wrong_empty"),
        ("   \n", "needs.wrong_empty"),
        ("Putain de merde", "needs.wrong_nothing_told"),
        ("Comment ça marche ?", "needs.wrong_question"),
        ("Je vous propose mes services, mon TJM est de 500 €, cordialement", "needs.wrong_offer"),
        ("Refaire notre site. " * 600, "needs.wrong_too_long"),
    ],
)
def test_what_is_no_need_is_said_with_what_to_do(owner: Client, sentence: str, code: str) -> None:
    response = owner.post(reverse("need:home"), {"sentence": sentence})
    assert response.status_code == 422
    assert say(code, said="x", n=1, most=1)[:18] in response.content.decode()
    assert not Need.objects.exists()
    assert sentence.strip()[:40].replace("'", "&#x27;") in response.content.decode(), "what was typed is kept"


@pytest.mark.parametrize(
    "sentence", ["Refaire \0 notre \ud83d site internet", "<script>alert(1)</script> refaire notre site"]
)
def test_strange_signs_are_kept_as_text(people: People, owner: Client, sentence: str) -> None:
    need = need_of_people(people, sentence)
    page = owner.get(reverse("need:document", args=[need.pk]))
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_two_needs_in_one_become_two_documents(owner: Client, people: People) -> None:
    need = need_of_people(people, TWO)
    kinds = queries.kinds_written(queries.last_version(need))
    assert len(kinds) == 2
    assert say("needs.two_lots") in owner.get(reverse("need:document", args=[need.pk])).content.decode()
    before_the_call = reverse("need:ask", args=[need.pk])
    assert say("needs.two_lots_asked") in owner.get(before_the_call).content.decode()
    other = actions.split(**known(people, need))
    first, second = (queries.kinds_written(queries.last_version(each)) for each in (need, other))
    assert [first, second] == [kinds[:1], kinds[1:]]
    assert say("needs.two_lots_asked") not in owner.get(before_the_call).content.decode()
    with pytest.raises(actions.NotTwoNeeds):
        actions.split(**known(people, other))


def test_what_is_written_from_the_example_stands_in_ones_own_company(people: People, owner: Client) -> None:
    people.company.demonstration = True
    people.company.save()
    owner.post(reverse("need:home"), {"sentence": SENTENCE})
    assert not Need.objects.filter(company=people.company).exists()
    assert Need.objects.count() == 1


# --- Versions -----------------------------------------------------------------------------------------------------


def test_every_change_is_a_version_and_none_is_changed(people: People, owner: Client) -> None:
    need = need_with_history(people)
    kept = list(NeedVersion.objects.filter(need=need).values())
    assert [row["number"] for row in kept] == [4, 3, 2, 1]
    given = known(people, need)
    document = queries.last_version(need).document
    row = document["requirements"][4]["id"]
    actions.add_requirement(section="functions", values={"text": "Nos photos à nous"}, **given)
    actions.rewrite_section(section="who", text="Nous sommes dix.", **given)
    actions.change_rule(points={"price": 50}, floor=1000, ceiling=9000, tax="incl", **given)
    actions.settle(assumption="need.assume_headcount", words="14", **given)
    actions.remove_requirement(requirement=row, **given)
    actions.put_back_requirement(requirement=row, **given)
    newest = queries.last_version(need)
    assert newest.number == 10
    assert newest.inputs["headcount"] == 14
    assert newest.document["choice_rule"]["price"]["ceiling"] == 9000
    assert "Nos photos à nous" in [each["text"] for each in newest.document["requirements"]]
    actions.restore(number=1, **given)
    assert queries.last_version(need).document == queries.version(need, 1).document
    assert list(NeedVersion.objects.filter(need=need, number__lte=4).values()) == kept
    for name, args in (("versions", []), ("version", [2])):
        assert owner.get(reverse(f"need:{name}", args=[need.pk, *args])).status_code == 200
    page = owner.get(reverse("need:compare", args=[need.pk]), {"a": 10, "b": 1}).content.decode()
    assert "<ins>Nos photos à nous</ins>" in page


def test_saying_the_same_again_makes_no_version(people: People) -> None:
    need = need_of_people(people)
    given = known(people, need)
    row = queries.last_version(need).document["requirements"][0]
    actions.change_requirement(requirement=row["id"], values={"text": row["text"], "level": row["level"]}, **given)
    actions.put_back_requirement(requirement=row["id"], **given)
    actions.restore(number=1, **given)
    assert queries.last_version(need).number == 1


def test_an_answer_changes_the_document_and_what_changed_is_marked(owner: Client, people: People) -> None:
    need = need_of_people(people)
    question = next(
        row["id"] for row in queries.last_version(need).document["questions"] if row["id"] not in {"kind", "budget"}
    )
    owner.post(reverse("need:answer", args=[need.pk]), {"question": question, "words": "Julie, le lundi"})
    page = shown.page(*queries.last_two(need))
    assert page.changes.changed
    assert any(part.changed for part in page.parts)
    assert "fresh" in owner.get(reverse("need:document", args=[need.pk])).content.decode()
    assert question not in [row["id"] for row in page.questions]
    owner.post(reverse("need:answer", args=[need.pk]), {"question": question, "words": ""})
    assert queries.last_version(need).document == queries.version(need, 1).document


ENGLISH = "Our site cannot be read on a phone, we want to redo it for €4,000."


@pytest.mark.parametrize("page", ["fr", "en"])
@pytest.mark.parametrize(("sentence", "language"), [(SENTENCE, "fr"), (ENGLISH, "en")])
def test_a_document_is_in_the_language_of_its_sentence(
    owner: Client, people: People, sentence: str, language: str, page: str
) -> None:
    owner.cookies["language"] = page
    owner.post(reverse("need:home"), {"sentence": sentence})
    need = Need.objects.get(company=people.company)
    assert need.language == queries.last_version(need).document["language"] == language
    shown_page = owner.get(reverse("need:document", args=[need.pk])).content.decode()
    assert (reverse("need:write_in", args=[need.pk]) in shown_page) is (language != page)


def test_words_of_no_language_are_written_in_that_of_the_page(owner: Client, people: People) -> None:
    owner.cookies["language"] = "en"
    owner.post(reverse("need:home"), {"sentence": "CRM, 4 000 €"})
    assert Need.objects.get(company=people.company).language == "en"


def test_the_other_language_is_one_click_away_and_the_edits_stay(owner: Client, people: People) -> None:
    need = need_with_history(people)
    before = queries.last_version(need)
    owner.post(reverse("need:write_in", args=[need.pk]), {"language": "en"})
    version = queries.last_version(need)
    assert (version.number, version.document["language"]) == (before.number + 1, "en")
    assert version.inputs == before.inputs
    assert "Lisible sur un téléphone d'il y a six ans" in {row["text"] for row in version.document["requirements"]}
    assert shown.page(version, before).news == []
    page = owner.get(reverse("need:document", args=[need.pk])).content.decode()
    assert say("needs.language_not_sentence_en") in page  # and the way back is beside it
    actions.answer(question=next(iter(version.inputs["answers"])), words="Julie, le mardi", **known(people, need))
    assert queries.last_version(need).document["language"] == "en"  # asked for once, kept
    actions.restore(number=before.number, **known(people, need))
    need.refresh_from_db()
    assert need.language == "fr"


def test_a_sentence_said_again_in_the_other_language_changes_that_of_the_document(people: People) -> None:
    need = need_of_people(people)
    actions.say_again(sentence=ENGLISH, sector="", headcount=None, **known(people, need))
    assert queries.last_version(need).document["language"] == "en"


def test_an_answer_of_another_kind_is_kept_and_not_used(people: People) -> None:
    need = need_of_people(people)
    given = known(people, need)
    question = next(
        row["id"] for row in queries.last_version(need).document["questions"] if row["id"].startswith("redesign.")
    )
    actions.answer(question=question, words="Julie", **given)
    actions.say_again(sentence="Former toute l'équipe à l'IA", sector="", headcount=None, **given)
    version = queries.last_version(need)
    assert version.inputs["answers"] == {question: "Julie"}
    assert queries.kinds_written(version) == ["training"]


def test_the_kinds_of_a_second_purchase_are_in_its_list_alone(owner: Client, people: People) -> None:
    need = need_of_people(people, "Il faut refaire notre site et aussi trouver un comptable pour tenir nos comptes.")
    asked = next(row["text"] for row in queries.last_version(need).document["questions"] if row["id"] == "second")
    proposed = re.findall(r"\((\w+)\) /", asked)
    page = owner.get(reverse("need:document", args=[need.pk])).content.decode()
    assert proposed
    for kind in proposed:
        assert f"({kind})" not in page
        assert f'value="{kind}"' in page


def test_a_second_purchase_is_chosen_in_a_list_and_taken_back(owner: Client, people: People) -> None:
    need = need_of_people(people, ASSUMED["need.assume_second"])
    address, answer = (reverse(f"need:{name}", args=[need.pk]) for name in ("document", "answer"))
    assert say("needs.no_second") in owner.get(address).content.decode()
    owner.post(answer, {"question": "second", "words": "catalogue"})
    assert [lot["kind"] for lot in queries.last_version(need).document["choice_rule"]["lots"]][1:] == ["catalogue"]
    assert say("needs.which_second") in owner.get(address).content.decode()
    owner.post(answer, {"question": "second", "words": "no"})
    assert queries.last_version(need).document["choice_rule"]["lots"] == []
    owner.post(answer, {"question": "second", "words": ""})
    assert say("needs.no_second") in owner.get(address).content.decode()


ASSUMED = {
    "need.assume_trade": SENTENCE,
    "need.assume_headcount": SENTENCE,
    "need.assume_deadline": SENTENCE,
    "need.assume_law": SENTENCE,
    "need.assume_setup": SENTENCE,
    "need.assume_run": "Refaire notre site pour 300 € par mois.",
    "need.assume_currency": "Refaire notre site pour 4000 dollars.",
    "need.assume_budget": "Refaire notre site internet.",
    "need.assume_price": "Il nous faut un taxidermiste pour un ours brun.",
    "need.assume_setup_alone": "Il nous faut un taxidermiste pour un ours brun, pour 4 000 €.",
    "need.assume_currency_alone": "Il nous faut un taxidermiste pour un ours brun, pour 4000 dollars.",
    "need.assume_kind": "On retape tout deux fois.",
    "need.assume_beside": "On retape tout deux fois.",
    "need.assume_post": "On voudrait embaucher un alternant pour nos réseaux sociaux.",
    "need.assume_other": "Il nous faut un taxidermiste pour un ours brun.",
    "need.assume_left_over": "On veut refaire notre site, un CRM et de la publicité.",
    "need.assume_apart": "Un site vitrine et des cartes de visite.",
    "need.assume_second": "Refaire le site et aussi quelque chose contre les vols dans la réserve.",
}
"""A sentence whose document states each assumption."""


def codes(need: Need) -> list[str]:
    return [each.code for each in shown.page(*queries.last_two(need)).assumptions]


def test_every_assumption_of_the_engine_can_be_settled() -> None:
    written = {code for code in sentences("orchestre.need") if code.startswith("need.assume_")}
    assert set(shown.HOW) == written == set(ASSUMED)


@pytest.mark.parametrize("code", ASSUMED)
def test_an_assumption_is_settled_in_one_click(people: People, owner: Client, code: str) -> None:
    need = need_of_people(people, ASSUMED[code])
    assert code in codes(need)
    owner.post(reverse("need:settle", args=[need.pk]), {"assumption": code, "words": ""})
    assert code not in codes(need)


def test_who_speaks_of_hiring_is_led_to_the_post(people: People, owner: Client) -> None:
    for code, told in (("need.assume_post", True), ("need.assume_price", False)):
        need = need_of_people(people, ASSUMED[code])
        page = owner.get(reverse("need:document", args=[need.pk])).content.decode()
        assert (say("needs.hires") in page) is told
        assert (say("needs.do_write_post") in page) is told


def test_a_price_nobody_knows_is_said_unknown_until_its_owner_says_one(people: People, owner: Client) -> None:
    need = need_of_people(people, ASSUMED["need.assume_price"])
    page, asking = (owner.get(reverse(f"need:{name}", args=[need.pk])).content.decode() for name in ("document", "ask"))
    assert say("needs.estimate_unknown") in page
    assert all(say(f"needs.way_unknown_{way}") in page for way in ("self", "train", "buy"))
    assert "66\u202f000" not in page
    assert say("needs.ceiling_first") in asking
    owner.post(reverse("need:settle", args=[need.pk]), {"assumption": "need.assume_price", "words": "4 000 €"})
    assert queries.last_version(need).document["choice_rule"]["price"]["ceiling"] == 4000
    assert say("needs.ceiling_first") not in owner.get(reverse("need:ask", args=[need.pk])).content.decode()


def test_no_call_is_opened_on_bounds_that_nobody_knows(people: People, owner: Client) -> None:
    need = need_of_people(people, ASSUMED["need.assume_price"])
    asks = reverse("need:ask", args=[need.pk])
    assert reverse("calls:from_need", args=[need.pk]) not in owner.get(asks).content.decode()
    assert owner.post(reverse("calls:from_need", args=[need.pk])).headers["Location"] == asks
    with pytest.raises(calls.NoCeiling):
        called(people, need)
    for nothing in ("", "beaucoup", "0", "-5"):
        assert owner.post(asks, {"ceiling": nothing, "tax": "excl"}).status_code == 422
    rule = owner.get(reverse("need:rule", args=[need.pk])).content.decode()
    assert "66\u202f000" not in rule  # keeping the points would have made them one's own
    owner.post(asks, {"ceiling": "2 400 €", "tax": "incl"})
    version = queries.last_version(need)
    price = version.document["choice_rule"]["price"]
    assert {name: price[name] for name in ("floor", "ceiling", "tax", "origin")} == {
        "floor": 800, "ceiling": 2400, "tax": "incl", "origin": "owner",
    }  # fmt: skip
    assert "need.assume_price" not in codes(need)
    call = called(people, need)
    assert (call.first_facts["budget_floor"], call.first_facts["budget_ceiling"]) == (800, 2400)


@pytest.mark.parametrize(("words", "ceiling"), [("excl", 6880), ("incl", 6213)])
def test_a_sum_with_or_without_tax_is_said_in_one_click(
    people: People, owner: Client, words: str, ceiling: int
) -> None:
    need = need_of_people(people)
    said = {"assumption": "need.assume_setup", "words": words}
    owner.post(reverse("need:settle", args=[need.pk]), said)
    assert "need.assume_setup" not in codes(need)
    assert queries.last_version(need).document["choice_rule"]["price"]["ceiling"] == ceiling


@pytest.mark.parametrize(
    "code", ["need.assume_setup", "need.assume_run", "need.assume_currency", "need.assume_budget", "need.assume_price"]
)
def test_another_sum_stands_in_place_of_the_one_of_the_sentence(people: People, owner: Client, code: str) -> None:
    need = need_of_people(people, ASSUMED[code])
    owner.post(reverse("need:settle", args=[need.pk]), {"assumption": code, "words": "7 000 € HT"})
    price = queries.last_version(need).document["choice_rule"]["price"]
    assert (price["setup_ceiling"], price["run_month_ceiling"]) == (7000, None)


def test_the_inputs_of_a_version_come_back_as_they_were(people: People) -> None:
    need = need_with_history(people)
    for version in NeedVersion.objects.filter(need=need):
        inputs = Inputs.from_json(version.inputs)
        assert inputs.as_json() == version.inputs
        assert isinstance(inputs.edits, Edits)


# --- The call -----------------------------------------------------------------------------------------------------


def test_a_call_takes_its_rule_from_the_need_before_anything_comes_in(people: People, owner: Client) -> None:
    need = need_of_people(people)
    call = called(people, need)
    assert called(people, need) == call, "asked twice, it is the one already there"
    document = queries.need_of(call.pk)
    assert document == queries.last_version(need).document
    assert call.first_facts == {"budget_floor": 2293, "budget_ceiling": 6880, "days": None, "months": 36}
    decision = Decision.objects.get(call=call)
    read = drafting.read(decision.document)
    asked = {row["id"]: row["points"] for row in document["choice_rule"]["criteria"]}
    given = {criterion.key: criterion.points for criterion in read.scales.criteria}
    assert {key: points * sum(given.values()) for key, points in asked.items()} == {
        key: points * sum(asked.values()) for key, points in given.items()
    }, "the same shares"
    assert [gate.key for gate in read.scales.gates] == ["fit"]
    assert DecisionChange.objects.get(decision=decision).at >= call.created_at
    need.refresh_from_db()
    assert need.state == NeedState.CALLED
    page = owner.get(reverse("calls:receive", args=[call.pk])).content.decode()
    assert reverse("need:version_of_call", args=[call.need_version_id]) in page
    assert [event.kind for event in happened.events(call, None, 9)] == ["needs.happened_called_n"]


def test_what_is_changed_after_the_call_does_not_touch_it(people: People, owner: Client) -> None:
    need = need_of_people(people)
    call = called(people, need)
    before = queries.need_of(call.pk)
    actions.change_rule(points={"price": 90}, floor=10, ceiling=99, tax="", **known(people, need))
    assert queries.need_of(call.pk) == before
    assert (
        say("needs.called_other", n=1, when=call.created_at.date())[:20]
        in owner.get(reverse("need:document", args=[need.pk])).content.decode()
    )
    again = called(people, need)
    assert again != call
    assert [each.number for each in queries.calls_of(need)] == [2, 1]


def test_without_its_call_a_need_is_a_draft_again(people: People) -> None:
    need = need_of_people(people)
    calls.delete_call(user=people.users["owner"], call_id=called(people, need).pk)
    need.refresh_from_db()
    assert need.state == NeedState.DRAFT


def test_the_need_of_the_example_goes_with_its_call(people: People) -> None:
    owner = people.users["owner"]
    version = actions.write_example(
        company=people.company, owner=owner, sentence=SENTENCE, sector="", headcount=24, now=timezone.now()
    )
    call = Call.objects.create(
        company=people.company, title="x", reference_date=timezone.localdate(), need_version=version, demonstration=True
    )
    calls.delete_call(user=owner, call_id=call.pk)
    assert not Need.objects.exists()


def test_a_criterion_of_the_imperative_ones_is_there_whenever_something_eliminates(people: People) -> None:
    """Kinds whose rule does not weigh it have it without points: it removes and does not rank."""
    need = need_of_people(people, "Former toute l'équipe à l'IA")
    document = queries.last_version(need).document
    assert "fit" not in [row["id"] for row in document["choice_rule"]["criteria"]]
    decision = Decision.objects.get(call=called(people, need)).document
    assert drafting.criterion(decision, "fit")["points"] == 0  # type: ignore[index]
    assert drafting.gate(decision, "fit")["at_least"] == 1  # type: ignore[index]


def test_the_example_asks_for_no_replies(people: People, owner: Client) -> None:
    need = need_of_people(people)
    people.company.demonstration = True
    people.company.save()
    assert owner.post(reverse("calls:from_need", args=[need.pk])).headers["Location"].endswith(f"{need.pk}/")
    assert not Call.objects.exists()


# --- Around it ----------------------------------------------------------------------------------------------------


def test_every_move_of_a_need_is_allowed_or_refused(people: People) -> None:
    need = need_of_people(people)
    for before in NeedState:
        for after in NeedState:
            need.state = before
            if after in MOVES[before]:
                need.move(after)
                assert need.state == after
            else:
                with pytest.raises(ValueError, match="cannot go"):
                    need.move(after)


def test_a_need_put_aside_leaves_the_start_page_and_comes_back(people: People, owner: Client) -> None:
    need = need_of_people(people)
    place = people.users["owner"].memberships.get()
    assert [line.code for line in today.needs(place)][:1] == ["needs.need_questions"]
    owner.post(reverse("need:put_aside", args=[need.pk]), {"aside": "1"})
    assert "needs.need_questions" not in [line.code for line in today.needs(place)]
    owner.post(reverse("need:put_aside", args=[need.pk]), {"aside": "0"})
    assert "needs.need_questions" in [line.code for line in today.needs(place)]


def test_files_are_never_shown_in_place(people: People, owner: Client) -> None:
    need = need_with_history(people)
    for each, code in named(ENDINGS):
        response = owner.get(reverse("need:file", args=[need.pk, each]))
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.content
        assert say(code)
    given = json.loads(owner.get(reverse("need:file", args=[need.pk, "json"]), {"version": "1"}).content)
    assert given == queries.version(need, 1).document
    assert owner.get(reverse("need:file", args=[need.pk, "exe"])).status_code == 404


@pytest.mark.parametrize("ending", ["html", "md"])
def test_what_is_sent_is_without_what_is_the_owners(people: People, owner: Client, ending: str) -> None:
    address = reverse("need:file", args=[need_of_people(people).pk, ending])
    whole, sent = (owner.get(address, asked).content.decode() for asked in ({}, {"pour": "prestataires"}))
    for words in (SENTENCE, "Ne rien faire"):
        assert words in whole
        assert words not in sent


def test_a_need_keeps_one_name_in_open_contracting_data(people: People, owner: Client) -> None:
    need = need_with_history(people)
    address = reverse("need:file", args=[need.pk, "ocds.json"])
    made = [json.loads(owner.get(address, {"version": n}).content) for n in ("1", "4")]
    assert {each["ocid"] for each in made} == {need.ocid} == {queries.ocid_of(called(people, need).pk)}
    assert len({each["id"] for each in made}) == 2
    assert need_of_people(people).ocid != need.ocid


def test_needs_leave_with_their_company() -> None:
    paths = linked()
    assert (paths[Need], paths[NeedVersion]) == ("company", "need__company")


def test_a_page_makes_few_queries_however_much_is_kept(people: People, owner: Client) -> None:
    need = need_with_history(people)
    called(people, need)
    for n in range(5):
        actions.answer(question="budget", words=f"{n + 2} 000 €", **known(people, need))
    for page, most in (
        (reverse("need:document", args=[need.pk]), 7),
        (reverse("need:versions", args=[need.pk]), 7),
        (reverse("need:home"), 8),
    ):
        owner.get(page)
        with at_most(most):
            owner.get(page)


def test_every_page_speaks_both_languages(people: People, owner: Client) -> None:
    need = need_with_history(people)
    owner.cookies["language"] = "en"
    page = owner.get(reverse("need:document", args=[need.pk])).content.decode()
    assert "What nobody asked for" in page
    assert Need._meta.get_field("company").remote_field.on_delete is models.CASCADE


def test_the_pay_of_a_role_is_kept_and_said_in_its_posts(people: People, owner: Client) -> None:
    need = need_of_people(people)
    page = reverse("need:role", args=[need.pk, "job", "project-manager"])
    kept = reverse("need:role_pay", args=[need.pk, "job", "project-manager"])
    answer = owner.post(kept, {"pay_low": "38 000", "pay_high": "42 000", "pay_per": "year_gross"})
    assert answer.status_code == 302
    shown_page = owner.get(page).content.decode()
    assert re.sub("[\u00a0\u202f]", " ", shown_page).count("42 000 € brut par an") >= 2
    assert 'value="38 000"' in re.sub("[\u00a0\u202f]", " ", shown_page)
    assert queries.last_version(need).what == "needs.did_change_pay"
    wrong = owner.post(kept, {"pay_low": "42000", "pay_high": "38000", "pay_per": "year_gross"})
    assert wrong.status_code == 422
    assert "rien n’a été changé" in wrong.content.decode()
    owner.post(kept, {"pay_low": "", "pay_high": "", "pay_per": "year_gross"})
    assert queries.last_version(need).document.get("pay") is None
    assert "brut par an" not in owner.get(page).content.decode().partition('id="posts"')[2]


@pytest.mark.parametrize("said", ["Il fait beau aujourd'hui à Nantes", "Nous sommes une PME de 12 salariés à Lyon"])
def test_what_tells_no_need_is_answered_and_kept_in_the_field(owner: Client, said: str) -> None:
    page = owner.post(reverse("need:home"), {"sentence": said}).content.decode()
    assert page.count(said.rsplit(maxsplit=1)[-1]) >= 2  # in the answer and in the field
    assert 'role="alert"' in page
