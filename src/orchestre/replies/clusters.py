"""The same letter sent by several people: who sent it, the words they share, what each put in its gaps.

Replies of a call are looked at together. Two are one letter when most of their words stand in the same order and what
differs is short: names, figures, places. Nothing is said about who or what wrote it: only that n others sent the same.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from orchestre.reading.normal import Prepared, folded_words, prepare
from orchestre.replies.extract import Extract
from orchestre.replies.identity import names_agree, writer_name
from orchestre.replies.likeness import says_more, word_hashes, word_pairs
from orchestre.replies.reply import Reply

FEWEST_WORDS = 15
"""A shorter text is a formula, not a letter."""
ONE_LETTER = 0.33
"""How alike (Jaccard similarity of the pairs of words) two letters have to be."""
LONG_LETTER = 60
"""Words from which two senders make a group; shorter letters take three."""
GAP = 0.35
"""The share of own words in a row (`likeness.said_apart`) beyond which two texts are not one letter."""
LONGEST_SHOWN = 12
"""Words of a difference that are shown."""
ALL_COMPARED, MOST_COMPARED = 30, 2_000
"""Replies that share a run of three words: each with each up to the first, each with the next up to the second.
Beyond, the run is a phrase of the trade."""


Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one member writes where the others write something else, in the order of his text."""

    id: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """`members`: ids in the order of arrival. `share`: the part of the first member's words that the others have too
    (0 to 1, the mean). `common`: the longest run of words they all share, as the first writes it."""

    members: tuple[str, ...]
    share: float
    common: str
    differs: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What is looked at of a reply. `name`: its writer's, folded (`identity.writer_name`); "" where none is known."""

    id: str
    name: str
    text: str


@dataclass(frozen=True)
class _Letter:
    id: str
    name: str
    text: str
    words: tuple[str, ...]
    hashes: Sequence[int]

    @cached_property
    def pairs(self) -> npt.NDArray[np.int64]:
        """The pairs of words, each once."""
        return np.fromiter(word_pairs(self.hashes), dtype=np.int64)

    @cached_property
    def ready(self) -> Prepared:
        """Made for the few whose words are quoted."""
        return prepare(self.text)


def clusters(replies: Iterable[tuple[Reply, Extract]]) -> tuple[Cluster, ...]:
    """Letters that several people sent, the largest first: three members, or two by different authors when it is long.

    The order of arrival changes no group, nor does a stranger among them.
    """
    return clusters_of([sent(reply, extract) for reply, extract in replies])


def sent(reply: Reply, extract: Extract) -> Sent:
    return Sent(reply.id, writer_name(reply, extract), reply.text)


