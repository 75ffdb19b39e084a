"""A reply was erased at somebody's request: the letters to him go with it, drafts and register."""

from orchestre_web.answers.models import Answer, Answering, Sending
from orchestre_web.calls.models import Call, Reply

GONE = "…"
FEWEST_LETTERS = 3


def forget(reply: Reply) -> None:
    """Those to the person; and his name where a letter to somebody else, or a text of the owner, says it."""
    Answer.objects.filter(reply=reply).delete()
    Sending.objects.filter(reply=reply).delete()
    author = reply.name.strip()
    if len(author) < FEWEST_LETTERS:
        return
    for model in (Answer, Sending):
        named = model.objects.filter(call=reply.call_id, text__contains=author)
        for row in named.iterator(chunk_size=100):
            row.subject, row.text = row.subject.replace(author, GONE), row.text.replace(author, GONE)
            row.save(update_fields=["subject", "text"])
    for answering in Answering.objects.filter(call=reply.call_id):
        texts = {
            name: {part: words.replace(author, GONE) for part, words in text.items()}
            for name, text in answering.texts.items()
        }
        if texts != answering.texts:
            answering.texts = texts
            answering.save(update_fields=["texts"])


def forget_call(call: Call) -> None:
    """The same for every reply of a call at once; the owner's own texts stay."""
    Answer.objects.filter(call=call).delete()
    Sending.objects.filter(call=call).delete()
