"""Words gathered page by page, up to a limit."""

import re

from orchestre.replies.attachments.limits import FileLimits

_UNKEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"\n\s*\n\s*")


class Pages:
    """`full`: there was more than the limits let in."""

    def __init__(self, limits: FileLimits) -> None:
        self._limits = limits
        self._left = limits.chars
        self._done: list[str] = []
        self._open: list[str] = []
        self.full = False

    def write(self, words: str) -> None:
        if self.full:
            return
        if len(words) > self._left:
            words, self.full = words[: self._left], True
        self._left -= len(words)
        self._open.append(words)

    def turn(self) -> None:
        """The page ends here. Past the limit there is none: a paragraph may hold a million ends of pages."""
        if not self.full:
            self._done.append(_tidy("".join(self._open)))
            self._open = []
        self.full |= len(self._done) >= self._limits.pages

    def all(self) -> tuple[str, ...]:
        last = _tidy("".join(self._open))
        return (*self._done, last) if last else tuple(self._done)


def _tidy(words: str) -> str:
    """One blank between words, one empty line between paragraphs, nothing that no database keeps."""
    plain = _BLANKS.sub(" ", _UNKEPT.sub("", words))
    return _LINES.sub("\n\n", "\n".join(line.strip() for line in plain.split("\n"))).strip()
