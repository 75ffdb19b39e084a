"""Everybody who wrote: one letter each, nothing of anybody else in it, sent once, undone, erased with the person."""

import csv
import io
import zipfile
from email import message_from_bytes, policy

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.shortlist.letters import Letter, LetterKind, Template
from orchestre_web.accounts.models import User
from orchestre_web.answers import actions, exports, queries, shown, writing
from orchestre_web.answers.models import Answer, Answering, Sending
from orchestre_web.answers.people import Person
from orchestre_web.answers.states import AnswerState, Group
from orchestre_web.calls import actions as calls
from orchestre_web.calls import demo
from orchestre_web.calls import queries as received
from orchestre_web.calls.models import Call, LinkState, PersonLink
from orchestre_web.calls.names import person_name
from orchestre_web.site import words
from tests.orchestre_web.calls.objects import call_of, deliver
from tests.orchestre_web.people import People

OFFERS = """Nom;Message;E-mail
Ana Béal;"Je refais votre boutique pour 4 500 € HT, 12 ans d'expérience, disponible en janvier.";ana@beal.example
Hugo Garnel;"Je vous propose de refaire la boutique pour 9 100 € HT, 3 ans d'expérience.";hugo@garnel.example
Tom Ewing;"Hello, I can rebuild your shop for 7 300 € excl. VAT, I have 8 years of experience.";tom@ewing.example
Léo Caradec;Quel est votre budget ?;
Iris Humel;"Je vous recommande vivement Paul Rivat, il a refait notre boutique, contactez-le : paul@rivat.example";
"""
SPAM = 'Nom;Message\nPromo;"Gagnez de l\'argent en dormant, cliquez ici http://gagner.example !!!"\n'


@pytest.fixture
def owner(people: People) -> User:
    return people.users["owner"]


@pytest.fixture
def call(people: People) -> Call:
    call = call_of(people)
    Call.objects.filter(pk=call.pk).update(
        first_facts={"budget_floor": 3000, "budget_ceiling": 12000, "days": None, "months": None}
    )
    deliver(call, OFFERS)
    return Call.objects.select_related("company").get(pk=call.pk)


def desk(call: Call, owner: User) -> writing.Desk:
    return writing.desk(call, owner, now=timezone.now())


def person(call: Call, owner: User, name: str) -> Person:
    return next(each for each in desk(call, owner).people if each.name == name)


def mark(call: Call, owner: User, name: str) -> actions.Marked:
    pk = person(call, owner, name).pk
    return actions.mark_sent(
        user=owner, call_id=call.pk, reply_id=pk, channel=Sending.Channel.EMAIL, now=timezone.now()
    )


def test_everybody_of_the_demonstration_is_in_one_group_and_the_sum_is_what_came_in(people: People) -> None:
    demo.seed(company=people.company, owner=people.users["owner"])
    call = Call.objects.select_related("company").get()
    page = shown.overview(desk(call, people.users["owner"]))
    assert page.total == received.sums(call).records
    assert {line.group for line in page.groups} == set(Group)
    for line in page.groups:
        assert line.count == line.waiting + line.sent or line.group is Group.NOTHING
    written = desk(call, people.users["owner"])
    letters = written.letters(written.people)
    assert len(letters) == page.to_send
    assert {letter.language for letter in letters.values()} == {"fr", "en"}
    for group in Group:  # what is counted in columns is what his people say one by one
        some = list(written.of(group))
        waiting = [each for each in some if each.is_to_send]
        ready = [each for each in waiting if not letters[each.pk].to_fill]
        assert written.counts(group) == writing.Counts(
            people=len(some),
            to_send=len(ready),
            to_write=len(waiting) - len(ready),
            sent=sum(each.state is AnswerState.SENT for each in some),
            without_address=sum(not each.email for each in ready),
        )


def test_each_gets_the_letter_of_his_kind_in_his_language(call: Call, owner: User) -> None:
    actions.settle(user=owner, call_id=call.pk, first=1, before=None, others=LetterKind.REFUSAL)
    at = desk(call, owner)
    letters = at.letters(at.people)
    by_name = {each.name: (each.kind, letters[each.pk]) for each in at.people}
    assert {name: kind for name, (kind, _) in by_name.items()} == {
        "Ana Béal": LetterKind.SHORTLISTED,
        "Hugo Garnel": LetterKind.REFUSAL,
        "Tom Ewing": LetterKind.REFUSAL,
        "Léo Caradec": LetterKind.ANSWER,
        "Iris Humel": LetterKind.REFERRAL,
    }
    assert by_name["Tom Ewing"][1].text.startswith("Hello Tom Ewing,")
    assert by_name["Léo Caradec"][1].to_fill
    assert person(call, owner, "Iris Humel").email == "", "the address is of whom she recommends"


