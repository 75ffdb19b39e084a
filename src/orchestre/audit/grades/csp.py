"""A content security policy, read and judged by the rules of the HTTP Observatory (MDN, MPL-2.0, `src/analyzer`, 2026).

Several policies hold together: a source counts when each of them lets it in. A directive written twice in one policy
is a fault, although browsers take the first.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote

Policy = dict[str, set[str]]

SHORTEST = len("img-src") - 1
MAY_REPEAT = {"report-uri", "report-to"}
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
PASSIVE = ("img-src", "media-src")
NONCE_OR_HASH = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
NOT_OVER_TLS = ("http:", "ftp:")
INLINE = "'unsafe-inline'"
NONE = "'none'"


class Unreadable(Exception):
    """A policy that is empty, or says one thing twice."""


@dataclass
class _Source:
    text: str
    policy: int
    kept: bool


def read(headers: Sequence[str]) -> tuple[Policy, bool]:
    """Directives with their sources, and whether a directive that may repeat did. Raises Unreadable."""
    policies = [re.sub(r"[\r\n]", "", part).strip() for header in headers for part in header.split(",")]
    found: dict[str, list[_Source]] = {}
    repeated = False
    for place, policy in enumerate(policies):
        if len(policy) < SHORTEST:
            raise Unreadable
        seen: set[str] = set()
        for words in (entry.split() for entry in policy.split(";")):
            if not words:
                continue
            directive = words[0].lower()
            if directive in seen and directive not in MAY_REPEAT:
                raise Unreadable
            repeated |= directive in seen
            seen.add(directive)
            found[directive] = _joined(
                found.get(directive, []) if place else [], directive, words[1:], place, alone=len(policies) == 1
            )
    return {name: {each.text for each in sources} or {NONE} for name, sources in found.items()}, repeated


def _joined(before: list[_Source], directive: str, words: list[str], place: int, *, alone: bool) -> list[_Source]:
    """What is left of a directive once this policy has spoken too."""
    said = [word.lower() for word in words] or ([NONE] if directive.endswith("-src") else [])
    every = sorted([*before, *(_Source(text, place, place == 0) for text in said)], key=lambda each: each.text)
    for previous, each in pairwise(every):
        if each.policy == previous.policy and each.text.startswith(previous.text):
            each.kept = False  # https://a lets https://a/b in already
        if each.policy != previous.policy and _leads_to(previous.text, each.text):
            each.kept = True
    left = [each for each in every if each.kept]
    if place == 0 and not alone:
        for each in left:
            each.kept = False  # the next policy must let it in too
    return left


def _leads_to(path: str, other: str) -> bool:
    if not path:
        return True
    pieces, others = path.split("/"), other.split("/")
    if path.endswith("/"):
        pieces.pop()
    elif len(pieces) != len(others):
        return False
    return len(pieces) <= len(others) and all(
        unquote(one) == unquote(two) for one, two in zip(pieces, others, strict=False)
    )


def judged(headers: Sequence[str], *, report_only: bool, over_tls: bool) -> tuple[str, Policy]:
    """The published result, and the policy it was judged on."""
    try:
        policy, repeated = read(headers)
    except Unreadable:
        return "csp-header-invalid", {}
    if not policy:
        return ("csp-not-implemented-but-reporting-enabled" if report_only else "csp-not-implemented"), {}
    result = _result(policy, over_tls=over_tls)
    return ("csp-implemented-but-duplicate-directives" if repeated and result in PASSED else result), policy


PASSED = {
    "csp-implemented-with-no-unsafe",
    "csp-implemented-with-no-unsafe-default-src-none",
    "csp-implemented-with-unsafe-inline-in-style-src-only",
    "csp-implemented-with-insecure-scheme-in-passive-content-only",
}


def _of(policy: Mapping[str, set[str]], directive: str, otherwise: str = "*") -> set[str]:
    return set(policy.get(directive) or policy.get("default-src") or {otherwise})


def _result(policy: Mapping[str, set[str]], *, over_tls: bool) -> str:  # noqa: PLR0911 - one rule a line, the worst first
    objects, scripts, styles = (_of(policy, name) for name in ("object-src", "script-src", "style-src"))
    for sources in (scripts, styles):
        if _vouched(sources):
            sources.discard(INLINE)
    if "'strict-dynamic'" in scripts:
        if not _vouched(scripts):
            return "csp-header-invalid"
        scripts = {each for each in scripts if not each.startswith(tuple(BROAD)) and each not in ("'self'", INLINE)}
    active = scripts.union(*(each for name, each in policy.items() if name not in (*PASSIVE, "script-src")))
    passive = set[str]().union(*(_of(policy, name, NONE) for name in PASSIVE))
    if scripts & UNSAFE or objects & BROAD:
        return "csp-implemented-with-unsafe-inline"
    if over_tls and any(each.startswith(NOT_OVER_TLS) for each in active):
        return "csp-implemented-with-insecure-scheme"
    if "'unsafe-eval'" in scripts | styles:
        return "csp-implemented-with-unsafe-eval"
    if over_tls and any(each.startswith(NOT_OVER_TLS) for each in passive):
        return "csp-implemented-with-insecure-scheme-in-passive-content-only"
    if styles & UNSAFE:
        return "csp-implemented-with-unsafe-inline-in-style-src-only"
    if policy.get("default-src") == {NONE}:
        return "csp-implemented-with-no-unsafe-default-src-none"
    return "csp-implemented-with-no-unsafe"


def _vouched(sources: set[str]) -> bool:
    return any(each.startswith(NONCE_OR_HASH) for each in sources)
