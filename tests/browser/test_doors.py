"""The doors of the owner in a real browser: the bookmark on a foreign page, the share, a whole page pasted."""

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People

PASSWORD = "une longue phrase de passe"
STRICT = "default-src 'none'; script-src 'none'; style-src 'none'; form-action 'none'; connect-src 'none'"
COMMENTS = "".join(
    f'<div role="article" class="comment"><a href="https://www.linkedin.com/in/{name.split()[0].lower()}">{name}</a>'
    f"<div>{headline}</div><div>{age}</div><div><p>{text}</p></div><button>J’aime</button><button>Répondre</button></div>"
    for name, headline, age, text in (
        ("Karim Haddad", "Développeur | Lille", "6 j", "Bonjour, 420 € HT par jour.</p><p>Dispo le 7 décembre &lt;3"),
        ("Maëlle Le Goff", "Consultante", "3 j", "Forfait 4 500 € HT <script>document.title='x'</script>"),
        ("Owen Tate", "Full stack", "2 j", "Je demande 60 € de l'heure."),
    )
)
PAGE = (
    "<!doctype html><meta charset=utf-8><title>Publication de Pauline</title><nav><a href=/>Accueil</a></nav>"
    f"<main>{COMMENTS}</main><footer>À propos<br>Confidentialité</footer>"
)
SHARER = (
    "<!doctype html><meta charset=utf-8><title>Autre application</title>"
    "<form method=post enctype=multipart/form-data action='{action}'>"
    "<input name=title value='Discussion'><input name=text value='Ana Béal : je propose 3 000 € HT.'>"
    "<input name=url value='https://reseau.exemple/p/1'><input type=file name=files><button>Partager</button></form>"
)


