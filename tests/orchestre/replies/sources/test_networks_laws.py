"""What holds for any damage done to an export of a network: read or refused in a sentence, and nothing lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.replies.reply import Own, Reply
from orchestre.replies.sources.tools.mojibake import mended
from tests.orchestre.replies.sources.laws import lawful, samples

NETWORKS = ("linkedin", "meta", "x", "mastodon", "marketplace")


@pytest.mark.parametrize("network", NETWORKS)
def test_an_export_cut_anywhere_keeps_what_came_before(network: str) -> None:
    """Cut behind its first half, the first reply of a JSON export is still there; a table loses whole rows at most."""
    whole = samples()[network]
    first = next(record for record in lawful(whole) or () if isinstance(record, Reply))
    if network == "marketplace":  # its page is one document: cut, only a list of it can be read
        whole = json.dumps(json.loads(whole)["applications"], ensure_ascii=False, indent=1).encode()
        first = next(record for record in lawful(whole) or () if isinstance(record, Reply))
    for cut in range(len(whole) * 2 // 3, len(whole), 37):
        records = lawful(whole[:cut])
        assert records is not None
        assert first.text in [record.text for record in records if isinstance(record, Reply)]


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Zoé", "Léo", "Pauline Garnier"]), TEXT), min_size=1, max_size=12))
def test_every_message_in_is_one_record_out(said: list[tuple[str, str]]) -> None:
    def wrong(text: str) -> str:
        return text.encode().decode("latin-1")

    when = 1773686400000
    files = [
        {
            "participants": [],
            "messages": [{"sender_name": wrong(n), "timestamp_ms": when, "content": wrong(t)} for n, t in said],
        },
        {
            "ancestors": [],
            "descendants": [
                {"id": str(i), "content": t, "created_at": "2026-04-20", "account": {"acct": n, "display_name": n}}
                for i, (n, t) in enumerate(said)
            ],
        },
        [
            {"dmConversation": {"conversationId": "g", "messages": [{"messageCreate": {"senderId": n, "text": t}}]}}
            for n, t in said
        ],
        [{"coverLetter": t, "terms": "Fixed", "profile": {"name": n}} for n, t in said],
    ]
    own = sum(name == "Pauline Garnier" for name, _ in said)
    for file in files:
        records = lawful(json.dumps(file).encode())
        assert records is not None
        assert len(records) == len(said)
        assert sum(isinstance(record, Own) for record in records) == own


@given(st.text(max_size=60))
def test_text_is_mended_once_and_right_text_never_hurt(text: str) -> None:
    try:
        wrong = text.encode("utf-8").decode("latin-1")
    except UnicodeEncodeError:
        assert mended(text) == text
        return
    assert mended(wrong) == text
    if any(char > "\xff" for char in text):
        assert mended(text) == text


@pytest.mark.parametrize(
    "hurt", ["<" * 90_000, "<a " * 30_000, "<!--" * 20_000, "&" * 90_000, "<a href='" * 9_000, "</" * 40_000]
)
def test_html_made_to_last_ends(hurt: str) -> None:
    post = {"id": "1", "content": hurt, "account": {"acct": "a"}, "created_at": "2026-04-20"}
    assert lawful(json.dumps({"ancestors": [], "descendants": [post]}).encode()) is not None
    block = '<div class="_a6-g"><h2 class="_a6-h">Zoé</h2><div class="_a6-p">400 €</div><div class="_a6-o"></div></div>'
    assert lawful((block + hurt).encode()) is not None
