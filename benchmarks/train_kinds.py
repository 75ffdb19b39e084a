"""Train the model of the kinds from the labelled replies of this repository, and say how it does on those kept out.

Without an option: cross-validation beside the rules alone (their points, an offer in doubt) and beside TF-IDF with
logistic regression on the same folds. `--keep` writes src/orchestre/replies/kind_model.tsv, the same bytes each time.

The folds are whole sources or groups of replies that answer the same call or share a template, never parts of one.
Softmax regression by small steps whose size is set for each feature (Adam, Kingma and Ba 2015), two in five of the
features of a text left out of each step (dropout, Srivastava et al. 2014), stopped early, the mean of several runs of
drawn orders: a rare word learns as much from its few texts as a frequent one from its many. The generator is seeded and
whole hundredths are kept, so the same texts give the same file.
"""

import json
import math
import sys
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from unittest.mock import patch

import numpy as np

from benchmarks._harness import ROOT, Table
from benchmarks._small_steps import Floats, Ints, Slope, Steps, descend, softmax
from orchestre.reading.normal import Prepared, prepare
from orchestre.replies import extraction
from orchestre.replies import kinds as sorting
from orchestre.replies.extract import Kind
from orchestre.replies.kind_features import Facts
from orchestre.replies.kind_model import CONSTANT, FRAME, HUNDREDTHS, KINDS, POINTS, Looked, decide, divisor, look
from orchestre.replies.reply import Position, Reply
from orchestre.replies.rules import FILES

DATA = ROOT / "tests" / "data"
THREADS = ("kinds8_fr", "kinds8_en")
"""Threads, trackers and comments of several sentences: the registers of which the other lists hold little."""
BOUNDARIES = ("kinds4_fr", "kinds4_en", "kinds5_fr", "kinds5_en", "kinds9_fr", "kinds9_en", *THREADS)
"""Lists of which a part is kept aside: measured, never trained on."""
WORDS = "kind_words.toml"
MODEL = ROOT / "src" / "orchestre" / "replies" / "kind_model.tsv"
STEPS = Steps(runs=5, rounds=22, batch=256, length=0.01, shrink=0.003)
LEFT_OUT = 0.4
"""The share of the features left out of a step, so that none relies on another."""
FOLDS = 8
TERM_SCALE = 4.0
SIGN_SCALE = 0.25
RULE_SCALE = 0.4
FRAME_SCALE = 0.25
POINT_SCALE = 0.25 / 6
"""A feature that is scaled down is trusted less at the same penalty."""
STRANGERS_COUNT = 3.0
THREADS_COUNT = 6.0
"""Of long remarks and long questions there are few beside the long offers, which are many."""
LEAST_SEEN = 2
HARD = 2
"""One in so many of the texts that had been misread says, beside the registers, how sure a kind is."""
OFFER_RECALL = 0.97
"""The share of the offers to find in the registers of each language, their writers unread: a lost offer costs most."""
ANY_SET = -1
WITHIN_CHANCE = 0.002
"""Shares of right kinds that differ by less are called equal: a third of the standard error over the texts compared."""
LEAST_DOUBT = 0.1
"""Below, the rules have to call it an offer too."""
MOST_DOUBT = 0.25
"""What is an offer one time in four is never set aside, whatever the folds say."""


@dataclass(frozen=True)
class Example:
    source: str
    group: str
    """What must not be parted: a call, a template."""
    kind: int
    text: str
    reference: date
    fresh: bool = False
    """The rules were not written from it, and so err on it as they do elsewhere."""


@dataclass(frozen=True)
class Seen:
    ready: Prepared
    facts: Facts
    rules: tuple[str, ...]
    points: dict[Kind, float]


@dataclass(frozen=True)
class Trained:
    rows: dict[str, int]
    weights: Floats
    known: dict[str, int]


