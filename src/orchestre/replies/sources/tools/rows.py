"""Lines into cells, with a way out of every wrong quote: nothing is lost, the next line starts afresh."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from orchestre.replies.sources.limits import Limits
from orchestre.replies.sources.table import RAW_CHARS, Problem, Row

_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+\s*")
"""The line under the header of a table written with bars."""

_PATIENCE = 10_000_000
"""Characters a file may have gathered again for nothing before its open quotes are taken as they stand."""


def lenient_cells(line: str, delimiter: str) -> tuple[list[str], bool]:
    """The cells of one line whose quotes may be wrong, and whether its last cell is left open, quotes being right.

    A quoted cell ends at a quote followed by the delimiter or the end of the line; any other quote is a character
    of the text. A cell that never ends keeps its text without the opening quote. One that has wrong quotes and never
    ends was not quoted at all, nor is any such cell of a tab paste: spreadsheets double their quotes when they quote.

    >>> lenient_cells('Zoé,"il a dit "non" hier",x', ",")
    (['Zoé', 'il a dit "non" hier', 'x'], False)
    >>> lenient_cells('Léo,"Dispo', ",")
    (['Léo', 'Dispo'], True)
    >>> lenient_cells('Léo,"Top" dit-il', ",")
    (['Léo', '"Top" dit-il'], False)
    """
    cells: list[str] = []
    at, size = 0, len(line)
    last = size if line.endswith('"') else line.rfind(f'"{delimiter}') + 1  # past it nothing ends a quoted cell
    while True:
        if at < size and line[at] == '"':
            end, right = at + 1, True
            while True:
                end = line.find('"', end)
                if end < 0 and right:
                    cells.append(line[at + 1 :].replace('""', '"'))
                    return cells, True
                if end < 0 or (not right and (delimiter == "\t" or end >= last)):
                    end = -1
                    break
                run = 1
                while end + run < size and line[end + run] == '"':
                    run += 1
                end += run
                closes = end == size or line[end] == delimiter
                if closes and (run % 2 or not right):
                    break
                right = right and run % 2 == 0
            if end >= 0 and (right or delimiter != "\t"):
                cells.append(line[at + 1 : end - 1].replace('""', '"'))
                if end >= size:
                    return cells, False
                at = end + 1
                continue
        end = line.find(delimiter, at)
        if end < 0:
            cells.append(line[at:])
            return cells, False
        cells.append(line[at:end])
        at = end + 1


def _strict(text: str, delimiter: str) -> list[str] | None:
    """The cells of one whole record whose quotes are all right, else None."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


class Rows:
    """The rows of a delimited text, problems included. `line` lines were read before."""

    def __init__(self, lines: Iterable[str], delimiter: str, limits: Limits, *, line: int = 0) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self._delimiter, self._limits, self._line = delimiter, limits, line
        self._wasted = 0

    def _next(self) -> str | None:
        if self._back:
            return self._back.popleft()
        return next(self._lines, None)

    def __iter__(self) -> Iterator[Row]:
        delimiter, longest, longest_row = self._delimiter, self._limits.cell_chars, self._limits.row_chars
        lines, back = self._lines, self._back
        number, done = self._line, 0
        while True:
            line = back.popleft() if back else next(lines, None)
            if line is None:
                return
            number += 1
            done += len(line)
            if not line or (line[0] in " |" and (not line.strip(" ") or _RULE.fullmatch(line))):
                continue
            start = number
            if len(line) > longest_row:
                yield start, Problem("replies.row_too_long", line[:RAW_CHARS], {"limit": longest_row}), None
                continue
            if '"' not in line:
                cells = line.split(delimiter)
            else:
                strict = _strict(line, delimiter)
                if strict is None:
                    strict, more = self._several_lines(line, done)
                    number += more
                cells = strict
            if len(line) > longest or number > start:
                long = next((cell for cell in cells if len(cell) > longest), None)
                if long is not None:
                    raw = delimiter.join(cell[:200] for cell in cells)
                    yield start, Problem("replies.cell_too_long", raw, {"limit": longest}), None
                    continue
            yield start, cells, None

    def _several_lines(self, line: str, done: int) -> tuple[list[str], int]:
        """A record whose first line has open or wrong quotes, and how many further lines it took.

        Its lines are gathered up to the one that closes it. When none does, or when the whole is not right, the
        first line stands alone and the others are given back to be read as rows of their own. Characters gathered
        for nothing are counted against the `done` ones, so that a file of wrong quotes is not read over and over.
        """
        cells, is_open = lenient_cells(line, self._delimiter)
        if not is_open or self._wasted > _PATIENCE + 10 * done:
            return cells, 0
        gathered, size = [line], len(line)
        while size <= self._limits.row_chars:
            following = self._next()
            if following is None:
                break
            gathered.append(following)
            size += len(following) + 1
            if following.count('"') % 2:
                whole = "\n".join(gathered)
                cells_of_all = _strict(whole, self._delimiter)
                if cells_of_all is None and size > self._limits.cell_chars:  # too long for the strict reader
                    cells_of_all, still_open = lenient_cells(whole, self._delimiter)
                    cells_of_all = None if still_open else cells_of_all
                if cells_of_all is None:
                    break
                return cells_of_all, len(gathered) - 1
        self._wasted += size
        self._back.extendleft(reversed(gathered[1:]))
        return cells, 0


def head_rows(text: str, delimiter: str, limits: Limits) -> list[tuple[int, list[str]]]:
    """Line and cells of the first rows; no cells for one that cannot be read."""
    rows = islice(Rows(text.split("\n"), delimiter, limits), 400)
    return [(line, cells if isinstance(cells, list) else []) for line, cells, _ in rows]
