"""The shortlist as a workbook: ranking, points, worths, evidence, set aside, counts.

The scores of the ranking are formulas over the points: change a number in the points sheet and scores and ranks follow.
"""

from orchestre.decision import Criterion
from orchestre.documents.tables import At, Block, Call, Cell, Column, Formula, Kind, Table
from orchestre.replies.extract import Kind as ReplyKind
from orchestre.shortlist.decision_file import PRICE, ShortlistDecision
from orchestre.shortlist.notes import Note, unit_label
from orchestre.shortlist.ranked import Entry, Shortlist
from orchestre.shortlist.reasons import grades_said, reasons, value_in_words
from orchestre.shortlist.table_formulas import ScoreFormulas

# Codes are written whole: a sentence nobody says is then found.
_PRICE_COLUMNS = ("shortlist.column_price_low", "shortlist.column_price_likely", "shortlist.column_price_high")
_END_WORDS = ("shortlist.word_low", "shortlist.word_likely", "shortlist.word_high")
_KINDS = {
    ReplyKind.OFFER: "shortlist.kind_offer",
    ReplyKind.REFERRAL: "shortlist.kind_referral",
    ReplyKind.QUESTION: "shortlist.kind_question",
    ReplyKind.CHATTER: "shortlist.kind_chatter",
    ReplyKind.SPAM: "shortlist.kind_spam",
}
_COUNTS = {
    "read": "shortlist.count_read",
    "own": "shortlist.count_own",
    "no_text": "shortlist.count_no_text",
    "unreadable": "shortlist.count_unreadable",
    "duplicates": "shortlist.count_duplicates",
    "set_aside": "shortlist.count_set_aside",
    "gated": "shortlist.count_gated",
    "ranked": "shortlist.count_ranked",
}


def workbook(shortlist: Shortlist, *, language: str, top: int | None = None) -> list[Table]:
    """Tables in the order of the sheets. `top` shortens the ranking sheets."""
    words = _Words(language)
    entries = list(shortlist.entries(top))
    criteria = shortlist.board.decision.scales.criteria
    points, worths = words("shortlist.sheet_points"), words("shortlist.sheet_worths")
    formulas = ScoreFormulas(shortlist.tried, points, worths)
    return [
        _ranking(shortlist, entries, criteria, words, formulas),
        _points(shortlist, criteria, words, formulas),
        _worths(entries, criteria, words),
        _evidence(entries, shortlist.board.decision, words),
        _set_aside(shortlist, words),
        _counts(shortlist, words),
    ]


class _Words:
    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, code: str) -> str:
        return Note(code).said(self.language)


def _ranking(
    shortlist: Shortlist, entries: list[Entry], criteria: tuple[Criterion, ...], words: _Words, formulas: ScoreFormulas
) -> Table:
    language, decision = words.language, shortlist.board.decision
    currency = decision.pricing.currency
    recommended = any(entry.candidate.alternative.origins for entry in entries)
    columns = [
        Column(words("shortlist.column_rank"), Kind.INTEGER, 7),
        Column(words("shortlist.column_name"), width=28),
        Column(words("shortlist.column_score"), Kind.NUMBER, 9),
        Column(words("shortlist.column_score_low"), Kind.NUMBER, 9),
        Column(words("shortlist.column_score_high"), Kind.NUMBER, 9),
        *(Column(words(code), Kind.MONEY, 14, currency) for code in _PRICE_COLUMNS),
        *(Column(c.label.said(language), width=18) for c in criteria if c.key != PRICE),
        Column(words("shortlist.column_reasons"), width=60),
        Column(words("shortlist.column_assumptions"), width=60),
        *([Column(words("shortlist.column_origin"), width=40)] if recommended else []),
        Column(words("shortlist.column_id"), width=14),
    ]
    rows: list[list[Cell]] = []
    score_column = Block(At(2, 0, fixed=True), At(2, max(0, len(entries) - 1), fixed=True))
    for i, entry in enumerate(entries):
        place, price = entry.place, entry.cells[PRICE]
        rank = Formula(Call("RANK", (At(2, i), score_column)), place.rank)
        likely, low, high = (
            Formula(formulas.score(i, k), value) for k, value in ((1, place.score), (0, place.low), (2, place.high))
        )
        rows.append(
            [
                # Among the first few only, the rank is among those few as well: they are the first.
                rank,
                entry.candidate.alternative.name,
                likely,
                low,
                high,
                price.low,
                price.value,
                price.high,
                *(value_in_words(c, decision, entry.cells[c.key], language) for c in criteria if c.key != PRICE),
                "; ".join(reason.said for reason in reasons(entry, decision, language)),
                " ".join(note.said(language) for note in entry.candidate.total.assumptions),
                *([_origins(entry, language)] if recommended else []),
                place.id,
            ]
        )
    return Table(words("shortlist.sheet_ranking"), tuple(columns), rows)


def _origins(entry: Entry, language: str) -> str:
    return " · ".join(origin.said(language) for origin in entry.candidate.alternative.origins)


