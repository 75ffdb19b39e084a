"""Numbers that no rule took for money and that are prices all the same: "ourlet 8, jean 10", "two tiers, 45 or 80".

The rules want a word of money, a unit or a label; people who list what they ask write none. What is left is put to a
model trained on labelled replies (`bare_model`), number by number.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from orchestre.reading.bare_model import FROM, UNITS, Judge, Number, Words, model
from orchestre.reading.mentions import MentionReader
from orchestre.reading.money import Mention, read_tail
from orchestre.reading.numbers import Amount
from orchestre.reading.pairs import ends_of
from orchestre.reading.units import COUNTED
from orchestre.reading.values import Qualifier, Tax, Unit

_RANGE = re.compile(r"\s?(?:-|à|to)\s?\Z")
_BETWEEN, _AND = re.compile(r"\b(?:entre|between)\s\Z"), re.compile(r"\s(?:et|and)\s")
_WIDEST = 12
"""The upper end of a range is at most so many times the lower."""
_WEEK_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
    r"\.?,? (?:le |the )?\Z"
)
_MONTH = 31
_MOST, _LEAST_SPELLED = 1_000_000, 20
_FIRST_YEAR, _LAST_YEAR = 1930, 2040
_SUPPOSED = frozenset({"supposed_project", "supposed_day", "neighbour", "item", "second", "heading", "share"})
"""Ways to a unit that no word beside the amount says."""
_SURE = 0.15
"""So unlikely to be none a number has to be to bear out the others; one as unlikely to be a price stays none."""
_ALONE = 0.15
"""With no other price in the text, the likeliest has to be none less often: most such texts ask nothing."""
_MOST_NUMBERS = 60
"""A text with more is a table of figures or a trap; its bare numbers stay what the rules say."""


def numbers_of(
    reader: MentionReader, mentions: Sequence[Mention], kept: Sequence[Mention]
) -> tuple[list[Number], list[int]]:
    """The numbers of a text in its order, and which of them are bare: no rule saw money in them."""
    asked = {id(mention) for mention in kept}
    found = [
        Number(
            mention.start,
            mention.end,
            float(mention.low),
            float(mention.high),
            mention.currency is not None,
            (mention.unit.value if mention.unit else "project") if id(mention) in asked else "",
            True,
            _by(mention) if id(mention) in asked else (),
        )
        for mention in mentions
    ]
    found += _bare(reader, mentions)
    found.sort()
    return found, [at for at, one in enumerate(found) if not one.seen]


def _by(mention: Mention) -> tuple[str, ...]:
    """What the rules go by. A unit they only suppose says nothing: they were mended on the very texts that train, err
    there hardly ever and elsewhere one time in eight."""
    if mention.way in _SUPPOSED:
        return ()
    unit = mention.unit.value if mention.unit else "project"
    return f"rules={unit}", f"rules={unit} {mention.way}", f"label={mention.label}", f"raw={mention.raw}"


def _bare(reader: MentionReader, mentions: Sequence[Mention]) -> list[Number]:
    lower, found = reader.lower, list[Number]()
    spans = [(mention.start, max(mention.end, mention.amount_end)) for mention in mentions]
    last: Amount | None = None
    for amount in reader.amounts:
        if any(start <= amount.start < end for start, end in spans) or not _may_be_price(amount, reader):
            last = None
            continue
        value = float(amount.value)
        if last is not None and _joins(last, amount, lower):
            low, high = map(float, ends_of(last, amount, None, spaced_dash=lower[last.end] == " "))
            if low < high <= _WIDEST * low:
                found[-1] = found[-1]._replace(end=amount.end, low=low, high=high)
                last = None
                continue
        found.append(Number(amount.start, amount.end, value, value, money=False, unit="", seen=False))
        last = amount
    return found


def _joins(last: Amount, amount: Amount, lower: str) -> bool:
    """Whether two numbers are the ends of one range."""
    if _RANGE.fullmatch(lower, last.end, amount.start):
        return True
    if not _AND.fullmatch(lower, last.end, amount.start):
        return False
    return _BETWEEN.search(lower, max(0, last.start - 9), last.start) is not None


def _may_be_price(amount: Amount, reader: MentionReader) -> bool:
    """Whether it is worth a look: no year, no code, no share, no count of things."""
    lower = reader.lower
    if not 0 < amount.value < _MOST or (amount.spelled and amount.value < _LEAST_SPELLED):
        return False
    if _FIRST_YEAR <= amount.value <= _LAST_YEAR and amount.end - amount.start == 4:
        return False
    if amount.value <= _MONTH and _WEEK_DAY.search(lower, max(0, amount.start - 16), amount.start) is not None:
        return False  # "samedi 14, 17h-1h"
    return not reader.glued(amount.start) and COUNTED.match(lower, amount.end) is None


def supposed_prices(reader: MentionReader, mentions: Sequence[Mention], kept: Sequence[Mention]) -> list[Mention]:
    """The bare numbers of a text that are prices, as mentions; `kept` are the prices the rules read, and those whose
    unit they only supposed get the model's where it is sure of another."""
    if len(reader.amounts) > _MOST_NUMBERS:
        return []
    numbers, bare = numbers_of(reader, mentions, kept)
    doubtful = {mention.start: mention for mention in kept if mention.way in _SUPPOSED}
    if not bare and not doubtful:
        return []
    judge = Judge(Words(reader.lower, numbers), model())
    for at, one in enumerate(numbers):
        mention = doubtful.get(one.start)
        if mention is None or mention.unit not in UNITS:
            continue
        unit = judge.known.other_unit(judge.chances(at))
        if unit is not None and unit is not mention.unit:
            mention.unit, mention.raw, mention.way = unit, None, "model_unit"
    said = {end for mention in kept for end in (mention.low, mention.high)}
    found = []
    bare = [at for at in bare if Decimal(str(numbers[at].low)) not in said]  # else the same price said again
    for at, unit in _units_of(judge, bare):
        one = numbers[at]
        tail = read_tail(reader.lower, one.end)
        low, high = Decimal(str(one.low)), Decimal(str(one.high))
        mention = Mention(one.start, tail.end, low, high, None, unit=unit, amount_end=one.end, way="model")
        mention.sentence = reader.sentence(one.start)
        mention.before = max(mention.sentence[0], one.start - 90)
        mention.tax = tail.tax if tail.taxed else Tax.UNKNOWN
        if low != high:
            mention.qualifier = Qualifier.RANGE
        reader.qualify(mention, reader.lower[mention.before : one.start], tail.bound)
        found.append(mention)
    return found


def _units_of(judge: Judge, bare: Sequence[int]) -> list[tuple[int, Unit]]:
    """The bare numbers that are prices, and what each pays for. The numbers of a list bear one another out: those the
    model is sure of are told first, and the others are looked at again beside them."""
    known = judge.known
    chances = {at: judge.chances(at) for at in bare}
    sure = {at for at in bare if chances[at][0] < _SURE}
    doubtful = [at for at in bare if at not in sure and chances[at][0] < 1 - _SURE]
    if sure and doubtful:
        told = Judge(judge.words.told({at: str(known.likeliest(chances[at])) for at in sure}), known)
        for at in doubtful:
            chances[at] = told.chances(at)
        judge = told
    if not any(one.unit for one in judge.words.numbers) and min((chances[at][0] for at in bare), default=1.0) > _ALONE:
        return []
    return [(at, known.likeliest(chances[at])) for at in bare if chances[at][0] <= FROM]
