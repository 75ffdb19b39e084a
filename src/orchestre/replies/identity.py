"""Who wrote a reply, as far as its name and contacts tell.

A contact alone proves little: two people quote the same page, share a phone, or write to the same buyer. It joins two
replies only when their names do not speak against it.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from orchestre.reading.contacts import phone_key
from orchestre.reading.lexicon import split_list
from orchestre.reading.normal import fold
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.reply import Reply

_PROFILE = re.compile(r"^(?:https?://)?(?:www\.|fr\.|[a-z]{2}\.)?(?P<rest>[^?#\s]+)")
_SHARED_PAGES = re.compile(
    r"^(?:bit\.ly|drive\.google|docs\.google|calendly|t\.co|lnkd\.in|youtu|wa\.me/?$|tinyurl|github\.com/?$)"
)
_ADDRESS = re.compile(r"\s*<[^<>\s]+@[^<>\s]+>$")
_GAPS = re.compile(r"[\W_]+")


@cache
def _data() -> tuple[frozenset[str], "re.Pattern[str]"]:
    text = resources.files("orchestre.replies").joinpath("identity.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    greetings = "|".join(map(re.escape, split_list(data["greetings"])))
    addressed = re.compile(rf"[\W_]*?(?:(?:{greetings})\b[^\w@]*)*(?:@[\w.-]+(?:[^\w@]|\b)*)*", re.IGNORECASE)
    return frozenset(split_list(data["placeholders"])), addressed


def author_name(reply: Reply) -> str:
    """The author's name to compare, folded; "" where there is none or the site put a word in its place.

    >>> from orchestre.replies.reply import Position
    >>> [author_name(Reply("1", Position("", "csv", 1), name, "")) for name in ("Léa MARTIN", "Utilisateur Facebook")]
    ['lea martin', '']
    """
    name = fold(_ADDRESS.sub("", reply.author or "") or reply.author or "").strip()
    plain = _GAPS.sub(" ", name).strip()
    return "" if not plain or plain in _data()[0] else " ".join(name.split())


def names_agree(one: str, other: str) -> bool:
    """Whether two folded names may be one person's: one is missing, or the shorter's words, or their first letters,
    all stand in the longer.

    >>> [names_agree("lea m.", "lea martin"), names_agree("", "bob"), names_agree("ana r", "bob p")]
    [True, True, False]
    """
    if not one or not other or one == other:
        return True
    short, long = sorted((_GAPS.sub(" ", one).split(), _GAPS.sub(" ", other).split()), key=len)
    if not short:
        return True
    left = list(long)
    for word in sorted(short, key=len, reverse=True):
        match = next((w for w in left if w == word), None) or next(
            (w for w in left if 1 in (len(w), len(word)) and w[0] == word[0]), None
        )
        if match is None:
            return False
        left.remove(match)
    return any(len(word) > 1 and word in long for word in short)


def own_handles(reply: Reply, extract: Extract) -> Iterator[str]:
    """Handles that may be the author's: not the ones the message opens with, which are whom it is written to."""
    if not extract.handles:
        return
    opening = _data()[1].match(reply.text)
    addressed = opening.end() if opening else 0
    spans = extract.evidence.get("handles", ())
    spoken_to = {handle.lower() for handle, span in zip(extract.handles, spans, strict=False) if span[0] < addressed}
    for handle in extract.handles:
        if handle.lower() not in spoken_to:
            yield handle


def contact_keys(reply: Reply, extract: Extract) -> Iterator[str]:
    """The contacts that may be the author's, in a form that compares. In a referral those of the text are somebody
    else's; those the source gives apart are always the author's."""
    if extract.kind is not Kind.REFERRAL:
        for email in extract.emails:
            yield f"mail {email.lower()}"
        for phone in extract.phones:
            yield f"phone {phone_key(phone)}"
        for url in extract.urls:
            page = _url_key(url)
            if page and not _SHARED_PAGES.match(page):
                yield f"page {page}"
        for handle in own_handles(reply, extract):
            yield f"handle {handle.lower()}"
    for field, label in (("email", "mail"), ("phone", "phone"), ("url", "page")):
        value = reply.given.get(field, "").strip()
        if value:
            key = phone_key(value) if field == "phone" else _url_key(value) if field == "url" else value.lower()
            yield f"{label} {key}"


def name_keys(reply: Reply, extract: Extract) -> Iterator[str]:
    """A full name within one call or source, or in one town. A first name alone is nobody."""
    name = author_name(reply)
    if name.count(" ") >= 1 or name.startswith("@"):
        yield f"name {name} in {reply.call_id or reply.source.file}"
        for town in extract.location if extract.kind is not Kind.REFERRAL else ():
            yield f"name {name} at {fold(town)}"


def _url_key(url: str) -> str:
    match = _PROFILE.match(url.strip().lower())
    return match.group("rest").rstrip("/") if match else ""
