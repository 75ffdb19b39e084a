"""Who wrote a reply, as far as its name and contacts tell.

A contact alone proves little: two people quote the same page, share a phone, or write to the same buyer. It joins two
replies only when their names do not speak against it.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from orchestre.reading.contacts import phone_key
from orchestre.reading.lexicon import split_list
from orchestre.reading.normal import fold
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.persons import Sign
from orchestre.replies.reply import FORM_PROVED, Reply

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
    short, long = _parts(one), _parts(other)
    if len(short) > len(long):
        short, long = long, short
    if not short:
        return True
    whole = False
    for word in short:
        if word not in long:
            # At best an initial stands for it: "m" for "martin", or the other way round.
            if word[0] not in long if len(word) > 1 else not any(other[0] == word for other in long):
                return False
        elif len(word) > 1:
            whole = True
    if not whole:
        return False
    left = list(long)
    for word in sorted(short, key=len, reverse=True):
        match = next((w for w in left if w == word), None) or next(
            (w for w in left if 1 in (len(w), len(word)) and w[0] == word[0]), None
        )
        if match is None:
            return False
        left.remove(match)
    return True


@lru_cache(maxsize=8192)
def _parts(name: str) -> tuple[str, ...]:
    """The words of a folded name, kept: one name is compared with many."""
    return tuple(_GAPS.sub(" ", name).split())


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


class Mark(NamedTuple):
    """Something that tells who wrote: `key` compares, `words` are as written."""

    sign: Sign
    key: str
    words: str


_OWN = re.compile(r"\b(?:me|my|moi|m['’]|mon|ma|mes|je|i|mp)\b", re.IGNORECASE)


def contact_marks(reply: Reply, extract: Extract) -> Iterator[Mark]:
    """The contacts and accounts that are the author's. In a referral those of the text are somebody else's unless "me"
    or "my" stands before them; an advertisement gives those of an office, which places many. What the source gives
    apart is always the author's."""
    kind = extract.kind
    if kind is not Kind.SPAM:
        for sign, label, values in (
            (Sign.EMAIL, "emails", extract.emails),
            (Sign.PHONE, "phones", extract.phones),
            (Sign.PROFILE, "urls", extract.urls),
            (Sign.HANDLE, "handles", own_handles(reply, extract) if extract.handles else ()),
        ):
            for number, value in enumerate(values):
                if (kind is not Kind.REFERRAL or _own_words_before(reply, extract, label, number)) and (
                    key := _contact_key(sign, value)
                ):
                    yield Mark(sign, key, value)
    if kind is Kind.OFFER:
        yield from _account_shown(reply)
    given = reply.given
    if not given:
        return
    for field, sign in (("email", Sign.EMAIL), ("phone", Sign.PHONE), ("url", Sign.PROFILE)):
        value = given.get(field, "").strip()
        if value and (key := _contact_key(sign, value)):
            yield Mark(sign, key, value)
    account = given.get("author_id", "").strip()
    if account:
        yield Mark(Sign.AUTHOR_ID, f"id {network(reply)} {account.lower()}", account)


class Writer(NamedTuple):
    """What tells who wrote one reply. A contact said twice is one mark."""

    name: str
    """`shown_name`, folded, to compare."""
    contacts: tuple[Mark, ...]
    proving: tuple[Mark, ...]
    """Those of the contacts that make one person certain."""


def writer(reply: Reply, extract: Extract) -> Writer:
    contacts = tuple({mark.key: mark for mark in contact_marks(reply, extract)}.values())
    return Writer(writer_name(reply, extract), contacts, _proved_in_form(reply) if reply.by_form else contacts)


def _proved_in_form(reply: Reply) -> tuple[Mark, ...]:
    """In the form of a call anybody writes any name and any address: only the address proves whose mailbox the sender
    opened."""
    address = reply.given.get(FORM_PROVED, "").strip()
    return (Mark(Sign.EMAIL, _contact_key(Sign.EMAIL, address), address),) if address else ()


