"""How many queries a page makes, and which: ten rows and five thousand make the same."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext


@contextmanager
def at_most(most: int) -> Iterator[CaptureQueriesContext]:
    """Fails with the list of queries when the block makes more than `most`."""
    with CaptureQueriesContext(connection) as made:
        yield made
    assert len(made) <= most, f"{len(made)} queries, at most {most}:\n" + "\n".join(summary(made))


def summary(made: CaptureQueriesContext) -> list[str]:
    """Each query without its values and columns: `SELECT accounts_user`, in order."""
    short = []
    for query in made.captured_queries:
        sql = query["sql"]
        table = re.search(r'(?:FROM|INTO|UPDATE)\s+"(\w+)"', sql)
        short.append(f"{sql.split(maxsplit=1)[0]} {table.group(1) if table else ''}".strip())
    return short
