"""Whether a piece of a program runs as soon as the page is there, or waits for somebody to choose.

Read without running it: which blocks stand around the piece, what opens each, and, for a function, who calls it. A
browser knows better; this is what can be said from the file.
"""

import re
from collections.abc import Iterator

_DEEPEST = 4
_BEFORE = 160
"""Letters read before a brace: what opens the block."""
_WAITS = re.compile(
    r"addEventListener\s*\(\s*[\"'`](?!load|DOMContentLoaded|readystatechange|pageshow|scroll|mousemove"
    r"|pointermove|touchstart)"
    r"|\.on(?:click|change|submit)\s*=|\.(?:click|submit|change)\s*\(\s*(?:function|\(|\w+\s*=>)"
    r"|\.on\s*\(\s*[\"'`](?!load|ready)"
    r"|on_?(?:accept|consent|allow|agree|grant)\w*\s*[:=(]|(?:accept|consent|agree|allow"
    r"|grant)\w*\s*[:=]\s*(?:async\s*)?(?:function|\()",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\bif\s*\((?:[^()]|\([^()]*\)){0,240}(?:cookie|consent|localStorage|sessionStorage|accept|agree"
    r"|allow|choice|choix|optin|opt_in)"
    r"(?:[^()]|\([^()]*\)){0,240}\)\s*$|\bcase\s+[\"'`]",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\bfunction\s+([\w$]+)\s*\([^()]*\)|\b(?:const|let"
    r"|var)\s+([\w$]+)\s*=\s*(?:async\s*)?(?:function\b[^()]*\([^()]*\)"
    r"|\([^()]*\)\s*=>|[\w$]+\s*=>)|([\w$]+)\s*[:=]\s*(?:async\s*)?function\s*\([^()]*\))\s*$"
)
_TOOLS = re.compile(
    r"tarteaucitron|axeptio|_axcb|didomi|onetrust|cookiebot|klaro|orejime|cookieyes|iubenda|__tcfapi"
    r"|requireConsent",
    re.IGNORECASE,
)
"""Known keepers of consent, and the word by which Matomo waits: what they hold back, they hold back."""


def without_comments(text: str) -> str:
    """The same program, comments as blanks: places do not move. Strings, their slashes with them, stay."""
    found = []
    at = 0
    for start, end, kind in _pieces(text):
        if kind == "comment":
            found.append(text[at:start] + " " * (end - start))
            at = end
    return "".join([*found, text[at:]])


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Strings and comments, in order. Regular expressions are not told apart: what looks like a string in one ends at
    the end of its line."""
    for found in re.finditer(
        r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|/\*.*?\*/|(?<![:\\])//[^\n]*", text, re.DOTALL
    ):
        yield found.start(), found.end(), "comment" if found[0][0] == "/" else "string"


def strings_of(program: str) -> Iterator[str]:
    """What its strings hold, those joined by a plus as one."""
    joined, end = "", 0
    for start, stop, kind in _pieces(program):
        if kind == "comment":
            continue
        inner = re.sub(r"\\[ntr]", " ", program[start + 1 : stop - 1]).replace("\\", "")
        if joined and program[end:start].strip() == "+":
            joined += inner
        else:
            yield joined
            joined = inner
        end = stop
    yield joined


def at_once(program: str, place: int) -> bool:
    """Whether what stands at this place of a program runs when the page is there."""
    return _runs(program, place, _DEEPEST, set())


def _runs(program: str, place: int, depth: int, seen: set[str]) -> bool:
    if depth == 0:
        return True
    for brace in reversed(_around(program, place)):
        before = program[max(0, brace - _BEFORE) : brace]
        if _WAITS.search(before[before.rfind("}") + 1 :]) or _ASKS.search(before):
            return False
        named = _NAMED.search(before)
        name = next(filter(None, named.groups()), "") if named else ""
        if name and name not in seen:
            return _called(program, name, brace, depth, seen | {name})
    line = program[max(0, place - _BEFORE) : place]
    return not _ASKS.search(line) and not re.search(
        r"\bif\s*\([^{};]*(?:cookie|consent)[^{};]*\)[^{};]*$", line, re.IGNORECASE
    )


def _called(program: str, name: str, brace: int, depth: int, seen: set[str]) -> bool:
    """Whether somebody calls it at once: by name with its brackets, or handed to what runs at once."""
    for found in re.finditer(rf"(?<![\w$.]){re.escape(name)}\s*(\(?)", program):
        before = program[max(0, found.start() - 120) : found.start()]
        if re.search(r"(?:function|const|let|var)\s+$", before) or re.match(
            r"\s*[:=]\s*(?:async\s*)?function", program[found.end(0) :]
        ):
            continue  # where it is made
        handed = not found[1]
        if handed and not re.search(
            r"(?:[\"'`](?:load|DOMContentLoaded)[\"'`]\s*,|setTimeout\s*\(|\.onload\s*="
            r"|requestIdleCallback\s*\()\s*$",
            before,
        ):
            continue
        if found.start() < brace and program[found.end() - 1 : brace].count("{") == 0 and found[1]:
            tail = program[found.start() : brace]
            if re.fullmatch(rf"{re.escape(name)}\s*\([^()]*\)\s*", tail):
                continue  # its own head
        if _runs(program, found.start(), depth - 1, seen):
            return True
    return False


def _around(program: str, place: int) -> list[int]:
    """Places of the braces that are open there, the outermost first."""
    bare = program
    opened: list[int] = []
    blank = [(start, end) for start, end, _ in _pieces(bare)]
    skip = iter(blank)
    start, end = next(skip, (len(bare), len(bare)))
    at = 0
    while at < place:
        if at >= start:
            at = max(at, end)
            start, end = next(skip, (len(bare), len(bare)))
            continue
        letter = bare[at]
        if letter == "{":
            opened.append(at)
        elif letter == "}" and opened:
            opened.pop()
        at += 1
    return opened


def keeps_consent(program: str) -> bool:
    return bool(_TOOLS.search(program))