def test_nothing_of_the_others_stands_in_a_letter(call: Call, owner: User) -> None:
    at = desk(call, owner)
    letters = at.letters(at.people)
    names = [each.name for each in at.people if each.name]
    figures = ["4 500", "9 100", "7 300", "7,300", "12 ans", "8 years", "3 ans"]
    for each in at.people:
        text = " ".join(letters[each.pk].text.split())
        assert not [name for name in names if name != each.name and name in text]
        his = call.replies.get(pk=each.pk).text
        assert not [figure for figure in figures if figure in text and figure.replace(",", " ") not in his]
    ana = letters[person(call, owner, "Ana Béal").pk].text
    assert "4 500" in " ".join(ana.split())


def test_a_letter_is_noted_once_undone_and_the_register_only_grows(call: Call, owner: User) -> None:
    mark(call, owner, "Ana Béal")
    ana = person(call, owner, "Ana Béal")
    assert ana.state is AnswerState.SENT
    with pytest.raises(actions.NothingToSend):
        mark(call, owner, "Ana Béal")
    line = Sending.objects.get()
    assert line.with_notice
    assert len(line.sha256) == 64
    assert line.sha256 != actions.letter_mark(desk(call, owner).letters([ana])[ana.pk]), "the notice is told once"
    actions.undo_sent(user=owner, call_id=call.pk, reply_id=ana.pk, now=timezone.now())
    assert person(call, owner, "Ana Béal").is_to_send
    assert Sending.objects.count() == 2
    assert Sending.objects.get(pk=line.pk).text == line.text
    with pytest.raises(actions.NothingToUndo):
        actions.undo_sent(user=owner, call_id=call.pk, reply_id=ana.pk, now=timezone.now())
    mark(call, owner, "Ana Béal")
    assert Sending.objects.filter(with_notice=True, undoes=None, undone=None).count() == 1


def test_letters_noted_together_are_taken_back_together(call: Call, owner: User, people: People) -> None:
    ana = person(call, owner, "Ana Béal")
    client = people.clients["owner"]
    note = reverse("answers:mark_group_sent", args=[call.pk, shown.ADDRESSES[ana.group]])
    client.post(note, {"channel": "email"})
    sent = Sending.objects.filter(undoes=None).count()
    assert sent > 1
    client.post(reverse("answers:undo_together", args=[call.pk, Sending.objects.latest("pk").pk]))
    assert Sending.objects.filter(undoes__isnull=False).count() == sent
    assert person(call, owner, "Ana Béal").is_to_send
    first = Sending.objects.earliest("pk").pk
    again = client.post(reverse("answers:undo_together", args=[call.pk, first]), follow=True)
    assert Sending.objects.count() == 2 * sent
    assert words.say("answers.nothing_to_undo") in again.content.decode()
    client.post(note, {"channel": "email"})
    undo = reverse("answers:undo_together", args=[call.pk, Sending.objects.filter(undoes=None).latest("pk").pk])
    history = reverse("shortlist:history", args=[call.pk])
    assert undo in client.get(history).content.decode()
    client.post(undo, {"next": history})
    assert Sending.objects.filter(undoes=None, undone=None).count() == 0


def test_words_written_over_come_back(call: Call, owner: User, people: People) -> None:
    ana = person(call, owner, "Ana Béal")
    client, said = people.clients["owner"], {"kind": "thanks", "spoken": "fr"}
    group = reverse("answers:change_text", args=[call.pk, shown.ADDRESSES[ana.group]])
    client.post(group, said | {"subject": "Un mot", "text": "Bonjour {nom}, mes mots."})
    client.get(reverse("answers:home", args=[call.pk]))
    told = client.post(group, said | {"ours": "1"}, follow=True)
    assert 'name="text" value="Bonjour {nom}, mes mots."' in told.content.decode()
    letter = reverse("answers:change_letter", args=[call.pk, ana.pk])
    client.post(letter, {"kind": "thanks", "subject": "À vous", "text": "Mes propres mots."})
    client.get(reverse("answers:home", args=[call.pk]))
    own = {"kind": "thanks", "subject": "x", "text": "y", "what": "questions"}
    told = client.post(letter, own, follow=True)
    assert 'name="text" value="Mes propres mots."' in told.content.decode()
    assert Answer.objects.get(reply=ana.pk).text == ""


