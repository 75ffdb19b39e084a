"""Headers by the rules of the HTTP Observatory: its own published cases, and what holds for every page."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit import grade
from orchestre.audit.grades.headers import POINTS, letter

CSP = "content-security-policy"
LOCKED = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Set-Cookie": "session=1; Secure; HttpOnly; SameSite=Lax",
}


def graded(headers: dict[str, Any], url: str = "https://boulangerie.exemple/", **more: str) -> dict[str, Any]:
    return grade(json.dumps({"kind": "headers", "url": url, "headers": headers, **more}))


def result(test: str, headers: dict[str, Any], url: str = "https://boulangerie.exemple/", **more: str) -> str:
    return graded(headers, url, **more)["tests"][test]["result"]


# Of the tests of the Observatory (test/csp.test.js).
@pytest.mark.parametrize(
    ("expected", "policies"),
    [
        ("header-invalid", [
            "  ", "", "defa", "default-src 'none'; default-src 'none'",
            "default-src 'none'; script-src 'strict-dynamic'",
            "default-src 'none'; img-src 'self'; default-src 'none'",
        ]),
        ("implemented-with-unsafe-inline", [
            "default-src 'none'; script-src https://*", "script-src 'unsafe-inline'", "script-src data:",
            "default-src 'UNSAFE-INLINE'", "upgrade-insecure-requests", "script-src 'none'",
            "script-src https://mozilla.org https:", "default-src 'none'; script-src 'none'; object-src *",
            "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'", "object-src https:; script-src 'none'",
        ]),
        ("implemented-with-insecure-scheme", [
            "default-src http://mozilla.org", "default-src 'none'; script-src ftp://mozilla.org",
        ]),
        ("implemented-with-insecure-scheme-in-passive-content-only", [
            "default-src 'none'; img-src http://mozilla.org", "default-src 'self'; img-src ftp:",
            "default-src 'none'; img-src https:; media-src http://mozilla.org",
            "default-src 'none'; img-src 'none'; media-src http:; script-src 'self'; style-src 'unsafe-inline'",
        ]),
        ("implemented-with-unsafe-eval", ["default-src 'none'; script-src 'unsafe-eval'"]),
        ("implemented-with-unsafe-inline-in-style-src-only", [
            "object-src 'none'; script-src 'none'; style-src 'unsafe-inline'",
            "default-src 'unsafe-inline'; script-src https://mozilla.org",
            "default-src 'none';;; ;;;style-src 'self' 'unsafe-inline'", "default-src 'none'; style-src data:",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-hqBEA/HXB3=' 'unsafe-inline'",
        ]),
        ("implemented-with-no-unsafe", [
            "default-src https://mozilla.org;;; ;;;script-src 'none'",
            "object-src 'none'; script-src 'strict-dynamic' 'nonce-abc' 'unsafe-inline'; style-src 'none'",
            "default-src https://mozilla.org; style-src 'unsafe-inline' 'nonce-abc123' 'unsafe-inline'",
        ]),
        ("implemented-with-no-unsafe-default-src-none", [
            "default-src", "default-src 'none'; object-src https://mozilla.org",
            "default-src 'none'; script-src 'strict-dynamic' 'sha256-abc123' https://*",
            "default-src http:, default-src https:",
            "img-src 'none', default-src 'none'",
        ]),
        ("implemented-but-duplicate-directives", ["default-src 'none'; report-uri /a; report-uri /b"]),
    ],
)  # fmt: skip
def test_published_policies(expected: str, policies: list[str]) -> None:
    assert {policy: result(CSP, {CSP: policy}) for policy in policies} == dict.fromkeys(policies, f"csp-{expected}")


@pytest.mark.parametrize(
    ("test", "header", "value", "expected"),
    [
        ("strict-transport-security", "Strict-Transport-Security", "max-age=15768000", "max-age-at-least-six-months"),
        ("strict-transport-security", "Strict-Transport-Security", "max-age=86400", "max-age-less-than-six-months"),
        ("strict-transport-security", "Strict-Transport-Security", "includeSubDomains", "invalid"),
        ("strict-transport-security", "Strict-Transport-Security", "max-age=15768000, max-age=1", "invalid"),
        ("x-frame-options", "X-Frame-Options", "SAMEORIGIN ", "sameorigin-or-deny"),
        ("x-frame-options", "X-Frame-Options", "ALLOW-FROM https://a.exemple", "allow-from-origin"),
        ("x-frame-options", "X-Frame-Options", "SAMEORIGIN, SAMEORIGIN", "invalid"),
        ("x-frame-options", CSP, "frame-ancestors 'none'", "via-csp"),
        ("x-content-type-options", "X-Content-Type-Options", "nosniff, nosniff", "invalid"),
        ("referrer-policy", "Referrer-Policy", "no-referrer, unsafe-url", "unsafe"),
        ("referrer-policy", "Referrer-Policy", ["unsafe-url", "Strict-Origin, later"], "private"),
        ("referrer-policy", "Referrer-Policy", "whimsy", "invalid"),
        ("cross-origin-resource-policy", "Cross-Origin-Resource-Policy", "same-site", "with-same-site"),
        ("cross-origin-resource-sharing", "Access-Control-Allow-Origin", "*", "with-public-access"),
        ("cookies", "Set-Cookie", "foo=bar; Secure; HttpOnly", "secure-with-httponly-sessions"),
        ("cookies", "Set-Cookie", "SESSIONID=1; HttpOnly", "session-without-secure-flag"),
        ("cookies", "Set-Cookie", "SESSIONID=1; Secure", "session-without-httponly-flag"),
        ("cookies", "Set-Cookie", "CSRFTOKEN=1; Secure", "anticsrf-without-samesite-flag"),
        ("cookies", "Set-Cookie", "a=1; Secure; SameSite=Maybe", "samesite-flag-invalid"),
        ("cookies", "Set-Cookie", ["a=1", "b=1; Secure"], "cookies-without-secure-flag"),
        ("cookies", "Set-Cookie", "heroku-session-affinity=1", "not-found"),
    ],
)
def test_one_header(test: str, header: str, value: str | list[str], expected: str) -> None:
    assert result(test, {header: value}).endswith(expected)


def test_a_locked_page_earns_everything_and_a_bare_one_fails() -> None:
    locked, bare = graded(LOCKED), graded({})
    assert (locked["score"], locked["grade"]) == (100 + 10 + 5 + 10 + 5 + 5, "A+")
    assert (bare["score"], bare["grade"]) == (100 - 25 - 20 - 20 - 5, "D")
    assert graded({}, "http://boulangerie.exemple/")["score"] == 100 - 25 - 20 - 20 - 5 - 20


def test_bonuses_count_only_from_ninety_on() -> None:
    bare_frames = {**LOCKED, "Content-Security-Policy": "default-src 'none'"}
    assert graded(bare_frames)["score"] == 80
    assert graded({**bare_frames, "X-Frame-Options": "DENY"})["score"] == 100 + 10 + 5 + 10 + 5


def test_a_server_that_repeats_any_origin_lets_everybody_in() -> None:
    headers = {"Access-Control-Allow-Origin": "https://a.exemple", "Access-Control-Allow-Credentials": "true"}
    assert result("cross-origin-resource-sharing", headers).endswith("restricted-access")
    assert result("cross-origin-resource-sharing", headers, origin="https://a.exemple").endswith("universal-access")


@pytest.mark.parametrize(
    ("points", "grade_"),
    [(135, "A+"), (100, "A+"), (99, "A"), (90, "A"), (85, "A-"), (80, "B+"), (75, "B"), (65, "B-"), (60, "C+"),
     (55, "C"), (45, "C-"), (40, "D+"), (30, "D"), (25, "D-"), (20, "F"), (0, "F")],
)  # fmt: skip
def test_letters(points: int, grade_: str) -> None:
    assert letter(points) == grade_


NAMES = st.sampled_from([*LOCKED, "X-Frame-Options", "Access-Control-Allow-Origin"])
WORDS = st.sampled_from([*LOCKED.values(), "deny", "max-age=1", "script-src 'self'", "csrf=1", "*", "", ",", ";", "%é"])


@given(st.dictionaries(NAMES, st.one_of(st.text(max_size=20), WORDS, st.lists(WORDS, max_size=3))))
def test_any_headers_have_a_grade_whatever_their_order_and_case(headers: dict[str, Any]) -> None:
    said = graded(headers)
    assert said == {**graded({name.upper(): value for name, value in reversed(headers.items())})}
    assert 0 <= said["score"] <= 135
    assert all(one["points"] == POINTS[one["result"]] for one in said["tests"].values())
