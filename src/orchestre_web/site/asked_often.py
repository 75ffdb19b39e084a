"""Questions to the database that every page asks again with other values: put into SQL once a thread.

Django takes two thousand steps to build such a question and to write it down, a tenth of that to ask it. What is asked
and what comes back are Django's own; only the writing is kept.

    _of_call = Often(lambda call: Decision.objects.filter(call=call))
    decision = _of_call.first(call.pk)
"""

from collections.abc import Callable, Iterator, Sequence
from threading import local
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")
_related: Callable[..., list[Any]] = get_related_populators

MOST_IN_A_LIST = 64
"""Values of one list; a longer one is asked the ordinary way, since each length is a writing of its own."""
_PLAIN = (int, str)
_NUMBER = 1_987_650_000


class Often(Generic[Row]):
    """`build` makes the query set from its values alone: plain numbers, plain texts, or lists of them. Each value must
    reach the database as it is: `filter(call=pk)`, `filter(pk__in=pks)`, no `icontains`."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._written = local()

    def all(self, *values: object) -> list[Row]:
        """The rows that hold now. Anything but plain values is asked the ordinary way."""
        shape = tuple(map(_shape, values))
        if None in shape:
            return list(self._build(*values))
        connection = connections[DEFAULT_DB_ALIAS]
        known: dict[Any, _Written[Row]] = self._written.__dict__.setdefault("by_shape", {})
        written = known.get(shape)
        if written is None or written.connection is not connection:
            written = known[shape] = _Written(self._build, values, connection)
        return written.rows(values)

    def first(self, *values: object) -> Row | None:
        """For a question that has one answer at most, or asks for one (`[:1]`)."""
        return next(iter(self.all(*values)), None)


def _shape(value: object) -> object:
    """What two values share when one writing serves both; None for what is not plain."""
    kind = type(value)
    if kind in _PLAIN:
        return kind
    if isinstance(value, list | tuple) and 0 < len(value) <= MOST_IN_A_LIST:
        kinds = set(map(type, value))
        return (kinds.pop(), len(value)) if len(kinds) == 1 and kinds <= {int, str} else None
    return None


def _flat(values: Sequence[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield value


class _Written(Generic[Row]):
    """One question as SQL, with the places where its values go."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Row]"], values: Sequence[object], connection: Any) -> None:
        self.connection = connection
        marks: list[object] = []

        def mark(value: object) -> object:
            number = _NUMBER + len(marks)
            marks.append(number if type(value) is int else f"orchestre:{number}")
            return marks[-1]

        asked = [[mark(each) for each in value] if isinstance(value, list | tuple) else mark(value) for value in values]
        self._rows: Any = build(*asked)
        compiler: Any = self._rows.query.get_compiler(connection=connection)
        self._sql, params = compiler.as_sql()
        self._params = [(marks.index(each), None) if each in marks else (None, each) for each in params]
        if {place for place, _ in self._params} - {None} != set(range(len(marks))):
            raise ValueError(f"A value of this query does not reach the database as it is: {self._sql}")
        self._compiler: Any = compiler
        converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _: converters
        self._rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]

    def rows(self, values: Sequence[object]) -> list[Row]:
        given = tuple(_flat(values))
        params = tuple(fixed if place is None else given[place] for place, fixed in self._params)
        self._compiler.as_sql = lambda: (self._sql, params)
        if self._rows._iterable_class is not ModelIterable:
            return list(self._rows._iterable_class(self._rows))
        found = list(self._instances())
        if found and self._rows._prefetch_related_lookups:
            prefetch_related_objects(found, *self._rows._prefetch_related_lookups)
        return found

    def _instances(self) -> Iterator[Any]:
        """As `ModelIterable`, with what it works out of the columns each time kept."""
        compiler = self._compiler
        kept = self.__dict__.get("_kept")
        if kept is None:
            own = compiler.klass_info["select_fields"]
            start, end = own[0], own[-1] + 1
            names = [column.target.attname for column, *_ in compiler.select[start:end]]
            related = _related(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)
            kept = self._kept = compiler.klass_info["model"], start, end, names, related
        model, start, end, names, related = kept
        for row in compiler.results_iter(compiler.execute_sql()):
            found = model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
            for populator in related:
                populator.populate(row, found)
            for name, at in (compiler.annotation_col_map or {}).items():
                setattr(found, name, row[at])
            yield found
