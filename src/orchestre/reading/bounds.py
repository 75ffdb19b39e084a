"""The ends of a price that are said apart from it: on two lines of a form, or once for several prices."""

import re

from orchestre.reading.money import Mention
from orchestre.reading.normal import has_any
from orchestre.reading.values import Qualifier, Unit

_COLUMNS = re.compile(r"\bmin(?:i|imum|\.)?[ \t|;/(€)]{1,8}max(?:i|imum)?\b")
_STARTS = re.compile(
    r"(?:commenc|d[ée]marr|d[ée]but)\w{1,5} (?:[àa]|d[èe]s)\b|starts? (?:at|from)\b|[àa] partir de\s?:"
    r"|prix de d[ée]part|starting (?:prices?|at|from)"
)
_STARTS_HEAD = re.compile(
    r"(?:(?:(?:commenc|d[ée]marr|d[ée]but)\w{1,5} (?:[àa]|d[èe]s)|starts? (?:at|from)|[àa] partir de|starting "
    r"(?:at|from|prices?)) ?:?"
    r"|(?:prix de d[ée]part|starting prices?)[^.]{0,30}:)\Z"
)
_COORDINATED = re.compile(
    r"\A(?![^.\n]{0,80}\b(?:soit|so|donc|i\.e\.|sinon|else|monte|grimpe|va|go(?:es)?|up to|climbs?"
    r"|rises?)\b)[^.;!?\n]{0,50}(?:,| et | and | puis | ou "
    r"| or )[^.;!?\n\d]{0,40}\Z"
)


def share_bounds(mentions: list[Mention], lower: str) -> None:
    """ "Un site démarre à 650 € et une application à 900 €", "Nos tarifs démarrent à :": one verb bounds them all."""
    if not has_any(
        lower, ("commenc", "marr", "débu", "debu", "start", "à partir de", "a partir de", "prix de d")
    ) or not _STARTS.search(lower):
        return
    previous: Mention | None = None
    for mention in mentions:
        exact = mention.qualifier is Qualifier.EXACT and mention.unit is not Unit.PERCENT
        if exact and (_heads_list(mention, lower) or (previous is not None and _goes_with(previous, mention, lower))):
            mention.qualifier = Qualifier.FROM
        previous = mention


def _goes_with(previous: Mention, mention: Mention, lower: str) -> bool:
    """Whether the verb that bounds the price before bounds this one too."""
    return (
        previous.qualifier is Qualifier.FROM
        and previous.sentence == mention.sentence
        and (previous.unit, previous.raw) == (mention.unit, mention.raw)
        and _COORDINATED.match(lower[previous.end : mention.start][:80]) is not None
        and _STARTS.search(lower, max(mention.sentence[0], previous.start - 160), previous.start) is not None
    )


def _heads_list(mention: Mention, lower: str) -> bool:
    """Whether the amount stands in a list under a heading that says where prices start."""
    line = lower.rfind("\n", max(0, mention.start - 300), mention.start)
    for _ in range(20):
        if line <= 0:
            return False
        above = lower.rfind("\n", max(0, line - 300), line)
        text = lower[above + 1 : line].strip()
        if _STARTS_HEAD.search(text):
            return True
        if text and not any(sign.isdigit() for sign in text):
            return False
        line = above
    return False


def join_bounds(mentions: list[Mention], lower: str) -> list[Mention]:
    """ "Tarif mini : 26 / Tarif maxi : 34": the two ends of one price, said on two lines of a form."""
    kept: list[Mention] = []
    columns = "max" in lower and _COLUMNS.search(lower) is not None
    for mention in mentions:
        first = kept[-1] if kept else None
        if first is not None and (_ends_of_one(first, mention) or (columns and _one_row(first, mention, lower))):
            first.high, first.end, first.qualifier = mention.high, mention.end, Qualifier.RANGE
        else:
            kept.append(mention)
    return kept


def _one_row(first: Mention, last: Mention, lower: str) -> bool:
    """ "Min Max" over two columns: the two amounts of a row, with nothing but blanks or a bar between them."""
    both = first.qualifier is last.qualifier is Qualifier.EXACT and first.low < last.high <= first.low * 12
    return both and first.currency == last.currency and not lower[first.end : last.start].strip(" \t|;")


def _ends_of_one(first: Mention, last: Mention) -> bool:
    if (first.qualifier, last.qualifier) != (Qualifier.FROM, Qualifier.UP_TO) or first.unit is not last.unit:
        return False
    return first.low < last.high <= first.low * 4 and last.start - first.end <= 30 and first.currency == last.currency
