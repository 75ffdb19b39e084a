"""The papers a client must see of his provider (French labour code, L8222-1 and D8222-5; abroad D8222-7): which, from
which amount, until when. A reminder of the law, no legal advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from orchestre.basics.months import add_months
from orchestre.knowledge import Figure, load

LAW = "C. trav. L8222-1, R8222-1, D8222-5, D8222-7, D8254-2, D8254-4"
SOON = timedelta(days=30)
THRESHOLD, RENEWAL = "vigilance-threshold", "vigilance-renewal"
"""Figures of the knowledge, each with its source and year. From this amount excluding tax (R8222-1: « au moins égal à
5 000 euros hors taxes »); months from one check to the next, until the work ends (D8222-5 and D8222-7: « tous les six
mois jusqu'à la fin de son exécution »; D8254-4 the same of the list of employees)."""


class ProviderKind(StrEnum):
    COMPANY = "company"
    SOLE_TRADER = "sole_trader"
    FOREIGN = "foreign"


class PaperKind(StrEnum):
    SOCIAL = "social"
    """Attestation de vigilance of the Urssaf, with its security code (D8222-5, 1°)."""
    REGISTRATION = "registration"
    """Extract of the register of companies, of less than three months by custom (D8222-5, 2°)."""
    REGISTRATION_SOLE = "registration_sole"
    """Proof of registration of a sole trader in the national register (D8222-5, 2°)."""
    FOREIGN_STAFF = "foreign_staff"
    """Names of the employees who need a permit to work, or that there is none (D8254-2, D8254-4)."""
    VAT_ABROAD = "vat_abroad"
    """VAT number, or name and address of his representative in France (D8222-7, 1° a)."""
    SOCIAL_ABROAD = "social_abroad"
    """That social charges are paid: form A1 or what stands for it (D8222-7, 1° b)."""
    REGISTRATION_ABROAD = "registration_abroad"
    """Registration in his country, where one is required (D8222-7, 2°)."""


_ASKED: Mapping[ProviderKind, tuple[PaperKind, ...]] = {
    ProviderKind.COMPANY: (PaperKind.SOCIAL, PaperKind.REGISTRATION, PaperKind.FOREIGN_STAFF),
    ProviderKind.SOLE_TRADER: (PaperKind.SOCIAL, PaperKind.REGISTRATION_SOLE, PaperKind.FOREIGN_STAFF),
    ProviderKind.FOREIGN: (
        PaperKind.VAT_ABROAD,
        PaperKind.SOCIAL_ABROAD,
        PaperKind.REGISTRATION_ABROAD,
        PaperKind.FOREIGN_STAFF,
    ),
}


def papers_for(kind: ProviderKind) -> tuple[PaperKind, ...]:
    """
    >>> len(papers_for(ProviderKind.FOREIGN))
    4
    """
    return _ASKED[kind]


class PaperState(StrEnum):
    MISSING = "missing"
    VALID = "valid"
    SOON = "soon"
    OVER = "over"


class Why(StrEnum):
    """Why papers are asked for, or not."""

    ABOVE = "above"
    MAY_BE = "may_be"
    """The price is a range whose end lies above: it is not known to stay below."""
    UNKNOWN = "unknown"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Seen:
    """A paper that was looked at. `until`: the last day it is good for, as it says itself; None when it says none."""

    kind: PaperKind
    on: date
    until: date | None = None

    @property
    def good_until(self) -> date:
        """Never past the next check the law asks for."""
        again = add_months(self.on, load().figures[RENEWAL].value.likely)
        return again if self.until is None else min(self.until, again)


@dataclass(frozen=True, slots=True)
class Line:
    """One paper that is asked for. `until`: the last day it is good for; None while it was not seen."""

    kind: PaperKind
    state: PaperState
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Vigilance:
    """`threshold` carries its source and year. `lines` is empty when nothing is asked, or the kind of provider is not
    known yet."""

    why: Why
    threshold: Figure
    lines: tuple[Line, ...] = ()

    @property
    def asked(self) -> bool:
        return self.why is not Why.BELOW

    @property
    def waiting(self) -> tuple[Line, ...]:
        """What has to be asked for now."""
        return tuple(line for line in self.lines if line.state is not PaperState.VALID)


def vigilance(
    kind: ProviderKind | None,
    *,
    amount: float | None,
    most: float | None,
    seen: Sequence[Seen],
    today: date,
    ended: bool = False,
) -> Vigilance:
    """`amount`, `most`: likely and highest price in euros excluding tax, for all of the work; None when not known.
    `seen`: of one kind the newest counts. `ended`: the work is over, nothing has to be renewed."""
    threshold = load().figures[THRESHOLD]
    why = _why(amount, most, threshold.value.likely)
    if why is Why.BELOW or kind is None:
        return Vigilance(why, threshold)
    newest: dict[PaperKind, Seen] = {}
    for each in seen:
        if each.kind not in newest or each.on >= newest[each.kind].on:
            newest[each.kind] = each
    lines = tuple(_line(name, newest.get(name), today, ended=ended) for name in papers_for(kind))
    return Vigilance(why, threshold, lines)


def _why(amount: float | None, most: float | None, threshold: int) -> Why:
    if amount is None:
        return Why.UNKNOWN
    if amount >= threshold:
        return Why.ABOVE
    return Why.MAY_BE if most is not None and most >= threshold else Why.BELOW


def _line(kind: PaperKind, seen: Seen | None, today: date, *, ended: bool) -> Line:
    if seen is None:
        return Line(kind, PaperState.MISSING)
    until = seen.good_until
    if ended or until - today > SOON:
        return Line(kind, PaperState.VALID, until)
    return Line(kind, PaperState.SOON if until >= today else PaperState.OVER, until)
