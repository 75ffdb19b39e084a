"""From the choice to the end: letters first, steps that leave a line, papers kept apart, releases never changed."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from orchestre.award import AwardState, BadMove, PaperKind, ProviderKind
from orchestre_web.accounts.models import Company
from orchestre_web.answers import writing as letters_of
from orchestre_web.answers.models import Sending
from orchestre_web.award import actions, after_erase, queries, today
from orchestre_web.award.models import Award, AwardEvent, Paper, PaperPart, Release
from orchestre_web.calls.models import Call, Reply
from orchestre_web.judging import actions as judging
from orchestre_web.judging.models import Interest
from tests.orchestre.need.released import HOSTILE, faults, package_faults
from tests.orchestre_web.award.objects import AUTHORS, CONTRACT, PDF, chosen_call, signed_call, told_call
from tests.orchestre_web.people import People


def page(people: People, call_id: int, who: str = "edits") -> str:
    return people.clients[who].get(reverse("award:page", args=[call_id])).content.decode()


def test_nobody_is_told_before_the_letter_to_the_chosen_one_is_sent(people: People) -> None:
    call = chosen_call(people)
    user, now = people.users["edits"], timezone.now()
    assert "Préparer les lettres" in page(people, call.pk)
    with pytest.raises(actions.ChosenNotTold):
        actions.tell(user=user, call_id=call.pk, now=now)
    actions.prepare_letters(user=user, call_id=call.pk, now=now)
    assert "Lire et envoyer les lettres" in page(people, call.pk)
    assert not Sending.objects.exists()
    assert not Release.objects.exists()


def test_no_letter_names_or_prices_another(people: People) -> None:
    call = chosen_call(people)
    user, now = people.users["edits"], timezone.now()
    actions.prepare_letters(user=user, call_id=call.pk, now=now)
    desk = letters_of.desk(call, user, now=now)
    letters = desk.letters(desk.people)
    prices = {"Ana Béal": "9\u202f000", "Zoé Quark": "4\u202f000", "Paul Ferrand": "11\u202f500"}
    kinds = {person.author: person.kind for person in desk.people}
    assert {name: kind.value for name, kind in kinds.items() if kind} == {
        "Ana Béal": "chosen", "Zoé Quark": "refusal", "Paul Ferrand": "refusal",
    }  # fmt: skip
    for person in desk.people:
        words = f"{letters[person.pk].subject}\n{letters[person.pk].text}"
        for other in AUTHORS:
            if other != person.author:
                assert other not in words
                assert other.split()[1] not in words
                assert prices[other] not in words


def test_every_letter_is_counted_and_who_waits_is_named(people: People) -> None:
    call = chosen_call(people)
    assert "Aucune lettre n’est encore partie\u00a0: 3 restent à envoyer" in page(people, call.pk)
    told = told_call(people)
    event = AwardEvent.objects.get(award__call=told)
    assert (event.values["sent"], event.values["left"]) == (3, 0)
    assert "3 lettres envoyées, plus aucune à envoyer" in page(people, told.pk).replace("\u202f", " ")


def test_a_step_taken_back_leaves_its_line_and_says_so_in_one_more_release(people: People) -> None:
    call = signed_call(people)
    user, now = people.users["edits"], timezone.now()
    award = Award.objects.get(call=call)
    before = [(row.number, row.text) for row in queries.releases_of(award)]
    actions.undo(user=user, call_id=call.pk, now=now)
    award.refresh_from_db()
    assert award.state == AwardState.TOLD
    assert [row.what for row in queries.log_of(award)] == ["undone", "signed", "told"]
    assert [row.tag for row in queries.releases_of(award)] == ["award", "contract", "contractUpdate"]
    assert [(row.number, row.text) for row in queries.releases_of(award)][: len(before)] == before
    actions.undo(user=user, call_id=call.pk, now=now)
    with pytest.raises(actions.NothingToUndo):
        actions.undo(user=user, call_id=call.pk, now=now)
    award.refresh_from_db()
    assert award.state == AwardState.CHOSEN


def test_the_whole_way_and_giving_up(people: People) -> None:
    call = signed_call(people)
    user, now = people.users["edits"], timezone.now()
    actions.amend(user=user, call_id=call.pk, contract=CONTRACT, why="Un lot de plus.", now=now)
    actions.end(user=user, call_id=call.pk, why="", now=now)
    with pytest.raises(BadMove):
        actions.give_up(user=user, call_id=call.pk, why="", now=now)
    actions.undo(user=user, call_id=call.pk, now=now)
    actions.give_up(user=user, call_id=call.pk, why="Il ne répond plus.", now=now)
    with pytest.raises(actions.SameChoice):
        actions.begin_again(user=user, call_id=call.pk, now=now)
    judging.choose(user=user, call_id=call.pk, offer_id="r1", why="", now=now)
    actions.begin_again(user=user, call_id=call.pk, now=now)
    award = Award.objects.get(call=call)
    assert queries.standing(award).choice.offer_id == "r1"  # type: ignore[union-attr]
    assert queries.contract_of(award) is None
    assert queries.papers_of(award) == []
    tags = [row.tag for row in queries.releases_of(award)]
    assert tags == ["award", "contract", "contractAmendment", "contractTermination", "contractUpdate",
                    "contractTermination"]  # fmt: skip
    for row in queries.releases_of(award):
        assert faults(json.loads(row.text)) == []
        assert hashlib.sha256(row.text.encode()).hexdigest() == row.sha256
    assert len({json.loads(row.text)["ocid"] for row in queries.releases_of(award)}) == 1


@pytest.mark.parametrize("words", ["Ana Béal", HOSTILE], ids=["plain", "hostile"])
def test_what_is_given_away_is_valid_whatever_people_wrote(people: People, words: str) -> None:
    """The package of every release, and each one's file, as tools for public buying get them."""
    call = told_call(people, named=words[:255])
    user, now = people.users["edits"], timezone.now()
    Call.objects.filter(pk=call.pk).update(title=words[:120])
    Company.objects.filter(pk=people.company.pk).update(name=words[:120])
    actions.sign(user=user, call_id=call.pk, contract=CONTRACT, now=now)
    client = people.clients["reads"]
    package = json.loads(client.get(reverse("award:releases", args=[call.pk])).content)
    assert package_faults(package) == []
    assert [each["tag"] for each in package["releases"]] == [["award"], ["contract"]]
    for number, each in enumerate(package["releases"], start=1):
        assert json.loads(client.get(reverse("award:release", args=[call.pk, number])).content) == each
        assert each["awards"][0]["suppliers"][0]["name"].startswith(words[:40])


