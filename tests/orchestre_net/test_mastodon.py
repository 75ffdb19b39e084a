"""The replies to a post, from a server that speaks the API: addresses, pages, long threads, honest counts."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from orchestre.basics import OrchestreError
from orchestre.replies.reply import Own, Reply
from orchestre.replies.sources import read_file
from orchestre_net.mastodon import api_address, fetch_thread
from orchestre_net.policy import Policy

Answer = Callable[..., bytes]
API = "/api/v1/statuses"


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/@atelier/115230012345678901", "115230012345678901"),
        ("/@atelier@autre.exemple/115", "115"),
        ("/@atelier/115/", "115"),
        ("/@atelier/115?lang=fr#reply", "115"),
        ("/users/atelier/statuses/115", "115"),
        ("/web/statuses/115", "115"),
        ("/web/@atelier/115", "115"),
        ("/deck/@atelier/115", "115"),
        ("/@atelier/statuses/01HZX0TESTULID", "01HZX0TESTULID"),
        ("/notice/AeXbcD12345", "AeXbcD12345"),
        ("/api/v1/statuses/115/context", "115"),
    ],
)
def test_the_page_of_a_post_gives_its_number(path: str, number: str) -> None:
    assert api_address(f"https://social.exemple{path}", Policy()) == f"https://social.exemple{API}/{number}"


@pytest.mark.parametrize(
    "path", ["", "/", "/@atelier", "/explore", "/tags/seo", "/@a/../../x", "/@a/1/reblogs", "/@a/1%2F2"]
)
def test_any_other_page_is_refused(path: str) -> None:
    with pytest.raises(OrchestreError) as refused:
        api_address(f"https://social.exemple{path}", Policy())
    assert refused.value.code == "net.not_a_post"


def post(
    number: str, under: str | None = None, text: str = "400 €/j", answers: int = 0, who: str = "lou"
) -> dict[str, Any]:
    return {
        "id": number,
        "created_at": "2026-04-20T14:40:22.000Z",
        "in_reply_to_id": under,
        "content": f"<p>{text}</p>",
        "spoiler_text": "",
        "replies_count": answers,
        "account": {"id": who, "acct": who, "display_name": who.title(), "url": f"https://social.exemple/@{who}"},
        "mentions": [],
        "media_attachments": [],
    }


def speak(server: Any, answer: Answer, number: str, *below: dict[str, Any], above: list[Any] | None = None) -> None:
    server.pages[f"{API}/{number}/context"] = answer({"ancestors": above or [], "descendants": list(below)})


def test_the_thread_is_a_file_that_the_library_reads(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1", who="atelier", answers=2))
    speak(
        server, answer, "1", post("2", "1"), post("3", "1", "dispo", who="ana"), post("4", "2", "merci", who="atelier")
    )
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=policy)
    assert (thread.replies, thread.direct, thread.announced, thread.left, thread.stopped) == (3, 2, 2, 0, None)
    records = list(read_file(io.BytesIO(thread.data), name="thread.json"))
    assert [type(record) for record in records] == [Reply, Reply, Own]
    first = records[0]
    assert isinstance(first, Reply)
    assert (first.text, first.author, first.channel) == ("400 €/j", "Lou (@lou@social.exemple)", "mastodon")


def test_what_a_server_keeps_back_is_asked_for_post_by_post(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1", answers=1))
    speak(server, answer, "1", post("2", "1", answers=1))
    speak(server, answer, "2", post("3", "2", answers=2))
    speak(server, answer, "3", post("4", "3"), post("5", "3"))
    came: list[int] = []
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=policy, came=came.append)
    assert (thread.replies, thread.left) == (4, 0)
    assert came == [1, 2, 4]


def test_pages_are_followed_on_the_same_server_only(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1", answers=2))
    page = f"{API}/1/context?page=2"
    first = {"ancestors": [post("0")], "descendants": [post("2", "1")]}
    server.pages[f"{API}/1/context"] = answer(first, Link=f'<{server.origin}{page}>; rel="next"')
    elsewhere = {"ancestors": [], "descendants": [post("3", "1")]}
    server.pages[page] = answer(elsewhere, Link='<http://10.0.0.1/x>; rel="next"')
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=policy)
    assert thread.replies == 2
    assert [one["id"] for one in json.loads(thread.data)["ancestors"]] == ["0"]


def test_a_page_that_leads_to_itself_ends(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1"))
    again = f'<{server.origin}{API}/1/context>; rel="next"'
    server.pages[f"{API}/1/context"] = answer({"ancestors": [], "descendants": []}, Link=again)
    assert fetch_thread(f"{server.origin}/@atelier/1", policy=policy).replies == 0


def test_a_long_thread_stops_at_the_number_of_requests_and_says_what_is_left(
    server: Any, policy: Policy, answer: Answer
) -> None:
    server.pages[f"{API}/1"] = answer(post("1", answers=500))
    speak(server, answer, "1", *(post(str(n), "1", answers=1) for n in range(2, 62)))
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=replace(policy, requests=10))
    assert len(server.asked) == 10
    assert (thread.replies, thread.direct, thread.announced) == (60, 60, 500)
    assert thread.left == 52  # eight of them answered 404: nothing is there any more


def test_what_came_before_a_limit_is_kept_and_the_wait_is_said(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1", answers=1))
    speak(server, answer, "1", post("2", "1", answers=3))
    server.pages[f"{API}/2/context"] = answer({}, status="429 Too Many", Retry_After="120")
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=policy)
    assert (thread.replies, thread.left) == (1, 1)
    assert thread.stopped is not None
    assert thread.stopped.code == "net.rate_limited"
    assert "2 minutes" in thread.stopped.sentence("en")


@pytest.mark.parametrize(
    ("status", "context"),
    [
        ({"error": "x"}, {}),
        ([], {}),
        ({"id": "1", "account": "lou"}, {}),
        (None, {"ancestors": []}),
        (None, {"descendants": "none"}),
        (None, [1, 2]),
        (None, 12),
    ],
)
def test_a_server_that_speaks_otherwise_is_said(
    server: Any, policy: Policy, answer: Answer, status: object, context: object
) -> None:
    server.pages[f"{API}/1"] = answer(post("1") if status is None else status)
    server.pages[f"{API}/1/context"] = answer(context)
    with pytest.raises(OrchestreError) as refused:
        fetch_thread(f"{server.origin}/@atelier/1", policy=policy)
    assert refused.value.code == "net.not_this_api"
    assert "localhost" in refused.value.sentence("fr")


def test_strange_posts_among_the_others_are_passed_over(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1"))
    odd: list[Any] = [None, 3, {"id": None}, {"id": "../../admin", "replies_count": 9}, {"id": "7", "account": 4}]
    speak(server, answer, "1", *odd, post("2", "1", text="\ud800 400 €", who="ana"))
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=policy)
    assert thread.replies == 3
    assert not any("admin" in head for head in server.asked)
    texts = [one.text for one in read_file(io.BytesIO(thread.data), name="t.json") if isinstance(one, Reply)]
    assert texts == ["? 400 €"]


def test_a_thread_of_very_many_small_posts_ends(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1"))
    speak(server, answer, "1", *({"id": f"a{n}", "replies_count": 9} for n in range(50)))
    for n in range(50):
        speak(server, answer, f"a{n}", *({"id": f"a{n}b{m}", "replies_count": 9} for m in range(50)))
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=replace(policy, posts=120))
    assert (thread.replies, len(server.asked)) == (120, 4)
    assert thread.left > 0


def test_the_bytes_of_all_answers_are_counted_together(server: Any, policy: Policy, answer: Answer) -> None:
    server.pages[f"{API}/1"] = answer(post("1"))
    speak(server, answer, "1", post("2", "1", "x" * 3_000, 1), post("3", "1", "y", 1))
    for number in "23":
        speak(server, answer, number, post(number * 2, number, "x" * 3_000))
    thread = fetch_thread(f"{server.origin}/@atelier/1", policy=replace(policy, all_bytes=8_000))
    assert thread.replies == 3
    assert thread.stopped is not None
    assert thread.stopped.code == "net.too_large"
