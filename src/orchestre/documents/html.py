"""A document as HTML: a fragment for a page of ours, or a page that stands alone. Every text is escaped."""

import re
from html import escape
from itertools import groupby

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
    Tone,
    Words,
    from_right,
    runs,
    written,
)

_PAPER = (
    ":root{color-scheme:light dark;--ink:light-dark(#1d2433,#e8e6e1);--muted:light-dark(#5b6475,#a9b0bd);"
    "--line:light-dark(#dfdcd3,#444a57);--accent:light-dark(#b5361f,#ff8a73)}"
    "body{font-family:system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;line-height:1.45;"
    "color:var(--ink);overflow-wrap:break-word}h1{font-size:1.7rem;line-height:1.2}"
    "h2{font-size:1.2rem;color:var(--accent);margin-top:2rem}h3{font-size:1.05rem}"
    ".lead{font-size:1.15rem}.small,caption,dt,dd small{color:var(--muted);font-size:.9rem}caption{text-align:left}"
    "blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--line)}blockquote footer{color:var(--muted)}"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid var(--line)}"
    "th{border-bottom-color:var(--ink)}.number{text-align:right}li{margin:.25rem 0}"
    ".figures{display:flex;gap:.5rem 2.5rem;flex-wrap:wrap}dd{margin:0;font-size:1.25rem}"
    ".signature{border-bottom:1px solid;min-height:4rem}.page-break{break-after:page}tr{break-inside:avoid}"
    "@page{size:A4}"
    "@media (max-width:40rem){table{display:block;overflow-x:auto}th,td{min-width:6rem}"
    ":is(th,td):first-child{min-width:0}td:nth-child(2){min-width:13rem}}"
)


def write_html(document: Document) -> str:
    """A whole page, with the little style it needs inside."""
    author = f'<meta name="author" content="{_said(document.author)}">' if document.author else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">{author}'
        f"<title>{_said(document.title)}</title><style>{_PAPER}</style></head>\n<body>\n{html_part(document)}\n</body>\n"
        "</html>\n"
    )


def html_part(document: Document, *, section: str = "") -> str:
    """Title and blocks, without a style. `section`: a class for a section around each heading of level 1 and what
    follows it."""
    blocks = [(block, html_of(block)) for block in document.blocks]
    title = f"<h1>{_said(document.title)}</h1>"
    if not section:
        return "\n".join([title, *(made for _, made in blocks)])
    parts = [title]
    number = 0

    def part_of(pair: tuple[Block, str]) -> int:
        nonlocal number
        number += isinstance(pair[0], Heading) and pair[0].level == 1
        return number

    for _, several in groupby(blocks, key=part_of):
        inside = "\n".join(made for _, made in several)
        parts.append(f'<section class="{escape(section)}">\n{inside}\n</section>')
    return "\n".join(parts)


def html_of(block: Block) -> str:  # noqa: PLR0911 - one line a kind of block
    match block:
        case Heading():
            return f"<h{block.level + 1}>{_said(block.text)}</h{block.level + 1}>"
        case Paragraph():
            name = "" if block.tone is Tone.PLAIN else f' class="{block.tone.value}"'
            return f"<p{name}{_way(block.runs)}>{_runs(block.runs)}</p>"
        case Listing():
            name = "ol" if block.ordered else "ul"
            return f"<{name}>{''.join(f'<li{_way(item)}>{_runs(item)}</li>' for item in block.items)}</{name}>"
        case Grid():
            return _grid(block)
        case KeyFigures():
            figures = "".join(
                f"<div><dt>{_said(one.label)}</dt><dd><strong>{_said(one.value)}</strong>"
                + (f"<br><small>{_said(one.note)}</small>" if one.note else "")
                + "</dd></div>"
                for one in block.figures
            )
            return f'<dl class="figures">{figures}</dl>'
        case Quote():
            source = f"<footer>{_said(block.source)}</footer>" if block.source else ""
            return f"<blockquote><p{_way(block.words)}>{_said(block.words)}</p>{source}</blockquote>"
        case Picture():
            caption = f"<figcaption>{_said(block.caption)}</figcaption>" if block.caption else ""
            return f'<figure><div role="img" aria-label="{_said(block.alt)}">{block.svg}</div>{caption}</figure>'
        case Signature():
            return "".join(f'<p class="signature">{_said(label)}</p>' for label in block.labels)
        case PageBreak():
            return '<div class="page-break"></div>'


def _grid(grid: Grid) -> str:
    right = [' class="number"' if j in grid.numbers else "" for j in range(len(grid.header))]
    header = "".join(f'<th scope="col"{name}>{_said(cell)}</th>' for name, cell in zip(right, grid.header, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(f"<td{name}{_way(cell)}>{_runs(runs(cell))}</td>" for name, cell in zip(right, row, strict=True))
        + "</tr>"
        for row in grid.rows
    )
    caption = f"<caption>{_said(grid.caption)}</caption>" if grid.caption else ""
    return f"<table>{caption}<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>"


def _way(words: Words) -> str:
    return ' dir="rtl"' if from_right(words) else ""


def _runs(several: tuple[Run, ...]) -> str:
    made = ""
    for run in several:
        words = _ADDRESS.sub(_may_break, _said(run.text))
        if run.bold:
            words = f"<strong>{words}</strong>"
        made += f"<em>{words}</em>" if run.italic else words
    return made


_ADDRESS = re.compile(r"[^\s<>@;]{1,64}@[^\s<>@;]{1,255}")


def _may_break(address: re.Match[str]) -> str:
    """A long address is cut at its signs in a narrow column, never inside a word."""
    return re.sub(r"(?=[@.-])(?<!^)", "<wbr>", address[0])


def _said(text: str) -> str:
    return escape(written(text)).replace("\n", "<br>")
