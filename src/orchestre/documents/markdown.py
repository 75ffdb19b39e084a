"""A document as Markdown (CommonMark with the tables of GitHub). What people typed is never read as a mark: every
sign that could be one is escaped."""

import re

from orchestre.documents.model import (
    Block,
    Document,
    Grid,
    Heading,
    KeyFigures,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Run,
    Signature,
    Words,
    written,
)

_SIGN = re.compile(r"([\\`*_{}\[\]<>#|~$@]|&(?=#?\w+;)|:(?=//|\w+:))")
_BEGINS_A_BLOCK = re.compile(r"^(\s*)(?:([-+=])|(\d{1,9})([.)]))")


def write_markdown(document: Document) -> str:
    """A picture is told by its words: a text holds no drawing."""
    colon = "\u00a0:" if document.language == "fr" else ":"
    parts = [f"# {_line(document.title)}", *(_block(block, colon) for block in document.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, colon: str) -> str:  # noqa: PLR0911 - one line a kind of block
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {_line(block.text)}"
        case Paragraph():
            return _runs(block.runs)
        case Listing():
            marks = [f"{i}." if block.ordered else "-" for i in range(1, len(block.items) + 1)]
            return "\n".join(
                f"{mark} " + _runs(item).replace("\n", "\n" + " " * (len(mark) + 1))
                for mark, item in zip(marks, block.items, strict=True)
            )
        case Grid():
            return _grid(block)
        case KeyFigures():
            return "\n".join(
                f"- {_line(one.label)}{colon} **{_line(one.value)}**" + (f" ({_line(one.note)})" if one.note else "")
                for one in block.figures
            )
        case Quote():
            source = f"\n\n— {_said(block.source)}" if block.source else ""
            return "\n".join(f"> {line}".rstrip() for line in (_said(block.words) + source).split("\n"))
        case Picture():
            return f"*{_line(block.alt)}*" + (f"\n\n{_said(block.caption)}" if block.caption else "")
        case Signature():
            return "\n\n".join(f"{_line(label)}\n\n\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_" for label in block.labels)
        case PageBreak():
            return "---"


def _grid(grid: Grid) -> str:
    ends = ["---:" if j in grid.numbers else "---" for j in range(len(grid.header))]
    rows = [[_line(cell) for cell in grid.header], ends, *([_cell(cell) for cell in row] for row in grid.rows)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{_line(grid.caption)}\n\n{table}" if grid.caption else table


def _cell(words: Words) -> str:
    """A row of a table is one line: a line end becomes a space."""
    if isinstance(words, str):
        return _line(words)
    return _runs(tuple(Run(" ".join(written(run.text).split("\n")), run.bold, run.italic) for run in words))


def _runs(several: tuple[Run, ...]) -> str:
    return "".join(_marked(run) for run in several)


def _marked(run: Run) -> str:
    """A mark must touch its words: the spaces around them stay outside."""
    mark = "*" * (2 * run.bold + run.italic)
    words = _said(run.text)
    inside = words.strip()
    if not mark or not inside:
        return words
    before, _, after = words.partition(inside)
    return f"{before}{mark}{inside}{mark}{after}"


def _line(text: str) -> str:
    return _said(" ".join(written(text).split("\n")))


def _said(text: str) -> str:
    return "\\\n".join(_escaped(line) for line in written(text).split("\n"))


def _escaped(line: str) -> str:
    line = _SIGN.sub(r"\\\1", line)
    return _BEGINS_A_BLOCK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", line)
