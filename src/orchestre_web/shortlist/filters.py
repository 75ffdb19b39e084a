"""What of the list is looked at, as the address says it: plain parameters, so that it can be sent and gone back to."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from orchestre.reading.place_names import place_in
from orchestre_web.shortlist.facets import CHANNEL, LANGUAGE, PLACE, PROVIDER

LONGEST = 120
MOST_EUROS = 10**8
SAID, NOT_SAID = "dit", "non"

# Name of the parameter by field, in the order of the page.
NAMES: Mapping[str, str] = {
    "words": "q",
    "place": "lieu",
    "low": "de",
    "high": "jusqua",
    "price": "prix",
    "known": "connus",
    "provider": "qui",
    "language": "langue",
    "channel": "canal",
    "remote": "distance",
    "references": "references",
    "at_hand": "gardees",
}
OF_LISTS: Mapping[str, str] = {"place": PLACE, "provider": PROVIDER, "language": LANGUAGE, "channel": CHANNEL}
UNFOLD = "deplier"


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty, 0 and False ask for nothing. `low` and `high` are whole units of the price's currency; `known`: at least
    so many criteria said; `unfolded`: letters whose copies are shown one by one."""

    words: str = ""
    place: str = ""
    remote: bool = False
    low: int = 0
    high: int = 0
    price: str = ""
    known: int = 0
    provider: str = ""
    language: str = ""
    channel: str = ""
    references: bool = False
    at_hand: bool = False
    unfolded: frozenset[int] = frozenset()

    @property
    def on(self) -> dict[str, str | int | bool]:
        """The filters that leave something out."""
        return {name: value for name, value in self._all().items() if value}

    def _all(self) -> dict[str, str | int | bool]:
        values = asdict(self)
        return {name: values[name] for name in NAMES}

    def without(self, name: str) -> "Filters":
        empty = Filters()
        return replace(self, **{name: getattr(empty, name)})

    def unfolding(self, letter: int, *, unfold: bool = True) -> "Filters":
        return replace(self, unfolded=self.unfolded | {letter} if unfold else self.unfolded - {letter})

    def pairs(self) -> list[tuple[str, str]]:
        """As they stand in an address."""
        said = [(NAMES[name], "1" if value is True else str(value)) for name, value in self.on.items()]
        return [*said, *((UNFOLD, str(letter)) for letter in sorted(self.unfolded))]

    def query(self) -> str:
        return urlencode(self.pairs())


def asked(given: Mapping[str, str], unfolded: list[str]) -> Filters:
    """What an address asks for; what cannot be read asks for nothing."""
    return Filters(
        words=" ".join(given.get("q", "").split())[:LONGEST],
        place=place_in("fr", _text(given, "lieu")),
        remote=_yes(given, "distance"),
        low=_whole(given, "de"),
        high=_whole(given, "jusqua"),
        price=given.get("prix", "") if given.get("prix") in {SAID, NOT_SAID} else "",
        known=min(_whole(given, "connus"), 99),
        provider=_text(given, "qui"),
        language=_text(given, "langue"),
        channel=_text(given, "canal"),
        references=_yes(given, "references"),
        at_hand=_yes(given, "gardees"),
        unfolded=frozenset(int(each) for each in unfolded[:200] if each.isdecimal() and len(each) < 10),
    )


def _text(given: Mapping[str, str], name: str) -> str:
    return given.get(name, "").strip()[:LONGEST]


def _yes(given: Mapping[str, str], name: str) -> bool:
    return given.get(name, "") not in {"", "0"}


def _whole(given: Mapping[str, str], name: str) -> int:
    """As an owner writes it: "4 000", "4000 €"."""
    written = "".join(sign for sign in given.get(name, "") if not sign.isspace() and sign not in "€$£'\u202f\u00a0")
    return min(int(written), MOST_EUROS) if written.isascii() and written.isdecimal() and len(written) < 12 else 0
