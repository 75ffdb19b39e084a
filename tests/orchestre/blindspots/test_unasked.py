"""The laws of what was not asked, on every kind of need: what is relevant, what is named, what comes first."""

import pytest

from orchestre.blindspots import relevant_points
from orchestre.knowledge import holds, load

KINDS = sorted(load().kinds)


@pytest.mark.parametrize("name", KINDS)
def test_what_is_named_comes_first_then_the_dearest_not_to_know(name: str) -> None:
    kind = load().kinds[name]
    points = relevant_points(kind, kind.tags | {"any"}, "livraison, données, formation et prix total", load())
    assert [point.asked for point in points] == sorted((point.asked for point in points), reverse=True)
    unasked = [point.worth for point in points if not point.asked]
    assert unasked == sorted(unasked, reverse=True)
    assert all(0 < point.worth <= 5 for point in points)


@pytest.mark.parametrize("name", KINDS)
def test_naming_a_point_takes_it_from_the_blind_spots_and_adds_none(name: str) -> None:
    kind, known = load().kinds[name], load()
    tags = kind.tags | {"any"}
    silent = {point.requirement.id: point.asked for point in relevant_points(kind, tags, "", known)}
    assert not any(silent.values())
    for requirement in kind.requirements:
        if requirement.asked_by and (not requirement.when or holds(tags, requirement.when)):
            words = requirement.asked_by[0].replace("*", "")
            told = {point.requirement.id: point.asked for point in relevant_points(kind, tags, words, known)}
            assert told.keys() == silent.keys()


def test_a_trade_opens_its_own_points_and_no_other() -> None:
    kind, known = load().kinds["shop"], load()
    plain = {point.source for point in relevant_points(kind, kind.tags | {"any"}, "", known)}
    beer = {point.source for point in relevant_points(kind, kind.tags | {"any", "alcohol"}, "", known)}
    assert {"alcohol-minors", "alcohol-duties"} <= beer - plain
    assert all(each.startswith(("alcohol", "wine", "glass")) for each in beer - plain)
