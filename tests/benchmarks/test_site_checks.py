"""What is said of the sites of tests/data/sites, walked without a network. The kept half is scored, never named."""

from collections import Counter

import pytest

from benchmarks._sites import Made, sites
from benchmarks.site_checks import ALARMS, MEASURED, RECALL, kept_of, scored, told
from orchestre.audit.site.catalogue import catalogue
from orchestre.audit.site.measured import measured_on
from orchestre.audit.site.values import Level

SEEN = list(sites("seen"))


@pytest.mark.parametrize("made", [made for made in SEEN if not made.truth], ids=lambda made: made.name)
def test_nothing_is_said_of_a_clean_site(made: Made) -> None:
    assert told(made.walked()) == set()


@pytest.mark.parametrize("made", [made for made in SEEN if made.truth], ids=lambda made: made.name)
def test_what_is_wrong_with_a_site_is_said_and_nothing_else(made: Made) -> None:
    assert told(made.walked()) == made.truth


def test_half_of_the_sites_are_for_scoring_alone_and_the_figures_of_reports_are_theirs() -> None:
    assert MEASURED.is_file(), "python3 run.py bench site_checks --keep writes what every report shows"
    now = kept_of(scored("kept"))
    assert {**measured_on(), "date": ""} == {**now, "date": ""}, "python3 run.py bench site_checks --keep"
    assert scored("kept").recall >= RECALL
    assert scored("kept").alarms <= ALARMS


def test_every_site_is_whole_and_every_fault_has_a_page() -> None:
    for made in sites():
        assert made.said("/").status in (200, 302), made.name
        for code, page in made.truth:
            assert (page is None) == (catalogue()[code].level is Level.SITE), (made.name, code)
            assert page is None or page in made.pages, (made.name, page)


def test_every_fault_is_there_in_four_guises() -> None:
    met = Counter(code for made in sites() for code, _ in made.truth)
    assert not [code for code in met if met[code] < 4]
    assert len(met) >= 47