_SHOW_NAMES = frozenset({"whatsapp"})
"""Formats whose authors are the owner's own contacts: one first name there is one person."""


def _account_shown(reply: Reply) -> Iterator[Mark]:
    """One name in one file is one account, where the source gives neither an account nor a page of its own: who adds a
    word to his offer is not somebody else. A first name alone is not enough, but in one's own telephone."""
    given = reply.given
    name = author_name(reply)
    if not name or reply.by_form or given.get("author_id") or given.get("url"):
        return
    if is_full(name) or reply.source.format in _SHOW_NAMES:
        yield Mark(Sign.AUTHOR_ID, f"shown {reply.source.file} {network(reply)} {name}", reply.author or "")


def contact_keys(reply: Reply, extract: Extract) -> Iterator[str]:
    """The contacts that may be the author's, in a form that compares."""
    return (mark.key for mark in contact_marks(reply, extract))


def _contact_key(sign: Sign, value: str) -> str:
    match sign:
        case Sign.PHONE:
            return f"phone {phone_key(value)}"
        case Sign.PROFILE:
            page = _url_key(value)
            return f"page {page}" if page and not _SHARED_PAGES.match(page) else ""
        case Sign.EMAIL:
            return f"mail {value.lower()}"
        case _:
            return f"handle {value.lower()}"


def _own_words_before(reply: Reply, extract: Extract, field: str, number: int) -> bool:
    spans = extract.evidence.get(field, ())
    return number < len(spans) and _OWN.search(reply.text[max(0, spans[number][0] - 40) : spans[number][0]]) is not None


def network(reply: Reply) -> str:
    """Where accounts are told apart: "linkedin" of "linkedin_comment", else the kind of file.

    >>> from orchestre.replies.reply import Position
    >>> network(Reply("1", Position("a.json", "telegram", 1), None, "", channel="slack_message"))
    'slack'
    """
    return (reply.channel or reply.source.format).partition("_")[0].lower()


_USER_NAME = re.compile(r"(?:u/|@)[\w.-]{3,}|(?=[^\s]*[\d_])[a-z0-9][\w.-]{4,}", re.IGNORECASE)


def user_name(reply: Reply) -> str:
    """The account an author shows in place of a name ("u/tom_dev", "lea.web2"); "" for a name as people bear them."""
    author = (reply.author or "").strip()
    if not _USER_NAME.fullmatch(author) or not author_name(reply):
        return ""
    return author.lower().removeprefix("u/").removeprefix("@")


_NAME = (
    r"(?:[A-ZÀ-ÖØ-ÝŁŻŚÅ][\w’'-]*\.?)(?: (?:de|du|des|d['’]|la|le|van|von|der|el|ben|da|di|y))*"
    r"(?: [A-ZÀ-ÖØ-ÝŁŻŚÅ][\w’'-]*\.?){1,2}"
)
_LABELLED = re.compile(
    rf"^\W*(?:pr[ée]nom (?:et|&) nom|nom (?:et|&) pr[ée]nom|nom complet|nom|full name|your name|votre nom|name)\s?:\s?"
    rf"(?P<name>{_NAME})\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_INTRODUCED = re.compile(
    rf"\b(?:[Jj]e m['’]appelle|[Mm]on nom est|[Mm]y name is|[Ii]ci|[Tt]his is|[Mm]oi c['’]est|[Jj]e suis|I['’]m|I am) "
    rf"(?P<name>{_NAME})(?=[,.;:!\n(]| (?:et|de|from|and|à)\b|\Z)"
)
_SIGNED = re.compile(rf"(?:^|[.!?…)\]:;-–—|]\s|\n)\s*(?P<name>{_NAME})\s*(?:[,|–—-][^\n.!?]{{1,40}})?\.?\s*\Z")
_LINE = re.compile(rf"^\W*(?P<name>{_NAME})\s*(?:[,|–—-][^\n.!?]{{1,60}})?$")
LAST_LINES = 4


