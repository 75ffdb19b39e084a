"""`python -m orchestre_web <command>`: the management commands of the pages."""

import importlib.util
import os
import sys


def main() -> None:
    if importlib.util.find_spec("django") is None:
        sys.exit(_without_django())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orchestre_web.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["python -m orchestre_web", *sys.argv[1:]])


def _without_django() -> str:
    """The library and the command line need none of it: `pip install .` leaves it out."""
    from orchestre.basics.sentences import sentences

    locale = next((found for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (found := os.environ.get(name))), "")
    return sentences("orchestre_web.site")["site.libraries_missing"]["en" if locale.lower().startswith("en") else "fr"]


if __name__ == "__main__":
    main()
