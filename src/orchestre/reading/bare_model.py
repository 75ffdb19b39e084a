"""The model of the bare numbers: whether a number beside no word of money is a price, and what an amount pays for when
no word says it.

A multinomial logistic regression over the words around the number, its size and its neighbours. `bare_model.tsv` holds
it: a feature and its weight for each answer, in hundredths. `python3 run.py bench train_bare --keep` writes that file
again, byte for byte, from the labelled replies of this repository.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from orchestre.reading.values import Unit

NO_PRICE = "none"
UNITS = (Unit.PROJECT, Unit.UNKNOWN, Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.WORD)
ANSWERS = (NO_PRICE, *(unit.value for unit in UNITS))
HUNDREDTHS = 100.0
CONSTANT = "+"
FROM = 0.5
"""A number is a price when that is likelier than not."""
_AGAINST = 0.7
"""So likely among the units one has to be to replace what the rules only supposed."""
_BITS = 32
_CARRY = 1 << _BITS
_LOW = _CARRY - 1

_TOKEN = re.compile(r"\d+(?:[.,']\d+)*|[^\W\d_]+'?|[€$£%\n]|[^\w\s]")
_WIDE, _NEAR = 10, 4
_STOPS = frozenset(".!?¶;")
_ENDS = frozenset(".!?¶")
_PLAIN = frozenset(
    """
    le la les l' un une des du de d' à a au aux en et ou par pour sur avec sans chez dans qui que si c' est sont mon
    ma mes notre nos votre vos ton ta tes son sa ses je j' on nous vous tu il elle ils elles ce cet cette ces ça ca
    se s' y ne n' pas plus moins jusqu' dès puis soit chaque tout toute tous toutes compris comprise inclus the an
    of for per each with without at in to and or my our your their his her i we you they it is are was were be m
    from up only one two three all both every this that than then extra more less about around heure heures h jour
    jours j journée mois an semaine séance cours leçon page mot mots photo pièce nuit demi hour hr hrs day days
    month week session lesson word words piece night half year tarif tarifs prix tjm taux forfait devis budget ht
    ttc tva rate rates price prices fee quote charge cost costs euros euro eur balles usd gbp chf dollars pounds
    quid cts centimes facture demande prends fais propose compte comptez coûte paie payé gagne vends
    """.split()  # noqa: SIM905 - one line a word would be pages
)
"""Words that stand for themselves in a pattern; any other is one word like another."""
_OF_TEXT = frozenset(
    (*("tarif", "tarifs", "prix", "tjm", "rate", "rates", "price", "prices", "€", "?"),
     *("recrute", "hiring", "salaire", "salary", "forfait", "devis", "budget"))
)  # fmt: skip
_UNIT_WORDS = {
    word: name
    for name, words in {
        "hour": "heure heures hour hours hr hrs h horaire hourly taux",
        "day": "jour jours journée journées journalier journalière tjm day days daily j",
        "month": "mois mensuel mensuelle mensuellement mensualité mensualités month months monthly retainer abonnement",
        "year": "année annuel annuelle an ans year years yearly annual",
        "word": "mot mots word words",
        "week": "semaine semaines week weeks weekly",
        "half": "demi half matinée soirée morning evening",
        "piece": "pièce pièces unité photo photos page pages séance séances session sessions lesson lessons cours lead"
        " leads article articles personne personnes person head each chacun chacune visite visites visit visits poste"
        " postes seat seats item items image images clip clips episode episodes épisode épisodes reel reels"
        " vidéo vidéos post",
        "whole": "forfait forfaits package pack packs compris total flat fixed complet complète projet project site"
        " lot",
    }.items()
    for word in words.split()
}
"""Words that may say what an amount pays for, wherever they stand in the text."""
_LED = frozenset("par per / à l' la le au an a each every chaque tarif prix rate rates".split())  # noqa: SIM905
_TOPIC, _ROOT = 4, 7
"""A word of the text counts from so many letters on, by its first ones: trades are paid in their own ways."""


class Number(NamedTuple):
    """A number of the text. `unit` is what the rules say it pays for, empty where they see no price in it."""

    start: int
    end: int
    low: float
    high: float
    money: bool
    unit: str
    seen: bool
    """Whether the rules took it for money, a price or not."""
    by: tuple[str, ...] = ()
    """How the rules came to its unit, as features."""


class Words:
    """The words of a text, their shapes and where they begin."""

    def __init__(self, lower: str, numbers: Sequence[Number]) -> None:
        self.lower, self.numbers = lower, numbers
        found = [(one.group().replace("\n", "¶"), one.start()) for one in _TOKEN.finditer(lower)]
        self.words = [word for word, _ in found]
        self.starts = [start for _, start in found]
        self.shapes = list(map(_shape, self.words))
        kept = sum(1 for one in numbers if one.unit)
        whole = [
            f"len{_log(len(found) + 1, 1.5)}",
            f"numbers{min(len(numbers), 8)}",
            f"kept{min(kept, 5)}",
            f"money{any(one.money for one in numbers):d}",
            *sorted({f"has={one.unit}" for one in numbers if one.unit}),
            *sorted(f"text={word}" for word in _OF_TEXT.intersection(self.words)),
        ]
        self._likes = self._alike()
        topics = [f"T={word[:_ROOT]}" for word in set(self.words) if len(word) >= _TOPIC and word[0].isalpha()]
        self._topics = sorted(set(topics))
        self._units = [
            (at, _UNIT_WORDS[word], at > 0 and self.words[at - 1] in _LED)
            for at, word in enumerate(self.words)
            if word in _UNIT_WORDS
        ]
        self._stops = [at for at, word in enumerate(self.words) if word in _ENDS]
        self._of_text = {money: [*whole, *(f"{one}|{money:d}" for one in whole)] for money in (False, True)}

    def told(self, units: Mapping[int, str]) -> "Words":
        """The same words with more numbers known for prices, by their places."""
        return Words(self.lower, [one._replace(unit=units.get(at, one.unit)) for at, one in enumerate(self.numbers)])

    def _alike(self) -> dict[tuple[str, ...], list[int]]:
        """The numbers by the shapes right before and after them: those of one list stand alike."""
        found: dict[tuple[str, ...], list[int]] = {}
        self._sides = []
        for at, one in enumerate(self.numbers):
            first, after = bisect_left(self.starts, one.start), bisect_left(self.starts, one.end)
            self._sides.append((first, after))
            found.setdefault(self._look(first, after), []).append(at)
        return found

    def _look(self, first: int, after: int) -> tuple[str, ...]:
        return (*self.shapes[max(0, first - 1) : first], "#", *self.shapes[after : after + 1])

    def features(self, at: int) -> set[str]:
        """What the model sees of the number `at` in `numbers`."""
        return self.own(at).union(self.whole(at))

    def whole(self, at: int) -> list[str]:
        """What the numbers of a text share, those with a sign of money and those without."""
        return [*self._of_text[self.numbers[at].money], *self._topics]

    def own(self, at: int) -> set[str]:
        """What is seen of one number alone."""
        one = self.numbers[at]
        first, after = self._sides[at]
        low = max(0, first - _WIDE)
        left, right = self.words[low:first][::-1], self.words[after : after + _WIDE]
        shapes, behind = self.shapes[low:first][::-1], self.shapes[after : after + _WIDE]
        found = set(one.by)
        add = found.add
        for side, words, forms in (("L", left, shapes), ("R", right, behind)):
            for near in range(min(_NEAR, len(words))):
                add(f"{side}{near}={words[near]}")
                add(f"{side}{near}~{forms[near]}")
            for length in (1, 2, 3, 4):
                add(f"{side}p=" + " ".join(forms[:length]))
            within = True
            for word in words:
                within = within and word not in _STOPS
                add(f"{side}w={word}")
                if within:
                    add(f"{side}c={word}")
            noun = next(
                (word for word, form in zip(words, forms, strict=True) if form[0] == "w" and form[1] == "~"), None
            )
            if noun is not None:
                add(f"{side}n={noun}")
        add("LR=" + " ".join(shapes[:2]) + "#" + " ".join(behind[:2]))
        add("lr=" + " ".join(shapes[:1]) + "#" + " ".join(behind[:1]))
        size = _log(max(one.high, 0.01), 1.5)
        add(f"size{size}")
        add(f"size{one.money:d}{size // 2}")
        add(f"money={one.money:d}")
        add(f"range{one.low != one.high:d}")
        add("five" if one.high % 5 == 0 else "no five")
        add("ten" if one.high % 10 == 0 else "no ten")
        add("whole" if one.high % 1 == 0 else "part")
        like = [self.numbers[other] for other in self._likes[self._look(first, after)] if other != at]
        add(f"like{min(len(like), 3)}")
        found.update({f"like {other.unit or ('refused' if other.seen else 'bare')}" for other in like})
        add(f"form={_DIGITS.sub('9', self.lower[one.start : one.end])}" if one.end - one.start < _LONG else "long")
        self._of_place(at, found)
        self._of_units(first, after, found)
        return found

    def _of_units(self, first: int, after: int, found: set[str]) -> None:
        """The words of units of the whole text: in the sentence before the number or after it, in the one before, or
        elsewhere, and whether a "per" leads them."""
        if not self._units:
            return
        stop = bisect_left(self._stops, first)
        begins = self._stops[stop - 1] if stop else -1
        last = self._stops[stop - 2] if stop > 1 else -1
        ending = bisect_left(self._stops, after)
        ends = self._stops[ending] if ending < len(self._stops) else len(self.words)
        for at, name, led in self._units:
            if at < first:
                where = "B" if at > begins else "P" if at > last else "T"
            elif at < after:
                continue
            else:
                where = "A" if at < ends else "T"
            found.add(f"{'X' if led else 'x'}{name}{where}")

    def _of_place(self, at: int, found: set[str]) -> None:
        """Where it stands in its line, and between which numbers."""
        lower, one = self.lower, self.numbers[at]
        line = lower.rfind("\n", 0, one.start) + 1
        end = lower.find("\n", one.end)
        found.add("line begins" if not lower[line : one.start].strip() else "line begun")
        found.add("line ends" if not lower[one.end : end if end >= 0 else len(lower)].strip(" .€") else "line goes on")
        found.add(f"nth{min(at, 3)}")
        found.add(f"left{min(len(self.numbers) - 1 - at, 3)}")
        for name, there in (("P", at - 1), ("N", at + 1)):
            if not 0 <= there < len(self.numbers):
                found.add(f"{name} none")
                continue
            other = self.numbers[there]
            begin, stop = (other.end, one.start) if there < at else (one.end, other.start)
            gap = stop - begin
            far = "near" if gap < _CLOSE else "mid" if gap < _FAR else "far"
            state = "kept" if other.unit else "refused" if other.seen else "bare"
            found.add(f"{name} {state} {far}")
            found.add(f"{name} {other.unit or NO_PRICE}: {far}")
            found.add(f"{name}money{other.money:d}{one.money:d}")
            found.add(f"{name}size{_log((one.high + 0.1) / (other.high + 0.1), 1.5)}")
            if gap < _FAR:
                begun, ended = bisect_left(self.starts, begin), bisect_left(self.starts, stop)
                found.add(f"{name}b=" + " ".join(self.shapes[begun : min(ended, begun + 6)]))


_CLOSE, _FAR = 12, 45
_DIGITS = re.compile(r"\d")
_LONG = 9


def _log(value: float, times: float) -> int:
    return int(math.log(value) * times + 10)


def _shape(word: str) -> str:
    first = word[0]
    if first.isdigit():
        return "0"
    if word in _PLAIN or not first.isalpha() or word[-1] == "'":
        return word
    return "w~s" if word[-1] == "s" else "w~"


@dataclass(frozen=True, slots=True)
class BareModel:
    weights: Mapping[str, Sequence[int]]
    """Feature -> whole hundredths for each answer in the order of `ANSWERS`."""
    packed: Mapping[str, int] = field(init=False, repr=False, compare=False)
    """The row of each feature in one whole number: a sum of rows is one addition a row."""

    def __post_init__(self) -> None:
        rows = {name: sum(one << (_BITS * at) for at, one in enumerate(row)) for name, row in self.weights.items()}
        object.__setattr__(self, "packed", rows)

    def total(self, features: Iterable[str]) -> int:
        """The rows of some features, added."""
        return sum(filter(None, map(self.packed.get, features)))

    def chances(self, features: Iterable[str], shared: int = 0) -> list[float]:
        """The probability of each answer, in the order of `ANSWERS`; `shared` is the total of further features."""
        total = self.total(features) + shared + self.packed.get(CONSTANT, 0)
        score = []
        for _ in ANSWERS:
            low = total & _LOW
            one = low - _CARRY if low >= _CARRY // 2 else low
            score.append(one / HUNDREDTHS)
            total = (total - one) >> _BITS
        highest = max(score)
        odds = [math.exp(one - highest) for one in score]
        whole = sum(odds)
        return [one / whole for one in odds]

    def unit(self, features: Iterable[str]) -> Unit | None:
        """What a bare number pays for, None when it is more likely no price."""
        chances = self.chances(features)
        return None if chances[0] > FROM else self.likeliest(chances)

    def likeliest(self, chances: Sequence[float]) -> Unit:
        """What an amount pays for, if it is a price."""
        return UNITS[max(range(len(UNITS)), key=lambda at: chances[at + 1])]

    def other_unit(self, chances: Sequence[float]) -> Unit | None:
        """What a price pays for, None when no unit is likely enough to gainsay the rules."""
        _, *chances = chances
        best = max(range(len(chances)), key=lambda at: chances[at])
        return UNITS[best] if chances[best] > _AGAINST * sum(chances) else None


class Judge:
    """A model before the numbers of a text: what they share is added up once."""

    def __init__(self, words: Words, known: BareModel) -> None:
        self.words, self.known = words, known
        self._shared: dict[bool, int] = {}

    def chances(self, at: int) -> list[float]:
        money = self.words.numbers[at].money
        shared = self._shared.get(money)
        if shared is None:
            shared = self._shared[money] = self.known.total(self.words.whole(at))
        return self.known.chances(self.words.own(at), shared)


def parse(lines: Iterable[str]) -> BareModel:
    """A model from the lines of its file."""
    rows = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("# "))
    return BareModel({name: tuple(map(int, cells)) for name, *cells in rows})


@cache
def model() -> BareModel:
    """The model that comes with the library."""
    text = resources.files("orchestre.reading").joinpath("bare_model.tsv").read_text(encoding="utf-8")
    return parse(text.split("\n")[:-1])
