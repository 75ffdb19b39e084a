"""The HTML of one post: its words, whom it opens by naming, where its links lead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from orchestre.replies.sources.markup import Tag, markup, unescaped

_BREAKS = frozenset({"p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_HANDLE = re.compile(r"@?([\w.-]+)(?:@([\w.-]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Words:
    """`text` without the people a reply is addressed to; `links` whose address is not among the words."""

    text: str
    links: tuple[str, ...] = ()


@dataclass(slots=True)
class _Piece:
    text: str
    mention: str = ""
    """The address of the person, in a piece that names one."""


@dataclass(slots=True)
class _Link:
    address: str
    mention: bool
    words: list[str] = field(default_factory=list)


class _Reader:
    """Parts of a link hidden from view ("https://", its end) are words too: they are one address."""

    def __init__(self, content: str) -> None:
        self.pieces: list[_Piece] = []
        self.links: list[str] = []
        self._link: _Link | None = None
        for one in markup(content):
            if isinstance(one, str):
                self._say(unescaped(one))
            elif one.name == "a":
                self._close()
                self._link = None if one.closes else _link(one)
            elif one.name == "br" or (one.closes and one.name in _BREAKS):
                self._say("\n\n" if one.name in ("p", "blockquote") else "\n")
            elif one.name == "li":
                self._say("\n- ")
        self._close()

    def _say(self, words: str) -> None:
        if self._link is not None:
            self._link.words.append(words)
        else:
            self.pieces.append(_Piece(words))

    def _close(self) -> None:
        link, self._link = self._link, None
        if link is None:
            return
        shown = "".join(link.words)
        self.pieces.append(_Piece(shown, link.address if link.mention else ""))
        plain = shown.strip()
        if link.address.startswith("http") and not link.mention and not plain.startswith("#") and "." not in plain:
            self.links.append(link.address)


def _link(tag: Tag) -> _Link:
    classes = tag.attribute("class").split()
    return _Link(tag.attribute("href"), "mention" in classes and "hashtag" not in classes)


def words_of(content: str, addressed: Mapping[str, bool]) -> Words:
    """The words of a post. `addressed` says of each mentioned person, by address and by handle, whether he is the one
    the reply answers to or somebody of the thread: such names fall away where the post opens with them. A name it does
    not know falls away too; one it says False of stays, since the author calls that person in.

    >>> words_of('<p><a class="mention" href="https://m.example/@a">@a</a> 400&nbsp;€ &amp; plus</p>', {}).text
    '400\\xa0€ & plus'
    """
    reader = _Reader(content)
    pieces = reader.pieces
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.mention:
            known = addressed.get(piece.mention, addressed.get(handle(piece.text), True))
            if not known:
                break
        elif piece.text.strip():
            break
        at += 1
    text = "".join(piece.text for piece in pieces[at:])
    text = "\n".join(line.strip(" \t") for line in text.replace("\u200b", "").split("\n"))
    return Words(re.sub(r"\n{3,}", "\n\n", text).strip(), tuple(reader.links))


def handle(written: str) -> str:
    """
    >>> handle("@Lou_Dev"), handle("lou@m.example")
    ('lou_dev', 'lou@m.example')
    """
    match = _HANDLE.fullmatch(written.strip())
    return "" if match is None else "@".join(part for part in match.groups() if part).lower()
