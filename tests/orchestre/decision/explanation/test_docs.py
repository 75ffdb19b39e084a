"""The worked example of the page is run."""

import doctest
from pathlib import Path

ROOT = Path(__file__).parents[4]


def test_the_worked_example_of_the_page():
    page = ROOT / "docs/method/explanation.md"
    found = doctest.testfile(str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 10
    assert found.failed == 0
