"""The owner's own numbers: a TOML text, each number once, as a value or as low, likely and high.

    basket = 74                  # one value
    margin = "45 %"              # a percentage is written with its sign
    orders_own = [300, 500, 800]
    commission = { low = 0.08, likely = 0.12, high = 0.15 }

They may also stand under `[figures]`. What is not given keeps its dated default.
"""

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from orchestre.arbitration.values import Input, Model
from orchestre.basics import OrchestreError, Range
from orchestre.basics.typography import number

COMMENTS = {"title", "note", "source", "topic"}
"""Words anybody may add for those who read the file."""

MOST = 1e12
"""Beyond a thousand billion it is a slip of the keyboard."""

_WRITTEN = re.compile(r"([-−]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?)\s*(%|€|EUR)?", re.IGNORECASE)


class NotToml(OrchestreError):
    code = "arbitration.not_toml"


class FigureUnknown(OrchestreError):
    code = "arbitration.figure_unknown"


class FigureNotNumber(OrchestreError):
    code = "arbitration.figure_not_number"


class ShareTooLarge(OrchestreError):
    code = "arbitration.share_too_large"


class FigureOutside(OrchestreError):
    code = "arbitration.figure_outside"


class NotInOrder(OrchestreError):
    code = "arbitration.not_in_order"


class Incomplete(OrchestreError):
    """`place` lacks `what`, or has it in a way that makes no sense."""

    code = "arbitration.incomplete"


def read_figures(text: str) -> Mapping[str, object]:
    """The table of a TOML text. Raises NotToml, with the place."""
    try:
        row = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        place = re.search(r"line (\d+)", str(wrong))
        lines = text.splitlines() or [""]
        line = min(int(place[1]) if place else len(lines), len(lines))
        raise NotToml(line=line, said=_shown(lines[line - 1])) from wrong
    inner = row.pop("figures", {})
    if not isinstance(inner, dict):
        raise FigureNotNumber(name="figures", value=inner)
    return {**row, **inner}


def with_figures(model: Model, given: Mapping[str, object]) -> Model:
    """The model with the owner's numbers in place of its defaults.

    Raises FigureUnknown, FigureNotNumber, ShareTooLarge, FigureOutside, NotInOrder.
    """
    by_name = {each.id: each for each in model.inputs}
    for name in given:
        if name not in by_name and name not in COMMENTS:
            close = get_close_matches(name, by_name, n=1, cutoff=0.5) or ["-"]
            raise FigureUnknown(name=name, topic=model.topic, close=close[0], known=", ".join(by_name))
    inputs = tuple(_with(each, given[each.id]) if each.id in given else each for each in model.inputs)
    return replace(model, inputs=inputs)


def _with(each: Input, value: object) -> Input:
    return replace(each, value=ranged(each.id, value, each.unit, each.lowest), given=True)


def ranged(name: str, value: object, unit: str, lowest: float) -> Range[float]:
    """One number as it was written: a value, three in order, or a table of low, likely and high; a Range as it is."""
    if isinstance(value, Range):
        _inside(name, value.low, unit, lowest)
        _inside(name, value.high, unit, lowest)
        return value
    if isinstance(value, Mapping):
        parts = [value.get(key) for key in ("low", "likely", "high")]
        if None in parts or set(value) - {"low", "likely", "high"}:
            raise FigureNotNumber(name=name, value=_shown(value))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) != 3:
            raise FigureNotNumber(name=name, value=_shown(value))
        parts = list(value)
    else:
        parts = [value] * 3
    low, mode, high = (_number(name, part, unit, lowest) for part in parts)
    if not low <= mode <= high:
        raise NotInOrder(name=name, low=number(low, "en"), likely=number(mode, "en"), high=number(high, "en"))
    return Range(low, mode, high)


def _number(name: str, value: object, unit: str, lowest: float) -> float:
    percent = False
    if isinstance(value, str):
        found = _WRITTEN.fullmatch(value.strip())
        if not found:
            raise FigureNotNumber(name=name, value=_shown(value))
        read = float(re.sub(r"\s", "", found[1]).replace(",", ".").replace("−", "-"))
        percent = found[2] == "%"
        if percent:
            read /= 100
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        read = float(value)
    else:
        raise FigureNotNumber(name=name, value=_shown(value))
    if not math.isfinite(read) or abs(read) > MOST or (percent and unit != "share"):
        raise FigureNotNumber(name=name, value=_shown(value))
    if unit == "share" and read >= 1 and not percent:
        # 1 may be the whole or one per cent: nobody should have to guess which.
        raise ShareTooLarge(
            name=name, value=_shown(value), percent=f"{number(read, 'en')} %", fraction=number(read / 100, "en")
        )
    _inside(name, read, unit, lowest)
    return read


def _inside(name: str, value: float, unit: str, lowest: float) -> None:
    most = 1.0 if unit == "share" else MOST
    if not lowest <= value <= most:
        raise FigureOutside(
            name=name, value=_as_typed(value, unit), lowest=number(lowest, "en"), most=number(most, "en")
        )


def _as_typed(value: float, unit: str) -> str:
    return f"{number(value * 100, 'en')} %" if unit == "share" else number(value, "en")


def _shown(value: object) -> str:
    return str(value)[:80]
