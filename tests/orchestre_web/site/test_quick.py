"""The templates of `quick.py` write what Django's write: the same files drawn by both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from django.template import Context, Engine
from django.template.base import VariableDoesNotExist
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

PARTS = {
    "part.html": "[{{ word }}{% for each in many %}{{ each }},{% endfor %}]",
    "frame.html": "<{% block middle %}frame{% endblock %}>",
    "own_block.html": "{% block middle %}own {{ word }}{% endblock %}",
    "page.html": '{% extends "frame.html" %}{% block middle %}{{ block.super }} and {{ word }}{% endblock %}',
    "page_with_parts.html": '{% extends "frame.html" %}{% block middle %}{% include "own_block.html" %}{% endblock %}',
}


def _engines(**more: Any) -> tuple[Engine, Engine]:
    """Ours, then Django's."""
    pieces = ("django.template.loaders.locmem.Loader", PARTS | more)
    ours = Engine(loaders=[("orchestre_web.site.quick.Loader", [pieces])])
    return ours, Engine(loaders=[("django.template.loaders.cached.Loader", [pieces])])


def _both(source: str, values: Mapping[str, Any], *, autoescape: bool = True) -> tuple[str, str]:
    drawn = [
        engine.get_template("asked.html").render(Context(dict(values), autoescape=autoescape))
        for engine in _engines(**{"asked.html": source})
    ]
    return drawn[0], drawn[1]


class State(StrEnum):
    OPEN = "open"


@dataclass
class Offer:
    name: str = "Atelier <Exemple>"
    notes: list[str] = field(default_factory=lambda: ["un", "deux"])
    asked: int = 0

    def price(self) -> Decimal:
        self.asked += 1
        return Decimal("1300.50")

    def remove(self) -> str:
        raise AssertionError("a template never removes anything")

    remove.alters_data = True  # type: ignore[attr-defined]

    @property
    def broken(self) -> str:
        raise VariableDoesNotExist("silent")


VALUES: dict[str, Any] = {
    "word": "l'été & <b>",
    "safe": mark_safe("<b>gras</b>"),
    "many": [1, 2, 3],
    "none": None,
    "zero": 0,
    "yes": True,
    "figure": 1234567,
    "share": 12.5,
    "pairs": [("a", 1), ("b", 2)],
    "known": {"key": "value", "items": "own", 3: "three"},
    "state": State.OPEN,
    "lazy": SimpleLazyObject(lambda: "paresseux"),
    "give": lambda: "given",
}

SOURCES = (
    "{{ word }} {{ safe }} {{ none }} {{ zero }} {{ yes }} {{ figure }} {{ share }} {{ lazy }} {{ give }}",
    "{{ offer.name }} {{ offer.price }} {{ offer.notes.1 }} {{ offer.notes.7 }} {{ offer.remove }} {{ offer.broken }}",
    "{{ known.key }} {{ known.items }} {{ known.3 }} {{ known.other }} {{ nobody }}"
    " {{ nobody.at.all }} {{ state.value }}",
    "{{ word|upper }} {{ word|default:none }} {{ nobody|default:word }} {{ many|join:word }}"
    " {{ safe|lower }} {{ 'x'|add:word }}",
    "{{ many|length }} {{ nobody|length }} {{ figure|stringformat:'08d' }} {{ 12.5 }} {{ 'text' }} {{ pairs.0.1 }}",
    "{% autoescape off %}{{ word }} {{ safe }}{% endautoescape %}",
    "{% if yes and not none %}1{% endif %}{% if none or nobody %}2{% elif zero == 0 %}3{% else %}4{% endif %}",
    "{% if 2 in many %}1{% endif %}{% if 9 not in many %}2{% endif %}{% if word in none %}3{% else %}4{% endif %}",
    "{% if figure > share and share >= 12.5 %}1{% endif %}{% if word < 3 %}2{% endif %}"
    "{% if none is None %}3{% endif %}",
    "{% if nobody|length > 0 %}1{% else %}2{% endif %}{% if word != 'x' %}3{% endif %}"
    "{% if yes is not none %}4{% endif %}",
    "{% if nobody %}{% else %}{% endif %}{% if not nobody %}x{% endif %}"
    "{% if word|add:nobody %}1{% else %}2{% endif %}",
    "{% for a, b in pairs %}{{ forloop.counter }}{{ a }}{{ b }}{% if forloop.last %}.{% endif %}"
    "{% empty %}-{% endfor %}",
    '{% include "part.html" %}{% include "part.html" with word=figure many=pairs %}{{ word }}',
    '{% include "part.html" with word="seul" only %}{% with part="part.html" %}{% include part %}{% endwith %}',
    '{% for each in many %}{% include "part.html" with word=each %}{% endfor %}{{ each }}',
    '{% include "own_block.html" %}',
    '{% extends "page.html" %}',
    '{% extends "page_with_parts.html" %}',
    "{% csrf_token %}{% for each in many %}{% csrf_token %}{% endfor %}",
    "{% firstof nobody word %}{% now 'Y' %}{% cycle 'a' 'b' as turn %}{{ turn }}",
)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("autoescape", [True, False])
def test_the_same_is_written(source: str, autoescape: bool) -> None:
    values = VALUES | {"offer": Offer(), "csrf_token": "jeton"}
    ours, django = _both(source, values, autoescape=autoescape)
    assert ours == django


def test_a_form_without_a_token_stays_without() -> None:
    ours, django = _both("{% csrf_token %}.", {})
    assert ours == django == "."


def test_a_method_is_called_once_where_it_is_shown_once() -> None:
    offer = Offer()
    engine, _ = _engines(**{"asked.html": "{{ offer.price }}"})
    engine.get_template("asked.html").render(Context({"offer": offer}))
    assert offer.asked == 1


def test_a_fault_of_ours_is_raised_as_it_is() -> None:
    engine, _ = _engines(**{"asked.html": "{{ give }}"})

    def fails() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.get_template("asked.html").render(Context({"give": fails}))


def test_what_a_part_names_stays_in_it() -> None:
    """Also when it fails half way: the page that catches it goes on with its own names."""
    part = '{% include "part.html" with word=many.0 %}'
    engine, _ = _engines(**{"asked.html": part})
    context = Context({"word": "page", "many": [1]})
    engine.get_template("asked.html").render(context)
    assert context["word"] == "page"


_names = st.sampled_from(["word", "many", "none", "zero", "yes", "figure", "known.key", "nobody", "state", "'x'", "3"])
_compared = st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not", "and", "or"])


@given(st.lists(st.tuples(st.booleans(), _names, _compared), min_size=1, max_size=4), _names)
def test_every_condition_is_answered_as_django_answers_it(parts: list[tuple[bool, str, str]], last: str) -> None:
    asked = " ".join(f"{'not ' if denied else ''}{name} {how}" for denied, name, how in parts) + f" {last}"
    ours, django = _both("{% if " + asked + " %}yes{% else %}no{% endif %}", VALUES)
    assert ours == django


@given(st.text(max_size=40))
def test_every_text_is_escaped_as_django_escapes_it(text: str) -> None:
    ours, django = _both("{{ text }}|{{ text|upper }}|{{ held.text }}", {"text": text, "held": {"text": text}})
    assert ours == django