def _points(shortlist: Shortlist, criteria: tuple[Criterion, ...], words: _Words, formulas: ScoreFormulas) -> Table:
    """One column a criterion, so that points and worths stand in the same direction."""
    weights, count, used = shortlist.weights, len(criteria), formulas.used()
    counted: list[list[Cell]] = [[words("shortlist.row_used"), *used]] if used else []
    rows: list[list[Cell]] = [
        [words("shortlist.row_points"), *(weights.points[c.key] for c in criteria)],
        *counted,
        [words("shortlist.row_share"), *(formulas.share(j) for j in range(count))],
        [words("shortlist.row_worst"), *(c.worst for c in criteria)],
        [words("shortlist.row_best"), *(c.best for c in criteria)],
        [words("shortlist.row_unit"), *(unit_label(c.unit).said(words.language) for c in criteria)],
        [words("shortlist.row_fingerprint"), shortlist.board.decision.sha256, *([None] * (count - 1))],
    ]
    columns = (Column("", width=24), *(Column(c.label.said(words.language), Kind.TEXT, 16) for c in criteria))
    return Table(words("shortlist.sheet_points"), columns, rows)


def _worths(entries: list[Entry], criteria: tuple[Criterion, ...], words: _Words) -> Table:
    """Between 0 and 1: all the low ends, then all the likely ones, then all the high ones."""
    columns = [Column(words("shortlist.column_name"), width=28)]
    for end in _END_WORDS:
        columns += [Column(f"{c.label.said(words.language)} ({words(end)})", Kind.NUMBER, 12) for c in criteria]
    rows: list[list[Cell]] = []
    for entry in entries:
        cells = [entry.cells[c.key] for c in criteria]
        worths = [*(c.worth_low for c in cells), *(c.worth for c in cells), *(c.worth_high for c in cells)]
        rows.append([entry.candidate.alternative.name, *worths])
    return Table(words("shortlist.sheet_worths"), tuple(columns), rows)


def _evidence(entries: list[Entry], decision: ShortlistDecision, words: _Words) -> Table:
    """Every word a value was read in, and every grade that was given."""
    criteria = decision.scales.criteria
    columns = (
        Column(words("shortlist.column_name"), width=28),
        Column(words("shortlist.column_criterion"), width=24),
        Column(words("shortlist.column_words"), width=80),
        Column(words("shortlist.column_start"), Kind.INTEGER),
        Column(words("shortlist.column_end"), Kind.INTEGER),
        Column(words("shortlist.column_id"), width=14),
    )
    rows: list[list[Cell]] = [
        [
            entry.candidate.alternative.name,
            c.label.said(words.language),
            quote.text,
            quote.start,
            quote.end,
            quote.reply,
        ]
        for entry in entries
        for c in criteria
        for quote in entry.cells[c.key].reading.quotes
    ]
    rows += [
        [entry.candidate.alternative.name, c.label.said(words.language), said, None, None, entry.place.id]
        for entry in entries
        for c in criteria
        for said in grades_said(entry.cells[c.key], decision.facts[c.key], words.language)
    ]
    return Table(words("shortlist.sheet_evidence"), columns, rows)


def _set_aside(shortlist: Shortlist, words: _Words) -> Table:
    """Everything that came in and is not in the ranking, each with its reason."""
    board, language = shortlist.board, words.language
    gates = {gate.key: gate.label for gate in board.decision.scales.gates}
    rows: list[list[Cell]] = []
    for aside in board.set_aside:
        rows.append([aside.name, words(_KINDS[aside.kind]), aside.id])
    for candidate, failed in board.gated:
        why = ", ".join(gates[key].said(language) for key in failed)
        rows.append(
            [candidate.alternative.name, Note("shortlist.why_gated", {"gates": why}).said(language), candidate.id]
        )
    for folded in board.duplicates:
        rows.append(["", Note("shortlist.why_duplicate", {"of": folded.into}).said(language), folded.id])
    columns = (
        Column(words("shortlist.column_name"), width=28),
        Column(words("shortlist.column_why"), width=60),
        Column(words("shortlist.column_id"), width=14),
    )
    return Table(words("shortlist.sheet_set_aside"), columns, rows)


def _counts(shortlist: Shortlist, words: _Words) -> Table:
    rows: list[list[Cell]] = []
    gates = shortlist.board.decision.scales.gates
    named = {
        "set_aside": {kind.value: words(code) for kind, code in _KINDS.items()},
        "gated": {gate.key: gate.label.said(words.language) for gate in gates},
    }
    for name, count in shortlist.board.counts().items():
        if name == "no_text" and isinstance(count, dict):  # one row: why each has none is told beside its line
            rows.append([words(_COUNTS[name]), "", sum(count.values())])
        elif isinstance(count, dict):
            rows += [[words(_COUNTS[name]), named[name][key], number] for key, number in count.items()]
        else:
            rows.append([words(_COUNTS[name]), "", int(str(count))])
    columns = (
        Column(words("shortlist.column_what"), width=28),
        Column("", width=20),
        Column(words("shortlist.column_count"), Kind.INTEGER),
    )
    return Table(words("shortlist.sheet_counts"), columns, rows)