class _Elsewhere(BaseHTTPRequestHandler):
    def __init__(self, pages: dict[str, tuple[str, dict[str, str]]], *args: object) -> None:
        self._pages = pages
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body, headers = self._pages.get(self.path, ("", {}))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, dict[str, tuple[str, dict[str, str]]]]]:
    """The address of a server that is not ours, and its pages. "localhost" is another site than "127.0.0.1"."""
    pages: dict[str, tuple[str, dict[str, str]]] = {
        "/post": (PAGE, {"Content-Security-Policy": STRICT}),
        "/alone": (PAGE, {"Content-Security-Policy": STRICT, "Cross-Origin-Opener-Policy": "same-origin"}),
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Elsewhere, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


def _bookmark(page: Page) -> str:
    address = page.locator("a.bookmark[href]").get_attribute("href")
    assert address is not None
    assert address.startswith("javascript:")
    return unquote(address.removeprefix("javascript:"))


def _click_bookmark(page: Page, code: str) -> Page:
    """As from the bar: the code runs in the page, whatever its policy for its own scripts."""
    with page.context.expect_page() as opened:
        page.evaluate(f"() => {{ {code} }}")
    return opened.value


def test_the_bookmark_brings_the_comments_of_a_strict_page(
    people: People, open_as: Callable[..., Page], elsewhere: tuple[str, dict[str, tuple[str, dict[str, str]]]]
) -> None:
    call = call_of(people)
    page = open_as(people.users["edits"], reverse("calls:bookmark", args=[call.pk]))
    code = _bookmark(page)
    page.goto(f"{elsewhere[0]}/post")
    ours = _click_bookmark(page, code)
    expect(ours.locator("[data-seen]")).to_contain_text("3 réponses")
    expect(ours.locator("[data-seen]")).to_contain_text("Karim Haddad")
    assert call.replies.count() == 0, "nothing is received before the button"
    ours.get_by_role("button", name="Recevoir", exact=True).click()
    expect(ours.get_by_role("heading", level=1)).to_contain_text("3 réponses lues")
    karim = call.replies.get(author="Karim Haddad")
    assert karim.text == "Bonjour, 420 € HT par jour.\n\nDispo le 7 décembre <3"
    assert karim.given["url"] == "https://www.linkedin.com/in/karim"
    assert call.deliveries.get().name == "Publication de Pauline"
    assert not call.replies.filter(text__contains="document.title").exists()


def test_the_bookmark_sends_the_selection_alone(
    people: People, open_as: Callable[..., Page], elsewhere: tuple[str, dict[str, tuple[str, dict[str, str]]]]
) -> None:
    call = call_of(people)
    page = open_as(people.users["edits"], reverse("calls:bookmark", args=[call.pk]))
    code = _bookmark(page)
    page.goto(f"{elsewhere[0]}/post")
    page.evaluate("getSelection().selectAllChildren(document.querySelectorAll('[role=article]')[1])")
    ours = _click_bookmark(page, code)
    expect(ours.locator("[data-seen]")).to_contain_text("1 réponse,")
    ours.get_by_role("button", name="Recevoir", exact=True).click()
    expect(ours.get_by_role("heading", level=1)).to_contain_text("1 réponse lue")
    assert call.replies.get().author == "Maëlle Le Goff"


def test_a_page_that_cuts_its_windows_off_sends_from_its_own_tab(
    people: People, open_as: Callable[..., Page], elsewhere: tuple[str, dict[str, tuple[str, dict[str, str]]]]
) -> None:
    call = call_of(people)
    page = open_as(people.users["edits"], reverse("calls:bookmark", args=[call.pk]))
    code = _bookmark(page)
    page.goto(f"{elsewhere[0]}/alone")
    page.on("dialog", lambda dialog: dialog.accept())
    other = _click_bookmark(page, code)
    expect(other.get_by_text("Rien n’est arrivé de la page")).to_be_visible(timeout=15_000)
    page.wait_for_url("**/recevoir-de-page/", timeout=15_000)
    expect(page.locator("[data-seen]")).to_contain_text("3 réponses")
    assert "#" not in page.url


def test_a_page_that_goes_on_speaking_changes_nothing_before_the_button(
    people: People, open_as: Callable[..., Page], elsewhere: tuple[str, dict[str, tuple[str, dict[str, str]]]],
    live_server: object,
) -> None:  # fmt: skip
    call = call_of(people)
    page = open_as(people.users["edits"], "/")
    looked: list[str] = []
    page.context.on("request", lambda request: looked.append(request.url) if "apercu" in request.url else None)
    elsewhere[1]["/hostile"] = (PAGE, {})
    page.goto(f"{elsewhere[0]}/hostile")
    address = f"{live_server.url}{reverse('calls:from_page', args=[call.pk])}"  # type: ignore[attr-defined]
    with page.context.expect_page() as opened:
        page.evaluate(
            """to => {
              const other = open(to, "_blank");
              let n = 0;
              setInterval(() => {
                const html = document.querySelector("main").outerHTML.replaceAll("Karim", n ? "Autre" : "Karim");
                const sent = { orchestre: 1, title: `Envoi ${n}<img src=x>`, address: "javascript:alert(1)", html };
                other.postMessage(sent, "*");
                n += 1;
              }, 100);
            }""",
            address,
        )
    ours = opened.value
    button = ours.get_by_role("button", name="Recevoir", exact=True)
    expect(button).to_be_disabled()
    expect(ours.locator("[data-seen]")).to_contain_text("3 réponses")
    expect(button).to_be_enabled()
    shown = ours.locator("[data-title]").text_content()
    html = ours.locator("[name=pasted_html]").input_value()
    page.wait_for_timeout(600)
    assert len(looked) == 1
    assert ours.locator("[data-title]").text_content() == shown
    assert ours.locator("[name=pasted_html]").input_value() == html
    assert ours.locator("main img, main a[href^=javascript]").count() == 0


def test_what_the_bookmark_sends_waits_for_the_log_in(
    people: People, open_as: Callable[..., Page], elsewhere: tuple[str, dict[str, tuple[str, dict[str, str]]]]
) -> None:
    call = call_of(people)
    code = _bookmark(open_as(people.users["edits"], reverse("calls:bookmark", args=[call.pk])))
    people.users["edits"].set_password(PASSWORD)
    people.users["edits"].save()
    page = open_as(None, "/")
    page.goto(f"{elsewhere[0]}/post")
    ours = _click_bookmark(page, code)
    expect(ours.get_by_text("Rien n’est perdu")).to_be_visible()
    ours.locator("main").get_by_role("link", name="Se connecter").click()
    log_in(ours, people.users["edits"])
    expect(ours.locator("[data-seen]")).to_contain_text("3 réponses")


def log_in(page: Page, user: User) -> None:
    page.locator("main [name=email]").fill(user.email)
    page.locator("main [name=password]").fill(PASSWORD)
    page.locator("main button.main-action").click()


def test_a_page_selected_and_copied_is_pasted_with_its_links(
    people: People, open_as: Callable[..., Page], elsewhere: tuple[str, dict[str, tuple[str, dict[str, str]]]]
) -> None:
    call = call_of(people)
    page = open_as(people.users["edits"], f"{reverse('calls:receive', args=[call.pk])}")
    other = page.context.new_page()
    other.goto(f"{elsewhere[0]}/post")
    other.keyboard.press("Control+a")
    other.keyboard.press("Control+c")
    page.bring_to_front()
    page.get_by_label("Ou collez-les").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_label("Ou collez-les")).to_have_value(re.compile("Karim Haddad"))
    assert page.locator("[name=pasted_html]").input_value()
    page.get_by_role("button", name="Lire les réponses").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 réponses lues")
    assert call.replies.get(author="Owen Tate").given["url"].endswith("/in/owen")


def test_what_another_app_shares_is_received_by_the_call_chosen(
    people: People, open_as: Callable[..., Page], elsewhere: tuple[str, dict[str, tuple[str, dict[str, str]]]],
    live_server: object,
) -> None:  # fmt: skip
    """A post from another site brings no log-in: the page keeps what was shared and asks again by its own button."""
    call = call_of(people)
    action = f"{live_server.url}{reverse('calls:share')}"  # type: ignore[attr-defined]
    elsewhere[1]["/app"] = (SHARER.format(action=action), {})
    page = open_as(people.users["edits"], "/")
    (cookie,) = (each for each in page.context.cookies() if each["name"] == "sessionid")
    page.context.add_cookies([{**cookie, "sameSite": "Lax"}])  # type: ignore[list-item]
    page.goto(f"{elsewhere[0]}/app")
    page.get_by_role("button", name="Partager").click()
    expect(page.locator("main")).to_contain_text("Ana Béal")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ce partage attend ici")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name=call.title).click()
    page.wait_for_url("**/livraisons/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 réponse lue")
    assert call.replies.get().author == "Ana Béal"


@pytest.mark.parametrize("name", ["bookmark", "from_page", "receive", "share"])
def test_everybody_can_read_the_doors(name: str, people: People, readable: Callable[[User, str, str], None]) -> None:
    call: Call = call_of(people)
    address = reverse(f"calls:{name}", args=[] if name == "share" else [call.pk])
    readable(people.users["owner"], address, f"doors-{name}")
