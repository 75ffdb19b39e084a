"""`say` in the language of the reader of the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from html import escape

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from orchestre.basics import sentences
from orchestre.basics.sentences import Language, spoken

_FIGURES = (int, float, Decimal, date, type(None))
"""What a sentence writes itself; everything else is text for it, the name of a row included."""


_speaking: ContextVar[Language | None] = ContextVar("language", default=None)


def language() -> Language:
    """The language of this request; French when nobody said. Asked a thousand times a page, where Django's own answer
    takes twenty steps."""
    return _speaking.get() or spoken((translation.get_language() or "")[:2])


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """`translation.override`, which our sentences follow too."""
    with translation.override(chosen):
        before = _speaking.set(spoken((translation.get_language() or "")[:2]))
        try:
            yield
        finally:
            _speaking.reset(before)


def say(code: str, **values: object) -> str:
    """The sentence of a code, as plain text. Raises KeyError for a code nobody wrote a sentence for."""
    return sentences.say(code, language(), **values)


def escaped(text: object) -> str:
    """For a page, as `conditional_escape`, without what it does for texts that are not known yet."""
    return text if isinstance(text, SafeString) else escape(str(text))


def say_safely(code: str, **values: object) -> SafeString:
    """The sentence of a code for a page. Its values are escaped, but for figures, dates and what is already safe."""
    shown = {name: value if isinstance(value, _FIGURES) else escaped(value) for name, value in values.items()}
    return mark_safe(sentences.say(code, language(), **shown))  # noqa: S308 - the sentences are ours, the values escaped
