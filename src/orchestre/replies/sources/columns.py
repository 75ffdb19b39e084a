"""What each column of a table holds: guessed, shown to the owner, corrected by him, kept as a value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from orchestre.replies.sources.errors import ColumnsInvalid


class Role(StrEnum):
    """What a column is to a reply. `other` is kept in `Reply.given` under its own header, `ignore` is left out."""

    ID = "id"
    AUTHOR = "author"
    AUTHOR_ID = "author_id"
    ALIAS = "alias"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    TEXT = "text"
    DATE = "date"
    PRICE = "price"
    PLACE = "place"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    HEADLINE = "headline"
    CHANNEL = "channel"
    AVAILABILITY = "availability"
    CALL_ID = "call_id"
    REFERENCE_DATE = "reference_date"
    ATTACHMENT = "attachment"
    DIRECTION = "direction"
    DRAFT = "draft"
    IGNORE = "ignore"
    OTHER = "other"


REPEATABLE = frozenset({Role.OTHER, Role.IGNORE})
"""Every other role belongs to the first column that holds it; a second one is kept under its own header."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The columns of a table in their order. Without a header row they are named "1", "2", ...

    `day_first` says how 3/11/2026 is read.

    >>> two = ColumnMap((Column("Nom", Role.AUTHOR), Column("Avis", Role.OTHER)))
    >>> two.with_role("Avis", Role.TEXT).to_dict()["columns"]
    [{'name': 'Nom', 'role': 'author'}, {'name': 'Avis', 'role': 'text'}]
    """

    columns: tuple[Column, ...]
    header: bool = True
    day_first: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def index(self, role: Role) -> int | None:
        """Where the first column of this role stands."""
        return next((i for i, column in enumerate(self.columns) if column.role is role), None)

    def with_role(self, name: str, role: Role) -> "ColumnMap":
        """The map with one column changed; a column that held the same single role becomes `other`."""
        taken = role not in REPEATABLE
        return replace(
            self,
            columns=tuple(
                Column(c.name, role)
                if c.name == name
                else Column(c.name, Role.OTHER)
                if taken and c.role is role
                else c
                for c in self.columns
            ),
        )

    def asked_for(self, asked: "ColumnMap") -> "ColumnMap":
        """This table's columns with the roles the owner gave, matched by name, in whatever order they stand; by
        position when he says the other thing about the header.

        A table that shares no name with `asked` keeps its own guess. When it shares some, a column the owner
        did not speak of never takes a role he gave to another.
        """
        roles = {column.name: column.role for column in asked.columns}
        if not any(name in roles for name in self.names):
            if not self.other_header(asked):
                return self
            roles = {name: column.role for name, column in zip(self.names, asked.columns, strict=True)}
        given = set(roles.values()) - REPEATABLE
        columns = tuple(
            Column(c.name, roles.get(c.name, Role.OTHER if c.role in given else c.role)) for c in self.columns
        )
        return ColumnMap(columns, asked.header, asked.day_first)

    def given(self, asked: "ColumnMap", first_row: Sequence[str]) -> "ColumnMap":
        """`asked_for` on this table, whose first row the owner may call a header where none was seen: its columns are
        then known to him by their titles or, on the page that asked him, by their numbers."""
        if not (asked.header and self.other_header(asked)):
            return self.asked_for(asked)
        titled = self.named(first_row)
        if any(name in asked.names for name in titled.names):
            return titled.asked_for(asked)
        return self.asked_for(asked).named(first_row)

    def named(self, first_row: Sequence[str]) -> "ColumnMap":
        """The map of a table whose first row is a header after all."""
        names = distinct_names([*first_row, *[""] * len(self.columns)][: len(self.columns)])
        return replace(self, columns=tuple(map(Column, names, (c.role for c in self.columns))), header=True)

    def other_header(self, asked: "ColumnMap") -> bool:
        """The owner says of this table that it has a header where none was seen, or none where one was."""
        return self.header is not asked.header and len(self.columns) == len(asked.columns)

    def to_dict(self) -> dict[str, object]:
        return {
            "header": self.header,
            "day_first": self.day_first,
            "columns": [{"name": c.name, "role": c.role.value} for c in self.columns],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> "ColumnMap":
        """Raises ColumnsInvalid when the data is not what `to_dict` gives."""
        columns: list[Column] = []
        listed = data.get("columns")
        if not isinstance(listed, list):
            raise ColumnsInvalid(problem="columns")
        for item in listed:
            if not isinstance(item, Mapping) or not isinstance(item.get("name"), str):
                raise ColumnsInvalid(problem="name")
            try:
                role = Role(str(item.get("role")))
            except ValueError:
                raise ColumnsInvalid(problem=str(item.get("role"))) from None
            columns.append(Column(str(item["name"]), role))
        header, first = data.get("header", True), data.get("day_first", True)
        if not isinstance(header, bool) or not isinstance(first, bool):
            raise ColumnsInvalid(problem="header, day_first")
        return cls(tuple(columns), header, first)


def distinct_names(names: Sequence[str]) -> tuple[str, ...]:
    """A name for each column: the position for an empty one, a number after a repeated one.

    >>> distinct_names(["Prix", "", "Prix"])
    ('Prix', '2', 'Prix (2)')
    """
    seen: dict[str, int] = {}
    result = []
    for position, raw in enumerate(names, start=1):
        name = " ".join(raw.split()) or str(position)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            base, name = name, f"{name} ({seen[name]})"
            while name in seen:
                seen[base] += 1
                name = f"{base} ({seen[base]})"
            seen[name] = 1
        result.append(name)
    return tuple(result)


def merged(maps: Iterable[ColumnMap]) -> ColumnMap:
    """One map for several sheets: each column named once, as the first sheet that has it reads it."""
    columns: dict[str, Column] = {}
    all_maps = list(maps)
    for each in all_maps:
        for column in each.columns:
            columns.setdefault(column.name, column)
    return ColumnMap(
        tuple(columns.values()),
        all(each.header for each in all_maps),
        all(each.day_first for each in all_maps),
    )
