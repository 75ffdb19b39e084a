"""The lines of one comment: where its head stands, where its words end, what is left beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestre.replies.me import comparable as _comparable
from orchestre.replies.sources.paste.lines import is_handle, looks_like_name
from orchestre.replies.sources.paste.moments import parts_days
from orchestre.replies.sources.paste.page_lines import Line, Sort, is_name, is_one_word

comparable = lru_cache(maxsize=16384)(_comparable)
CLOSERS = frozenset({Sort.END, Sort.REPLY, Sort.POST, Sort.COMPOSER, Sort.TAIL})
ENDS = frozenset({Sort.END, Sort.REPLY})
BOUNDS = CLOSERS | {Sort.COUNT, Sort.EDGE, Sort.MOMENT, Sort.MENU, Sort.HEAD}
QUIET = frozenset({Sort.BLANK, Sort.SIGN, Sort.EDGE})
_NO_TEXT = frozenset({Sort.BUTTON, Sort.SIGN, Sort.EDGE})
_PRICE = re.compile(r"\d.*(?:€|\$|£|\b(?:eur|euros?|usd|chf|gbp)\b)", re.I)
_CUT = re.compile(r"\s*(?:…|\.\.\.)\s*(?:plus|more|voir plus|see more|afficher plus|en voir plus)$", re.I)
_EDITED = re.compile(r"\s*\((?:modifié|modifiée|edited)\)$", re.I)
FEWEST_WORDS = 5
"""A paragraph outside of every comment that has as many is kept as set aside; a shorter one is a label."""


@dataclass(frozen=True, slots=True)
class Card:
    """One comment. `own`: the page says that the author of the post wrote it."""

    line: int
    author: str
    headline: str
    when: str
    text: str
    url: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """A paragraph that belongs to no comment."""

    line: int
    text: str


@dataclass(slots=True)
class Head:
    line: int
    name: str
    headline: str = ""
    when: str = ""
    url: str = ""
    own: bool = False
    above: str = ""
    """A price that stands between the name and the age belongs to the words."""


def says_a_button(body: Sequence[Line]) -> bool:
    """A name right under the buttons of another comment, then a word that is also a button: "Partager"."""
    if len(body) < 2 or body[-2].sort is not Sort.WORDS or not looks_like_name(body[-2].text.strip()):
        return False
    return len(body) == 2 or body[-3].sort in CLOSERS | {Sort.COUNT, Sort.BUTTON, Sort.BLANK}


def tops(part: Sequence[Line], at: int) -> bool:
    """A short line above the words of a comment that ends with its age: "Sandrine Van den Broeck", "Studio 59"."""
    text = part[at].text.strip()
    more = any(each.sort is not Sort.BLANK for each in part[at + 1 :])
    short = len(text) <= 50 and len(text.split()) <= 6 and text[-1] not in ".!?,;:…"
    return more and short and text[0].isupper() and not _PRICE.search(text)


def after_last(body: Sequence[Line], sorts: frozenset[Sort]) -> int:
    for at in range(len(body), 0, -1):
        if body[at - 1].sort in sorts:
            return at
    return 0


def name_among(  # noqa: PLR0911 - one line for each way a page shows a name
    part: Sequence[Line], words: Sequence[int], *, clean: bool
) -> int | None:
    """Index of the line that is the name. `clean`: nothing of another comment can stand in `part`."""
    linked = [index for index in words if part[index].url]
    if linked:
        return linked[0] if clean else linked[-1]
    blank = max((index for index in range(words[-1]) if part[index].sort is Sort.BLANK), default=-1)
    near = [index for index in words if index > blank]
    labelled = any(each.sort is Sort.BADGE for each in part[blank + 1 :])
    apart = blank >= 0 and len(near) < len(words) and len(near) <= 2 and not labelled
    if apart and all(is_name(part[index].text.strip()) for index in near):
        return near[0]
    if clean and len(words) <= 2 and is_one_word(part[words[0]].text.strip()):
        return words[0]
    if clean:
        for order, index in enumerate(words[:6]):
            if looks_like_name(text := part[index].text.strip()):
                beside = order and words[order - 1] == index - 1 and is_handle(text)
                return index - 1 if beside and len(part[index - 1].text) <= 60 else index
        first = part[words[0]].text.strip()
        if len(words) <= 3 and is_one_word(first):
            return words[0]
        if len(words) == 1 and len(first) <= 40 and len(first.split()) <= 3 and first[-1] not in ".!?:;,…":
            return words[0]
    if (blank >= 0 or clean) and len(near) <= 2 and all(is_name(part[index].text.strip()) for index in near):
        return near[0]
    final = words[-1]
    text = part[final].text.strip()
    above = words[-2] if len(words) > 1 else None
    if is_handle(text) and above is not None and above == final - 1 and is_name(part[above].text.strip()):
        return above
    return final if looks_like_name(text) else None


def head_of(part: Sequence[Line], at: int, moment: Line) -> Head:
    first = part[at]
    head = Head(first.number, first.name or first.text.strip(), when=moment.when, url=first.url)
    for each in part[at:]:
        head.own = head.own or each.sort is Sort.OWN
        if first.sort is Sort.FACE and comparable(each.text) == comparable(head.name):
            head.name = each.text.strip()
        if each.url and comparable(each.text) == comparable(head.name):
            head.url = head.url or each.url
    read_headline(head, part, at + 1, whole=True)
    return head


def read_headline(head: Head, part: Sequence[Line], at: int, *, whole: bool = False) -> int:
    """What the page says about the person under the name. Not `whole`: one line of it, the rest is words."""
    said: list[str] = []
    name = comparable(head.name)
    while at < len(part):
        text = part[at].text.strip()
        if part[at].sort is Sort.WORDS and comparable(text) != name and not is_handle(text) and text not in said:
            if _PRICE.search(text):
                head.above = text
            elif said and not whole:
                break
            else:
                said.append(text)
        at += 1
    head.headline = said[0] if said else ""
    return at


def text_end(body: Sequence[Line], *, dated: bool) -> int:
    """Index of the first line after the words: buttons, or counters that nothing but the page follows."""
    begun = False
    for at, line in enumerate(body):
        if line.sort in CLOSERS or (line.sort is Sort.MOMENT and begun and not dated):
            return at
        if line.sort is Sort.COUNT and begun and _only_counts(body, at):
            return at
        if line.sort is Sort.MOMENT and begun and parts_days(line.text) and _only_counts(body, at):
            return at
        begun = begun or line.sort in {Sort.WORDS, Sort.COUNT, Sort.FACE, Sort.MENU}
    return len(body)


def _only_counts(body: Sequence[Line], at: int) -> bool:
    for line in body[at + 1 :]:
        if line.sort in CLOSERS or line.sort in {Sort.FACE, Sort.MENU}:
            return True
        if line.sort is Sort.WORDS:
            return False
    return True


def text_of(body: Sequence[Line], head: Head) -> str:
    lines: list[str] = [head.above] if head.above else []
    begun = bool(lines)
    for line in body:
        if line.sort in _NO_TEXT:
            continue
        if not begun and line.sort in {Sort.BADGE, Sort.OWN, Sort.MOMENT, Sort.BLANK}:
            head.own = head.own or line.sort is Sort.OWN
            continue
        begun = True
        lines.append(line.text.strip() if line.sort is Sort.BLANK else line.text)
    if lines:
        lines[-1] = _EDITED.sub("", _CUT.sub("", lines[-1]))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def paragraphs(body: Sequence[Line]) -> Iterator[Rest]:
    """Lines in a row that could be somebody's words; labels, buttons and figures are none."""
    start, held = 0, list[str]()
    for line in [*body, Line(0, "", Sort.BLANK)]:
        if line.sort is Sort.WORDS:
            start = start if held else line.number
            held.append(line.text.strip())
            continue
        if held and line.sort not in {Sort.SIGN, Sort.COUNT}:
            kept = [text for text in held if len(text.split()) >= FEWEST_WORDS or _PRICE.search(text)]
            if kept:
                yield Rest(start, "\n".join(held))
            held = []
