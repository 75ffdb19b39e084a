"""Chats as their services export them: what opens a message, what is a notice, and any rubbish in between."""

import json
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.replies.reply import Me, NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import FileUnreadable, read_file


def read(text: str, name: str = "chat.txt") -> list[Record]:
    return list(read_file(BytesIO(text.encode()), name=name, me=Me(frozenset({"Pauline Garnier"}))))


def shown(records: list[Record]) -> list[tuple[str, str]]:
    """Author and text of a reply, else the code of the notice or the name of what it is."""
    return [
        (str(one.author), one.text) if isinstance(one, Reply) else ("", getattr(one, "code", type(one).__name__))
        for one in records
    ]


OPENINGS = {
    "android, French": ("12/01/2026 à 14:03 - Léo : 400 €/j", "2026-01-12T14:03:00"),
    "android, comma": ("12/01/2026, 14:03 - Léo: 400 €/j", "2026-01-12T14:03:00"),
    "android, short year": ("12/01/26, 14:03 - Léo: 400 €/j", "2026-01-12T14:03:00"),
    "android, American": ("1/13/26, 2:03 PM - Léo: 400 €/j", "2026-01-13T14:03:00"),
    "android, narrow blank": ("1/13/26, 2:03\u202fPM - Léo: 400 €/j", "2026-01-13T14:03:00"),
    "android, dots": ("12.01.2026, 14:03 - Léo: 400 €/j", "2026-01-12T14:03:00"),
    "ios, French": ("[12/01/2026 14:03:22] Léo : 400 €/j", "2026-01-12T14:03:22"),
    "ios, comma": ("[12/01/2026, 14:03:22] Léo: 400 €/j", "2026-01-12T14:03:22"),
    "ios, marks": ("\u200e[12/01/2026 14:03:22] ~\u202fLéo\u202c: \u200e400 €/j", "2026-01-12T14:03:22"),
    "ios, American": ("[1/13/26, 2:03:22 PM] Léo: 400 €/j", "2026-01-13T14:03:22"),
    "ios, ISO": ("[2026-01-12, 14:03:22] Léo: 400 €/j", "2026-01-12T14:03:22"),
}


@pytest.mark.parametrize(("line", "when"), OPENINGS.values(), ids=OPENINGS)
def test_the_ways_a_message_begins(line: str, when: str) -> None:
    (first, second) = read(f"{line}\nsuite\n{line.replace('400', '500')}\n")
    assert isinstance(first, Reply)
    assert (first.author, first.posted_at, first.text) == ("Léo", when, "400 €/j\nsuite")
    assert isinstance(second, Reply)


NOTHING_SAID = {
    "Léo: <Media omitted>": "replies.attachment_only",
    "Léo: image absente": "replies.attachment_only",
    "Léo: video omitted": "replies.attachment_only",
    "Léo: <attached: 0001-PHOTO.jpg>": "replies.attachment_only",
    "Léo: Devis.pdf (fichier joint)": "replies.attachment_only",
    "Léo: This message was deleted": "replies.message_deleted",
    "Léo: Vous avez supprimé ce message": "replies.message_deleted",
    "Léo: Missed voice call": "replies.call_notice",
    "Léo a rejoint le groupe grâce à un lien d'invitation": "replies.service_message",
    "Léo added Ana": "replies.service_message",
    "Léo left": "replies.service_message",
    "Léo changed the subject to “Site: devis”": "replies.service_message",
    "Messages and calls are end-to-end encrypted. No one else can read them.": "replies.service_message",
    "Votre code de sécurité avec Léo a changé.": "replies.service_message",
}


@pytest.mark.parametrize(("line", "code"), NOTHING_SAID.items())
def test_what_nobody_says_is_counted_with_its_reason(line: str, code: str) -> None:
    records = read(f"12/01/2026, 14:03 - {line}\n12/01/2026, 14:04 - Ana: 300 €\n")
    assert shown(records) == [("", code), ("Ana", "300 €")]


SAID = {
    "Léo: A changé d'avis depuis, 300 €": "A changé d'avis depuis, 300 €",
    "Léo: tarif : 400 €": "tarif : 400 €",
    "Léo: photo": "photo",
    "Léo: image de marque et logo, 900 €": "image de marque et logo, 900 €",
    "Léo: IMG-1.jpg (file attached)\nmon dernier site, 900 €": "mon dernier site, 900 €",
    "Léo: 400 €/j <This message was edited>": "400 €/j",
    "Léo: 400 € <prix négociable>": "400 € <prix négociable>",
}


