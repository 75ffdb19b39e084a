"""Words and prices read in pictures of replies, drawn sharp, small, grey, askew and blurred.

    python3 run.py bench pictures_read

Each invented reply of the demonstration that gives a price is set in one of several letters, drawn at one of several
sizes, and spoilt as a scanner or a telephone does. `words`: of the written text, those that were read, in any order;
`prices`: amount and unit as in the written text, read by the same rules; `sure`: of 100, what the program says of its
own words; `left`: pictures that are called unclear and count for nothing, not among the rest. Needs Tesseract and
pdftoppm.
"""

import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
import typst
from numpy.typing import NDArray

from benchmarks._harness import ROOT, Table
from benchmarks.import_board import texts
from orchestre.replies.attachments import pictures
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply
from orchestre_web.publishing.programs import OfThisMachine

EACH = 12
DAY = date(2026, 11, 1)
LETTERS = ("Source Sans 3", "DejaVu Sans Mono", "New Computer Modern")
SPOILT = {
    "220 dots, sharp": (220, 0.0, 0.0, 1),
    "150 dots, sharp": (150, 0.0, 0.0, 1),
    "110 dots, sharp": (110, 0.0, 0.0, 1),
    "150 dots, grey": (150, 40.0, 0.0, 1),
    "150 dots, 1.5 degrees askew": (150, 10.0, 1.5, 1),
    "150 dots, blurred": (150, 10.0, 0.0, 3),
    "72 dots": (72, 0.0, 0.0, 1),
    "72 dots, blurred and grey": (72, 40.0, 0.0, 3),
}
"""Dots to the inch, noise (of 255), degrees, width of the blur in dots."""

Grey = NDArray[np.uint8]


class Outcome(NamedTuple):
    sure: float
    words: float
    shared: int
    found: int
    wanted: int


def drawn(text: str, letters: str, dots: int) -> Grey:
    plain = re.sub(r"([\\#$*_`<>@\[\]~=/+-])", r"\\\1", text)
    source = f'#set page(width: 160mm, height: auto, margin: 12mm)\n#set text(font: "{letters}", size: 11pt)\n{plain}'
    pdf = typst.compile(source.encode(), font_paths=[str(ROOT / "src")])
    made = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(dots), "-singlefile", "-"], input=pdf, stdout=subprocess.PIPE, check=True
    ).stdout
    _, size, _, data = made.split(b"\n", 3)
    width, height = map(int, size.split())
    return np.frombuffer(data, dtype=np.uint8).reshape(height, width)


def spoilt(page: Grey, noise: float, degrees: float, blur: int, draw: np.random.Generator) -> Grey:
    values = page.astype(np.float64)
    if degrees:
        turn = np.radians(degrees)
        rows, columns = np.indices(page.shape)
        y, x = rows - page.shape[0] / 2, columns - page.shape[1] / 2
        from_y = np.rint(y * np.cos(turn) + x * np.sin(turn) + page.shape[0] / 2).astype(int)
        from_x = np.rint(x * np.cos(turn) - y * np.sin(turn) + page.shape[1] / 2).astype(int)
        inside = (from_y >= 0) & (from_y < page.shape[0]) & (from_x >= 0) & (from_x < page.shape[1])
        values = np.where(inside, values[from_y.clip(0, page.shape[0] - 1), from_x.clip(0, page.shape[1] - 1)], 255.0)
    for _ in range(blur - 1):
        values = (values + np.roll(values, 1, 0) + np.roll(values, 1, 1) + np.roll(values, (1, 1), (0, 1))) / 4
    return (values + draw.normal(0, noise, values.shape)).clip(0, 255).astype(np.uint8)


def prices(text: str) -> Counter[tuple[object, ...]]:
    found = extract(Reply("1", Position("", "", 1), None, text), reference_date=DAY)
    return Counter((price.amount_min, price.amount_max, price.unit) for price in (*found.price, *found.price_aside))


def outcomes(kind: str, some: list[str]) -> Iterator[Outcome]:
    dots, noise, degrees, blur = SPOILT[kind]
    draw = np.random.default_rng(7)
    for number, text in enumerate(some):
        page = spoilt(drawn(text, LETTERS[number % len(LETTERS)], dots), noise, degrees, blur, draw)
        data = b"P5\n%d %d\n255\n" % (page.shape[1], page.shape[0]) + page.tobytes()
        sure, read = pictures.read(OfThisMachine(60).recognise(data))
        written, found = Counter(re.findall(r"\w+", text)), Counter(re.findall(r"\w+", read))
        wanted, seen = prices(text), prices(read)
        shared = (wanted & seen).total()
        yield Outcome(sure, (written & found).total() / written.total(), shared, seen.total(), wanted.total())


def main() -> int:
    some = [one["text"] for one in texts() if prices(one["text"]) and len(one["text"]) > 80]
    random.Random(5).shuffle(some)
    shown = Table(
        f"Pictures of {EACH} replies each",
        "how they were drawn",
        "sure",
        "left",
        "words",
        "prices right",
        "prices found",
    )
    for place, kind in enumerate(SPOILT):
        every = list(outcomes(kind, some[place * EACH : (place + 1) * EACH]))
        got = [one for one in every if one.sure >= pictures.LEAST_SURE]
        seen, wanted = sum(one.found for one in got), sum(one.wanted for one in got)
        shared = sum(one.shared for one in got)
        shown.row(
            kind,
            sum(one.sure for one in every) / len(every),
            len(every) - len(got),
            sum(one.words for one in got) / len(got) if got else "-",
            shared / seen if seen else "-",
            shared / wanted if wanted else "-",
        )
    shown.show()
    if "--keep" in sys.argv:
        shown.keep("reading-replies.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
