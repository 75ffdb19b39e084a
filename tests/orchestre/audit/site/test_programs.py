"""Programs that start a tracker as soon as the page is there, and programs that wait for a choice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.audit.site.programs import at_once, without_comments

MARK = "TRACKER"
STARTS = [
    "load('TRACKER');",
    "(function(w,d){var j=d.createElement('script');j.src='TRACKER';})(window,document);",
    "window.addEventListener('load', function(){ load('TRACKER'); });",
    "document.addEventListener(\"DOMContentLoaded\", () => { load('TRACKER') });",
    "setTimeout(function(){ load('TRACKER'); }, 3000);",
    "function go(){ load('TRACKER'); } go();",
    "function go(){ load('TRACKER'); }\nwindow.onload = go;",
    "const go = () => { load('TRACKER'); }; go();",
    "function a(){ load('TRACKER'); } function b(){ a(); } b();",
    "document.getElementById('menu').addEventListener('click', function(){ menu.hidden = false; });\nload('TRACKER');",
    "if (window.innerWidth > 600) { load('TRACKER'); }",
    "window.addEventListener('scroll', function(){ load('TRACKER'); }, {once: true});",
    "!function(f,b,e,v){if(f.fbq)return;n=f.fbq=function(){n.queue.push(arguments)};load(v)}(window,document,'script','TRACKER');",
    "var s = 'rien // du tout'; load('TRACKER');",
]
WAITS = [
    "document.getElementById('oui').addEventListener('click', function(){ load('TRACKER'); });",
    "function go(){ load('TRACKER'); } document.querySelector('#oui').addEventListener('click', go);",
    "function go(){ load('TRACKER'); } button.onclick = function(){ go(); };",
    "if (localStorage.getItem('choix') === 'oui') { load('TRACKER'); }",
    "if (document.cookie.indexOf('accord=1') > -1) { load('TRACKER'); }",
    "function go(){ load('TRACKER'); } if (getCookie('consent') == 'yes') { go(); }",
    "function go(){ load('TRACKER'); }",
    "$('#oui').click(function(){ load('TRACKER'); });",
    "$('.accepter').on('click', function(){ load('TRACKER'); });",
    "const banner = { onAccept: function(){ load('TRACKER'); } };",
    "var go = function(){ load('TRACKER'); }; document.querySelector('#oui').addEventListener('click', go);",
    "function a(){ load('TRACKER'); } function b(){ a(); } oui.addEventListener('click', b);",
    "if (hasConsent()) load('TRACKER');",
]  # fmt: skip


@pytest.mark.parametrize("program", STARTS)
def test_it_starts_before_anybody_chose(program: str) -> None:
    assert at_once(program, program.index(MARK))


@pytest.mark.parametrize("program", WAITS)
def test_it_waits_for_a_choice(program: str) -> None:
    assert not at_once(program, program.index(MARK))


def test_comments_are_blanked_and_addresses_kept() -> None:
    program = "var a='https://x.exemple/'; // TRACKER\n/* TRACKER\n*/ load();"
    bare = without_comments(program)
    assert len(bare) == len(program)
    assert "TRACKER" not in bare
    assert "https://x.exemple/" in bare


@given(st.text(alphabet="abf(){}'\"`/*\\\n;=.ction ", max_size=400), st.integers(0, 400))
def test_any_text_is_read(program: str, place: int) -> None:
    assert at_once(without_comments(program), min(place, len(program))) in (True, False)
