"""The colours can be read: contrasts of WCAG 2.2 computed from the tokens themselves, in light and in dark."""

import re
from pathlib import Path

import pytest

import orchestre_web.site

CSS = Path(next(iter(orchestre_web.site.__path__))) / "static" / "site" / "css"
TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (CSS / "tokens.css").read_text(encoding="utf-8")
    )
}
AAA, AA, PARTS = 7.0, 4.5, 3.0
PAIRS = [
    *[("ink", ground, AAA) for ground in ("paper", "raised", "sunken", "accent-soft", "mark")],
    *[("ink", f"{tone}-soft", AAA) for tone in ("good", "warning", "bad")],
    *[("muted", ground, AA) for ground in ("paper", "raised", "sunken", "good-soft", "warning-soft", "bad-soft")],
    *[("accent", ground, AA) for ground in ("paper", "raised", "sunken")],
    *[("accent-strong", ground, AA) for ground in ("paper", "raised", "sunken", "accent-soft")],
    *[(tone, ground, AA) for tone in ("good", "warning", "bad") for ground in ("paper", "raised", f"{tone}-soft")],
    ("on-accent", "accent", AA),
    ("on-accent", "accent-strong", AA),
    *[("edge", ground, PARTS) for ground in ("paper", "raised", "sunken")],
    *[(f"series-{n}", ground, PARTS) for n in range(1, 9) for ground in ("paper", "raised")],
]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2, "relative luminance"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_it_can_be_read(ink: str, ground: str, least: float, scheme: str) -> None:
    assert contrast(TOKENS[ink][scheme], TOKENS[ground][scheme]) >= least


def test_every_colour_comes_from_the_tokens() -> None:
    known = set(TOKENS) | set(re.findall(r"--([\w-]+):", (CSS / "tokens.css").read_text(encoding="utf-8")))
    for file in CSS.parent.rglob("*.css"):
        if file.name not in {"tokens.css", "print.css"}:
            text = file.read_text(encoding="utf-8")
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", text) == [], file.name
            assert set(re.findall(r"var\(--([\w-]+)", text)) <= known, file.name
