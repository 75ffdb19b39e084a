"""Pages measured without a server: a database of their own, and people who may look."""

import os
import tempfile
from collections.abc import Callable
from typing import Any


def with_people(measured: Callable[[Any], int]) -> int:
    """`measured` gets the people of the tests, in an empty database that goes with it. Settings come first: what needs
    Django is imported inside."""
    with tempfile.TemporaryDirectory(prefix="orchestre-bench-") as folder:
        os.environ |= {"ORCHESTRE_DATA": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection
        from django.template import engines

        from tests.orchestre_web.people import gather

        # The tests refuse unknown names in templates, which costs time the product does not spend.
        settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
        engines["django"].engine.string_if_invalid = ""  # type: ignore[attr-defined]
        call_command("migrate", verbosity=0)
        try:
            return measured(gather())
        finally:
            connection.close()
