"""A page opened in a real Chromium: what starts is seen, and nothing leaves but through the guard."""

from dataclasses import replace
from ipaddress import ip_network

import pytest

from orchestre.audit.site.report import document, find
from orchestre_net.browsing import browser_here, opened
from orchestre_net.policy import Policy
from orchestre_net.sites import walked
from tests.orchestre_net.conftest import Server, serving, whole_answer

pytestmark = pytest.mark.skipif(browser_here() is None, reason="no Chromium or no driver of it here")
HEAD = "<!doctype html><html lang=fr><head><title>Atelier</title></head><body><h1>Tapis</h1>"


def page(words: str) -> bytes:
    return whole_answer((HEAD + words).encode(), kind="text/html; charset=utf-8")


@pytest.fixture
def here(policy: Policy) -> Policy:
    mine = (ip_network("127.0.0.1/32"), ip_network("::1/128"))
    return replace(policy, seconds=5, all_seconds=60, requests=300, networks=mine)


def test_a_tracker_that_a_program_builds_is_seen(server: Server, here: Policy) -> None:
    hidden = "d3d3Lmdvb2dsZS1hbmFseXRpY3MuY29t"  # its name, as no reader of the page sees it
    server.pages["/"] = page(
        f"<script>var s = document.createElement('script'); s.src = 'https://' + atob('{hidden}') + '/a.js';"
        "document.body.appendChild(s)</script>"
    )
    site = walked(server.origin, policy=here)
    assert "tracker-before-consent" not in {finding.code for finding in find(site)}
    seen = replace(site, opened=opened(site, policy=here))
    found = [finding for finding in find(seen) if finding.code == "tracker-before-consent"]
    assert [(each.page, each.certain, each.which["name"]) for each in found] == [("/", True, "Google Analytics")]


def test_what_waits_for_a_click_is_not_said_to_start(server: Server, here: Policy) -> None:
    server.pages["/"] = page(
        "<button id=b>Accepter</button><script>b.onclick = () => { var s = document.createElement('script');"
        "s.src = 'https://www.google-analytics.com/a.js'; document.body.appendChild(s) }</script>"
    )
    site = walked(server.origin, policy=here)
    seen = replace(site, opened=opened(site, policy=here))
    assert "tracker-before-consent" not in {finding.code for finding in find(seen)}


def test_scripts_count_in_the_weight(server: Server, here: Policy) -> None:
    many = "for (let n = 0; n < 500; n++) document.body.append(document.createElement('p'))"
    server.pages["/"] = page(f"<script>{many}</script>")
    site = walked(server.origin, policy=here)
    said = document(replace(site, opened=opened(site, policy=here)))
    grade = said["grades"]["ecoindex"]  # type: ignore[index]
    assert grade["how"] == "browser"
    assert grade["of"]["dom"] > 500


def test_the_browser_reaches_nothing_that_is_not_allowed(server: Server, here: Policy) -> None:
    with serving(host="127.0.0.2") as inside:  # another address of this machine, which the policy does not allow
        there = f"127.0.0.2:{inside.server_address[1]}"
        server.pages |= {
            "/r": whole_answer(b"", status="302 Found", Location=f"http://{there}/redirected"),
            "/": page(
                f"<img src='http://{there}/image'><iframe src='http://{there}/frame'></iframe><img src=/r>"
                f"<link rel=prefetch href='http://{there}/prefetch'><form id=f action=/sent method=post></form>"
                f"<script>fetch('http://{there}/fetch').catch(() => 0); new WebSocket('ws://{there}/socket');"
                f"navigator.sendBeacon('/beacon', 'x'); new EventSource('http://{there}/events'); f.submit()</script>"
            ),
        }
        site = walked(server.origin, policy=here)
        opened(site, policy=here)
        assert inside.asked == []
    assert not any(head.startswith("POST") for head in server.asked)


def test_a_page_that_never_loads_leaves_the_rest(server: Server, here: Policy) -> None:
    server.pages["/"] = page("")
    site = walked(server.origin, policy=here)
    server.pages["/"] = lambda connection: connection.close()
    assert opened(site, policy=replace(here, seconds=1)) == {}