def test_who_was_thanked_is_told_later_that_another_was_chosen_and_never_the_way_back(call: Call, owner: User) -> None:
    actions.settle(user=owner, call_id=call.pk, first=0, before=None, others=LetterKind.THANKS)
    actions.mark_group_sent(
        user=owner, call_id=call.pk, group=Group.OFFERS, channel=Sending.Channel.COPY, now=timezone.now()
    )
    assert not [each for each in desk(call, owner).of(Group.OFFERS) if each.is_to_send]
    actions.settle(user=owner, call_id=call.pk, first=1, before=None, others=LetterKind.REFUSAL)
    waiting = {each.name: each.kind for each in desk(call, owner).people if each.is_to_send}
    assert waiting["Ana Béal"] is LetterKind.SHORTLISTED
    assert waiting["Hugo Garnel"] is LetterKind.REFUSAL
    mark(call, owner, "Hugo Garnel")
    actions.settle(user=owner, call_id=call.pk, first=3, before=None, others=LetterKind.THANKS)
    assert person(call, owner, "Hugo Garnel").state is AnswerState.SENT


def test_a_question_waits_for_the_answer_of_the_owner(call: Call, owner: User) -> None:
    leo = person(call, owner, "Léo Caradec")
    with pytest.raises(actions.StillToWrite):
        mark(call, owner, "Léo Caradec")
    actions.change_own_text(
        user=owner, call_id=call.pk, reply_id=leo.pk, kind=LetterKind.ANSWER,
        given=Template("Notre budget", "Bonjour Léo,\n\nEntre 3 000 et 12 000 euros {hors taxes}."),
    )  # fmt: skip
    assert desk(call, owner).counts(Group.QUESTIONS) == writing.Counts(
        1, to_send=1, to_write=0, sent=0, without_address=1
    )
    assert mark(call, owner, "Léo Caradec").sent == 1
    assert desk(call, owner).counts(Group.QUESTIONS) == writing.Counts(
        1, to_send=0, to_write=0, sent=1, without_address=0
    )
    line = Sending.objects.get()
    assert line.text.startswith("Bonjour Léo,\n\nEntre 3 000 et 12 000 euros {hors taxes}.")
    assert line.with_notice


def test_one_person_gets_another_letter_or_none(call: Call, owner: User) -> None:
    hugo, ana = person(call, owner, "Hugo Garnel"), person(call, owner, "Ana Béal")

    def choose(pk: int, kind: LetterKind | None, *, proposed: bool = False) -> None:
        actions.choose_kind(user=owner, call_id=call.pk, reply_id=pk, kind=kind, proposed=proposed)

    choose(hugo.pk, None)
    assert person(call, owner, "Hugo Garnel").group is Group.NOTHING
    choose(hugo.pk, LetterKind.CHOSEN)
    assert person(call, owner, "Hugo Garnel").kind is LetterKind.CHOSEN
    choose(hugo.pk, LetterKind.IN_PLACE)
    choose(ana.pk, LetterKind.IN_PLACE)
    assert person(call, owner, "Ana Béal").kind is LetterKind.IN_PLACE
    assert person(call, owner, "Hugo Garnel").kind is hugo.kind, "one provider of today"
    choose(ana.pk, None, proposed=True)
    assert person(call, owner, "Ana Béal") == ana


def test_what_a_person_writes_after_the_letter_stands_beside_it(call: Call, owner: User) -> None:
    mark(call, owner, "Ana Béal")
    ana = person(call, owner, "Ana Béal")
    deliver(call, 'Nom;Message;E-mail\nAna Béal;"Oui, je fais aussi la reprise du catalogue.";ana@beal.example\n')
    call.refresh_from_db()
    later = call.replies.latest("position")
    if not PersonLink.objects.filter(later=later).exists() and not later.duplicate_of:
        PersonLink.objects.create(call=call, earlier_id=ana.pk, later=later, state=LinkState.MERGED)
    back = queries.came_back(call, [ana.pk])[ana.pk]
    assert [each.reply.pk for each in back] == [later.pk]
    assert queries.came_back(call, [person(call, owner, "Hugo Garnel").pk]) == {}


def test_erased_with_the_person(call: Call, owner: User) -> None:
    ana, hugo = person(call, owner, "Ana Béal"), person(call, owner, "Hugo Garnel")
    actions.change_own_text(
        user=owner, call_id=call.pk, reply_id=hugo.pk, kind=LetterKind.SHORTLISTED,
        given=Template("Un mot", "Bonjour, comme Ana Béal, vous êtes parmi les premiers."),
    )  # fmt: skip
    mark(call, owner, "Ana Béal")
    mark(call, owner, "Hugo Garnel")
    held = calls.export_person(user=owner, company_id=call.company_id, reply_ids=[ana.pk], now=timezone.now())
    assert [line["kind"] for line in held["replies"][0]["letters"]] == ["shortlisted"]
    calls.erase_reply(user=owner, call_id=call.pk, reply_id=ana.pk)
    assert not Answer.objects.filter(reply_id=ana.pk).exists()
    assert [line.reply_id for line in Sending.objects.all()] == [hugo.pk]
    for model in (Answer, Sending):
        assert not model.objects.filter(text__contains="Ana Béal").exists()


