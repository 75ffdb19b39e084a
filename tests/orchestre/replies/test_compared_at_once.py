"""Many texts compared at once, in arrays: what is found is what a look at each pair finds."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies import clusters
from orchestre.replies.likeness import likeness, word_hashes, word_pairs

WORDS = st.lists(st.sampled_from(list("abcdefgh")), min_size=3, max_size=12)
TEXTS = st.lists(WORDS, min_size=0, max_size=12)


def _letters(texts: list[list[str]]) -> list[clusters._Letter]:
    return [
        clusters._Letter(str(at), "", " ".join(words), tuple(words), word_hashes(words))
        for at, words in enumerate(texts)
    ]


def _runs(letter: clusters._Letter) -> set[tuple[int, ...]]:
    return set(zip(letter.hashes, letter.hashes[1:], letter.hashes[2:], strict=False))


@given(TEXTS)
def test_letters_that_share_a_run_of_three_words_are_looked_at(texts: list[list[str]]) -> None:
    letters = _letters(texts)
    found = list(zip(*(places.tolist() for places in clusters._candidates(letters)), strict=True))
    assert found == [
        (one, other)
        for one, other in combinations(range(len(letters)), 2)
        if not _runs(letters[one]).isdisjoint(_runs(letters[other]))
    ]


@given(TEXTS)
def test_a_run_that_many_share_is_looked_at_along_a_chain(texts: list[list[str]]) -> None:
    """Each with the next and with the first: together they are one group all the same."""
    shared = ["x", "y", "z"]
    letters = _letters([[*shared, *words] for words in texts] + [shared] * (clusters.ALL_COMPARED + 1))
    pairs = set(zip(*(places.tolist() for places in clusters._candidates(letters)), strict=True))
    assert pairs >= {(at, at + 1) for at in range(len(letters) - 1)} | {(0, at) for at in range(1, len(letters))}


@given(TEXTS)
def test_of_them_those_as_alike_as_one_letter_are_kept(texts: list[list[str]]) -> None:
    letters = _letters(texts)
    candidates = clusters._candidates(letters)
    pairs = zip(*(places.tolist() for places in candidates), strict=True)
    assert list(clusters._alike(letters, *candidates)) == [
        (one, other)
        for one, other in pairs
        if likeness(word_pairs(letters[one].hashes), word_pairs(letters[other].hashes)) >= clusters.ONE_LETTER
    ]
