"""What a reader of needs learns from the knowledge: how much each word, idea and piece of a word tells of each kind.

Not used when a need is written: its result is kept in two files that `orchestre.need.likeness` reads.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from orchestre.knowledge import Kind, load, said
from orchestre.need.likeness import LETTERS, PIECES_FILE, WORDS_FILE, Learnt, features, pieces

PRIOR, PIECES_PRIOR = 200, 600
"""Features, and pieces, of the whole that smooth each kind."""
NAMED, TOLD, HINTED, WRITTEN = 2.0, 1.0, 0.5, 0.1
"""How much a text counts: a name of the kind, a sentence of an owner, a lone word, a text of our own."""
Table = Mapping[str, Mapping[str, int]]


def learn(without: frozenset[str] = frozenset()) -> Learnt:
    """From the knowledge alone; `without`: sentences left out."""
    return Learnt(tuple(load().kinds), *_tables(without))


def files() -> dict[str, str]:
    """The texts of the two files that `orchestre.need.likeness` reads, by name."""
    kinds = tuple(load().kinds)
    return {name: _file(kinds, table) for name, table in zip((WORDS_FILE, PIECES_FILE), _tables(), strict=True)}


def _file(kinds: Sequence[str], table: Table) -> str:
    letters = dict(zip(kinds, LETTERS, strict=False))
    rows = [
        f"{feature}\t{''.join(f'{letters[kind]}{told}' for kind, told in table[feature].items())}"
        for feature in sorted(table)
    ]
    return "\n".join([f"#kinds {' '.join(kinds)}", *rows, ""])


def _tables(without: frozenset[str] = frozenset()) -> tuple[Table, Table]:
    """By words, pairs and ideas; by pieces of words."""
    by_words: dict[str, Counter[str]] = {}
    by_pieces: dict[str, Counter[str]] = {}
    for kind in load().kinds.values():
        heard: Counter[str] = Counter()
        parts: Counter[str] = Counter()
        for text, weight in _texts(kind):
            if text in without:
                continue
            for feature, _ in features(text):
                heard[feature] += weight  # type: ignore[assignment]
            for piece in pieces(text):
                parts[piece] += weight  # type: ignore[assignment]
        by_words[kind.id], by_pieces[kind.id] = heard, parts
    return _table(by_words, PRIOR), _table(by_pieces, PIECES_PRIOR)


def _texts(kind: Kind) -> Iterator[tuple[str, float]]:
    yield from ((text, TOLD) for text in said()[kind.id])
    yield from ((text, NAMED) for text in kind.aliases)
    yield from ((text, HINTED) for text in (*kind.verbs, *kind.things))
    for both in (
        *(kind.label, kind.goal, kind.usage, kind.do_nothing, kind.do_it_yourself),
        *(question.text for question in kind.questions),
        *(text for each in kind.requirements for text in (each.text, each.why)),
    ):
        yield from ((both.fr, WRITTEN), (both.en, WRITTEN))


def _table(kinds: Mapping[str, Counter[str]], prior: int) -> Table:
    """log(p(feature | kind) / p(feature)) in hundredths of nats, where it is above zero."""
    whole: Counter[str] = Counter()
    for bag in kinds.values():
        whole.update(bag)
    total = sum(whole.values()) + len(whole) / 2
    table: dict[str, dict[str, int]] = {feature: {} for feature in whole}
    for name, bag in kinds.items():
        size = sum(bag.values())
        for feature, count in bag.items():
            share = (whole[feature] + 0.5) / total
            told = round(100 * math.log((count / share + prior) / (size + prior)))
            if told > 0:
                table[feature][name] = told
    return table
