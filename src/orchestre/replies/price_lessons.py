"""What is learnt of prices: the unit beside an amount or of an amount alone, what is no price, tax, currency."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from orchestre.reading.numbers import find_amounts
from orchestre.reading.values import Price, Tax, Unit
from orchestre.replies.around import Around, around, is_bare
from orchestre.replies.examples import ENOUGH, Seen, Votes
from orchestre.replies.lessons import Lesson, Topic

STRETCH = Decimal("1.5")
"""How far past the corrected amounts "an amount of this size" goes, each way."""
_RIGHT = ""
"""Said where the reading was right: it votes against a lesson."""
_SIGNS = ("€", "$", "£", "eur", "chf", "usd", "gbp", "cad", "fr.", "balles", "bucks", "quid", "pound", "dollar")

Amounts = tuple[Decimal | None, Decimal | None]


def amounts(price: Price) -> Amounts:
    return price.amount_min, price.amount_max


def price_lessons(examples: Sequence[Seen]) -> Iterator[Lesson]:
    """From the replies whose prices the owner corrected."""
    told = _Told()
    for seen in examples:
        if "price" in seen.example.held:
            told.hear(seen)
    yield from told.units()
    yield from told.bare()
    yield from told.vetoes()
    for topic, votes in ((Topic.TAX, told.tax), (Topic.CURRENCY, told.currency)):
        for _, says, by in votes.agreed():
            if says and len(by) >= ENOUGH:
                yield Lesson(topic, "", says, by)


class _Told:
    """What the corrections say, gathered reply by reply."""

    def __init__(self) -> None:
        self.tax, self.currency, self._cues, self._near = Votes(), Votes(), Votes(), Votes()
        self._sizes: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
        self._bare: dict[str, dict[str, Decimal]] = defaultdict(dict)
        self._bare_right: list[Decimal] = []

    def hear(self, seen: Seen) -> None:
        held = {amounts(price): price for price in seen.example.prices}
        for price in seen.example.read.price:
            if amounts(price) == (None, None):
                continue
            near = around(seen.ready, *seen.ready.place(price.span))
            right = held.get(amounts(price))
            for words in near.phrases:
                self._near.add(words, "no" if right is None else _RIGHT, seen.id)
            if right is not None:
                self._right(seen, near, price, right)
        known = {amounts(price) for price in seen.example.read.price}
        for price in held.values():
            if amounts(price) not in known:
                self._missed(seen, price)

    def _right(self, seen: Seen, near: Around, price: Price, right: Price) -> None:
        """The amounts were read right; the owner says the rest of it."""
        size = price.amount_max or price.amount_min or Decimal(0)
        bare = is_bare(price, seen.ready)
        if bare and right.unit is price.unit:
            self._bare_right.append(size)
        elif bare and right.unit is not Unit.UNKNOWN:
            self._bare[right.unit.value][seen.id] = size
        if bare or (price.unit in (Unit.PROJECT, Unit.UNKNOWN) and right.unit is not price.unit):
            self._cue(near, right.unit, size, seen.id)
        if price.tax is Tax.UNKNOWN and not price.vat_exempt:
            self.tax.add("", _RIGHT if right.tax is Tax.UNKNOWN else right.tax.value, seen.id)
        if price.currency is not None and right.currency is not None and not _has_sign(seen, price):
            self.currency.add("", _RIGHT if right.currency == price.currency else right.currency, seen.id)

    def _missed(self, seen: Seen, price: Price) -> None:
        """The words around an amount that the owner says is a price and no rule took for one."""
        for amount in find_amounts(seen.ready.lower):
            if amount.value in amounts(price) and amount.value > 0:
                near = around(seen.ready, amount.start, amount.end)
                self._cue(near, price.unit, amount.value, seen.id)

    def _cue(self, near: Around, unit: Unit, size: Decimal, by: str) -> None:
        for cue in near.cues:
            self._cues.add(cue, unit.value, by)
            self._sizes[cue, unit.value].append(size)

    def units(self) -> Iterator[Lesson]:
        """Words right after an amount are exact; before it they may speak of something else."""
        for words, says, by in self._cues.agreed():
            if len(by) >= ENOUGH or words.startswith(">"):
                sizes = self._sizes[words, says]
                yield Lesson(Topic.UNIT, words, says, by, min(sizes) / 10, max(sizes) * 10)

    def bare(self) -> Iterator[Lesson]:
        """An amount without a word of unit; each correction must lie in the size the others give."""
        for unit, sizes in sorted(self._bare.items()):
            ordered = sorted(sizes.values())
            if len(ordered) < ENOUGH:
                continue
            each_in_the_rest = ordered[-2] * STRETCH >= ordered[-1] and ordered[1] / STRETCH <= ordered[0]
            low, high = ordered[0] / STRETCH, ordered[-1] * STRETCH
            others = [size for other, by in self._bare.items() if other != unit for size in by.values()]
            if each_in_the_rest and not any(low <= size <= high for size in (*self._bare_right, *others)):
                yield Lesson(Topic.BARE, "", unit, tuple(sorted(sizes)), _round(low), _round(high))

    def vetoes(self) -> Iterator[Lesson]:
        """Two words say more than one; the same corrections are one lesson."""
        covered: set[tuple[str, ...]] = set()
        agreed = [(words, by) for words, says, by in self._near.agreed() if says and len(by) >= ENOUGH]
        for words, by in sorted(agreed, key=lambda one: (-len(one[1]), -len(one[0].split()), one[0])):
            if by not in covered:
                covered.add(by)
                yield Lesson(Topic.NOT_PRICE, words, "", by)


def _has_sign(seen: Seen, price: Price) -> bool:
    start, end = seen.ready.place(price.span)
    near = seen.ready.folded[max(0, start - 4) : end + 8]
    return any(sign in near for sign in _SIGNS)


def _round(size: Decimal) -> Decimal:
    return size.quantize(Decimal(1)) if size >= 10 else size.quantize(Decimal("0.01"))
