"""Whether an amount that the rules read as a price is one this writer asks, by the words around it.

Rules know the money of others by its words; people find new ones ("l'ascenseur vous est facturé 9 300 €", "the venue
was 3 grand"). A logistic regression over the words before and after the amount takes such amounts out, when it is sure.
`asked_model.tsv` holds it: a feature and its weight in hundredths, above zero where nobody asks. `python3 run.py bench
train_asked --keep` writes that file again, byte for byte, from the labelled replies of this repository.
"""

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from orchestre.reading.money import Mention

HUNDREDTHS = 100.0
CONSTANT = "+"
SURE = 0.75
"""An amount is taken out from this probability on: what the rules read is right far more often than not."""
_BEFORE, _AFTER, _WORDS, _NEXT = 110, 80, 14, 3
"""Characters looked at on each side, and words of them; so many next to the amount count by their place too."""
_ROOT = 4
"""So many letters stand for the forms of a longer word: "factur" asks and tells alike, "coût" mostly tells."""
_TOKEN = re.compile(r"\d+(?:[.,']\d+)*|[^\W\d_]+'?|[€$£%\n]|[^\w\s]")
_STOPS = frozenset(".!?;\n")
_OWN_LABELS = frozenset({None, "generic"})


def features(lower: str, mention: Mention) -> set[str]:
    """What the model sees of an amount: words next to it, in its sentence and beyond, pairs of them, its size."""
    end = mention.amount_end or mention.end
    before = _TOKEN.findall(lower, max(0, mention.start - _BEFORE), mention.start)
    after = _TOKEN.findall(lower, end, end + _AFTER)
    size = int(math.log(max(float(mention.high), 0.01)) * 1.5 + 10)
    found = {
        f"money{mention.currency is not None:d}",
        f"size{size}",
        f"half{size // 2}",
        f"bound={mention.qualifier.value}",
    }
    add = found.add
    for side, words in (("L", before[: -_WORDS - 1 : -1]), ("R", after[:_WORDS])):
        within, last = True, ""
        for at, word in enumerate(words):
            said = "0" if word[0].isdigit() else word
            if said in _STOPS:
                said, within = "¶" if said == "\n" else said, False
            if at < _NEXT:
                add(f"{side}{at}={said}")
            if not within:
                add(f"{side}o={said}")
                continue
            add(f"{side}c={said}")
            if len(said) > _ROOT + 1:
                add(f"{side}r={said[:_ROOT]}")
            if last:
                add(f"{side}b={last} {said}")
            last = said
    return found


def is_asked(lower: str, mention: Mention) -> bool:
    """Whether nothing around the amount says that it is not this writer's price. A named rate ("TJM 480") is."""
    return mention.label not in _OWN_LABELS or not_asked(model(), features(lower, mention)) < SURE


def not_asked(weights: Mapping[str, int], seen: set[str]) -> float:
    """How probable it is that nobody asks the amount."""
    score = (sum(filter(None, map(weights.get, seen))) + weights.get(CONSTANT, 0)) / HUNDREDTHS
    return 1.0 / (1.0 + math.exp(-score)) if score > -_LARGEST else 0.0


_LARGEST = 700.0


@cache
def model() -> Mapping[str, int]:
    """The model that comes with the library."""
    text = resources.files("orchestre.reading").joinpath("asked_model.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.split("\n")[1:-1])
    return {name: int(weight) for name, weight in rows}
