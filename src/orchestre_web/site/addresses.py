"""Addresses of pages, each worked out once a process: Django looks through every pattern of a room for each of them,
and the frame of a page has thirty."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

MOST = 8_192
"""Addresses kept, about 200 bytes each; the ones asked for longest ago go first."""


def address_of(page: str, *args: object) -> str:
    """As `reverse`. Raises NoReverseMatch. The patterns never change while the server runs."""
    return _kept(get_script_prefix(), page, *args)


@lru_cache(maxsize=MOST, typed=True)
def _kept(_prefix: str, page: str, *args: object) -> str:
    return reverse(page, args=args)
