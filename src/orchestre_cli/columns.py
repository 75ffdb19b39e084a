"""`--columns`: what each column of a table holds, where the program would guess otherwise.

Written `"Avis=text,Société=author"`, or in a file:

    header = true          # false: the first row is a reply; columns are then named "1", "2", …
    [columns]
    Avis = "text"
    "Nom, prénom" = "author"
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from orchestre.basics import OrchestreError
from orchestre.reading.normal import fold
from orchestre.replies.sources import Column, ColumnMap, FileUnreadable, Role, preview
from orchestre.replies.sources.columns import REPEATABLE, merged
from orchestre.replies.sources.preview import TablePreview
from orchestre_cli.files import File

FRENCH = {
    "auteur": Role.AUTHOR, "compte": Role.AUTHOR_ID, "prenom": Role.FIRST_NAME, "nom": Role.LAST_NAME,
    "texte": Role.TEXT, "prix": Role.PRICE, "lieu": Role.PLACE, "courriel": Role.EMAIL, "telephone": Role.PHONE,
    "lien": Role.URL, "metier": Role.HEADLINE, "canal": Role.CHANNEL, "disponibilite": Role.AVAILABILITY,
    "appel": Role.CALL_ID, "ignorer": Role.IGNORE, "autre": Role.OTHER,
}  # fmt: skip
ROLES = {role.value: role for role in Role} | FRENCH


class ColumnRoleUnknown(OrchestreError):
    code = "cli.column_role_unknown"


class ColumnsUnreadable(OrchestreError):
    """The words of the option are no `name=role`, or the file is no such file."""

    code = "cli.columns_unreadable"


class RoleGivenTwice(OrchestreError):
    code = "cli.role_twice"


class ColumnUnknown(OrchestreError):
    """No file has a column of this name."""

    code = "cli.column_unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """`header`: whether the first row holds titles; null keeps what is seen."""

    roles: Mapping[str, Role]
    header: bool | None = None

    def titled(self, table: TablePreview) -> ColumnMap:
        """The columns of a table by the titles that its first row gives, where no header was seen and some are named
        so."""
        columns = table.columns
        if columns.header or self.header is False or not table.rows:
            return columns
        titled = columns.named(table.rows[0])
        return titled if self.header or not set(titled.names).isdisjoint(self.roles) else columns

    def on(self, seen: ColumnMap) -> ColumnMap:
        """These roles on the columns of one file; as they were seen where it has none of the names."""
        for name, role in self.roles.items():
            if name in seen.names:
                seen = seen.with_role(name, role)
        return seen if self.header is None else replace(seen, header=self.header)

    def blind(self) -> ColumnMap:
        """For a file that cannot be looked at before it is read."""
        return ColumnMap(tuple(Column(name, role) for name, role in self.roles.items()), self.header is not False)


def asked_columns(written: Sequence[str]) -> Asked | None:
    """Null when nothing is asked. Raises ColumnsUnreadable, ColumnRoleUnknown, RoleGivenTwice, OSError."""
    if not written:
        return None
    roles: dict[str, Role] = {}
    header = None
    for words in written:
        if words.endswith(".toml"):
            header, given = _from_file(Path(words))
        else:
            given = _from_words(words)
        roles |= {name: _role(role) for name, role in given.items()}
    single = [role for role in roles.values() if role not in REPEATABLE]
    if twice := next((role for role in single if single.count(role) > 1), None):
        raise RoleGivenTwice(role=twice.value)
    return Asked(roles, header)


def _from_words(words: str) -> dict[str, str]:
    given = {}
    for part in words.split(","):
        name, equals, role = part.rpartition("=")
        if not equals or not name.strip() or not role.strip():
            raise ColumnsUnreadable(value=words)
        given[" ".join(name.split())] = role
    return given


def _from_file(path: Path) -> tuple[bool | None, dict[str, str]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ColumnsUnreadable(value=str(path)) from error
    columns, header = data.get("columns"), data.get("header")
    if not isinstance(columns, dict) or not all(isinstance(role, str) for role in columns.values()):
        raise ColumnsUnreadable(value=str(path))
    if header is not None and not isinstance(header, bool):
        raise ColumnsUnreadable(value=str(path))
    return header, columns


def _role(written: str) -> Role:
    try:
        return ROLES[fold(written.strip()).replace(" ", "_").replace("-", "_")]
    except KeyError:
        raise ColumnRoleUnknown(role=written.strip(), known=", ".join(sorted(ROLES))) from None


def columns_of(files: Iterable[File], asked: Asked | None) -> dict[Path, ColumnMap]:
    """What `read_file` is to be told of each file; nothing of those that have none of the columns.

    Looks at the beginning of each. Raises ColumnUnknown for a name that no file has.
    """
    if asked is None:
        return {}
    found: dict[Path, ColumnMap] = {}
    missing, there = set(asked.roles), dict[str, None]()
    for file in files:
        if not file.path.is_file():  # a pipe is opened once
            found[file.path] = asked.blind()
            missing.clear()
            continue
        with file.path.open("rb") as stream:
            try:
                seen = preview(stream, name=file.name, rows=1)
            except FileUnreadable:  # said when it is read
                continue
        columns = merged(asked.titled(table) for table in seen.tables)
        for table in seen.tables:  # without a header, what may be its titles says more than numbers
            shown = table.columns if table.columns.header or not table.rows else table.columns.named(table.rows[0])
            there |= dict.fromkeys(shown.names)
        missing -= set(columns.names)
        if asked.header is not None or not set(columns.names).isdisjoint(asked.roles):
            found[file.path] = asked.on(columns)
    if missing:
        raise ColumnUnknown(name=min(missing), known=", ".join(list(there)[:30]) or "—")
    return found
