"""A query that asks for no order gets none: rows without ORDER BY come back reversed; no test leans on chance."""

from collections.abc import Callable
from typing import Any

from django.db.models.sql.constants import MULTI


def in_another_order(execute: Callable[..., Any]) -> Callable[..., Any]:
    def execute_sql(self: Any, result_type: str = MULTI, *args: Any, **kwargs: Any) -> Any:
        rows = execute(self, result_type, *args, **kwargs)
        query = self.query
        ordered = query.order_by or query.extra_order_by or (query.default_ordering and query.get_meta().ordering)
        combined = query.combinator or query.is_sliced or query.distinct
        if result_type != MULTI or ordered or combined or rows is None or type(self).__name__ != "SQLCompiler":
            return rows
        return iter([[*reversed([row for block in rows for row in block])]])

    return execute_sql
