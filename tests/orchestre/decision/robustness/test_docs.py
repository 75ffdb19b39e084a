"""The worked examples of the page are what the program answers."""

import json
import re

import pytest

from orchestre.decision.cases import Case, answer
from runner.environments import HERE

PAGE = (HERE / "docs/method/robustness.md").read_text(encoding="utf-8")
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
PAIRS = list(zip(BLOCKS[::2], BLOCKS[1::2], strict=True))


def near(found: object, printed: object) -> bool:
    """The same shape, and figures that round to those printed (three digits)."""
    if isinstance(printed, list):
        return isinstance(found, list) and len(found) == len(printed) and all(map(near, found, printed))
    if isinstance(printed, float):
        return found == pytest.approx(printed, abs=5.1e-4)
    return found == printed


@pytest.mark.parametrize("pair", PAIRS, ids=[case["method"] for case, _ in PAIRS])
def test_the_page_says_what_the_program_answers(pair):
    case, printed = pair
    found = answer(Case(case, "en"))
    assert {name for name, value in printed.items() if not near(found[name], value)} == set()


def test_both_methods_have_their_example():
    assert [case["method"] for case, _ in PAIRS] == ["smaa", "switch_weights"]
