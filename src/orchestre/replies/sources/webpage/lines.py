"""The lines of a page in HTML, as it shows them: each with the profile it links to and the moment it names.

Text only: no tag, script, style or attribute passes but the addresses of profiles, mails and phones.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from orchestre.replies.sources.dates import iso_date
from orchestre.replies.sources.html import BLOCKS
from orchestre.replies.sources.markup import VOID, Tag, markup, unescaped
from orchestre.replies.sources.paste.page_lines import Line, Sort, clean, looked

_BLOCKS = BLOCKS | {"br", "button", "dialog", "figcaption", "option", "summary", "td", "th"}
_SILENT = frozenset(
    ["noscript", "template", "svg", "math", "head", "title", "select", "object", "canvas", "textarea", "iframe",
     "noembed", "noframes", "xmp"]
)  # fmt: skip
_COMMENT = re.compile(r"(?:^|[\s_-])(?:comments?|replies|reply|commentaires?|post|message|tweet)(?:$|[\s_-])", re.I)
_PEOPLE = re.compile(
    r"linkedin\.com/(?:in|company|school)/[^/?#]+/?$|facebook\.com/(?:profile\.php|people/[^/]+/\d+/?$|[\w.\-]+/?$)|"
    r"instagram\.com/[\w.]+/?$|(?:^|//)(?:www\.)?(?:x|twitter)\.com/\w+/?$|youtube\.com/(?:@[^/]+|channel/[^/]+)/?$|"
    r"reddit\.com/u(?:ser)?/[^/]+/?$|ycombinator\.com/user|bsky\.app/profile/[^/]+/?$|/@[\w.]+(?:@[\w.\-]+)?/?$|"
    r"/u/[^/]+(?:/summary)?/?$|memberlist\.php|/(?:profile?s?|freelancers?|users?|members?|membres?)/[^/]+/?$",
    re.I,
)
_SHOWN_AS_BLOCK = re.compile(r"(?:^|[;\s])display:\s*(?:block|flex|grid|list-item|table)", re.I)
_GAPS = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*|[ \t\r\f\v]+")
LONGEST_LINE = 200_000
"""Characters; a longer line is cut in two."""


class _Lines:
    def __init__(self) -> None:
        self.done: list[Line] = []
        self._last: Sort | None = None
        """What the last line was, handed over or not."""
        self._number = 0
        self._pieces: list[str] = []
        self._size = 0
        self._silent: list[str] = []
        self._pre = 0
        self._href = ""
        self._link: list[str] = []
        self._profile = self._name = ""
        self._linked = 0
        self._when = ""
        self._edges: list[tuple[str, bool]] = []

    # --- Lines ----------------------------------------------------------------------------------------------------

    def flush(self, *, blank: bool = False) -> None:
        text = clean("".join(self._pieces)).strip()
        if text or (blank and self._last is not Sort.BLANK):
            self._number += 1
            self._add(self._parts(text))
        self._pieces, self._size, self._linked = [], 0, 0
        self._profile = self._name = self._when = ""

    def _parts(self, text: str) -> list[Line]:
        """One line; two where a name that is a link and what stands beside it ("Auteur", an age) share it."""
        name = self._name
        if name and text.startswith(name) and (beside := text[len(name) :].strip(" ·•|")):
            sort = looked(beside)[0]
            if sort in {Sort.OWN, Sort.BADGE, Sort.MOMENT}:
                first = Line(self._number, name, Sort.WORDS, "", "", self._profile)
                return [first, self._line(beside)._replace(url="")]
        return [self._line(text)]

    def _line(self, text: str) -> Line:
        sort, name, when, own = looked(text)
        if self._when and len(text) < 60 and sort in {Sort.WORDS, Sort.MOMENT}:
            sort, when = Sort.MOMENT, self._when
        whole = self._linked >= 0.8 * len(text)
        url = self._profile if self._profile and (whole or sort in {Sort.FACE, Sort.HEAD}) else ""
        if url and sort is Sort.WORDS and len(text) > 80:
            url = ""
        return Line(self._number, text, sort, name, when, url, own)

    def _edge(self) -> None:
        self.flush()
        if self._last not in (None, Sort.EDGE):
            self._add([Line(self._number, "", Sort.EDGE)])

    def _add(self, lines: list[Line]) -> None:
        self.done += lines
        self._last = lines[-1].sort

    # --- Tags -----------------------------------------------------------------------------------------------------

    def tag(self, tag: Tag) -> None:
        if tag.closes:
            self._end(tag.name)
        else:
            self._start(tag.name, tag.attributes() if not self._silent else {})
            if tag.name in _SILENT and tag.closes_itself:
                self._silent.pop()

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
            return
        if self._silent:
            return
        if tag in _BLOCKS or _SHOWN_AS_BLOCK.search(given.get("style", "")[:500]):
            self.flush(blank=tag == "p")
        if tag not in VOID and tag in {"article", "li", "div", "tr", "section"}:
            boxed = tag == "article" or given.get("role") in {"article", "comment", "listitem"}
            boxed = boxed or bool(_COMMENT.search(given.get("class", "")[:200]))
            self._edges.append((tag, boxed))
            if boxed:
                self._edge()
        if tag == "pre":
            self._pre += 1
        elif tag == "a":
            self._href, self._link = given.get("href", "")[:2000], []
        elif tag in {"time", "relative-time", "faceplate-timeago"}:
            stamp = given.get("datetime") or given.get("ts") or ""
            self._when = stamp if iso_date(stamp) else ""
        elif tag == "img":
            alt = " ".join(given.get("alt", "").split())
            if 0 < len(alt) <= 4 and not alt.isalnum():
                self._say(alt)  # an emoji drawn as a picture

    def _end(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
            elif tag in {"body", "html"}:
                self._silent = []
            return
        if tag == "a" and self._href:
            self._end_link()
        if tag in _BLOCKS and tag not in VOID:
            self.flush(blank=tag == "p")
        if tag == "pre":
            self._pre = max(0, self._pre - 1)
        while self._edges and any(each == tag for each, _ in self._edges[-40:]):
            closed, boxed = self._edges.pop()
            if boxed:
                self._edge()
            if closed == tag:
                break

    def _end_link(self) -> None:
        href, said = self._href, "".join(self._link).strip()
        self._href = ""
        if _PEOPLE.search(href.split("?")[0] if "profile.php" not in href else href) and said:
            if not self._profile:
                self._profile, self._name = href, said
            self._linked += len(said)
            return
        scheme, _, rest = href.partition(":")
        if scheme in {"mailto", "tel"}:
            address = unquote(rest.split("?")[0])
            if address and address not in said:
                self._say(f" ({address})")
        elif scheme in {"http", "https"} and said.endswith(("…", "...")) and "." in said and " " not in said:
            self._say(f" ({href})" if urlsplit(href).netloc else "")

    def text(self, data: str) -> None:
        if not self._silent:
            if self._href:
                self._link.append(data)
            self._say(data)

    def _say(self, data: str) -> None:
        if self._pre and "\n" in data:
            for piece in data.split("\n")[:-1]:
                self._pieces.append(piece)
                self.flush(blank=True)
            data = data.rsplit("\n", 1)[-1]
        text = _GAPS.sub(" ", data) if not self._pre else data
        if text == " " and (not self._pieces or self._pieces[-1].endswith(" ")):
            return
        self._pieces.append(text)
        self._size += len(text)
        if self._size > LONGEST_LINE:
            self.flush()


def lines_of_html(pieces: Iterable[str]) -> Iterator[Line]:
    """The lines a reader of the page would see, in its order. Broken HTML is read as browsers do, never refused."""
    reader = _Lines()
    for piece in markup(pieces):
        if isinstance(piece, str):
            reader.text(unescaped(piece))
        else:
            reader.tag(piece)
        if reader.done:
            yield from _taken(reader)
    reader.flush()
    yield from _taken(reader)


def _taken(reader: _Lines) -> list[Line]:
    done, reader.done = reader.done, []
    return done