def examples() -> list[Example]:
    """Every labelled reply of tests/data but those of the demo call and the `unseen` sets, which only measure."""
    found: list[Example] = []
    for name in ("kinds_fr", "kinds_en", "kinds_fr2", "kinds_en2", "kinds_fr3", "kinds_en3"):
        for group in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["group"]:
            for at, text in enumerate(group["texts"]):
                where = f"{name} {group['register']} {at}"
                fresh = name.endswith("3")
                found.append(Example(name, where, KINDS.index(group["kind"]), text, date(2026, 3, 9), fresh))
    tables = ROOT / "tests" / "orchestre" / "replies"
    for kind, texts in tomllib.loads((tables / "kinds.toml").read_text(encoding="utf-8")).items():
        if kind != "misread":
            found += [
                Example("cases", f"cases {text}", KINDS.index(Kind(kind)), text, date(2026, 3, 9)) for text in texts
            ]
    for row in tomllib.loads((tables / "written.toml").read_text(encoding="utf-8"))["reply"]:
        found.append(Example("cases", f"cases {row['text']}", KINDS.index(row["kind"]), row["text"], date(2026, 3, 9)))
    for name in ("calls_fr", "calls_en", "registers_fr", "registers_en"):
        path = DATA / f"{name}.jsonl"
        if not path.is_file():
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            labels = row["labels"]
            group = row.get("call_id") or labels.get("cluster") or labels.get("duplicate_of") or row["id"]
            kind = KINDS.index(labels["kind"])
            day = date.fromisoformat(row["reference_date"])
            fresh = name.startswith("registers") or row.get("half") == "kept"
            found.append(Example(name, f"{name} {group}", kind, row["text"], day, fresh))
    for name in BOUNDARIES:
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["half"] == "tune":
                kind = KINDS.index(row["labels"]["kind"])
                found.append(Example(name, f"{name} {row['id']}", kind, row["text"], date(2026, 3, 9), True))
    return found


def see(example: Example) -> Seen:
    """What `extract` hands to `sort_kind`, and what the rules say of it."""
    handed: list[tuple[Prepared, Facts]] = []

    def catch(ready: Prepared, facts: Facts, *_: object) -> sorting.Sorted:
        handed.append((ready, facts))
        return sorting.Sorted(KINDS[0], 0.5, (), ())

    with patch.object(extraction, "sort_kind", catch):
        reply = Reply("", Position("", "", 1), None, example.text)
        extraction.extract(reply, reference_date=example.reference)
    ((ready, facts),) = handed
    points, reasons = sorting.weigh(ready, facts)
    return Seen(ready, facts, tuple(name for one in reasons for name in one.features), points)


def known_words(seen: Iterable[Seen]) -> dict[str, int]:
    """Words that stand in at least two texts otherwise than with a capital alone: they are no names."""
    count: Counter[str] = Counter()
    for one in seen:
        text = one.ready.text
        count.update(
            {
                word.folded
                for word in one.ready.words
                if text[word.start].islower() or text[word.start : word.end].isupper()
            }
        )
    return {word: 1 for word, times in count.items() if times >= LEAST_SEEN and not word[0].isdigit()}


def looked_at(one: Seen, known: dict[str, int]) -> Looked:
    return look(one.ready, one.facts, one.rules, one.points, known)


def frame_names(one: Looked) -> list[str]:
    return sorted(FRAME + " ".join(frame) for frame in one.frames)


def scale_of(name: str) -> float:
    if name in POINTS:
        return POINT_SCALE
    if name == CONSTANT:
        return 1.0
    if name[0] in "=!":
        return SIGN_SCALE if name[0] == "=" else RULE_SCALE
    return FRAME_SCALE if name.startswith(FRAME) else TERM_SCALE


@dataclass(frozen=True)
class Matrix:
    """A sparse matrix by rows: where each begins, the columns, the values."""

    begins: Ints
    columns: Ints
    values: Floats

    def times(self, weights: Floats) -> Floats:
        return np.add.reduceat(weights[self.columns] * self.values[:, None], self.begins, axis=0)


def matrix(looked: Sequence[Looked], rows: dict[str, int]) -> Matrix:
    begins, columns, values = [], [], []
    for one in looked:
        begins.append(len(columns))
        names = sorted(one.terms)
        weight = TERM_SCALE / divisor(len(names))
        cells = [(name, weight) for name in names]
        cells += [(name, scale_of(name)) for name in one.signs]
        cells += [(name, FRAME_SCALE) for name in frame_names(one)]
        cells += [(name, points * POINT_SCALE) for name, points in zip(POINTS, one.points, strict=True)]
        for name, value in (*cells, (CONSTANT, 1.0)):
            if name in rows:
                columns.append(rows[name])
                values.append(value)
    return Matrix(np.array(begins), np.array(columns), np.array(values))


