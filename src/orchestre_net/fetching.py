"""One JSON document from a public address, or one sentence that says why not."""

import json
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version

import httpcore
import httpx

from orchestre.basics import OrchestreError
from orchestre_net.policy import Policy
from orchestre_net.wire import Budget, TooSlow, Wire

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_WAIT = 24 * 3600


class AddressInvalid(OrchestreError):
    code = "net.address_invalid"


class SchemeRefused(OrchestreError):
    code = "net.scheme_refused"


class NoAnswer(OrchestreError):
    code = "net.no_answer"


class CertificateWrong(OrchestreError):
    code = "net.certificate_wrong"


class TooManyRedirects(OrchestreError):
    code = "net.too_many_redirects"


class LogInNeeded(OrchestreError):
    code = "net.log_in_needed"


class NothingThere(OrchestreError):
    code = "net.nothing_there"


class RateLimited(OrchestreError):
    """`minutes`: how long the server asks to wait, at least one."""

    code = "net.rate_limited"


class ServerTrouble(OrchestreError):
    code = "net.server_trouble"


class NotJson(OrchestreError):
    code = "net.not_json"


@dataclass(frozen=True, slots=True)
class Answer:
    """`following`: the address of the next page, where the server names one on the same host. `size` in bytes."""

    document: object
    following: str | None = None
    size: int = 0


def user_agent() -> str:
    try:
        return f"Orchestre/{version('orchestre')} (reads the public replies to a post, asked by a person)"
    except PackageNotFoundError:
        return "Orchestre (reads the public replies to a post, asked by a person)"


def checked_url(written: str, policy: Policy) -> httpx.URL:
    """Raises AddressInvalid, SchemeRefused. Where the name leads is checked when it is connected to."""
    try:
        url = httpx.URL(written.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressInvalid(url=written[:200]) from error
    if url.scheme != "https" and not (url.scheme == "http" and policy.http):
        if not url.scheme or not url.host:
            raise AddressInvalid(url=written[:200])
        raise SchemeRefused(url=written[:200])
    if not url.host or url.userinfo:
        raise AddressInvalid(url=written[:200])
    if url.port not in (None, 443) and not policy.any_port:
        raise AddressInvalid(url=written[:200])
    return url


def fetch_json(written: str, *, policy: Policy, seconds: float | None = None, most_bytes: int | None = None) -> Answer:
    """GET, redirects followed a few times and each checked anew.

    Raises an OrchestreError of this package whatever the server does.
    """
    url = checked_url(written, policy)
    host = url.host
    most = policy.answer_bytes if most_bytes is None else min(policy.answer_bytes, most_bytes)
    budget = Budget(host, min(policy.seconds, policy.seconds if seconds is None else seconds), most)
    for _ in range(policy.redirects + 1):
        answer, onward = _once(url, policy, budget)
        if answer is not None:
            return answer
        url = checked_url(str(url.join(onward)), policy)
    raise TooManyRedirects(host=host)


@contextmanager
def got(url: httpx.URL, headers: Mapping[str, str], policy: Policy, budget: Budget) -> Iterator[httpx.Response]:
    """One answer, not read yet, without its redirections. Whatever the server does, then or while it is read, is an
    OrchestreError of this package."""
    host = url.host
    try:
        with (
            httpx.Client(transport=Wire(policy, budget), trust_env=False, follow_redirects=False) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            yield response
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise TooSlow(host=host) from error
    except httpcore.ConnectError as error:
        wrong = isinstance(error.__context__, ssl.SSLError) or "certificate" in str(error).lower()
        raise (CertificateWrong if wrong else NoAnswer)(host=host) from error
    except (httpcore.RemoteProtocolError, httpcore.LocalProtocolError, httpx.InvalidURL) as error:
        raise ServerTrouble(host=host, status="?") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
        raise NoAnswer(host=host) from error


def _once(url: httpx.URL, policy: Policy, budget: Budget) -> tuple[Answer | None, str]:
    """The answer; or null and where the server sends us."""
    host = url.host
    headers = {"User-Agent": user_agent(), "Accept": "application/json", "Accept-Encoding": "identity"}
    with got(url, headers, policy, budget) as response:
        if response.status_code in REDIRECTS and (onward := response.headers.get("location")):
            return None, onward
        _refuse(response.status_code, response.headers, host)
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
            raise NotJson(host=host)
        data = b"".join(response.iter_raw())
        following = _following(url, response)
    try:
        return Answer(json.loads(data), following, len(data)), ""
    except (ValueError, RecursionError) as error:
        raise NotJson(host=host) from error


def _refuse(status: int, headers: Mapping[str, str], host: str) -> None:
    if status == 429:
        raise RateLimited(host=host, minutes=_minutes(headers))
    if status in (401, 403):
        raise LogInNeeded(host=host)
    if status in (404, 410):
        raise NothingThere(host=host)
    if status != 200:
        raise ServerTrouble(host=host, status=status)


def _minutes(headers: Mapping[str, str]) -> int:
    """How long to wait, by `Retry-After` (seconds or a date) or `X-RateLimit-Reset` (a moment); 5 when not said."""
    after, reset = headers.get("retry-after", "").strip(), headers.get("x-ratelimit-reset", "").strip()
    seconds = 300.0
    try:
        if after.isdecimal() and len(after) < 9:
            seconds = float(after)
        elif after:
            seconds = parsedate_to_datetime(after).timestamp() - time.time()
        elif reset:
            when = datetime.fromisoformat(reset)
            seconds = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        pass
    return max(1, int((min(max(seconds, 0), _LONGEST_WAIT) + 59) // 60))


def _following(url: httpx.URL, response: httpx.Response) -> str | None:
    try:
        onward = response.links.get("next", {}).get("url")
        if not onward:
            return None
        target = url.join(onward)
    except (httpx.InvalidURL, ValueError):
        return None
    return str(target) if (target.scheme, target.host, target.port) == (url.scheme, url.host, url.port) else None
