"""Fifty people write at once: each reads, then writes, and nobody is told that the database is busy."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from orchestre_web.accounts.models import Company

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]

WRITERS, TURNS = 50, 10


def test_fifty_writers_lose_nothing() -> None:
    company = Company.objects.create(name="0")

    def write(_: int) -> None:
        try:
            for _turn in range(TURNS):
                with transaction.atomic():
                    held = Company.objects.select_for_update().get(pk=company.pk)
                    held.name = str(int(held.name) + 1)
                    held.save()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    company.refresh_from_db()
    assert company.name == str(WRITERS * TURNS)
