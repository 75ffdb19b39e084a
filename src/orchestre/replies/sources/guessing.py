"""Which row is the header and what each column holds, by its name in French or English, else by what is in it."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from orchestre.reading.normal import fold
from orchestre.replies.sources.columns import REPEATABLE, Column, ColumnMap, Role, distinct_names
from orchestre.replies.sources.dates import day_first, is_age, iso_date

Cells = Sequence[str]

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAPS = re.compile(r"[\W_]+")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
_PHONE = re.compile(r"\+?\(?\d[\d\s().-]{7,18}\d")
_NUMBER = re.compile(r"[+-]?\d[\d\s.,']*")
_PRICE = re.compile(
    r"(?=.{1,30}$)(?=.*\d)(?=.*(?:[€$£]|\beur|\busd|\bchf|\btjm|\bht\b|\bttc\b|/ ?[hj]\b|/ ?jour|/ ?day|/ ?mois)).*",
    re.I,
)
_YES_NO = re.compile(r"(?:oui|non|yes|no|true|false|vrai|faux|x)", re.I)
_NAME = re.compile(r"[^\W\d_][^\d@/|€$]{1,48}")
_COMPANY = frozenset({"company", "societe", "entreprise", "raison sociale", "contact", "candidat", "candidate"})

HEADER_REACH = 15
"""A title or a note may stand above the header: it is looked for in the first rows only."""


@cache
def _words() -> tuple[dict[str, list[tuple[int, Role]]], tuple[tuple[str, int, Role], ...]]:
    file = resources.files("orchestre.replies.sources").joinpath("columns.toml")
    exact: dict[str, list[tuple[int, Role]]] = {}
    part: list[tuple[str, int, Role]] = []
    for name, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
        role = Role(name)
        for rank, word in enumerate(words["exact"]):
            exact.setdefault(word, []).append((1000 - rank, role))
        for rank, word in enumerate(words["part"]):
            part.append((word, 500 - rank, role))
    return exact, tuple(part)


def plain_header(name: str) -> str:
    """
    >>> plain_header("authorName"), plain_header("Adresse e-mail*"), plain_header("L'offre")
    ('author name', 'adresse e mail', 'l offre')
    """
    return _GAPS.sub(" ", fold(_CAMEL.sub(" ", name))).strip()


@cache
def roles_by_name(name: str) -> tuple[tuple[int, Role], ...]:
    """The roles a header may have, strongest first: over 500 when the whole header is a known word."""
    plain = plain_header(name)
    if not plain or len(plain) > 200:
        return ()
    exact, part = _words()
    if plain in exact:
        return tuple(sorted(exact[plain], key=lambda found: -found[0]))
    padded = f" {plain} "
    found: dict[Role, int] = {}
    for word, score, role in part:
        if f" {word} " in padded:
            found[role] = max(found.get(role, 0), score)
    if Role.OTHER in found:
        return ((found[Role.OTHER], Role.OTHER),)
    return tuple(sorted(((score, role) for role, score in found.items()), key=lambda one: -one[0]))


def _holds_data(cell: str) -> bool:
    cell = cell.strip()
    return bool(
        _EMAIL.fullmatch(cell)
        or _URL.match(cell)
        or _NUMBER.fullmatch(cell)
        or iso_date(cell)
        or is_age(cell)
        or (_PRICE.fullmatch(cell) and any(char.isdigit() for char in cell))
        or len(cell) > 200
    )


def _header_score(row: Cells) -> int:
    """2 for a cell that is a known word, 1 for a short one that holds such a word; each role counts once."""
    if any(cell and _holds_data(cell) and cell.strip().casefold() != "now" for cell in row):
        return 0
    best: dict[Role, int] = {}
    others = 0
    for cell in row:
        named = roles_by_name(cell)
        if not named:
            continue
        score, role = named[0]
        if role is Role.OTHER:
            others += score > 500
        elif score > 500:
            best[role] = 2
        elif len(cell.split()) <= 12:
            best[role] = max(best.get(role, 0), 1)
    return sum(best.values()) + min(others, 1) * bool(best)


def _has_known_word(row: Cells) -> bool:
    return any(score > 500 for cell in row for score, role in roles_by_name(cell)[:1] if role is not Role.OTHER)


def _labels_all(rows: Sequence[Cells]) -> bool:
    """Questions as headers: every cell filled, all different, and rows no wider underneath."""
    labels = [cell.strip() for cell in rows[0]]
    rest = rows[1:]
    return (
        all(labels)
        and len(set(labels)) == len(labels)
        and sum(len(row) <= len(labels) for row in rest) >= 0.7 * len(rest)
    )


def _filled(row: Cells) -> int:
    return sum(1 for cell in row if cell.strip())


def find_header(rows: Sequence[Cells]) -> int | None:
    """Index of the header among the first rows; None when the first row is already a reply.

    In doubt the row is kept as a reply: one odd reply is seen at once, a lost one never.
    """
    if not rows:
        return None
    if _header_score(rows[0]) >= 2 and (_has_known_word(rows[0]) or _labels_all(rows)):
        return 0
    widest = 0
    for index, row in enumerate(rows[:HEADER_REACH]):
        if index and _filled(row) > widest and _filled(row) >= 2 and _header_score(row) >= 3:
            return index
        widest = max(widest, _filled(row))
    return 0 if _looks_apart(rows) else None


def _looks_apart(rows: Sequence[Cells]) -> bool:
    """A first row of short, distinct labels over columns of another nature: dates, numbers, addresses, long texts."""
    first, rest = rows[0], rows[1:]
    labels = [cell.strip() for cell in first]
    if len(labels) < 2 or len(rest) < 2 or not all(labels) or len(set(labels)) < len(labels):
        return False
    if any(len(label) > 40 or any(c.isdigit() for c in label) or _holds_data(label) for label in labels):
        return False
    for at in range(len(labels)):
        below = [row[at].strip() for row in rest if at < len(row) and row[at].strip()]
        if len(below) < 2:
            continue
        if sum(_holds_data(cell) for cell in below) >= 0.8 * len(below):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Profile:
    """What the cells of one column look like; shares are of its filled cells."""

    filled: int
    words: float
    length: float
    distinct: float
    shares: dict[Role, float]
    flags: float
    """Yes, no, a tick, a bare number: no words."""


def _profile(cells: list[str]) -> _Profile:
    cells = [cell.strip() for cell in cells if cell.strip()]
    n = len(cells)
    if not n:
        return _Profile(0, 0, 0, 0, {}, 0)

    def share(test: Callable[[str], object]) -> float:
        return sum(1 for cell in cells if test(cell)) / n

    def is_phone(cell: str) -> bool:
        return bool(_PHONE.fullmatch(cell)) and 9 <= sum(c.isdigit() for c in cell) <= 15 and not iso_date(cell)

    shares = {
        Role.EMAIL: share(_EMAIL.fullmatch),
        Role.URL: share(_URL.fullmatch),
        Role.PHONE: share(is_phone),
        Role.DATE: share(lambda cell: not cell.isdigit() and (iso_date(cell) or is_age(cell))),
        Role.PRICE: share(_PRICE.fullmatch),
        Role.AUTHOR: share(lambda cell: bool(_NAME.fullmatch(cell)) and cell[0].isupper() and len(cell.split()) <= 5),
    }
    return _Profile(
        n,
        sum(len(cell.split()) for cell in cells) / n,
        sum(map(len, cells)) / n,
        len(set(cells)) / n,
        shares,
        share(lambda cell: bool(_YES_NO.fullmatch(cell) or _NUMBER.fullmatch(cell))),
    )


def guess_columns(
    rows: Sequence[Cells], *, width: int | None = None, headed: bool | None = None, header_at: int | None = None
) -> tuple[ColumnMap, int | None]:
    """The columns of a table by its first rows, and the index of the header row (None: there is none).

    `width` is the usual number of cells when it is known, `header_at` the index of the header; `headed` False says
    that there is none.
    """
    at = header_at
    if at is None and headed is not False:
        at = find_header(rows)
    body = list(rows[at + 1 :] if at is not None else rows)
    header = list(rows[at]) if at is not None else []
    wide = max(width or 0, len(header))
    if at is not None:
        header += [""] * (wide - len(header))
    if not wide:
        wide = max((len(row) for row in body), default=1)
    names = distinct_names(header) if at is not None else tuple(str(i + 1) for i in range(wide))
    roles: list[Role | None] = name_roles(names) if at is not None else [None] * wide
    profiles = [_profile([row[i] for row in body if i < len(row)]) for i in range(wide)]
    _roles_by_content(roles, profiles)
    columns = tuple(Column(name, role or Role.OTHER) for name, role in zip(names, roles, strict=True))
    when = next((i for i, role in enumerate(roles) if role is Role.DATE), None)
    first = True
    if when is not None:
        english = any(
            word in plain_header(" ".join(names)).split() for word in ("timestamp", "name", "date of", "sent")
        )
        first = day_first((row[when] for row in body if when < len(row)), english=english)
    return ColumnMap(columns, at is not None, first), at


def name_roles(names: Sequence[str]) -> list[Role | None]:
    """Each role to the column whose name fits it best; None where the name says nothing."""
    roles: list[Role | None] = [None] * len(names)
    wishes = sorted(
        ((score, -index, role) for index, name in enumerate(names) for score, role in roles_by_name(name)),
        key=lambda wish: (-wish[0], -wish[1]),
    )
    taken: set[Role] = set()
    for _, negative, role in wishes:
        index = -negative
        if roles[index] is None and (role in REPEATABLE or role not in taken):
            roles[index] = role
            taken.add(role)
    for index, name in enumerate(names):
        if roles[index] is None and roles_by_name(name):
            roles[index] = Role.OTHER  # its role went to a better column
    _settle_names(roles, names)
    return roles


def _settle_names(roles: list[Role | None], names: Sequence[str]) -> None:
    """ "Nom" beside "Prénom" is a last name; a first name beside a full name is not needed."""
    if Role.FIRST_NAME in roles and Role.AUTHOR in roles:
        author = roles.index(Role.AUTHOR)
        plain = plain_header(names[author])
        if plain in {"nom", "name"} and Role.LAST_NAME not in roles:
            roles[author] = Role.LAST_NAME
        elif plain in _COMPANY:
            roles[author] = Role.OTHER


def _roles_by_content(roles: list[Role | None], profiles: Sequence[_Profile]) -> None:
    for role, floor in ((Role.EMAIL, 0.6), (Role.URL, 0.6), (Role.DATE, 0.7), (Role.PHONE, 0.6), (Role.PRICE, 0.6)):
        if role in roles:
            continue
        fitting = [i for i, p in enumerate(profiles) if roles[i] is None and p.shares.get(role, 0) >= floor]
        if fitting:
            roles[fitting[0]] = role
    free = [i for i, role in enumerate(roles) if role is None and profiles[i].filled and profiles[i].flags < 0.8]
    if Role.TEXT not in roles:
        wordy = max(free, key=lambda i: (profiles[i].words, profiles[i].length), default=None)
        if wordy is not None:
            roles[wordy] = Role.TEXT
            free.remove(wordy)
        elif len(roles) == 1:
            roles[0] = Role.TEXT
    if Role.AUTHOR not in roles and not {Role.FIRST_NAME, Role.LAST_NAME} & set(roles):
        for i in free:
            profile = profiles[i]
            if profile.shares[Role.AUTHOR] >= 0.8 and profile.distinct >= 0.5 and profile.words <= 4:
                roles[i] = Role.AUTHOR
                break
