"""`python -m orchestre_web <command>`: the management commands of the pages."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orchestre_web.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["python -m orchestre_web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