@pytest.mark.parametrize(("line", "text"), SAID.items())
def test_what_somebody_says_is_a_reply(line: str, text: str) -> None:
    assert shown(read(f"12/01/2026, 14:03 - {line}\n12/01/2026, 14:04 - Ana: 300 €\n"))[0] == ("Léo", text)


def test_the_order_of_day_and_month_is_that_of_the_whole_chat() -> None:
    american = "".join(f"[3/{day}/26, 9:00:00 AM] Léo: jour {day}\n" for day in range(1, 13))
    assert [one.posted_at for one in read(american) if isinstance(one, Reply)][-1] == "2026-03-12T09:00:00"
    french = "".join(f"0{day}/03/2026, 09:00 - Léo: jour {day}\n" for day in range(1, 8))
    assert [one.posted_at for one in read(french) if isinstance(one, Reply)][-1] == "2026-03-07T09:00:00"


def test_a_line_that_quotes_an_older_moment_goes_on() -> None:
    text = "12/01/2026, 14:03 - Léo: mes créneaux\n05/01/2026, 09:00 - déjà pris\n12/01/2026, 14:04 - Ana: 300 €\n"
    assert shown(read(text)) == [("Léo", "mes créneaux\n05/01/2026, 09:00 - déjà pris"), ("Ana", "300 €")]


def test_a_chat_cut_in_the_middle_keeps_what_came() -> None:
    whole = json.dumps(
        {
            "name": "x",
            "type": "personal_chat",
            "messages": [
                {
                    "id": n,
                    "type": "message",
                    "date": "2026-01-12T09:00:00",
                    "from": "Léo",
                    "from_id": "u",
                    "text": f"{n} €",
                }
                for n in range(50)
            ],
        }
    )
    records = read(whole[: len(whole) * 2 // 3], "result.json")
    assert sum(isinstance(one, Reply) for one in records) >= 30
    assert isinstance(records[-1], Unreadable)


def test_discord_s_own_package_holds_the_owner_s_words_only() -> None:
    text = json.dumps(
        [{"ID": n, "Timestamp": "2026-01-12 09:00:00", "Contents": "x", "Attachments": ""} for n in "123"]
    )
    assert [type(one) for one in read(text, "messages.json")] == [Own, Own, Own]


LINE = st.sampled_from(
    [
        *("12/01/2026, 14:03 - Léo: 400 €", "[12/01/2026 14:03:22] ", "99/99/9999, 99:99 - x: y", "Léo: <Médias omis>"),
        *("12/01/2026, 14:03 - ", "\u200e[1/2/26, 1:02:03 AM] ~ : ", "", ":", "<attached: >", "\u202e", "a" * 200),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(LINE, st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)), max_size=25))
def test_any_lines_are_read_and_none_is_lost(lines: list[str]) -> None:
    text = "12/01/2026, 14:00 - Ana: début\n12/01/2026, 14:01 - Ana: suite\n" + "\n".join(lines)
    records = read(text)
    assert len(records) >= 2
    kept = "".join(one.text for one in records if isinstance(one, Reply))
    assert "début" in kept
    assert all(isinstance(one, Reply | NoText | Own | Unreadable) for one in records)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "text", "from", "from_id", "content", "author", "name", "embeds", "attachments"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(JSON, max_size=6), st.sampled_from(["telegram", "discord"]), st.integers(0, 400))
def test_any_json_in_the_place_of_messages_is_read_or_set_aside(items: list[object], service: str, cut: int) -> None:
    head = {"telegram": {"type": "personal_chat", "from_id": ""}, "discord": {"guild": {}, "channel": {"type": "x"}}}
    text = json.dumps({**head[service], "messages": items})
    try:
        records = read(text, "a.json")
        assert len(records) == len(items)
        read(text[: len(text) - min(cut, len(text) - 60)], "a.json")
    except FileUnreadable:  # cut so short that it is no such export any more
        assert cut


@pytest.mark.parametrize("line", ["une ligne", "", "   ", "12/03/2026 x"])
def test_a_message_too_long_to_be_kept_never_passes_for_a_whole_one(line: str) -> None:
    said = "12/03/2026, 14:02 - Léo: bonjour\n12/03/2026, 14:03 - Ana: début\n"
    said += f"{(line + chr(10)) * 100_200}la fin, 450 €\n12/03/2026, 14:04 - Ana: oui"
    _, first, second = read_file(BytesIO(said.encode()), name="chat.txt")
    assert isinstance(first, Unreadable)
    assert first.code == "replies.cell_too_long"
    assert isinstance(second, Reply)
