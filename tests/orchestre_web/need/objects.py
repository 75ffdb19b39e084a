"""A need with its versions."""

from datetime import timedelta

from django.utils import timezone

from orchestre_web.need import actions, queries
from orchestre_web.need.models import Need
from tests.orchestre_web.people import People

SENTENCE = "Notre site est illisible sur téléphone, on veut le refaire pour 4 000 €."


def need_of_people(people: People, sentence: str = SENTENCE) -> Need:
    return actions.write_new(
        user=people.users["owner"],
        company_id=people.company.pk,
        sentence=sentence,
        language="fr",
        now=timezone.now() - timedelta(minutes=9),
    )


def need_with_history(people: People) -> Need:
    """Four versions: written, answered, one requirement taken out, another changed and one's own."""
    need = need_of_people(people)
    known = {"user": people.users["owner"], "need_id": need.pk, "now": timezone.now()}
    document = queries.last_version(need).document
    question = next(row["id"] for row in document["questions"] if row["id"] != "kind")
    first, second = (row["id"] for row in document["requirements"][:2])
    actions.answer(question=question, words="Julie, le lundi", **known)
    actions.remove_requirement(requirement=first, **known)
    actions.change_requirement(
        requirement=second, values={"text": "Lisible sur un téléphone d'il y a six ans", "level": "must"}, **known
    )
    need.refresh_from_db()
    return need


def objects(people: People) -> dict[str, object]:
    need = need_with_history(people)
    document = queries.last_version(need).document
    return {
        "need": need.pk,
        "need_row": document["requirements"][3]["id"],
        "need_version": queries.last_version(need).pk,
        "need_number": 1,
        "need_section": "who",
        "need_format": "md",
        "need_form": "job",
        "need_role": "project-manager",
    }