def test_above_the_amount_a_second_person_speaks_first(people: People) -> None:
    judging.set_limit(user=people.users["owner"], company_id=people.company.pk, amount=1000, now=timezone.now())
    call = chosen_call(people)
    user, now = people.users["edits"], timezone.now()
    actions.prepare_letters(user=user, call_id=call.pk, now=now)
    with pytest.raises(BadMove):
        actions.tell(user=user, call_id=call.pk, now=now)
    choice = call.choices.get()
    judging.approve(
        user=people.users["owner"], call_id=call.pk, choice_id=choice.pk, approved=True, reason="Vu.", now=now
    )
    assert queries.standing(Award.objects.get(call=call)).state is AwardState.APPROVED
    assert "choisie et approuvée" in page(people, call.pk)


def test_papers_are_downloads_and_one_put_in_by_mistake_no_longer_counts(people: People) -> None:
    call = signed_call(people)
    paper = Paper.objects.get()
    answer = people.clients["reads"].get(reverse("award:paper_file", args=[call.pk, paper.pk]))
    assert b"".join(answer) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "1 papier" not in page(people, call.pk)
    actions.withdraw_paper(user=people.users["edits"], call_id=call.pk, paper_id=paper.pk, now=timezone.now())
    award = Award.objects.get(call=call)
    found = queries.vigilance_of(
        award, None, queries.contract_of(award), queries.papers_of(award), timezone.localdate()
    )
    assert len(found.waiting) == 3
    client = people.clients["edits"]
    address = reverse("award:see_paper", args=[call.pk])
    for file in (SimpleUploadedFile("a.html", b"<script>1</script>"), SimpleUploadedFile("a.pdf", b"")):
        client.post(address, {"kind": "social", "seen_on": "2026-11-20", "file": file})
    client.post(address, {"kind": "social", "seen_on": "2026-11-20"})
    assert Paper.objects.count() == 1


def test_the_start_page_asks_for_what_is_missing(people: People) -> None:
    signed_call(people)
    chosen_call(people)
    member = people.company.memberships.get(user=people.users["edits"])
    found = {line.code: dict(line.values) for line in today.needs(member)}
    assert found == {"awards.need_papers": {"n": 2}, "awards.need_letters": {}}


def test_below_the_amount_nothing_is_asked_and_the_page_says_why(people: People) -> None:
    call = chosen_call(people, offer="r1")
    assert "Rien à demander" in page(people, call.pk)
    actions.name_provider(user=people.users["edits"], call_id=call.pk, kind=ProviderKind.FOREIGN)
    assert "A1" not in page(people, call.pk)


def test_ties_are_declared_and_who_has_not_said_is_named(people: People) -> None:
    call = chosen_call(people)
    assert "n’a pas encore dit" in page(people, call.pk)
    client = people.clients["edits"]
    address = reverse("judging:declare", args=[call.pk])
    client.post(address, {})
    assert not Interest.objects.exists()
    client.post(address, {"none": "1"})
    client.post(address, {"words": "Sa sœur y travaille."})
    assert [each.words for each in Interest.objects.order_by("pk")] == ["", "Sa sœur y travaille."]
    for name in ("award:page", "award:record", "judging:minutes"):
        html = people.clients["reads"].get(reverse(name, args=[call.pk])).content.decode()
        assert "Sa sœur y travaille." in html, name
        assert "n’a pas encore dit" not in html, name


def test_the_record_is_the_same_words_in_a_file(people: People) -> None:
    call = signed_call(people)
    html = people.clients["reads"].get(reverse("award:record", args=[call.pk])).content.decode()
    for words in ("Ana Béal", "La plus sûre.", "Contrat signé", "Urssaf", Release.objects.order_by("pk")[0].sha256):
        assert words in html
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = people.clients["reads"].get(reverse("award:record_file", args=[call.pk, kind]))
        assert answer.content.startswith(begins)
    dates = people.clients["reads"].get(reverse("award:dates", args=[call.pk])).content.decode()
    assert dates.count("BEGIN:VEVENT") == 2


def test_an_erased_person_leaves_days_and_marks_and_no_name(people: People) -> None:
    call = signed_call(people)
    reply = Reply.objects.get(call=call, source_id="r0")
    marks = list(Release.objects.values_list("sha256", flat=True))
    after_erase.forget(Reply.objects.get(call=call, source_id="r1"))
    assert all("Ana Béal" in row.text for row in Release.objects.all())
    after_erase.forget(reply)
    assert not PaperPart.objects.exists()
    assert not any("Ana Béal" in row.text for row in Release.objects.all())
    assert list(Release.objects.values_list("sha256", flat=True)) == marks
    assert Paper.objects.get().kind == PaperKind.SOCIAL
