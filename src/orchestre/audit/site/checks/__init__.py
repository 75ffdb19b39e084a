"""What is looked at: one file a family. A file here that defines `PAGE` (checks of one page) or `SITE` (checks of the
whole) is found by itself: nothing else has to be told but the words of its codes in `findings.toml`."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from orchestre.audit.site.values import PageCheck, SiteCheck


@cache
def checks() -> tuple[tuple[PageCheck, ...], tuple[SiteCheck, ...]]:
    """Those of a page and those of a site, in the order of their files."""
    modules = [import_module(f"{__name__}.{file.name}") for file in iter_modules(__path__)]
    pages = tuple(check for module in modules for check in getattr(module, "PAGE", ()))
    return pages, tuple(check for module in modules for check in getattr(module, "SITE", ()))
