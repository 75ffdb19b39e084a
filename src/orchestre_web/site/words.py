"""`say` in the language of the reader of the page."""

from datetime import date
from decimal import Decimal

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from orchestre.basics import sentences
from orchestre.basics.sentences import LANGUAGES, Language

_FIGURES = (int, float, Decimal, date, type(None))
"""What a sentence writes itself; everything else is text for it, the name of a row included."""


def language() -> Language:
    """The language of this request; French when nobody said."""
    spoken = (get_language() or "fr")[:2]
    return next((known for known in LANGUAGES if known == spoken), "fr")


def say(code: str, **values: object) -> str:
    """The sentence of a code, as plain text. Raises KeyError for a code nobody wrote a sentence for."""
    return sentences.say(code, language(), **values)


def say_safely(code: str, **values: object) -> SafeString:
    """The sentence of a code for a page. Its values are escaped, but for figures, dates and what is already safe."""
    shown = {
        name: value
        if isinstance(value, _FIGURES)
        else conditional_escape(str(value) if not isinstance(value, str) else value)
        for name, value in values.items()
    }
    return mark_safe(sentences.say(code, language(), **shown))  # noqa: S308 - the sentences are ours, the values escaped