def clusters_of(texts: Iterable[Sent]) -> tuple[Cluster, ...]:
    """`clusters`, from what it looks at alone: little to hand to another process."""
    letters = [letter for letter in map(_letter, texts) if len(letter.words) >= FEWEST_WORDS]
    above = list(range(len(letters)))

    def first(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for one, other in _alike(letters, *_candidates(letters)):
        low, high = first(one), first(other)
        if low != high and not says_more(letters[one].hashes, letters[other].hashes, GAP):
            above[max(low, high)] = min(low, high)
    groups: dict[int, list[_Letter]] = {}
    for number, letter in enumerate(letters):
        groups.setdefault(first(number), []).append(letter)
    found = [_cluster(members) for members in groups.values() if _several(members)]
    return tuple(sorted(found, key=lambda cluster: -len(cluster.members)))


def _letter(one: Sent) -> _Letter:
    words = tuple(folded_words(one.text))
    return _Letter(one.id, one.name, one.text, words, word_hashes(words))


def _candidates(letters: Sequence[_Letter]) -> tuple[Places, Places]:
    """Pairs of replies that share a run of three words nobody uses often, the earlier of each and the later, in order.

    All runs are sorted at once: of ten thousand letters half a million, of which most stand in one letter alone.
    """
    sizes = [len(letter.hashes) for letter in letters]
    words = _flat([letter.hashes for letter in letters]).astype(np.uint64)
    of = np.repeat(np.arange(len(letters)), sizes)
    runs = words[:-2] << np.uint64(32) | words[1:-1] << np.uint64(16) | words[2:]
    inside = of[:-2] == of[2:]
    runs, of = runs[inside], of[:-2][inside]
    order = np.lexsort((of, runs))
    runs, of = runs[order], of[order]
    again = np.flatnonzero((runs[1:] == runs[:-1]) & (of[1:] == of[:-1])) + 1  # a run that comes twice in a letter
    runs, of = np.delete(runs, again), np.delete(of, again)
    starts = np.flatnonzero(np.concatenate(([True], runs[1:] != runs[:-1]))) if len(runs) else np.zeros(0, np.int64)
    many = np.diff(np.append(starts, len(runs)))
    count = len(letters)
    pairs: list[Places] = [np.zeros(0, dtype=np.int64)]
    for size in range(2, ALL_COMPARED + 1):
        sharing = of[starts[many == size][:, None] + np.arange(size)]
        pairs += [np.unique(sharing[:, a] * count + sharing[:, b]) for a, b in combinations(range(size), 2)]
    for start, size in zip(starts, many, strict=True):
        if ALL_COMPARED < size <= MOST_COMPARED:
            sharing = of[start : start + size]
            pairs += [sharing[:-1] * count + sharing[1:], sharing[0] * count + sharing[1:]]
    one, other = np.divmod(np.unique(np.concatenate(pairs)), max(count, 1))
    return one, other


def _flat(hashes: Iterable[Sequence[int]]) -> npt.NDArray[np.uint16]:
    joined = array("H")
    for words in hashes:
        joined.extend(words)
    return np.frombuffer(joined, dtype=np.uint16) if joined else np.zeros(0, dtype=np.uint16)


def _alike(letters: Sequence[_Letter], ones: Places, others: Places) -> Iterator[tuple[int, int]]:
    """Those of these pairs whose likeness (`likeness.likeness`) is that of one letter: the pairs of words of an earlier
    letter are marked once, and those of all that come after it are counted at once."""
    if not len(ones):
        return
    held, number = np.unique(np.concatenate([letter.pairs for letter in letters]), return_inverse=True)
    sizes = np.array([len(letter.pairs) for letter in letters], dtype=np.int64)
    of = np.split(number, np.cumsum(sizes)[:-1])
    marked = np.zeros(len(held), dtype=np.bool_)
    begins = np.flatnonzero(np.concatenate(([True], ones[1:] != ones[:-1])))
    for begin, end in pairwise([*begins, len(ones)]):
        one, after = int(ones[begin]), others[begin:end]
        marked[of[one]] = True
        each = sizes[after]
        theirs = marked[np.concatenate([of[other] for other in after])]
        shared = np.add.reduceat(theirs, np.cumsum(each) - each, dtype=np.int64)
        marked[of[one]] = False
        enough = shared / (sizes[one] + each - shared) >= ONE_LETTER
        yield from ((one, int(other)) for other in after[enough])


def _several(members: Sequence[_Letter]) -> bool:
    """Whether different people sent it; somebody who writes again is no cluster."""
    names = {letter.name for letter in members}
    if len(members) < 2 or (len(names) == 1 and "" not in names):
        return False
    if len({letter.words for letter in members}) == 1 and names == {""}:
        return False
    if len(members) >= 3:
        return True
    one, other = members
    apart = bool(one.name and other.name) and not names_agree(one.name, other.name)
    return apart and min(len(one.words), len(other.words)) >= LONG_LETTER


def _cluster(members: Sequence[_Letter]) -> Cluster:
    head = members[0]
    common = set(range(len(head.words)))
    shares: list[float] = []
    differs: list[Difference] = []
    for member in members[1:]:
        blocks = SequenceMatcher(None, head.words, member.words, autojunk=False).get_opcodes()
        same = {at for tag, i1, i2, _, _ in blocks if tag == "equal" for at in range(i1, i2)}
        shares.append(len(same) / len(head.words))
        common &= same
        own = ((j1, j2) for tag, _, _, j1, j2 in blocks if tag != "equal" and j1 < j2)
        differs.append(Difference(member.id, tuple(_quoted(member, a, b) for a, b in own)))
    gaps = _runs([at for at in range(len(head.words)) if at not in common])
    own_words = Difference(head.id, tuple(_quoted(head, start, end) for start, end in gaps))
    longest = max(_runs(sorted(common)), key=lambda run: run[1] - run[0], default=(0, 0))
    return Cluster(
        tuple(letter.id for letter in members),
        sum(shares) / len(shares),
        _quoted(head, *longest, most=len(head.words)),
        (own_words, *differs),
    )


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at in places:
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _quoted(letter: _Letter, first: int, after: int, most: int = LONGEST_SHOWN) -> str:
    if first >= after:
        return ""
    words = letter.ready.words
    start, end = letter.ready.span(words[first].start, words[min(after, first + most) - 1].end)
    return letter.text[start:end]
