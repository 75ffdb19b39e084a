"""The replies to one public post, by the API that Mastodon and its kin share. No account, no key.

A server gives strangers a part only of a long thread (60 posts, 20 levels on Mastodon): the rest is asked for post by
post, and what could not be had is counted and said.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from orchestre.basics import OrchestreError
from orchestre_net.fetching import NothingThere, checked_url, fetch_json
from orchestre_net.policy import Policy

_ID = r"(?P<id>[0-9A-Za-z_-]{1,64})"
_POST = re.compile(
    rf"/(?:(?:web/|deck/)?@[^/\s]+/(?:statuses/|posts/)?|users/[^/\s]+/statuses/|(?:web/)?statuses/|notice/"
    rf"|api/v1/statuses/){_ID}(?:/context)?/?"
)


class NotAPost(OrchestreError):
    code = "net.not_a_post"


class NotThisApi(OrchestreError):
    code = "net.not_this_api"


@dataclass(frozen=True, slots=True)
class Thread:
    """`data`: JSON that the Mastodon source reads, the post itself under `status`.

    `announced` is how many direct replies the server says there are (null when it does not), `direct` how many of them
    came; `left` posts have answers that were not fetched; `stopped` is what ended the search early.
    """

    data: bytes
    replies: int
    direct: int
    announced: int | None
    left: int = 0
    stopped: OrchestreError | None = None


def api_address(written: str, policy: Policy) -> str:
    """`https://server/api/v1/statuses/ID` of the page of a post. Raises AddressInvalid, SchemeRefused, NotAPost."""
    url = checked_url(written, policy)
    match = _POST.fullmatch(url.path)
    if match is None:
        raise NotAPost(url=written[:200])
    return str(url.copy_with(path=f"/api/v1/statuses/{match['id']}", query=None, fragment=None))


def fetch_thread(written: str, *, policy: Policy | None = None, came: Callable[[int], object] | None = None) -> Thread:
    """The post, what was written before it and the replies under it. Raises an OrchestreError of this package.

    `came` is told after each answer how many replies there are; what it raises ends the search.
    """
    return _Search(written, policy or Policy(), came or (lambda _: None)).run()


class _Search:
    def __init__(self, written: str, policy: Policy, came: Callable[[int], object]) -> None:
        self._policy, self._came = policy, came
        self._post = api_address(written, policy)
        self._base = self._post.rsplit("/", 1)[0]
        self._end = time.monotonic() + policy.all_seconds
        self._asked = 0
        self._bytes = policy.all_bytes
        self._found: dict[str, dict[str, object]] = {}

    def run(self) -> Thread:
        host = self._post.split("/")[2]
        post = self._get(self._post)[0]
        if not isinstance(post, dict) or not isinstance(post.get("account"), dict):
            raise NotThisApi(host=host)
        before = self._take(self._post)
        number = str(post.get("id"))
        left, stopped = self._deepen(number)
        announced = post.get("replies_count")
        posts = list(self._found.values())
        document = {
            "schema": "orchestre.thread/1",
            "status": post,
            "ancestors": before,
            "descendants": posts,
        }
        try:
            data = json.dumps(document).encode()
        except RecursionError as error:  # written deeper than what was read
            raise NotThisApi(host=host) from error
        return Thread(
            data,
            len(posts),
            sum(str(one.get("in_reply_to_id")) == number for one in posts),
            announced if isinstance(announced, int) and not isinstance(announced, bool) else None,
            left,
            stopped,
        )

    def _get(self, address: str) -> tuple[object, str | None]:
        self._asked += 1
        answer = fetch_json(
            address, policy=self._policy, seconds=max(self._end - time.monotonic(), 0.01), most_bytes=self._bytes
        )
        self._bytes = max(0, self._bytes - answer.size)
        return answer.document, answer.following

    def _take(self, post: str) -> list[object]:
        """The posts under one post, page after page where there are pages; returns those before it."""
        before: list[object] = []
        onward: str | None = f"{post}/context"
        seen: set[str] = set()
        while onward and onward not in seen and self._asked < self._policy.requests:
            seen.add(onward)
            document, onward = self._get(onward)
            if not isinstance(document, dict) or not isinstance(document.get("descendants"), list):
                raise NotThisApi(host=post.split("/")[2])
            earlier = document.get("ancestors")
            before = before or (earlier if isinstance(earlier, list) else [])
            for one in document["descendants"]:
                if len(self._found) >= self._policy.posts:
                    return before
                if isinstance(one, dict) and isinstance(one.get("id"), str | int):
                    self._found.setdefault(str(one["id"]), one)
            self._came(len(self._found))
        return before

    def _deepen(self, number: str) -> tuple[int, OrchestreError | None]:
        """Ask under each post that has more answers than came. How many of them are left, and what ended it."""
        asked = {number}
        stopped: OrchestreError | None = None
        while stopped is None and self._goes_on() and (wanted := self._unanswered(asked)):
            for one in wanted[: self._policy.requests - self._asked]:
                if not self._goes_on():
                    break
                asked.add(one)
                try:
                    self._take(f"{self._base}/{one}")
                except NothingThere:
                    continue
                except OrchestreError as error:  # what came so far is kept
                    asked.discard(one)
                    stopped = error
                    break
        return len(self._unanswered(asked)), stopped

    def _goes_on(self) -> bool:
        policy = self._policy
        return self._asked < policy.requests and len(self._found) < policy.posts and self._bytes > 0

    def _unanswered(self, asked: set[str]) -> list[str]:
        have = Counter(str(one.get("in_reply_to_id")) for one in self._found.values())
        return [
            number
            for number, one in self._found.items()
            if number not in asked
            and re.fullmatch(_ID, number)
            and isinstance(count := one.get("replies_count"), int)
            and count > have[number]
        ]
