"""Slack's own marks, its kinds of messages, and exports of unlucky shapes."""

# ruff: noqa: E501 - a case is one line

import json
import zipfile
from io import BytesIO

import pytest

from orchestre.replies.reply import Me, NoText, Own, Record, Reply, Unreadable
from orchestre.replies.sources import read_file
from orchestre.replies.sources.slack.text import plain

USERS = [
    {"id": "U0", "name": "pg", "profile": {"real_name": "Pauline Garnier", "display_name": "Paulette"}},
    {"id": "U1", "name": "maud", "real_name": "Maud Guillou", "profile": {"display_name": ""}},
]


def export(days: dict[str, object], *, folder: str = "", users: object = USERS) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"{folder}users.json", json.dumps(users))
        archive.writestr(f"{folder}channels.json", "[]")
        for name, messages in days.items():
            archive.writestr(folder + name, json.dumps(messages) if not isinstance(messages, str) else messages)
    return out.getvalue()


def read(data: bytes, name: str = "a.zip") -> list[Record]:
    return list(read_file(BytesIO(data), name=name, me=Me(frozenset({"Pauline Garnier"}))))


def message(text: object = "bonjour", **more: object) -> dict[str, object]:
    return {"type": "message", "user": "U1", "text": text, "ts": "1788252000.000102", **more}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<@U1> et <@U9> et <@U9|zoe>", "@maud et @U9 et @zoe"),
        ("<#C1|devis> <#C2>", "#devis #C2"),
        ("<!here> <!channel> <!subteam^S1|@equipe> <!date^1^{date}|hier>", "@here @channel @equipe hier"),
        ("<https://a.exemple/x> <https://a.exemple|a.exemple> <https://a.exemple|ici>", "https://a.exemple/x https://a.exemple ici (https://a.exemple)"),
        ("<mailto:a@b.exemple|a@b.exemple> <tel:0639983041|06 39 98 30 41>", "a@b.exemple 06 39 98 30 41 (0639983041)"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&lt;@U1&gt;", "<@U1>"),
        ("<pas une marque>", "<pas une marque>"),
    ],
)  # fmt: skip
def test_marks_become_what_people_read(text: str, found: str) -> None:
    assert plain(text, {"U1": "maud"}) == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (message(), "bonjour"),
        (message(subtype="me_message"), "bonjour"),
        (message(subtype="thread_broadcast"), "bonjour"),
        (message(subtype="not_known_yet"), "bonjour"),
        (message("", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "des blocs"}}]), "des blocs"),
        (message("", subtype="bot_message", attachments=[{"fallback": "un rappel", "title": "x"}]), "un rappel"),
        (message("", files=[{"name": "devis.pdf"}]), "replies.attachment_only"),
        (message(""), "replies.no_text"),
        (message(None), "replies.no_text"),
        (message(subtype="channel_topic"), "replies.service_message"),
        (message(subtype="huddle_thread"), "replies.call_notice"),
        (message(subtype="tombstone"), "replies.message_deleted"),
        (message(user="U0"), "own"),
        ("text", "replies.json_not_object"),
        (message("x" * 100_001), "replies.cell_too_long"),
    ],
)
def test_what_each_message_is(item: object, found: str) -> None:
    (record,) = read(export({"devis/2026-09-01.json": [item]}))
    if isinstance(record, Reply):
        assert (record.text, record.author) == (found, "Maud Guillou")
    else:
        assert found == ("own" if isinstance(record, Own) else record.code)  # type: ignore[union-attr]


def test_days_in_order_whatever_the_archive_and_inside_a_folder() -> None:
    days = {
        f"devis/2026-09-{day:02}.json": [message(f"jour {day}", ts=f"17882{day:02}000.000102")] for day in (10, 2, 1)
    }
    found = read(export(days, folder="Export de mars/"))
    assert [record.text for record in found if isinstance(record, Reply)] == ["jour 1", "jour 2", "jour 10"]
    assert found[0].source.file == "a.zip/Export de mars/devis/2026-09-01.json"


def test_a_broken_day_does_not_stop_the_others() -> None:
    days = {"a/2026-09-01.json": '[{"type": "mess', "a/2026-09-02.json": "{}", "a/2026-09-03.json": [message()]}
    found = read(export(days, users={"not": "a list"}))
    assert [type(record) for record in found[:-1]] == [Unreadable, NoText]
    assert isinstance(found[-1], Reply)
    assert found[-1].author == "U1"


def test_a_day_alone_is_read() -> None:
    items = [message(user_profile={"real_name": "Maud Guillou"}), message("", files=[{"name": "x"}])]
    first, second = read(json.dumps(items).encode(), "2026-09-01.json")
    assert isinstance(first, Reply)
    assert (first.author, first.source.format) == ("Maud Guillou", "slack")
    assert isinstance(second, NoText)
