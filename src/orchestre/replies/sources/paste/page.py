"""A whole page copied from a network: who said what, apart from menus, buttons, counters and suggestions.

A comment is found by its head (name, headline, age) or, where the age stands under the words (Facebook), by its foot.
Which of the two a page does, and who wrote the post, is learned from its beginning. Lines are read once, in order.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from orchestre.replies.sources.paste.lines import is_handle, looks_like_name
from orchestre.replies.sources.paste.page_lines import Line, Sort, is_name
from orchestre.replies.sources.paste.page_parts import (
    BOUNDS,
    CLOSERS,
    ENDS,
    QUIET,
    Card,
    Head,
    Rest,
    after_last,
    comparable,
    head_of,
    name_among,
    paragraphs,
    read_headline,
    says_a_button,
    text_end,
    text_of,
    tops,
)

REACH = 14
"""Lines looked back on from an age to the name above it."""
MOST_LINES = 20_000
"""Of one comment; past it the rest is set aside."""


@dataclass(slots=True)
class Layout:
    """What the beginning of a page says about the whole."""

    footed: bool = False
    buttoned: bool = False
    """No ages: buttons alone end a comment."""
    posts: int = 0
    """How many posts with their buttons: one is the post and its answers, several are a wall."""
    owners: set[str] = field(default_factory=set)
    repeated: frozenset[str] = frozenset()
    """Short lines that come with every comment: buttons in a language not known here."""
    cards: int = 0
    named: int = 0
    ends: int = 0
    """How many groups of buttons that end a comment."""

    @property
    def sure(self) -> bool:
        return self.cards > 0 and self.named >= 0.6 * self.cards

    @property
    def is_page(self) -> bool:
        """Comments with names and buttons: nothing else looks so."""
        return self.cards >= 2 and self.sure and self.ends >= 0.4 * self.cards

    def may_be_page(self, starts: int) -> bool:
        """Ages at least as frequent as paragraphs allow, or buttons beside them."""
        if not self.cards or self.buttoned:
            return self.cards >= 3 and self.sure
        return self.ends >= self.cards / 2 or (self.cards >= 2 and self.sure and 3 * self.cards >= starts)


def learn(lines: Sequence[Line]) -> Layout:
    """The layout of a page by its first lines. `cards` is 0 where nothing looks like comments."""
    layout = Layout()
    filled = [line for line in lines if line.sort not in QUIET]
    feet = heads = 0
    for at, line in enumerate(filled):
        if line.sort is Sort.HEAD:
            heads += 1
        elif line.sort is Sort.MOMENT:
            after = filled[at + 1].sort if at + 1 < len(filled) else Sort.TAIL
            feet += after in ENDS
            heads += after not in CLOSERS and bool(at) and _named_above(filled, at)
    layout.footed = feet > heads
    layout.repeated = _repeated(filled, max(feet, heads))
    groups = sum(line.sort in ENDS and (not at or filled[at - 1].sort not in CLOSERS) for at, line in enumerate(filled))
    layout.ends = groups
    layout.buttoned = not feet and not heads and groups >= 3
    if not feet and not heads and not layout.buttoned:
        return layout
    found = [each for each in _Page(layout).read(lines) if isinstance(each, Card) and (each.text or each.when)]
    layout.owners |= {comparable(card.author) for card in found if card.own and card.author}
    layout.cards, layout.named = len(found), sum(bool(card.author) for card in found)
    return layout


def _named_above(filled: Sequence[Line], at: int) -> bool:
    above = filled[max(0, at - 4) : at]
    return any(each.sort is Sort.FACE or (each.sort is Sort.WORDS and is_name(each.text.strip())) for each in above)


def _repeated(filled: Sequence[Line], anchors: int) -> frozenset[str]:
    """Short lines nearly as frequent as ages that never stand where a name would."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for at, line in enumerate(filled):
        words = line.text.strip()
        if line.sort is not Sort.WORDS or len(words) > 30 or line.url or len(words.split()) > 4:
            continue
        counts[words] += 1
        after = [each.sort for each in filled[at + 1 : at + 3]]
        if {Sort.MOMENT, Sort.BADGE, Sort.OWN} & set(after) or (at and filled[at - 1].sort is Sort.FACE):
            names.add(words)
    return frozenset(words for words, count in counts.items() if count >= max(3, 0.6 * anchors) and words not in names)


def read_page(lines: Iterable[Line], layout: Layout) -> Iterator[Card | Rest]:
    """The comments of a page in its order, and the paragraphs that belong to none."""
    return _Page(layout).read(lines)


