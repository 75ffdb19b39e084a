"""robots.txt as RFC 9309 reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit.site.robots import read


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("user-agent:*\ndisallow:/a # tout", "/ab", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /*?s=", "/a?s=1", False),
        ("User-agent: Autre\nDisallow: /\n\nUser-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: Orchestre\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: A\nUser-agent: *\nDisallow: /a", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("Disallow: /a", "/a", True),
        ("<html>Not found</html>", "/a", True),
    ],
)
def test_allows(text: str, path: str, allowed: bool) -> None:
    assert read(text).allows(path, "orchestre") is allowed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("User-agent: *\nDisallow: /", "/"),
        ("User-Agent : *\nDISALLOW : /*", "/*"),
        ("User-agent: Googlebot\nUser-agent: *\nDisallow: /", "/"),
        ("User-agent: *\nDisallow: /prive/", None),
        ("User-agent: *\nDisallow:", None),
        ("User-agent: BadBot\nDisallow: /", None),
        ("User-agent: *\nDisallow: /\nAllow: /public/", None),
        ("# User-agent: *\n# Disallow: /", None),
    ],
)
def test_blocks_all(text: str, said: str | None) -> None:
    assert read(text).blocks_all() == said


@given(st.text(st.sampled_from(list("Uu-sera:* \n/dilow$#a")), max_size=80), st.text(max_size=20))
def test_any_file_can_be_read(text: str, path: str) -> None:
    assert read(text).allows(f"/{path}", "orchestre") in (True, False)
