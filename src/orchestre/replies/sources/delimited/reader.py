"""CSV in all its dresses: comma, semicolon, tab or bar; header or not; quotes or not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from orchestre.replies.sources.columns import ColumnMap, Role
from orchestre.replies.sources.errors import TooManyColumns
from orchestre.replies.sources.guessing import find_header, guess_columns, roles_by_name
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_lines
from orchestre.replies.sources.table import Row, Table
from orchestre.replies.sources.tools.rows import Rows, head_rows

DELIMITERS = (",", ";", "\t", "|")
_ENDINGS = frozenset({"csv", "tsv", "tab"})
_SAMPLE = 200


def _hint(text: str) -> str | None:
    """Excel's first line "sep=;"."""
    line = text.split("\n", 1)[0].strip().lower()
    return line[4] if line.startswith("sep=") and len(line) == 5 else None


@dataclass(frozen=True, slots=True)
class _Cut:
    """How a delimiter cuts the head. `score` runs from 0 (prose) to 1; `headed`: a row of known words or labels."""

    score: float
    delimiter: str
    width: int
    headed: bool


def _cut(rows: list[list[str]], delimiter: str) -> _Cut:
    none = _Cut(0.0, delimiter, 1, headed=False)
    if not rows:
        return none
    after = [cell for row in rows for cell in row[1:]]
    prose = delimiter in ",;" and sum(cell.startswith(" ") for cell in after) > 0.4 * len(after)
    header = find_header(rows)
    if header is not None:
        width = len(rows[header])
        found = [named[0] for cell in rows[header] if (named := roles_by_name(cell))]
        known = {role for _, role in found} - {Role.OTHER, Role.IGNORE}
        exact = sum(score > 500 for score, role in found if role is not Role.OTHER)
        body = rows[header + 1 :]
        fitting = sum(len(row) == width for row in body) / len(body) if body else 1.0
        sure = exact and not header and not prose  # then even rows full of commas of their own are rows
        if width > 1 and known and (sure or fitting >= 0.6):
            return _Cut(min(1.0, 0.75 + 0.05 * len(known) + 0.1 * fitting), delimiter, width, headed=True)
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if header is not None and len(rows[header]) != width:
        header = None
    fitting = count / len(rows)
    if width < 2 or len(rows) < 2 or prose or fitting < 0.7:
        return none
    return _Cut((0.9 if delimiter == "\t" else 0.65) * fitting, delimiter, width, headed=header is not None)


class Delimited:
    def recognise(self, head: Head) -> Guess | None:
        limits = head.limits
        text = head.text
        hint = _hint(text)
        best = _Cut(0.0, hint or ",", 1, headed=False)
        body = text.split("\n", 1)[1] if hint and "\n" in text else text
        for delimiter in (hint,) if hint else DELIMITERS:
            if delimiter not in body:
                continue
            rows = [cells for _, cells in head_rows(body, delimiter, limits)[:_SAMPLE] if cells]
            cut = _cut(rows, delimiter)
            if cut.width > limits.columns:
                raise TooManyColumns(file=head.name, columns=cut.width, limit=limits.columns)
            if (cut.score, cut.width) > (best.score, best.width):
                best = cut
        score = best.score
        if hint:
            score = 1.0
        elif not score:
            single = _single_column(text)
            if head.ending not in _ENDINGS and not single:
                return None
            score, best = (0.9 if single else 0.6), _Cut(0.6, ",", 1, headed=single)
        if not hint:
            score = min(max(score, 0.8 if head.ending in _ENDINGS else 0.0), 0.97)
        return self._guess(head, body, best, score, hinted=hint is not None)

    def _guess(self, head: Head, text: str, cut: _Cut, score: float, *, hinted: bool) -> Guess:
        rows = head_rows(text, cut.delimiter, head.limits)
        readable = [i for i, (_, row) in enumerate(rows) if row]
        cells = [rows[i][1] if cut.width > 1 else [cut.delimiter.join(rows[i][1])] for i in readable]
        columns, at = guess_columns(cells, width=cut.width, headed=None if hinted else cut.headed)
        at = None if at is None else readable[at]
        # lines above the first reply: what stands before the header, and the header with all its lines
        skip = int(hinted)
        if at is not None:
            skip += rows[at + 1][0] - 1 if at + 1 < len(rows) else len(text.split("\n"))
        first = tuple(cells[0]) if cells else ()
        return Guess(_format(cut.delimiter), score, head.encoding, cut.delimiter, columns, skip, first)

    def tables(
        self, stream: Peeked, guess: Guess, *, name: str, columns: ColumnMap | None, limits: Limits
    ) -> Iterator[Table]:
        assert guess.columns is not None
        assert guess.encoding is not None
        assert guess.delimiter is not None
        found = guess.columns
        skip = guess.skip
        if columns is not None:
            if found.other_header(columns):
                skip = int(columns.header)
            found = found.given(columns, guess.first_row)
        width = len(found.columns)
        if width > limits.columns:
            raise TooManyColumns(file=name, columns=width, limit=limits.columns)
        lines = text_lines(stream, guess.encoding, max_chars=limits.row_chars)
        for _ in islice(lines, skip):
            pass
        rows: Iterator[Row] = iter(Rows(lines, guess.delimiter, limits, line=skip))
        yield Table(found, rows, guess.format, joiner=guess.delimiter)


def _single_column(text: str) -> bool:
    """One column under a known word, one reply a line."""
    first = text.lstrip("\n").split("\n", 1)[0].strip().strip('"')
    found = roles_by_name(first)
    return bool(found) and found[0][0] > 500 and found[0][1] is Role.TEXT and "\n" in text.strip("\n")


def _format(delimiter: str) -> str:
    return "tsv" if delimiter == "\t" else "csv"


SOURCE = Delimited()
