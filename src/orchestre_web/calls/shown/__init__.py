"""A reply as its page shows it: the text with its evidence marked, each value with its words."""

from orchestre_web.calls.shown.claimed import (
    ShownClaim,
    claims,
)
from orchestre_web.calls.shown.fields import (
    ALWAYS_SHOWN,
    CONTACTS,
    FIELDS,
    LISTS,
    NEVER_COUNTED,
    TO_CHECK,
    Line,
    Segment,
    Value,
    goes_unsaid,
    segments,
    values,
)
from orchestre_web.calls.shown.lessons import (
    Change,
    LessonLine,
    changes,
    lesson_lines,
)
from orchestre_web.calls.shown.words import (
    Document,
    availability_words,
    channel_words,
    corrected_words,
    field_words,
    given_words,
    posted_on,
    price_words,
    shortened,
    years_words,
)

__all__ = [
    "ALWAYS_SHOWN",
    "CONTACTS",
    "FIELDS",
    "LISTS",
    "NEVER_COUNTED",
    "TO_CHECK",
    "Change",
    "Document",
    "LessonLine",
    "Line",
    "Segment",
    "ShownClaim",
    "Value",
    "availability_words",
    "changes",
    "channel_words",
    "claims",
    "corrected_words",
    "field_words",
    "given_words",
    "goes_unsaid",
    "lesson_lines",
    "posted_on",
    "price_words",
    "segments",
    "shortened",
    "values",
    "years_words",
]
