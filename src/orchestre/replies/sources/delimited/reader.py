"""CSV in all its dresses: comma, semicolon, tab or bar; header or not; quotes or not."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from orchestre.replies.sources.columns import ColumnMap, Role
from orchestre.replies.sources.delimited.rows import Rows, head_rows
from orchestre.replies.sources.errors import TooManyColumns
from orchestre.replies.sources.guessing import find_header, guess_columns, roles_by_name
from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.source import Guess, Head
from orchestre.replies.sources.stream import Peeked, text_lines
from orchestre.replies.sources.table import Row, Table

DELIMITERS = (",", ";", "\t", "|")
_ENDINGS = frozenset({"csv", "tsv", "tab"})
_SAMPLE = 200


def _hint(text: str) -> str | None:
    """Excel's first line "sep=;"."""
    line = text.split("\n", 1)[0].strip().lower()
    return line[4] if line.startswith("sep=") and len(line) == 5 else None


def _regularity(rows: list[list[str]], delimiter: str, text: str) -> tuple[float, int]:
    """How much the text looks like rows cut by this delimiter (0 to 1), and the usual number of cells."""
    counts = Counter(len(row) for row in rows)
    if not counts:
        return 0.0, 1
    header = find_header(rows)
    width = len(rows[header]) if header is not None else counts.most_common(1)[0][0]
    if width < 2:
        return 0.0, 1
    fitting = counts[width] / sum(counts.values())
    named = 0
    if header is not None:
        roles = {found[0][1] for cell in rows[header] if (found := roles_by_name(cell))}
        named = len(roles - {Role.OTHER, Role.IGNORE})
    if named:
        return min(1.0, 0.75 + 0.05 * named + 0.1 * fitting), width
    if len(rows) < 2:
        return 0.0, width
    prose = delimiter in ",;|" and text.count(f"{delimiter} ") > 0.4 * text.count(delimiter)
    if prose:
        return 0.0, width
    strength = 0.9 if delimiter == "\t" else 0.65
    return (strength * fitting if fitting >= 0.7 else 0.0), width


class Delimited:
    def recognise(self, head: Head) -> Guess | None:
        limits = head.limits
        text = head.text
        hint = _hint(text)
        best: tuple[float, str, int] = (0.0, ",", 1)
        for delimiter in (hint,) if hint else DELIMITERS:
            if delimiter not in text:
                continue
            body = text.split("\n", 1)[1] if hint and "\n" in text else text
            rows = [cells for _, cells in head_rows(body, delimiter, limits)[:_SAMPLE] if cells]
            score, width = _regularity(rows, delimiter, body)
            if width > limits.columns and (score or hint):
                raise TooManyColumns(file=head.name, columns=width, limit=limits.columns)
            if (score, width) > (best[0], best[2]):
                best = (score, delimiter, width)
        score, delimiter, width = best
        if hint:
            score, delimiter = 1.0, hint
        elif not score:
            single = _single_column(text)
            if head.ending not in _ENDINGS and not single:
                return None
            score, width = (0.9 if single else 0.6), 1
        if head.ending in _ENDINGS:
            score = max(score, 0.8)
        if not hint:
            score = min(score, 0.97)
        return self._guess(head, delimiter, width, score, hinted=hint is not None)

    def _guess(self, head: Head, delimiter: str, width: int, score: float, *, hinted: bool) -> Guess:
        text = head.text.split("\n", 1)[1] if hinted and "\n" in head.text else head.text
        rows = head_rows(text, delimiter, head.limits)
        readable = [i for i, (_, row) in enumerate(rows) if row]
        cells = [rows[i][1] if width > 1 else [delimiter.join(rows[i][1])] for i in readable]
        columns, at = guess_columns(cells, width=width)
        at = None if at is None else readable[at]
        # lines above the first reply: what stands before the header, and the header with all its lines
        skip = int(hinted)
        if at is not None:
            skip += rows[at + 1][0] - 1 if at + 1 < len(rows) else len(text.split("\n"))
        first = tuple(cells[0]) if cells else ()
        return Guess(_format(delimiter), score, head.encoding, delimiter, columns, skip, first)

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
                found = found.named(guess.first_row) if columns.header else found
            found = found.asked_for(columns)
        width = len(found.columns)
        if width > limits.columns:
            raise TooManyColumns(file=name, columns=width, limit=limits.columns)
        lines = text_lines(stream, guess.encoding, max_chars=limits.row_chars)
        for _ in islice(lines, skip):
            pass
        rows: Iterator[Row] = iter(Rows(lines, guess.delimiter, limits, width=width, line=skip))
        yield Table(found, rows, guess.format, joiner=guess.delimiter)


def _single_column(text: str) -> bool:
    """One column under a known word, one reply a line."""
    first = text.lstrip("\n").split("\n", 1)[0].strip().strip('"')
    found = roles_by_name(first)
    return bool(found) and found[0][0] > 500 and found[0][1] is Role.TEXT and "\n" in text.strip("\n")


def _format(delimiter: str) -> str:
    return "tsv" if delimiter == "\t" else "csv"


SOURCE = Delimited()
