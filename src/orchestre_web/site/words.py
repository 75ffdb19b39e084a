"""`say` in the language of the reader of the page."""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from orchestre.basics import sentences
from orchestre.basics.sentences import LANGUAGES, Language


def language() -> Language:
    """The language of this request; French when nobody said."""
    spoken = (get_language() or "fr")[:2]
    return next((known for known in LANGUAGES if known == spoken), "fr")


def say(code: str, **values: object) -> str:
    """The sentence of a code, as plain text. Raises KeyError for a code nobody wrote a sentence for."""
    return sentences.say(code, language(), **values)


def say_safely(code: str, **values: object) -> SafeString:
    """The sentence of a code for a page: the sentence and its text values are escaped, values already safe are kept."""
    shown = {name: conditional_escape(value) if isinstance(value, str) else value for name, value in values.items()}
    return mark_safe(sentences.say(code, language(), **shown))  # noqa: S308 - the sentences are ours, the values escaped
