"""Which addresses are one page, whose they are, and which have no end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit.site.addresses import acts, endless, normal, path_of, same_site

HOSTS = st.sampled_from(["atelier.exemple", "www.atelier.exemple", "ATELIER.exemple", "atelier.exemple:8443", "[::1]"])
PATHS = st.text(st.sampled_from(list("abé./ ?&=#%:;+-_~")), max_size=30)
ADDRESSES = st.builds(
    lambda scheme, name, path: f"{scheme}://{name}/{path}", st.sampled_from(["http", "HTTPS"]), HOSTS, PATHS
)


@pytest.mark.parametrize(
    ("written", "base", "said"),
    [
        ("HTTP://Atelier.Exemple:80/", "", "http://atelier.exemple/"),
        ("https://atelier.exemple", "", "https://atelier.exemple/"),
        ("https://atelier.exemple:8443/a", "", "https://atelier.exemple:8443/a"),
        ("https://atelier.exemple/a/./b/../c", "", "https://atelier.exemple/a/c"),
        ("https://atelier.exemple/../../a", "", "https://atelier.exemple/a"),
        ("https://atelier.exemple/a/..", "", "https://atelier.exemple/"),
        ("https://atelier.exemple/a?utm_source=x&p=1&utm_medium=y", "", "https://atelier.exemple/a?p=1"),
        ("?p=2", "https://atelier.exemple/a?p=1", "https://atelier.exemple/a?p=2"),
        ("//autre.exemple/a", "https://atelier.exemple/", "https://autre.exemple/a"),
        ("b.html", "https://atelier.exemple/x/a.html", "https://atelier.exemple/x/b.html"),
        (" /a b ", "https://atelier.exemple/", "https://atelier.exemple/a%20b"),
        ("mailto:a@atelier.exemple", "https://atelier.exemple/", None),
        ("javascript:void(0)", "https://atelier.exemple/", None),
        ("data:image/png;base64,AA", "https://atelier.exemple/", None),
        ("https://nom:secret@atelier.exemple/", "", None),
        ("https://[::1", "", None),
        ("https://atelier.exemple:99999/", "", None),
        ("http:///a", "", None),
        ("https://bonjour le monde", "", None),
        ("", "", None),
    ],
)
def test_normal(written: str, base: str, said: str | None) -> None:
    assert normal(written, base) == said


@given(ADDRESSES)
def test_normal_of_normal_is_itself(url: str) -> None:
    once = normal(url)
    assert once is None or (normal(once) == once and "#" not in once and same_site(once, url))


@given(st.text(), st.text())
def test_any_words_are_an_address_or_none(written: str, base: str) -> None:
    said = normal(written, base)
    assert said is None or said.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.atelier.exemple/a", "http://atelier.exemple/", True),
        ("https://atelier.exemple:443/", "http://atelier.exemple:80/", True),
        ("https://atelier.exemple:8443/", "https://atelier.exemple/", False),
        ("https://boutique.atelier.exemple/", "https://atelier.exemple/", False),
        ("https://atelier.exemple.pirate.exemple/", "https://atelier.exemple/", False),
        ("", "", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("url", "without_end"),
    [
        ("https://a.exemple/agenda?month=3", True),
        ("https://a.exemple/2026/05/", True),
        ("https://a.exemple/a/b/a/b/a", True),
        ("https://a.exemple/2026/05/notre-fete", False),
        ("https://a.exemple/produits?page=3", False),
    ],
)
def test_endless(url: str, without_end: bool) -> None:
    assert endless(url) is without_end


@pytest.mark.parametrize(
    ("url", "does"),
    [
        ("https://a.exemple/deconnexion", True),
        ("https://a.exemple/?add-to-cart=3", True),
        ("https://a.exemple/produit/tapis", False),
    ],
)
def test_acts(url: str, does: bool) -> None:
    assert acts(url) is does


def test_the_path_has_its_query() -> None:
    assert path_of("https://a.exemple/a?b=1") == "/a?b=1"