def test_a_text_of_the_group_is_the_owners_until_he_takes_ours_back(call: Call, owner: User) -> None:
    def change(given: Template | None) -> Answering:
        return actions.change_text(user=owner, call_id=call.pk, kind=LetterKind.SHORTLISTED, language="fr", given=given)

    change(Template("Bravo", "Cher {nom}, à vite."))
    at = desk(call, owner)
    ana = person(call, owner, "Ana Béal")
    assert at.letters([ana])[ana.pk].text.startswith("Cher Ana Béal, à vite.\n\n")
    assert not change(None).texts


def test_files_hold_every_letter_that_is_ready(call: Call, owner: User, people: People) -> None:
    def take(kind: str, group: str = "premiers") -> bytes:
        answer = people.clients["owner"].get(reverse("answers:files", args=[call.pk, group, kind]))
        assert answer.status_code == 200
        return bytes(answer.content)

    with zipfile.ZipFile(io.BytesIO(take("eml"))) as archive:
        names = archive.namelist()
        mails = [message_from_bytes(archive.read(name), policy=policy.default) for name in names]
    assert {mail["To"] for mail in mails} == {"ana@beal.example", "hugo@garnel.example", "tom@ewing.example"}
    assert all(mail["X-Unsent"] == "1" for mail in mails)
    rows = list(csv.reader(io.StringIO(take("csv").decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 4
    assert {len(row) for row in rows} == {6}
    with zipfile.ZipFile(io.BytesIO(take("txt"))) as archive:
        assert len(archive.namelist()) == 3
    with zipfile.ZipFile(io.BytesIO(take("eml", "recommandations"))) as archive:
        assert archive.namelist() == ["sans-adresse/001-iris-humel.txt"]
    refused = people.clients["owner"].get(reverse("answers:files", args=[call.pk, "questions", "csv"]))
    assert refused.status_code == 302
    assert not Sending.objects.exists(), "taking a file marks nothing"


@pytest.mark.parametrize(
    ("author", "greeting"),
    [
        ("Ana Béal", "Ana Béal"),
        ("Aude Lenoir <aude@lenoir.example>", "Aude Lenoir"),
        ("Marc D.", "Marc D."),
        ("camille.t", ""),
        ("marco_v", ""),
        ("@zoe@mastodon.example", ""),
        ("+33 6 39 98 64 64", ""),
        ("", ""),
    ],
)
def test_a_letter_greets_people_and_not_handles(author: str, greeting: str, call: Call, owner: User) -> None:
    call.replies.filter(author="Ana Béal").update(author=author)
    assert person(call, owner, person_name(author).strip()).greeting == greeting


def test_the_register_as_a_table_runs_no_formula(call: Call, owner: User, people: People) -> None:
    call.replies.filter(author="Ana Béal").update(author='=HYPERLINK("x")')
    mark(call, owner, '=HYPERLINK("x")')
    answer = people.clients["owner"].get(reverse("answers:register_file", args=[call.pk]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][1].startswith("'=")


def test_as_many_queries_for_many_people_as_for_few(people: People, django_assert_max_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    owner, counts = people.users["owner"], []
    demo.seed(company=people.company, owner=owner)
    small = call_of(people)
    deliver(small, OFFERS)
    Call.objects.filter(pk=small.pk).update(first_facts=Call.objects.get(demonstration=True).first_facts)
    for call in (small, Call.objects.get(demonstration=True)):
        address = reverse("answers:group", args=[call.pk, "premiers"])
        people.clients["owner"].get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert people.clients["owner"].get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("evil", ["=?utf-8?q?=0d=0aBcc=3A_x=40evil.example?=", "a\nBcc: x@evil.example", "a\u2028b"])
def test_no_title_adds_a_line_to_the_head_of_a_mail(evil: str) -> None:
    """The mail library undoes encoded words, line breaks in them too."""
    letter = Letter(LetterKind.THANKS, "fr", evil, "Bonjour.", to_fill=False)
    mail = exports.mail(letter, "moi@exemple.example", "ana@beal.example")
    assert b"\r\nBcc" not in mail
    assert message_from_bytes(mail, policy=policy.default)["To"] == "ana@beal.example"
