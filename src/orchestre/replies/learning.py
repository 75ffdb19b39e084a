"""From what the owner corrected in a call to its lessons (`orchestre.replies.lessons`).

Each lesson stands on corrections that agree: one that a correction contradicts is dropped, and one that would read a
corrected reply worse than before is dropped too. Two corrections are asked for, one where the words are exact (a skill,
a place, the unit beside an amount). The order of the corrections changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from orchestre.reading.language import is_function_word
from orchestre.reading.normal import Prepared, prepare
from orchestre.reading.values import Price
from orchestre.replies.examples import ENOUGH, Example, Seen, Votes
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.extraction import extract
from orchestre.replies.lessons import Lesson, Lessons, Topic, plain_words
from orchestre.replies.price_lessons import amounts, price_lessons

ENOUGH_WORD = 3
"""Corrections of a kind that a single word needs: it says less than two together."""
MOST_KIND_LESSONS = 12
LIFT = 4.0
"""How much more often words must stand in what was corrected than in the call's replies read otherwise."""

Other = tuple[str, Kind]
"""Another reply of the call: its text, and the kind read without lessons."""


def learn(examples: Iterable[Example], others: Iterable[Other] = ()) -> Lessons:
    """The lessons of one call. `others` are replies nobody corrected: they tell which words are common in the call."""
    ready = sorted((Seen(each) for each in examples), key=lambda seen: seen.example.reply.id)
    found = [
        *price_lessons(ready),
        *_names(ready, "skills", Topic.SKILL, Topic.NOT_SKILL),
        *_names(ready, "location", Topic.PLACE, Topic.NOT_PLACE),
        *_kinds(ready, others),
    ]
    agreed = [lesson for lesson in found if all(_agrees(lesson, seen) for seen in ready)]
    agreed = _agreed_together(agreed, ready)
    return Lessons(tuple(sorted(agreed, key=lambda lesson: lesson.id)))


# Skills and places


def _names(examples: Sequence[Seen], field: str, topic: Topic, against: Topic) -> Iterator[Lesson]:
    """A name the owner added and the text holds; a name he took away more than once. One that another correction keeps
    is right there: nothing is learnt of it."""
    added, removed = Votes(), Votes()
    written: dict[str, list[str]] = defaultdict(list)
    told = [seen for seen in examples if field in seen.example.held]
    for seen in told:
        held = {plain_words(value): value for value in seen.example.held[field]}
        read = {plain_words(value): value for value in getattr(seen.example.read, field)}
        for words, value in held.items():
            if words not in read and len(words) >= 2 and seen.speaks_of(words) and not _common(words):
                added.add(words, "yes", seen.id)
                written[words].append(value)
        for words in read.keys() - held.keys():
            if words and seen.speaks_of(words):
                removed.add(words, "no", seen.id)
                written[words].append(read[words])
    for words, _, by in added.agreed():
        if not any(seen.speaks_of(words) and not _holds(seen, field, words) for seen in told):
            yield Lesson(topic, words, min(written[words]), by)
    for words, _, by in removed.agreed():
        if len(by) >= ENOUGH and not any(_holds(seen, field, words) for seen in told):
            yield Lesson(against, words, min(written[words]), by)


def _common(words: str) -> bool:
    return all(is_function_word(word) for word in words.split())


def _holds(seen: Seen, field: str, words: str) -> bool:
    return any(f" {words} " in f" {plain_words(value)} " for value in seen.example.held[field])


# Kinds


def phrases(ready: Prepared) -> frozenset[str]:
    """Words and pairs of neighbouring words that may speak of a kind: no figures, no words of grammar alone."""
    found: set[str] = set()
    before = ""
    for word in ready.words:
        now = word.folded if word.folded.isalpha() else ""
        if len(now) >= 3 and not is_function_word(now):
            found.add(now)
        if before and now and not (is_function_word(before) and is_function_word(now)):
            found.add(f"{before} {now}")
        before = now
    return frozenset(found)