def weights_of(cells: Matrix, kinds: Ints, size: int, counts: Floats) -> Floats:
    return descend(_slope(cells, kinds, counts), (size, len(KINDS)), len(kinds), STEPS)


def _slope(cells: Matrix, kinds: Ints, counts: Floats) -> Slope:
    wanted = np.eye(len(KINDS))[kinds]
    ends = np.append(cells.begins, len(cells.columns))

    def slope_of(weights: Floats, texts: Ints, drawn: np.random.Generator) -> Floats:
        sizes = ends[texts + 1] - ends[texts]
        begins = np.cumsum(sizes) - sizes
        places = np.repeat(ends[texts] - begins, sizes) + np.arange(sizes.sum())
        columns = cells.columns[places]
        values = cells.values[places] * (drawn.random(len(places)) > LEFT_OUT) / (1.0 - LEFT_OUT)
        chances = softmax(Matrix(begins, columns, values).times(weights))
        loss = (chances - wanted[texts]) * counts[texts, None] / STEPS.batch
        each = np.repeat(loss, sizes, axis=0) * values[:, None]
        return np.stack([np.bincount(columns, each[:, kind], len(weights)) for kind in range(len(KINDS))], axis=1)

    return slope_of


def train(seen: Sequence[Seen], kinds: Ints, counts: Floats) -> Trained:
    known = known_words(seen)
    looked = [looked_at(one, known) for one in seen]
    count: Counter[str] = Counter()
    for one in looked:
        count.update({*one.terms, *one.signs, *frame_names(one)})
    names = [CONSTANT, *POINTS, *sorted(name for name, times in count.items() if times >= LEAST_SEEN)]
    rows = {name: at for at, name in enumerate(names)}
    return Trained(rows, weights_of(matrix(looked, rows), kinds, len(rows), counts), known)


def probabilities(trained: Trained, seen: Sequence[Seen]) -> Floats:
    looked = [looked_at(one, trained.known) for one in seen]
    return softmax(matrix(looked, trained.rows).times(trained.weights))


def out_of_fold(seen: Sequence[Seen], kinds: Ints, counts: Floats, folds: Sequence[int]) -> Floats:
    """The probabilities of each example by a model that has not seen its fold."""
    found = np.zeros((len(seen), len(KINDS)))
    for fold in sorted(set(folds)):
        inside = [at for at, one in enumerate(folds) if one == fold]
        outside = [at for at, one in enumerate(folds) if one != fold]
        trained = train([seen[at] for at in outside], kinds[outside], counts[outside])
        found[inside] = probabilities(trained, [seen[at] for at in inside])
    return found


def by_group(rows: Sequence[Example]) -> list[int]:
    """A fold for each group, by its name: the same whatever else there is."""
    return [zlib.crc32(row.group.encode()) % FOLDS for row in rows]


def by_source(rows: Sequence[Example]) -> list[int]:
    """Whole sources, so other writers: how the model does on people it never read."""
    return [sorted({one.source for one in rows}).index(row.source) for row in rows]


def counts_of(rows: Sequence[Example]) -> Floats:
    """How much each example counts: more where the rules were not written from it, and so err as they do elsewhere."""
    return np.array([THREADS_COUNT if row.source in THREADS else STRANGERS_COUNT if row.fresh else 1.0 for row in rows])


def said(probable: Floats, seen: Sequence[Seen], doubt: float) -> Ints:
    found = []
    for one, chances in zip(seen, probable.tolist(), strict=True):
        found.append(decide(chances, [one.points[kind] for kind in KINDS], doubt))
    return np.array(found)


def doubt_for(probable: Floats, seen: Sequence[Seen], kinds: Ints, sets: Ints) -> float:
    """The lowest probability, from `LEAST_DOUBT` to `MOST_DOUBT`, that gives nearly as many kinds right as the best of
    those that find `OFFER_RECALL` of the offers of each set: what it gives away is within chance. Texts of set
    `ANY_SET` count among the kinds alone."""
    right: dict[float, float] = {}
    for hundredth in range(round(100 * LEAST_DOUBT), round(100 * MOST_DOUBT) + 1):
        found = said(probable, seen, hundredth / 100)
        if all(
            (found[(sets == one) & (kinds == 0)] == 0).mean() >= OFFER_RECALL
            for one in set(sets[kinds == 0]) - {ANY_SET}
        ):
            right[hundredth / 100] = float((found == kinds).mean())
    best = max(right.values(), default=0.0)
    return next((doubt for doubt, share in right.items() if share >= best - WITHIN_CHANCE), LEAST_DOUBT)


