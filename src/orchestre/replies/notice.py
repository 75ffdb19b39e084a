"""What a person whose reply is kept must be told: a text ready to send, in the person's language.

Contents: articles 13 and 14 of Regulation (EU) 2016/679 (GDPR): who keeps the data, why and on what ground, which
data and where they came from, who sees them, until when, which rights, to whom one may complain. When the person did
not give the data to the company, the notice is due within one month (art. 14, 3, a) and at the first message (b).

>>> from datetime import date
>>> until = date(2027, 10, 12)
>>> print(notice("en", company="Nord", contact="a@b.exemple", need="A shop", source="", until=until).subject)
Your reply to the call “A shop”: what we keep of it
"""

from dataclasses import dataclass
from datetime import date

from orchestre.basics import Language
from orchestre.basics.months import add_months
from orchestre.basics.sentences import say


@dataclass(frozen=True, slots=True)
class InformationNotice:
    """`body`: the text without greeting and signature, to stand at the end of another letter."""

    subject: str
    text: str
    body: str


_PARAGRAPHS = ("what", "why", "data", "who", "until", "decision", "rights", "complain")


def notice(
    language: Language,
    *,
    company: str,
    contact: str,
    need: str,
    source: str,
    until: date,
    recommended_by: str = "",
    in_place: bool = False,
) -> InformationNotice:
    """`source`: where the reply was written, in words ("" when nobody knows). `until`: the day it is erased at last.
    `recommended_by`: who gave the name of a person who wrote nothing. `in_place`: one works with him, and typed in what
    his papers say."""
    values = {"company": company, "contact": contact, "need": need, "source": source, "until": until}
    values |= {"by": recommended_by}
    paragraphs = ["hello", *_PARAGRAPHS, "sign"]
    own: dict[str, str] = {} if source else {"what": "what_unknown_source"}
    if recommended_by:
        own = {name: f"{name}_recommended" for name in ("what", "data")}
    if in_place:
        own = {name: f"{name}_in_place" for name in ("what", "why", "data")}
    said = [say(f"replies.notice_{own.get(name, name)}", language, **values) for name in paragraphs]
    about = "_recommended" if recommended_by else "_in_place" if in_place else ""
    subject = say(f"replies.notice_subject{about}", language, **values)
    return InformationNotice(subject, "\n\n".join(said), "\n\n".join(said[1:-1]))


def due(received: date) -> date:
    """One month after the data came in (GDPR art. 14, 3, a): the same day of the next month, or its last.

    >>> due(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    return add_months(received, 1)