def _kinds(examples: Sequence[Seen], others: Iterable[Other]) -> Iterator[Lesson]:
    told = [(seen, seen.example.wanted_kind) for seen in examples if seen.example.wanted_kind is not None]
    if len(told) < ENOUGH:
        return
    spoken = {seen.id: phrases(seen.ready) for seen, _ in told}
    by_words: dict[tuple[str, str], set[str]] = defaultdict(set)
    corrected: dict[str, set[str]] = defaultdict(set)
    for seen, wanted in told:
        if wanted is not None and not _fits(seen.example.read.kind, wanted):
            corrected[wanted].add(seen.id)
            for words in spoken[seen.id]:
                by_words[words, wanted].add(seen.id)
    candidates = {
        (words, wanted): by
        for (words, wanted), by in by_words.items()
        if len(by) >= (ENOUGH if " " in words else ENOUGH_WORD)
        and not any(words in spoken[seen.id] and not _compatible(said, wanted) for seen, said in told)
    }
    candidates = _lifted(candidates, corrected, others)
    left = {wanted: set(by) for wanted, by in corrected.items()}
    # Words that explain most corrections first; a pair before a word, then the order of the alphabet.
    order = sorted(candidates.items(), key=lambda one: (-len(one[1]), -len(one[0][0].split()), one[0]))
    chosen = 0
    for (words, wanted), by in order:
        if chosen < MOST_KIND_LESSONS and by & left[wanted]:
            left[wanted] -= by
            chosen += 1
            yield Lesson(Topic.KIND, words, wanted, tuple(sorted(by)))


def _fits(kind: Kind, wanted: str) -> bool:
    return kind.value != wanted[1:] if wanted.startswith("-") else kind.value == wanted


def _compatible(said: str | None, wanted: str) -> bool:
    """Whether what one reply is told to be does not speak against `wanted`."""
    if said is None or said == wanted:
        return True
    return wanted.startswith("-") and said != wanted[1:]


def _lifted(
    candidates: Mapping[tuple[str, str], set[str]], corrected: Mapping[str, set[str]], others: Iterable[Other]
) -> dict[tuple[str, str], set[str]]:
    """Those whose words stand much more often in the corrected replies than in those read as something else."""
    if not candidates:
        return {}
    names = {words for words, _ in candidates}
    count: dict[tuple[str, Kind], int] = defaultdict(int)
    total: dict[Kind, int] = defaultdict(int)
    for text, kind in others:
        total[kind] += 1
        for words in phrases(prepare(text)) & names:
            count[words, kind] += 1
    kept = {}
    for (words, wanted), by in candidates.items():
        elsewhere = [kind for kind in Kind if not _fits(kind, wanted)]
        among = sum(total[kind] for kind in elsewhere)
        often = sum(count[words, kind] for kind in elsewhere)
        if len(by) / len(corrected[wanted]) >= LIFT * often / max(1, among):
            kept[words, wanted] = by
    return kept


# Whether a lesson agrees with what the owner says


def _agrees(lesson: Lesson, seen: Seen) -> bool:
    """Whether the lesson alone reads this corrected reply no worse than the rules did."""
    return not lesson.may_change(seen.ready.folded) or not _worse(seen, (lesson,))


def _worse(seen: Seen, lessons: Sequence[Lesson]) -> bool:
    """In any field that the owner corrected: a price more may turn a remark into an offer."""
    example = seen.example
    now = extract(example.reply, lessons=Lessons(tuple(lessons)))
    for measure in _MEASURES:
        before, after = measure(example, example.read), measure(example, now)
        if before is not None and after is not None and after > before:
            return True
    return False


def _agreed_together(lessons: list[Lesson], examples: Sequence[Seen]) -> list[Lesson]:
    """Lessons that are right one by one may be wrong together: the weakest of those that speak of it goes."""
    for seen in examples:
        while len(firing := [one for one in lessons if one.may_change(seen.ready.folded)]) > 1 and _worse(seen, firing):
            weakest = min(firing, key=lambda one: (len(one.learnt_from), one.id))
            lessons = [lesson for lesson in lessons if lesson is not weakest]
    return lessons


def _wrong_kind(example: Example, read: Extract) -> int | None:
    wanted = example.wanted_kind
    return None if wanted is None else int(not _fits(read.kind, wanted))


def _wrong_prices(what: Callable[[Price], object]) -> Callable[[Example, Extract], int | None]:
    def measure(example: Example, read: Extract) -> int | None:
        if "price" not in example.held:
            return None
        held = {(amounts(price), what(price)) for price in example.prices}
        return len(held ^ {(amounts(price), what(price)) for price in read.price})

    return measure


def _wrong_names(field: str) -> Callable[[Example, Extract], int | None]:
    def measure(example: Example, read: Extract) -> int | None:
        if field not in example.held:
            return None
        return len(
            {plain_words(value) for value in example.held[field]}
            ^ {plain_words(value) for value in getattr(read, field)}
        )

    return measure


_MEASURES: Sequence[Callable[[Example, Extract], int | None]] = (
    _wrong_kind,
    _wrong_prices(lambda price: price.unit),
    _wrong_prices(lambda price: price.currency),
    _wrong_prices(lambda price: price.tax),
    _wrong_names("skills"),
    _wrong_names("location"),
)
