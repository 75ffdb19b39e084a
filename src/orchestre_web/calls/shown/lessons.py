"""What corrections taught, and what that changed in a reply."""

from collections.abc import Mapping
from dataclasses import dataclass

from orchestre.replies.lessons import Lessons
from orchestre_web.calls.models import Call, Reply
from orchestre_web.calls.shown.fields import FIELDS
from orchestre_web.calls.shown.words import corrected_words
from orchestre_web.site.words import language


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson on its page. `changed`: in how many replies it changed something."""

    id: str
    sentence: str
    on: bool
    changed: int
    learnt_from: tuple[Reply, ...]


def lesson_lines(call: Call, counts: Mapping[str, int], corrected: Mapping[str, Reply]) -> list[LessonLine]:
    off = frozenset(call.lessons_off)
    return [
        LessonLine(
            lesson.id,
            lesson.sentence(language()),
            lesson.id not in off,
            counts.get(lesson.id, 0),
            tuple(corrected[own_id] for own_id in lesson.learnt_from if own_id in corrected),
        )
        for lesson in Lessons.from_list(call.lessons).all
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """A value that lessons read otherwise, in words."""

    field: str
    before: str
    after: str


def changes(reply: Reply) -> list[Change]:
    """What lessons changed in one reply; what it is sure of and where its words are is left out."""
    was = reply.learnt.get("was", {})
    return [
        Change(field, corrected_words(field, was[field]), corrected_words(field, reply.document[field]))
        for field in FIELDS
        if field in was
    ]