def sure_table(probable: Floats, found: Ints, kinds: Ints, size: int = 40) -> list[tuple[float, float]]:
    """How often a kind said with a probability was right: bins of `size`, made rising, (right + 1/2) / (all + 1)."""
    chance = probable[np.arange(len(found)), found]
    order = np.argsort(chance, kind="stable")
    bins = [[float(chance[part[0]]), float((found[part] == kinds[part]).sum()), float(len(part))]
            for part in (order[at : at + size] for at in range(0, len(order), size))]  # fmt: skip

    def share(one: list[float]) -> float:
        return (one[1] + 0.5) / (one[2] + 1)

    at = 0
    while at + 1 < len(bins):  # neighbours that fall are joined (pool adjacent violators)
        if share(bins[at]) >= share(bins[at + 1]):
            bins[at : at + 2] = [[bins[at][0], bins[at][1] + bins[at + 1][1], bins[at][2] + bins[at + 1][2]]]
            at = max(0, at - 1)
        else:
            at += 1
    return [(0.0 if not place else round(one[0], 3), round(share(one), 3)) for place, one in enumerate(bins)]


def f1_of_kinds(kinds: Ints, found: Ints) -> float:
    present = [kind for kind in range(len(KINDS)) if (kinds == kind).any()]
    return sum(
        2.0 * float(((kinds == kind) & (found == kind)).sum()) / float((kinds == kind).sum() + (found == kind).sum())
        for kind in present
    ) / len(present)


def by_rules(seen: Sequence[Seen]) -> Ints:
    """The kind by points alone, an offer in doubt: what decided before the model."""
    found = []
    for one in seen:
        points = [one.points[kind] for kind in KINDS]
        best = max(range(len(KINDS)), key=lambda kind: points[kind])
        found.append(0 if points[0] >= 2.0 and points[0] >= points[best] - 0.75 else best)
    return np.array(found)


def peer(rows: Sequence[Example], kinds: Ints, folds: Sequence[int]) -> Ints:
    """TF-IDF of words and pairs with the same regression: no rules, no signs."""
    texts = [[word.folded for word in prepare(row.text).words] for row in rows]
    bags = [Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))]) for words in texts]
    found = np.zeros(len(rows), dtype=np.int64)
    for fold in sorted(set(folds)):
        outside = [at for at, one in enumerate(folds) if one != fold]
        inside = [at for at, one in enumerate(folds) if one == fold]
        spread = Counter(name for at in outside for name in bags[at])
        names = {name: at for at, name in enumerate(sorted(name for name, times in spread.items() if times >= 2))}
        names[CONSTANT] = len(names)
        rarity = {name: math.log((1 + len(outside)) / (1 + spread[name])) + 1 for name in names}

        def cells(places: Sequence[int], names: dict[str, int] = names, rarity: dict[str, float] = rarity) -> Matrix:
            begins, columns, values = [], [], []
            for at in places:
                begins.append(len(columns))
                weighed = {name: times * rarity[name] for name, times in sorted(bags[at].items()) if name in names}
                norm = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
                for name, value in (*weighed.items(), (CONSTANT, norm)):
                    columns.append(names[name])
                    values.append(value / norm)
            return Matrix(np.array(begins), np.array(columns), np.array(values))

        weights = weights_of(cells(outside), kinds[outside], len(names), np.ones(len(outside)))
        found[inside] = cells(inside).times(weights).argmax(axis=1)
    return found


def data_mark(rows: Sequence[Example]) -> str:
    """A line that changes with the texts, their kinds and the rules: a quick way to see that a training is due."""
    mark = 0
    for row in rows:
        mark = zlib.crc32(f"{row.group}|{row.kind}|{row.text}|{row.reference}|{row.fresh}".encode(), mark)
    for name in (*FILES, WORDS):
        mark = zlib.crc32((MODEL.parent / name).read_bytes(), mark)
    return f"# Texts and rules: {mark:08x}"


