"""`orchestre replies fetch`: a thread from a real server on this machine into a file that `replies read` takes."""

import http.server
import json
import threading
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest

from orchestre_cli import replies_fetch
from orchestre_cli.main import main
from orchestre_net.policy import Policy


def post(number: str, who: str, text: str, under: str | None = None) -> dict[str, object]:
    account = {"id": who, "acct": who, "display_name": who.title(), "url": f"https://social.exemple/@{who}"}
    reply = {"in_reply_to_id": under, "replies_count": 0, "created_at": "2026-04-20T14:40:22.000Z"}
    return {"id": number, "content": f"<p>{text}</p>", "account": account, **reply}


PAGES: dict[str, object] = {
    "/api/v1/statuses/1": post("1", "atelier", "Nous cherchons") | {"replies_count": 4},
    "/api/v1/statuses/1/context": {
        "ancestors": [],
        "descendants": [post("2", "lou", "SEO, 400 €/j", "1"), post("3", "atelier", "Merci", "2")],
    },
}


class Api(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = PAGES.get(self.path)
        data = json.dumps(found or {"error": "Record not found"}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing on the standard error, where the command speaks."""


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    here = Policy(seconds=5, http=True, any_port=True, networks=(ip_network("127.0.0.0/8"), ip_network("::1/128")))
    monkeypatch.setattr(replies_fetch, "POLICY", here)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


def test_a_thread_is_fetched_then_read(origin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "thread.json"
    assert main(["--lang", "en", "replies", "fetch", f"{origin}/@atelier/1", "--output", str(file)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "2 replies received" in said.err
    assert "reports 4 direct replies but sent 1" in said.err
    assert json.loads(file.read_text())["schema"] == "orchestre.thread/1"
    assert main(["--lang", "en", "replies", "read", str(file)]) == 0
    said = capsys.readouterr()
    (line,) = map(json.loads, said.out.splitlines())
    assert (line["author"], line["text"]) == ("Lou (@lou@social.exemple)", "SEO, 400 €/j")
    assert "1 of yours" in said.err


def test_the_thread_goes_to_the_standard_output(origin: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replies", "fetch", f"{origin}/@atelier/1"]) == 0
    assert len(json.loads(capsys.readouterr().out)["descendants"]) == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["fetch", "http://social.exemple/@a/1"], "is not https"),
        (["fetch", "https://127.0.0.1/@a/1"], "private or reserved network"),
        (["fetch", "https://social.exemple/about"], "is not the address of a Mastodon post"),
        (["read", "https://social.exemple/@a/1"], "replies fetch"),
        (["fetch"], "URL"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "replies", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert sentence in said.err


def test_nothing_is_written_when_the_post_is_not_there(
    origin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "thread.json"
    assert main(["--lang", "en", "replies", "fetch", f"{origin}/@atelier/9", "--output", str(file)]) == 2
    assert "has no public post" in capsys.readouterr().err
    assert not file.exists()


def test_a_file_of_own_words_says_where_the_replies_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tweets.js"
    file.write_text('window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "x"}}]')
    assert main(["--lang", "en", "replies", "read", str(file)]) == 0
    assert "own posts: no archive includes" in capsys.readouterr().err
