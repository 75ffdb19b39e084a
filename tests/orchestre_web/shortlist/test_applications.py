"""A call that fills a post: who applies is read and grouped, never ranked, wherever it is looked at."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from orchestre.need.roles import JOB, MISSION
from orchestre.shortlist.applications import NeverRanked
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Call
from orchestre_web.publishing import actions as publishing
from orchestre_web.shortlist import actions, drafting
from orchestre_web.shortlist.actions import deciding
from orchestre_web.shortlist.models import Decision, Ranking
from tests.orchestre_web.calls.objects import deliver
from tests.orchestre_web.need.objects import need_of_people
from tests.orchestre_web.people import People
from tests.orchestre_web.publishing.guests import taken
from tests.orchestre_web.publishing.objects import ADDRESS, answers, settings

CAME = """auteur,date,message
Zoé Quark,2026-11-02,"Je postule : dix ans de sites refaits, disponible lundi, 45 000 € brut par an."
Abel Orme,2026-11-03,"Bonjour, je suis candidat, deux ans d'expérience, 32 000 € par an, disponible."
Nino Lac,2026-11-04,"Je vous recommande Lila Pons, chef de projet, elle est excellente : 06 00 00 00 00."
Ida Sel,2026-11-05,"Le poste est-il à temps plein ?"
"""
RANKS = re.compile(r"\brang\b|\brank\b|\bscore\b|points sur 100|en tête|n° ?1\b", re.IGNORECASE)


def post_of(people: People, form: str = JOB, role: str = "project-manager", *, employment: bool = False) -> Call:
    need = need_of_people(people)
    return calls.call_for_role(
        user=people.users["owner"], need_id=need.pk, form=form, role=role, employment=employment,
        today=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def post(people: People) -> Call:
    call = post_of(people)
    deliver(call, CAME)
    return call


def test_the_board_shows_groups_in_the_order_they_came(people: People, post: Call) -> None:
    page = people.clients["owner"].get(reverse("shortlist:board", args=[post.pk])).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "jamais notées ni classées" in main
    assert not RANKS.search(re.sub(r"<[^>]*>", " ", main).replace("jamais notées ni classées", ""))
    for group in post.replies.values_list("kind", flat=True).distinct():
        came = [row.name for row in post.replies.filter(kind=group).order_by("position")]
        assert [main.index(name) for name in came] == sorted(main.index(name) for name in came)
    for tried in ({"p_price": "99"}, {"page": "2"}):
        again = people.clients["owner"].get(reverse("shortlist:board", args=[post.pk]), tried).content.decode()
        assert [again.index(n) for n in ("Zoé Quark", "Abel Orme")] == sorted(
            again.index(n) for n in ("Zoé Quark", "Abel Orme")
        )


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_the_files_hold_groups_and_no_rank(people: People, post: Call, kind: str) -> None:
    given = people.clients["owner"].get(reverse("shortlist:export", args=[post.pk, kind]))
    assert given.status_code == 200
    if kind == "json":
        document = json.loads(given.content)
        assert document["ranked"] is False
        keys = {key for group in document["groups"] for row in group["applications"] for key in row}
        assert keys == {"id", "author", "received", "text"}
    if kind == "csv":
        assert not RANKS.search(given.content.decode("utf-8-sig").splitlines()[0])
    assert not Ranking.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["criteria", "sure", "price", "map", "compare", "gated", "page"],
)
def test_no_page_of_the_choice_opens(people: People, post: Call, name: str) -> None:
    assert people.clients["owner"].get(reverse(f"shortlist:{name}", args=[post.pk])).status_code == 404


@pytest.mark.parametrize("name", ["judging:weights", "judging:decision"])
def test_no_weights_and_no_decision(people: People, post: Call, name: str) -> None:
    assert people.clients["owner"].get(reverse(name, args=[post.pk])).status_code == 404


def test_nothing_gives_it_a_rule(people: People, post: Call) -> None:
    owner, now = people.users["owner"], timezone.now()
    document = drafting.first(title="x", floor=1, ceiling=9, days=None, months=None, terms=[])
    with pytest.raises(NeverRanked):
        deciding.begin(post, document, by=owner, now=now)
    assert actions.board(post, now=now) is None
    publishing.draft(user=owner, call_id=post.pk, values=settings(floor=1, ceiling=9), now=now)
    publishing.publish(user=owner, call_id=post.pk, now=now)
    assert not Decision.objects.filter(call=post).exists()


def test_the_form_of_a_post_asks_for_no_price_and_no_points(people: People) -> None:
    call = post_of(people)
    owner, now = people.users["owner"], timezone.now()
    settings_page = people.clients["owner"].get(reverse("publishing:page", args=[call.pk])).content.decode()
    assert not any(f'name="{name}"' in settings_page for name in ("years", "ceiling", "shows_points", "shows_budget"))
    publishing.draft(user=owner, call_id=call.pk, values=settings(), now=now)
    preview = people.clients["owner"].get(reverse("publishing:preview", args=[call.pk])).content.decode()
    publication = publishing.publish(user=owner, call_id=call.pk, now=now)
    address = reverse("publishing:public", args=[publication.token])
    for page in (preview, people.clients["stranger"].get(address).content.decode()):
        assert not any(f'name="{name}"' in page for name in ("setup", "run", "per", "tax", "r1"))
        assert "Missions" in page
        assert "……" not in page
        assert "Postuler" in page
        assert "Comment le choix sera fait" not in page
    for ending in ("pdf", "md"):
        paper = reverse("publishing:paper", args=[publication.token, ending])
        assert people.clients["stranger"].get(paper).status_code == 200
    publishing.submit(
        publication=publication, page="p", answers=answers(words="Je postule : dix ans de projets."), files=[],
        address=ADDRESS, now=now,
    )  # fmt: skip
    assert taken(call).text.startswith("Je postule")
    board = people.clients["owner"].get(reverse("shortlist:board", args=[call.pk])).content.decode()
    assert "Zoé Quark" in board
    assert people.clients["owner"].get(reverse("publishing:page", args=[call.pk])).status_code == 200
    assert not Decision.objects.filter(call=call).exists()


def test_the_form_of_a_mission_asks_what_a_person_can_answer(people: People) -> None:
    call = post_of(people, MISSION, "strategist")
    owner, now = people.users["owner"], timezone.now()
    publishing.draft(user=owner, call_id=call.pk, values=settings(floor=0, ceiling=20_000), now=now)
    publication = publishing.publish(user=owner, call_id=call.pk, now=now)
    page = people.clients["stranger"].get(reverse("publishing:public", args=[publication.token])).content.decode()
    assert not any(f'name="{name}"' in page for name in ("setup", "run", "r1"))
    assert "votre prix par jour" in page
    assert "Comment le choix sera fait" in page


def test_a_mission_is_compared_between_its_own_bounds(people: People) -> None:
    call = post_of(people, MISSION, "strategist")
    owner, now = people.users["owner"], timezone.now()
    publishing.draft(user=owner, call_id=call.pk, values=settings(floor=6_000, ceiling=20_000), now=now)
    price = Decision.objects.get(call=call).document["price"]
    assert (price["floor"], price["ceiling"]) == (6_000, 20_000)


@pytest.mark.parametrize(("then", "page"), [("publish", "publishing:page"), ("receive", "calls:receive")])
@pytest.mark.parametrize(("form", "role"), [(JOB, "project-manager"), (MISSION, "strategist")])
def test_the_page_of_a_role_leads_to_its_announcement_first(
    people: People, form: str, role: str, then: str, page: str
) -> None:
    need, owner = need_of_people(people), people.clients["owner"]
    shown = owner.get(reverse("need:role", args=[need.pk, form, role])).content.decode()
    assert re.findall(r'main-action" name="then" value="(\w+)"', shown) == ["publish"]
    response = owner.post(reverse("calls:for_role", args=[need.pk, form, role]), {"then": then})
    made = Call.objects.get(need_version__need=need)
    assert response.headers["Location"] == reverse(page, args=[made.pk])
    assert owner.get(response.headers["Location"]).status_code == 200


def test_a_mission_is_compared_unless_it_is_a_post(people: People) -> None:
    assert not post_of(people, MISSION, "strategist").employment
    assert post_of(people, MISSION, "strategist", employment=True).employment


def test_the_page_of_the_role_says_why(people: People) -> None:
    need = need_of_people(people)
    owner = people.clients["owner"]
    page = owner.get(reverse("need:role", args=[need.pk, JOB, "project-manager"])).content.decode()
    assert "jamais notées ni classées" in page
    assert "annexe III" in page
    for each in ("pdf", "docx", "odt", "html", "md", "json"):
        assert owner.get(reverse("need:role_file", args=[need.pk, JOB, "project-manager", each])).status_code == 200