def written(trained: Trained, doubt: float, sure: list[tuple[float, float]]) -> str:
    """The model as it is kept: whole hundredths, so that the last bits of a machine's arithmetic do not show."""
    lines = ["# Written by `python3 run.py bench train_kinds --keep`. Term, then hundredths for: " + " ".join(KINDS)]
    lines.append(f"#doubt\t{doubt:g}")
    lines += [f"#sure\t{least:g}\t{right:g}" for least, right in sure]
    for name, row in trained.rows.items():
        scale = scale_of(name)
        cells = [round(float(weight) * scale * HUNDREDTHS) for weight in trained.weights[row]]
        if any(cells) or name in trained.known:
            lines.append("\t".join([name, *map(str, cells)]))
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Measured:
    """What cross-validation gives, with writers kept whole."""

    seen: list[Seen]
    kinds: Ints
    strange: Ints
    doubt: float
    sure: list[tuple[float, float]]


def measure(rows: Sequence[Example]) -> Measured:
    """Both thresholds come from replies the rules were not written from, by a model that never read their writers.

    That of offers finds those of the registers, and decides the kinds of the registers and the boundaries: the third
    lists hold only texts of classes that had been misread. How sure a kind is comes from the registers and one in
    `HARD` of all the others.
    """
    seen = [see(row) for row in rows]
    kinds = np.array([row.kind for row in rows])
    counts = counts_of(rows)
    strange = out_of_fold(seen, kinds, counts, by_source(rows))
    others = [at for at, row in enumerate(rows) if row.fresh] or list(range(len(rows)))
    whole = [at for at in others if rows[at].source.startswith("registers")] or others
    near = whole + [at for at in others if rows[at].source in BOUNDARIES]
    sets = np.array([*np.array(by_source(rows))[whole], *[ANY_SET] * (len(near) - len(whole))])
    doubt = doubt_for(strange[near], [seen[at] for at in near], kinds[near], sets)
    found = said(strange, seen, doubt)
    mixed = sorted({*whole, *[at for at in others if at % HARD == 0]})
    sure = sure_table(strange[mixed], found[mixed], kinds[mixed])
    return Measured(seen, kinds, found, doubt, sure)


def model_file(rows: Sequence[Example]) -> str:
    measured = measure(rows)
    lines = written(train(measured.seen, measured.kinds, counts_of(rows)), measured.doubt, measured.sure)
    return f"{data_mark(rows)}\n{lines}"


def main() -> int:
    rows = examples()
    if "--keep" in sys.argv:
        MODEL.write_text(model_file(rows), encoding="utf-8")
        print(f"{MODEL.relative_to(ROOT)}: {MODEL.stat().st_size} bytes, from {len(rows)} replies")
        return 0
    measured = measure(rows)
    kinds = measured.kinds
    grouped = out_of_fold(measured.seen, kinds, counts_of(rows), by_group(rows))
    ways = {
        "rules alone": by_rules(measured.seen),
        "TF-IDF + logistic regression": peer(rows, kinds, by_group(rows)),
        "rules and model": said(grouped, measured.seen, measured.doubt),
        "the same, writers unknown": measured.strange,
    }
    table = Table("Kinds, replies kept out of each training", "source", "way", "accuracy", "macro-F1", "offer recall")
    for source in sorted({row.source for row in rows}):
        here = np.array([row.source == source for row in rows])
        for way, found in ways.items():
            right = (found[here] == kinds[here]).mean()
            offers = (found[here & (kinds == 0)] == 0).mean()
            table.row(
                f"{source} ({here.sum()})",
                way,
                f"{right:.3f}",
                f"{f1_of_kinds(kinds[here], found[here]):.3f}",
                f"{offers:.3f}",
            )
    table.show()
    reliability = Table("How sure, how often right (writers unknown)", "probability from", "confidence said")
    for least, right in measured.sure:
        reliability.row(f"{least:.3f}", f"{right:.3f}")
    reliability.show()
    print(f"an offer from probability {measured.doubt:g} on")
    return 0


if __name__ == "__main__":
    sys.exit(main())
