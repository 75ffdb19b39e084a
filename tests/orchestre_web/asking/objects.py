"""A call with somebody to ask, and a message that was sent, for the pages of the questions."""

from django.utils import timezone

from orchestre_web.asking import actions
from orchestre_web.asking.models import Asked
from tests.orchestre_web.people import People
from tests.orchestre_web.shortlist import calls_for_tests as made


def objects(people: People) -> dict[str, object]:
    first = "Forfait de 5 000 € HT, 5 ans d'expérience, disponible de suite."
    call = made.call_of(people.company, first, "Disponible de suite, 6 ans d'expérience.", "Disponible de suite.")
    asked = actions.mark_sent(
        user=people.users["owner"],
        call_id=call.pk,
        reply_id=call.replies.get(source_id="r1").pk,
        channel=Asked.Channel.COPY,
        now=timezone.now(),
    )
    return {
        "asking_call": call.pk,
        "asking_asked": asked.pk,
        "asking_person": asked.reply_id,
        "asking_question": asked.questions.earliest("pk").pk,
        "asking_price": asked.questions.get(key="price").pk,
        "asking_other": call.replies.get(source_id="r2").pk,
    }
