"""The model of the kinds: what it sees, what is certain, what one call may teach, and that it is what the data give."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import train_kinds
from orchestre.reading.certainty import CERTAIN
from orchestre.reading.normal import prepare
from orchestre.replies.extract import Kind
from orchestre.replies.extraction import extract
from orchestre.replies.kind_features import Facts, balance, forms_of, placed_terms, terms
from orchestre.replies.kind_frames import frames
from orchestre.replies.kind_model import KINDS, NOTHING_LEARNT, Adjustment, Looked, Model, decide, look, model, parse
from orchestre.replies.kinds import sort_kind, weigh
from orchestre.replies.reply import Position, Reply
from orchestre.replies.rules import rules

TEXTS = st.one_of(st.text(max_size=200), st.sampled_from([row.text for row in train_kinds.examples()]))


def looked(text: str) -> Looked:
    ready, facts = prepare(text), Facts()
    points, reasons = weigh(ready, facts)
    return look(ready, facts, [one.name for one in reasons], points)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Farid bosse là-dessus", ["Xx", "bosse", "la", "dessus"]),
        ("TJM 450 ou 60k", ["tjm", "0", "ou", "0k"]),
        ("DISPO demain", ["dispo", "demain"]),
    ],
)
def test_names_and_figures_lose_their_own_form(text: str, forms: list[str]) -> None:
    known = dict.fromkeys(("bosse", "la", "dessus", "ou", "demain"), 1)
    ready = prepare(text)
    assert forms_of(ready.text, ready.words, known) == forms


def test_pairs_and_beginnings_of_words_are_seen_with_their_place() -> None:
    ready = prepare("je travaille")
    forms = forms_of(ready.text, ready.words, {"je": 1, "travaille": 1})
    assert terms(forms) == {"^ je", "je", "travaille", "trava*", "je travaille", "travaille $"}
    placed = placed_terms(forms, ready.words)
    assert ("je travaille", 0, 12) in placed
    assert terms(forms) <= {name for name, _, _ in placed}


@pytest.mark.parametrize(
    ("names", "points", "asks", "signs"),
    [
        ([], (0.0, 0.0, 0.0, 0.75, 0.0), False, ["=no act", "=no rule", "=first 3 -", "=lead 3 0"]),
        (
            ["replies.kind_price", "replies.kind_asks"],
            (3.0, 0.0, 2.0, 0.75, 0.0),
            True,
            ["=no act", "=no act, price", "=no act, ?", "=first 0 2", "=lead 0 1"],
        ),
        (["replies.kind_proposes 2"], (3.0, 0.0, 0.0, 0.75, 0.0), False, ["=first 0 3", "=lead 0 2"]),
        (["replies.kind_hiring"], (0.0, 0.0, 0.0, 0.0, 9.0), False, ["=no act", "=first 4 -", "=lead 4 4"]),
    ],
)
def test_what_no_rule_says_is_a_sign_too(
    names: list[str], points: tuple[float, ...], asks: bool, signs: list[str]
) -> None:
    assert balance(names, points, asks) == signs


@pytest.mark.parametrize(
    ("text", "given_apart", "said"),
    [
        ("Bonjour, je suis absent, disponible dès lundi", {"auto_submitted": "auto-replied"}, Kind.CHATTER),
        ("Graphiste à Lyon, 350 € par jour, dispo lundi", {"auto_submitted": "auto-generated"}, Kind.OFFER),
        ("Graphiste à Lyon, 350 € par jour, dispo lundi", {"list_unsubscribe": "<mailto:x@y.exemple>"}, Kind.OFFER),
        ("Votre entreprise mérite mieux, cliquez ici", {"spam": "yes"}, Kind.SPAM),
        ("#annonce relayée ici", {"bot": "true"}, Kind.SPAM),
    ],
)
def test_what_the_source_says_of_a_message_counts(text: str, given_apart: dict[str, str], said: Kind) -> None:
    reply = Reply("1", Position("a.mbox", "mbox", 1), None, text, given=given_apart)
    assert extract(reply).kind is said


@pytest.mark.parametrize(
    ("probable", "points", "said"),
    [
        ([0.20, 0.10, 0.10, 0.50, 0.10], [1, 0, 0, 3, 0], Kind.CHATTER),
        ([0.31, 0.10, 0.04, 0.50, 0.05], [1, 0, 0, 3, 0], Kind.OFFER),
        ([0.12, 0.10, 0.10, 0.58, 0.10], [4, 0, 0, 3, 0], Kind.OFFER),
        ([0.12, 0.10, 0.10, 0.58, 0.10], [4, 5, 0, 3, 0], Kind.CHATTER),
        ([0.05, 0.05, 0.05, 0.05, 0.80], [9, 0, 0, 0, 0], Kind.SPAM),
    ],
)
def test_an_offer_in_doubt_is_an_offer(probable: list[float], points: list[float], said: Kind) -> None:
    assert KINDS[decide(probable, points, doubt=0.3)] is said


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Je fais des boutiques.", {("me", "work"), ("^", "me"), ("$", "work")}),
        ("I build shops.", {("me", "work"), ("^", "me"), ("$", "work")}),
        ("Merci ! On cherche un développeur", {("^", "!"), ("need", "trade"), ("need", "we"), ("-", "thanks")}),
        ("Combien ? Vraiment ? Oui", {("?", "wh"), ("of", "?", "2")}),
    ],
)
def test_classes_of_one_sentence_stand_together_in_both_languages(text: str, held: set[tuple[str, ...]]) -> None:
    assert held <= frames(prepare(text))


def test_classes_of_two_sentences_stand_apart() -> None:
    assert ("client", "thanks") not in frames(prepare("Merci. Mes clients attendent"))
    assert frames(prepare("")) == set()


@given(TEXTS)
def test_probabilities_are_a_share_and_nothing_learnt_changes_nothing(text: str) -> None:
    seen = looked(text)
    chances = model().chances(seen)
    assert sum(chances) == pytest.approx(1)
    assert min(chances) >= 0
    assert chances == model().chances(seen, Adjustment({"never a word": {Kind.SPAM: 9.0}}))


def test_what_a_call_has_taught_moves_its_texts_and_no_other() -> None:
    learnt = Adjustment({"velours": {Kind.OFFER: 6.0, Kind.CHATTER: -6.0}})
    spoken, other = prepare("le velours, toujours le velours"), prepare("merci, trop beau")
    assert sort_kind(spoken, Facts(), learnt).kind is Kind.OFFER
    assert sort_kind(other, Facts(), learnt) == sort_kind(other, Facts(), NOTHING_LEARNT)


def test_a_kind_said_by_its_words_alone_shows_them() -> None:
    tiny = Model({"velours": (0, 0, 0, 0, 300)}, {}, [0.0] * 5, [[0.0] * 5] * 5, 0.5, ((0.0, 0.5),))
    assert tiny.strongest(prepare("du velours"), Kind.SPAM) == [(3, 10)]


def test_confidence_rises_with_probability_and_can_be_certain() -> None:
    said = [model().confidence(hundredth / 100) for hundredth in range(101)]
    assert said == sorted(said)
    assert said[0] < 0.7
    assert said[-1] >= CERTAIN


def test_the_file_is_small_sorted_and_speaks_of_rules_that_exist() -> None:
    known = model()
    assert train_kinds.MODEL.stat().st_size < 750_000
    names = {rule.name for rule in rules()[0]}
    told = {name[1:].split(" x")[0] for name in known.weights if name.startswith("!")}
    assert len(told & names) > 0.8 * len(names), "train again: python3 run.py bench train_kinds --keep"
    assert len(told - names) < 20, told - names
    assert {*map(len, known.weights.values())} == {len(KINDS)}


def test_training_twice_gives_the_same_bytes() -> None:
    rows = [row for row in train_kinds.examples() if row.source in ("kinds_en", "kinds_fr")][::5]
    once, again = train_kinds.model_file(rows), train_kinds.model_file(rows)
    assert once == again
    read = parse(once.splitlines())
    rows_written = [line for line in once.splitlines() if line[0] != "#"]
    assert len(read.weights) + len(read.of_frames) == len(rows_written)


def test_the_model_kept_was_trained_on_the_texts_and_rules_as_they_are() -> None:
    first = train_kinds.MODEL.read_text(encoding="utf-8").splitlines()[0]
    assert first == train_kinds.data_mark(train_kinds.examples()), "run: python3 run.py bench train_kinds --keep"


@pytest.mark.long
def test_the_model_kept_is_what_the_data_of_the_repository_give() -> None:
    assert train_kinds.model_file(train_kinds.examples()) == train_kinds.MODEL.read_text(encoding="utf-8")


def test_what_only_measures_is_not_trained_on() -> None:
    trained = {row.source for row in train_kinds.examples()}
    opened = {
        "cases",
        "kinds_fr",
        "kinds_en",
        "kinds_fr2",
        "kinds_en2",
        "kinds_fr3",
        "kinds_en3",
        "calls_fr",
        "calls_en",
        "registers_fr",
        "registers_en",
        *train_kinds.BOUNDARIES,
    }
    assert trained == opened
    texts = {row.text for row in train_kinds.examples()}
    lines = (train_kinds.ROOT / "src/orchestre_web/calls/demo/replies.jsonl").read_text(encoding="utf-8").splitlines()
    demo = {json.loads(line)["text"] for line in lines}
    assert len([text for text in demo if len(text) > 30 and text in texts]) == 0