def signed_name(text: str) -> str:
    """The name a text is signed or introduced with, as written; "" when there is none. Two words or more.

    >>> signed_name("400 € la journée, dispo en mars. F. Garrigou, Toulon"), signed_name("Merci d'avance, à bientôt")
    ('F. Garrigou', '')
    """
    for pattern in (_LABELLED, _INTRODUCED):
        match = pattern.search(text)
        if match and _is_name(match["name"]):
            return match["name"]
    lines = [line.strip() for line in text.rstrip().rsplit("\n", LAST_LINES + 1)[-LAST_LINES:] if line.strip()]
    for line in lines if "\n" in text.strip() else ():
        match = _LINE.match(line)
        if match and _is_name(match["name"]):
            return match["name"]
    match = _SIGNED.search(text[-90:])
    return match["name"] if match and _is_name(match["name"]) else ""


def _is_name(written: str) -> bool:
    words = _GAPS.sub(" ", fold(written)).split()
    return (
        len(words) >= 2
        and any(len(word) > 1 for word in words)
        and not written.isupper()
        and not _not_names().intersection(words)
        and not any(word.isdigit() for word in words)
    )


@cache
def _not_names() -> frozenset[str]:
    text = resources.files("orchestre.replies").joinpath("identity.toml").read_text(encoding="utf-8")
    return frozenset(split_list(tomllib.loads(text)["not_names"]))


def shown_name(reply: Reply, extract: Extract) -> str:
    """The name to know the writer by, as written: the author shown, else the one the source gives apart, else the one
    he signs with. A town that ends a letter is no signature, and a referral is not signed by whom it names."""
    if author_name(reply):
        return (reply.author or "").strip()
    given = reply.given.get("name", "").strip()
    if given:
        return given
    if extract.kind in (Kind.REFERRAL, Kind.SPAM):
        return ""
    signed = signed_name(reply.text)
    return "" if signed and fold(signed) in {fold(town) for town in extract.location} else signed


def writer_name(reply: Reply, extract: Extract) -> str:
    """`shown_name`, folded, to compare."""
    return " ".join(fold(shown_name(reply, extract)).split())


def is_full(name: str) -> bool:
    """Two words of two letters or more: a first name alone, or an initial, is nobody."""
    return sum(len(word) > 1 for word in _parts(name)) >= 2


def name_marks(reply: Reply, extract: Extract, name: str) -> Iterator[Mark]:
    """A full name within one call or source, or in one town; a user name anywhere. In any order of its words."""
    account = user_name(reply)
    if account:
        yield Mark(Sign.NAME, f"user {account}", reply.author or "")
    call = reply.call_id or reply.source.file
    if not is_full(name):
        return
    ordered = " ".join(sorted(_parts(name)))
    yield Mark(Sign.NAME, f"name {ordered} in {call}", name)
    for town in extract.location if extract.kind is not Kind.REFERRAL else ():
        yield Mark(Sign.TOWN, f"name {ordered} at {fold(town)}", town)


def short_names(name: str) -> tuple[str, ...]:
    """What a full name and its short forms share: "zofia m" and "zofia malinowska" have "zofia+m" in common.

    >>> short_names("flavien garrigou"), short_names("f. garrigou"), short_names("paul")
    (('flavien+g', 'garrigou+f'), ('garrigou+f',), ())
    """
    words = _parts(name)
    if len(words) < 2:
        return ()
    first, last = words[0], words[-1]
    ends = ((first, last), (last, first))
    return tuple(f"{whole}+{other[0]}" for whole, other in ends if len(whole) > 1)


def _url_key(url: str) -> str:
    match = _PROFILE.match(url.strip().lower())
    return match.group("rest").rstrip("/") if match else ""
