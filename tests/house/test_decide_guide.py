"""The worked examples of `orchestre decide`: each is what the program answers, in both languages, one a method."""

import json
import re
from collections.abc import Iterator

import pytest

from orchestre.basics import Language
from orchestre.decision.cases import Case, answer, methods
from runner.environments import HERE

PAGES: dict[Language, str] = {"en": "docs/guides/decide.md", "fr": "docs/guides/decide.fr.md"}


def examples(page: str) -> Iterator[tuple[str, dict, dict]]:
    """Heading, case, answer: two blocks of JSON under each heading of a method."""
    text = (HERE / page).read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        blocks = re.findall(r"```json\n(.*?)```", section, re.DOTALL)
        assert len(blocks) == 2, section
        yield section.partition("\n")[0].strip("` "), *(json.loads(block) for block in blocks)


def rounded(value: object) -> object:
    """To four decimals, as the page prints them."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return {key: rounded(one) for key, one in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("language", list(PAGES))
def test_every_example_is_what_the_program_answers(language: Language) -> None:
    for heading, case, printed in examples(PAGES[language]):
        assert case["method"] == heading
        found = answer(Case(case, language))
        assert "unused_fields" not in found, heading
        assert rounded({key: found[key] for key in printed}) == printed, heading
        assert found.keys() - printed.keys() <= {"schema", "method", "alternatives", "items"}, heading


def test_every_method_has_its_example_in_both_languages() -> None:
    english, french = ({name: case for name, case, _ in examples(page)} for page in PAGES.values())
    assert set(english) == set(methods())
    assert english == french
