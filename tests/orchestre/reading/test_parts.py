"""A text holds a part exactly where a search in its folded form finds one."""

from hypothesis import given
from hypothesis import strategies as st

from orchestre.reading.normal import has_any, prepare
from orchestre.reading.parts import Parts

WRITTEN = ("remot", "sur site", "://", "/w", "24h", " ig:", "-en-", "h")
LISTS = [(Parts(*parts), parts) for parts in (WRITTEN, WRITTEN[:2], WRITTEN[4:], ("sur site",), ("dispo", "libre"))]


@given(
    st.lists(
        st.sampled_from(
            [*WRITTEN, "Remotely", "sites", "Libre", "indispo", "été", " ", "a", "-", "c++", "ﬁn", "ETE", "24H"]
        )
    )
)
def test_as_a_search_finds(pieces: list[str]) -> None:
    ready = prepare("".join(pieces))
    for parts, written in LISTS:
        assert ready.holds(parts) is has_any(ready.folded, written)
