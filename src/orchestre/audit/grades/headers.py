"""The headers of a page by the published rules of the HTTP Observatory (MDN, MPL-2.0, `src/grader/charts.js`, 2026).

From 100, each test takes or adds its points; what is added counts only from 90 on. What the headers of one page cannot
say is named in `not_measured` and moves nothing: a redirection, scripts of elsewhere, the list of preloaded sites, the
certificate, and the two policies (opener, embedder) whose points were not published with the chart.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from orchestre.audit.grades import csp
from orchestre.basics import OrchestreError
from orchestre.decision.cases import Case
from orchestre.decision.cases.one_value import as_list, as_object, as_plain_text, written

KIND = "headers"

EXTRA_FROM = 90
SIX_MONTHS = 15_552_000  # 180 days: what many sites send for six months
LETTERS = (
    (100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"),
    (60, "C+"), (50, "C"), (45, "C-"), (40, "D+"), (30, "D"), (25, "D-"),
)  # fmt: skip
POINTS: Mapping[str, int] = {
    "csp-implemented-with-no-unsafe-default-src-none": 10,
    "csp-implemented-with-no-unsafe": 5,
    "csp-implemented-with-unsafe-inline-in-style-src-only": 0,
    "csp-implemented-but-duplicate-directives": 0,
    "csp-implemented-with-insecure-scheme-in-passive-content-only": -10,
    "csp-implemented-with-unsafe-eval": -10,
    "csp-implemented-with-unsafe-inline": -20,
    "csp-implemented-with-insecure-scheme": -20,
    "csp-header-invalid": -25,
    "csp-not-implemented": -25,
    "csp-not-implemented-but-reporting-enabled": -25,
    "cookies-secure-with-httponly-sessions-and-samesite": 5,
    "cookies-secure-with-httponly-sessions": 0,
    "cookies-not-found": 0,
    "cookies-without-secure-flag-but-protected-by-hsts": -5,
    "cookies-session-without-secure-flag-but-protected-by-hsts": -10,
    "cookies-without-secure-flag": -20,
    "cookies-samesite-flag-invalid": -20,
    "cookies-anticsrf-without-samesite-flag": -20,
    "cookies-session-without-httponly-flag": -30,
    "cookies-session-without-secure-flag": -40,
    "cross-origin-resource-sharing-not-implemented": 0,
    "cross-origin-resource-sharing-implemented-with-public-access": 0,
    "cross-origin-resource-sharing-implemented-with-restricted-access": 0,
    "cross-origin-resource-sharing-implemented-with-universal-access": -50,
    "redirection-missing": -20,
    "referrer-policy-private": 5,
    "referrer-policy-not-implemented": 0,
    "referrer-policy-unsafe": -5,
    "referrer-policy-header-invalid": -5,
    "hsts-implemented-max-age-at-least-six-months": 0,
    "hsts-implemented-max-age-less-than-six-months": -10,
    "hsts-not-implemented": -20,
    "hsts-header-invalid": -20,
    "hsts-not-implemented-no-https": -20,
    "x-content-type-options-nosniff": 0,
    "x-content-type-options-not-implemented": -5,
    "x-content-type-options-header-invalid": -5,
    "x-frame-options-implemented-via-csp": 5,
    "x-frame-options-sameorigin-or-deny": 0,
    "x-frame-options-allow-from-origin": 0,
    "x-frame-options-not-implemented": -20,
    "x-frame-options-header-invalid": -20,
    "corp-implemented-with-same-origin": 10,
    "corp-implemented-with-same-site": 10,
    "corp-implemented-with-cross-origin": 0,
    "corp-not-implemented": 0,
    "corp-header-invalid": -5,
}
NOT_MEASURED = (
    "certificate", "cross-origin-embedder-policy", "cross-origin-opener-policy", "hsts-preload",
    "subresource-integrity",
)  # fmt: skip
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_LEAKS = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}
_NOT_COUNTED = "heroku-session-affinity"
_OF_COOKIES = [
    "cookies-without-secure-flag-but-protected-by-hsts",
    "cookies-without-secure-flag",
    "cookies-session-without-secure-flag-but-protected-by-hsts",
    "cookies-samesite-flag-invalid",
    "cookies-anticsrf-without-samesite-flag",
    "cookies-session-without-httponly-flag",
    "cookies-session-without-secure-flag",
]
"""From the lightest fault to the worst: the worst one is said."""


class NotAnAddress(OrchestreError):
    code = "audit.not_an_address"


class Page(NamedTuple):
    """`headers` by their name in small letters, each with every value it was sent with."""

    over_tls: bool
    headers: Mapping[str, Sequence[str]]
    origin: str | None

    def all(self, name: str) -> Sequence[str]:
        return self.headers.get(name, ())

    def first(self, name: str) -> str:
        """In small letters, empty when it is missing."""
        return next(iter(self.all(name)), "").strip().lower()


def _csp(page: Page) -> tuple[str, csp.Policy]:
    report_only = bool(page.all("content-security-policy-report-only"))
    return csp.judged(page.all("content-security-policy"), report_only=report_only, over_tls=page.over_tls)


def _hsts(page: Page) -> str:
    if not page.over_tls:
        return "hsts-not-implemented-no-https"
    if not page.all("strict-transport-security"):
        return "hsts-not-implemented"
    said = page.first("strict-transport-security")
    ages = [re.fullmatch(r'max-age="?(\d{1,18})"?', part.strip()) for part in said.split(";")]
    age = next((int(match[1]) for match in reversed(ages) if match), None)
    if age is None or "," in said:
        return "hsts-header-invalid"
    return f"hsts-implemented-max-age-{'at-least' if age >= SIX_MONTHS else 'less-than'}-six-months"


def _frames(page: Page) -> str:
    if "frame-ancestors" in _csp(page)[1]:
        return "x-frame-options-implemented-via-csp"
    said = page.first("x-frame-options")
    if said in ("deny", "sameorigin"):
        return "x-frame-options-sameorigin-or-deny"
    if said.startswith("allow-from"):
        return "x-frame-options-allow-from-origin"
    return f"x-frame-options-{'header-invalid' if said else 'not-implemented'}"


def _types(page: Page) -> str:
    said = page.first("x-content-type-options")
    return (
        f"x-content-type-options-{'nosniff' if said == 'nosniff' else 'header-invalid' if said else 'not-implemented'}"
    )


def _referrer(page: Page) -> str:
    """The last policy that is known holds."""
    said = page.all("referrer-policy")
    if not said:
        return "referrer-policy-not-implemented"
    known = [word for word in (part.strip().lower() for part in ",".join(said).split(",")) if word in _PRIVATE | _LEAKS]
    return f"referrer-policy-{'header-invalid' if not known else 'private' if known[-1] in _PRIVATE else 'unsafe'}"


def _sharing(page: Page) -> str:
    """`origin` is the one that was sent with the request: a server that repeats it lets everybody in."""
    said = page.first("access-control-allow-origin")
    if not said:
        return "cross-origin-resource-sharing-not-implemented"
    if said == "*":
        kind = "public"
    elif page.origin == said and page.first("access-control-allow-credentials") == "true":
        kind = "universal"
    else:
        kind = "restricted"
    return f"cross-origin-resource-sharing-implemented-with-{kind}-access"


def _resource(page: Page) -> str:
    said = page.first("cross-origin-resource-policy")
    if said in ("same-site", "same-origin", "cross-origin"):
        return f"corp-implemented-with-{said}"
    return "corp-header-invalid" if said else "corp-not-implemented"


def _cookies(page: Page) -> str:
    protected = _hsts(page) == "hsts-implemented-max-age-at-least-six-months"
    cookies = [_cookie(each) for each in page.all("set-cookie")]
    cookies = [(name, flags) for name, flags in cookies if name and name != _NOT_COUNTED]
    if not cookies:
        return "cookies-not-found"
    faults = {fault for name, flags in cookies for fault in _faults(name, flags, protected=protected)}
    if faults:
        return max(faults, key=_OF_COOKIES.index)
    every = all(flags.get("samesite") for _, flags in cookies)
    return "cookies-secure-with-httponly-sessions" + ("-and-samesite" if every else "")


def _cookie(header: str) -> tuple[str, dict[str, str]]:
    first, *rest = header.split(";")
    name, _, _ = first.partition("=")
    parts = (part.partition("=") for part in rest)
    return name.strip().lower(), {key.strip().lower(): value.strip().lower() for key, _, value in parts}


def _faults(name: str, flags: Mapping[str, str], *, protected: bool) -> list[str]:
    session = "login" in name or "sess" in name
    same, secure = flags.get("samesite"), "secure" in flags
    behind = "-but-protected-by-hsts" if protected else ""
    rules = (
        (same is not None and (same not in ("lax", "strict", "none") or (same == "none" and not secure)),
         "cookies-samesite-flag-invalid"),
        (not secure, f"cookies-without-secure-flag{behind}"),
        ("csrf" in name and not same, "cookies-anticsrf-without-samesite-flag"),
        (session and not secure, f"cookies-session-without-secure-flag{behind}"),
        (session and "httponly" not in flags, "cookies-session-without-httponly-flag"),
    )  # fmt: skip
    return [fault for broken, fault in rules if broken]


TESTS: Mapping[str, Callable[[Page], str]] = {
    "content-security-policy": lambda page: _csp(page)[0],
    "cookies": _cookies,
    "cross-origin-resource-sharing": _sharing,
    "cross-origin-resource-policy": _resource,
    "referrer-policy": _referrer,
    "strict-transport-security": _hsts,
    "x-content-type-options": _types,
    "x-frame-options": _frames,
}


def letter(points: int) -> str:
    return next((name for limit, name in LETTERS if points >= limit), "F")


def _page(case: Case) -> Page:
    """Raises NotAnAddress, and what the reader of cases says of a header that is no text."""
    address = as_plain_text(case.of("url"), "url")
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # a bracket left open
        known = False
    if not known:
        raise NotAnAddress(value=written(address))
    headers: dict[str, list[str]] = {}
    for name, value in as_object(case.of("headers"), "headers").items():
        where = f"headers.{name}"
        values = as_list(value, where) if isinstance(value, list) else [value]
        headers.setdefault(name.strip().lower(), []).extend(as_plain_text(one, where) for one in values)
    origin = as_plain_text(case.of("origin"), "origin").strip().lower() if case.has("origin") else None
    return Page(parts.scheme == "https", headers, origin)


def run(case: Case) -> dict[str, object]:
    """`url` and `headers` of one page (a text, or a list when one came several times); `origin` if one was sent."""
    page = _page(case)
    results = {name: test(page) for name, test in TESTS.items()}
    not_measured = list(NOT_MEASURED)
    if page.over_tls or page.all("location"):
        not_measured.append("redirection")
    else:
        results["redirection"] = "redirection-missing"
    points = [POINTS[result] for result in results.values()]
    score = 100 + sum(each for each in points if each < 0)
    if score >= EXTRA_FROM:
        score += sum(each for each in points if each > 0)
    score = max(score, 0)
    return {
        "score": score,
        "grade": letter(score),
        "tests": {name: {"result": result, "points": POINTS[result]} for name, result in results.items()},
        "not_measured": sorted(not_measured),
    }
