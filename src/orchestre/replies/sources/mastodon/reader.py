"""Mastodon: the thread under a post as the API gives it, a list of posts, the archive's `outbox.json`."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from orchestre.replies.sources.columns import Column, ColumnMap, Role
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.mastodon.post import handle, words_of
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_pieces
from orchestre.replies.sources.table import Mine, NoCells, Notice, Problem, Row, Table
from orchestre.replies.sources.tools.json_stream import EACH, Item, items_at, objects, string, too_long
from orchestre.replies.sources.tools.own_words import OWN_WORDS

COLUMNS = ColumnMap(
    (
        Column("id", Role.ID),
        Column("author", Role.AUTHOR),
        Column("account", Role.AUTHOR_ID),
        Column("profile", Role.URL),
        Column("about", Role.HEADLINE),
        Column("date", Role.DATE),
        Column("text", Role.TEXT),
    )
)

_THREAD = re.compile(r'"(ancestors|descendants)"\s*:\s*\[')
_OUTBOX = re.compile(r'"orderedItems"\s*:\s*\[')
_POST = re.compile(r'"acct"\s*:')
_MOST_PEOPLE = 10_000
"""People of a thread who are remembered, so that a name a reply opens with is known to be of the thread."""


class Mastodon:
    def recognise(self, head: Head) -> Guess | None:
        text = head.text
        start = text.lstrip()[:1]
        layout = None
        if start == "{":
            if _OUTBOX.search(text) and ("activitystreams" in text or '"OrderedCollection"' in text):
                layout = "outbox"
            elif _THREAD.search(text) and (_is_post(text) or (head.whole and len(set(_THREAD.findall(text))) == 2)):
                layout = "thread"
        elif start == "[" and _is_post(text[:50_000]) and '"created_at"' in text:
            layout = "posts"
        return Guess("mastodon", 0.995, head.encoding, None, COLUMNS, layout=layout) if layout else None

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        del name
        assert guess.encoding is not None
        found = COLUMNS if columns is None else COLUMNS.asked_for(columns)
        pieces = text_pieces(stream, guess.encoding)
        match guess.layout:
            case "outbox":
                rows = _own(items_at(pieces, ("orderedItems", EACH), limits))
            case "thread":
                rows = _Thread(limits).rows(pieces, (frozenset({"ancestors", "descendants"}), EACH))
            case _:
                rows = _Thread(limits).rows(pieces, (EACH,))
        yield Table(found, rows, guess.format, text_as_is=True, channel="mastodon")


def _is_post(text: str) -> bool:
    return _POST.search(text) is not None and '"account"' in text and '"content"' in text


def _own(items: Iterator[Item]) -> Iterator[Row]:
    for item, found in objects(items):
        if isinstance(found, Problem):
            yield item.line, found, None
        elif not item.lost or "published" in found:
            yield item.line, OWN_WORDS["mastodon"], None


class _Thread:
    """Posts as rows. `owner` is the account of the post the thread answers, when the file holds it (`status`)."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._owner = ""
        self._people: set[str] = set()

    def rows(self, pieces: Iterator[str], path: tuple[frozenset[str] | str, ...]) -> Iterator[Row]:
        for item, found in objects(items_at(pieces, path, self._limits, beside=self._beside)):
            extra: dict[str, str] = {}
            if isinstance(found, Problem):
                yield item.line, found, None
            elif not item.lost or ("account" in found and "content" in found):
                yield item.line, self._row(found, item.names, extra), extra or None

    def _beside(self, name: str, value: object) -> None:
        """The post itself, where the file holds it beside its thread."""
        if name == "status" and isinstance(value, dict) and isinstance(account := value.get("account"), dict):
            self._owner = _account(account)

    def _row(self, post: Mapping[str, object], names: tuple[str, ...], extra: dict[str, str]) -> list[str] | NoCells:
        inner = post.get("status")
        if isinstance(inner, dict):  # a notification
            post = inner
        account = post.get("account")
        account = account if isinstance(account, dict) else {}
        who, page = _account(account), string(account.get("url"))
        shown = string(account.get("display_name")).strip()
        author = f"{shown} (@{who})" if shown and who else shown or (f"@{who}" if who else "")
        if self._owner and who == self._owner:
            return Mine()
        by = (author, who, string(account.get("acct")), page)
        if names == ("ancestors",):
            return Notice("replies.before_the_post", string(post.get("content"))[:2_000], by=by)
        content = string(post.get("content"))
        if long := too_long([author, content], self._limits):
            return long
        words = words_of(content, self._addressed(post))
        if len(self._people) < _MOST_PEOPLE:
            self._people.update(one for one in (page, string(account.get("id"))) if one)
        warning = string(post.get("spoiler_text")).strip()
        text = words.text or warning
        if not text:
            code = "replies.attachment_only" if post.get("media_attachments") else "replies.no_text"
            return Notice(code, by=by)
        if warning and words.text:
            extra["content_warning"] = warning
        if words.links:
            extra["links"] = "\n".join(words.links)[:2_000]
        if account.get("bot") is True:
            extra["bot"] = "true"
        about = words_of(string(account.get("note"))[:5_000], {}).text
        return [string(post.get("id")), author, who, page, about, string(post.get("created_at")), text]

    def _addressed(self, post: Mapping[str, object]) -> dict[str, bool]:
        """Of each person a post mentions, whether he is of the thread. Unknown (no numbers in the file): not said."""
        answered = string(post.get("in_reply_to_account_id"))
        found: dict[str, bool] = {}
        listed = post.get("mentions")
        for mention in listed if answered and isinstance(listed, list) else ():
            if isinstance(mention, dict) and (number := string(mention.get("id"))):
                page, acct = string(mention.get("url")), string(mention.get("acct"))
                here = number == answered or number in self._people or page in self._people or acct == self._owner
                found |= {page: here, handle(acct): here, handle(string(mention.get("username"))): here}
        return found


def _account(account: Mapping[str, object]) -> str:
    """name@server; the API leaves out its own server."""
    name = string(account.get("acct") or account.get("username")).strip().lstrip("@")
    if name and "@" not in name:
        try:
            host = urlsplit(string(account.get("url"))).hostname
        except ValueError:
            host = None
        return f"{name}@{host}" if host else name
    return name


SOURCE = Mastodon()