class _Page:
    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._head: Head | None = None
        self._body: list[Line] = []
        self._given = 0
        self._tail = False

    def read(self, lines: Iterable[Line]) -> Iterator[Card | Rest]:
        ahead: deque[Line] = deque()
        source = self._known(lines)
        while True:
            if not ahead:
                try:
                    ahead.append(next(source))
                except StopIteration:
                    break
            line = ahead.popleft()
            if line.sort is Sort.HEAD:
                above = len(self._body)
                yield from self._close(self._body[:above])
                self._open(Head(line.number, line.name, when=line.when, url=line.url, own=line.own))
            elif line.sort is Sort.MOMENT or (self._layout.buttoned and line.sort in ENDS):
                yield from self._at_moment(line, _next_sort(ahead, source))
            elif line.sort is Sort.WORDS and line.text.lstrip().startswith("@") and self._handle_opens(line):
                after = _next_sort(ahead, source)
                if after is Sort.MOMENT:
                    self._body.append(line)
                else:
                    name = self._body[-1]
                    yield from self._close(self._body[:-1])
                    self._open(Head(name.number, name.text.strip(), url=name.url))
            else:
                self._body.append(line)
            if len(self._body) > MOST_LINES:
                yield from self._close(self._body)
                self._head, self._body = None, []
        if self._layout.buttoned:
            yield from self._foot(None)
        else:
            yield from self._close(self._body, last=True)

    def _known(self, lines: Iterable[Line]) -> Iterator[Line]:
        repeated = self._layout.repeated
        for line in lines:
            if line.sort is Sort.WORDS and repeated and line.text.strip() in repeated:
                yield line._replace(sort=Sort.END)
            else:
                yield line

    def _open(self, head: Head) -> None:
        self._head, self._body = head, []

    def _handle_opens(self, line: Line) -> bool:
        """A name with its @handle under it, after the buttons of another or before any comment: a post without age."""
        if self._layout.footed or not self._body or not is_handle(line.text.strip()):
            return False
        name = self._body[-1]
        if name.sort is not Sort.WORDS or not looks_like_name(name.text.strip()):
            return False
        return self._head is None or (len(self._body) > 1 and self._body[-2].sort in BOUNDS)

    def _at_moment(self, line: Line, after: Sort) -> Iterator[Card | Rest]:
        if self._layout.buttoned:
            if line.sort in ENDS and any(each.sort is Sort.WORDS for each in self._body[-1:]):
                yield from self._foot(line)
            else:
                self._body.append(line)
            return
        if self._layout.footed and after in ENDS:
            cut = after_last(self._body, CLOSERS)
            if cut == len(self._body) and says_a_button(self._body):
                cut -= 2
                self._body[-1] = self._body[-1]._replace(sort=Sort.WORDS)
            if cut or self._head is None:
                yield from self._foot(line, cut)
                return
        found = self._find_head(line)
        if found is None:
            self._body.append(line)
            return
        at, head = found
        yield from self._close(self._body[:at])
        self._open(head)

    def _foot(self, line: Line | None, cut: int = 0) -> Iterator[Card | Rest]:
        """A comment that ends here: after the last buttons above, a name, then its words."""
        part = self._body[cut:]
        yield from self._close(self._body[:cut])
        self._head, self._body = None, []
        own = any(each.sort is Sort.OWN for each in part[:4])
        at = 0
        while at < len(part) and (part[at].sort not in {Sort.WORDS, Sort.FACE}):
            at += 1
        if at == len(part):
            return
        first = part[at]
        name, url, start = "", first.url, first.number
        if first.sort is Sort.FACE or is_name(first.text.strip()) or first.url or tops(part, at):
            name = first.name or first.text.strip()
            at += 1
            while at < len(part) and part[at].text.strip() == name:
                url = url or part[at].url
                at += 1
        head = Head(start, name, when=line.when if line else "", url=url, own=own)
        if self._layout.buttoned:
            at = read_headline(head, part, at)
        self._head = head
        rest = part[at:]
        if line and not any(each.sort in {Sort.WORDS, Sort.COUNT} for each in rest):  # "Suivi" is what somebody wrote
            rest = [each._replace(sort=Sort.WORDS) if each.sort is Sort.BUTTON else each for each in rest]
        yield from self._close(rest)
        self._head = None

    # --- Heads ----------------------------------------------------------------------------------------------------

    def _find_head(self, moment: Line) -> tuple[int, Head] | None:
        """Where in the lines above an age its head begins. None where nobody's name stands above."""
        body = self._body
        at, clean = len(body), False
        while at > 0 and len(body) - at < REACH:
            sort = body[at - 1].sort
            if sort in BOUNDS:
                clean = True
                break
            at -= 1
            if sort is Sort.FACE:
                return at, head_of(body[at:], 0, moment)
        clean = clean or (at == 0 and self._head is None)
        part = body[at:]
        words = [index for index, each in enumerate(part) if each.sort is Sort.WORDS]
        if not words:
            return None
        chosen = name_among(part, words, clean=clean)
        return None if chosen is None else (at + chosen, head_of(part, chosen, moment))

    # --- Ends -----------------------------------------------------------------------------------------------------

    def _close(self, body: list[Line], *, last: bool = False) -> Iterator[Card | Rest]:
        head, self._head = self._head, None
        if head is None:
            yield from self._rest(body)
            return
        end = text_end(body, dated=bool(head.when))
        text = text_of(body[:end], head)
        after = body[end:]
        sorts = {each.sort for each in after}
        own = head.own or comparable(head.name) in self._layout.owners
        answered = Sort.REPLY in sorts
        posted = Sort.POST in sorts or (Sort.COMPOSER in sorts and not last)
        if not self._given and posted and not answered and self._layout.posts <= 1:
            own = True
            self._layout.posts += 1
        if own and head.name:
            self._layout.owners.add(comparable(head.name))
        if self._tail and not answered and not own:
            if text:
                yield from paragraphs([Line(head.line, text, Sort.WORDS)])
        elif text or head.when:
            self._given += 1
            yield Card(head.line, head.name, head.headline, head.when, text, head.url, own)
        yield from self._rest(after)

    def _rest(self, body: list[Line]) -> Iterator[Rest]:
        self._tail = self._tail or any(each.sort is Sort.TAIL for each in body)
        yield from paragraphs(body)


def _next_sort(ahead: deque[Line], source: Iterator[Line]) -> Sort:
    """The sort of the next line that is not empty."""
    for line in ahead:
        if line.sort not in QUIET:
            return line.sort
    for line in source:
        ahead.append(line)
        if line.sort not in QUIET:
            return line.sort
        if len(ahead) > REACH:
            break
    return Sort.TAIL
