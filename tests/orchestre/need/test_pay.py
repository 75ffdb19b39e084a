"""A salary said is the pay of a person and never the budget of the project; a price is never a salary."""

from decimal import Decimal

import pytest

from orchestre.basics import say
from orchestre.knowledge import load
from orchestre.need import to_markdown, write_need
from orchestre.need.announcing import announcements
from orchestre.need.editing import Edits, PayUpsideDown, apply, document_of
from orchestre.need.facts import read_facts
from orchestre.need.pay import hires
from orchestre.need.roles import JOB, MISSION, role_paper

PAY: list[tuple[str, str, int | None]] = [
    ("On cherche un chef de projet à 35 k€ brut par an pour refaire le site", "35 k€ brut par an", None),
    ("On recrute un alternant communication, 1 200 € net/mois, pour nos réseaux sociaux", "1 200 € net/mois", None),
    ("On veut refaire le site ; le salaire du chargé de com est de 2 300 € net/mois", "2 300 € net/mois", None),
    ("Embaucher une community manager 28 à 32 k€", "28 à 32 k€", None),
    (
        "On recrute un développeur à 42 000 € par an et on a 8 000 € pour le nouveau site",
        "42 000 € par an",
        8000,
    ),
    ("We want to hire a marketing manager, £35k a year, to run our social media", "£35k a year", None),
    ("We need an online shop, salary 40,000 gross for whoever runs it", "40,000 gross", None),
    ("Il faut un commercial payé 2 500 € par mois", "2 500 € par mois", None),
    ("On embauche un apprenti, 900 euros par mois, pour les réseaux", "900 euros par mois", None),
    ("On a besoin d'un CDI à 2 800 brut pour gérer l'intranet", "2 800 brut", None),
    ("un directeur à temps partagé, 500 € par jour", "500 € par jour", None),
    ("part-time marketing person, 25k pro rata, plus a new website for 5k", "25k pro rata", 5000),
    (
        "nos vendeuses gagnent 1 700 € net par mois, il faut un agenda en ligne, 100 € par mois maximum",
        "1 700 € net par mois",
        100,
    ),
]

NO_PAY: list[tuple[str, str, int]] = [
    ("budget de 2 000 € HT pour un site", "budget", 2000),
    ("Il nous faut un site, 35 k€", "budget", 35000),
    ("On voudrait refaire le site, 4 000 € net de taxes", "budget", 4000),
    ("On paie notre comptable 300 € par mois", "spent", 300),
    ("on paie un freelance 2 000 € par mois pour la pub", "spent", 2000),
    ("Nous cherchons une agence, 3 000 € par mois", "budget", 3000),
    ("un assistant IA à 50 € par mois", "budget", 50),
    ("quelqu'un pour refaire le site, 500 € par mois maximum", "budget", 500),
    ("an agency at £2,000 a month", "budget", 2000),
    ("on perd 300 € par jour, il faut suivre les pannes", "spent", 300),
]


@pytest.mark.parametrize(("sentence", "pay", "budget"), PAY, ids=[each[0][:40] for each in PAY])
def test_a_salary_is_no_budget(sentence: str, pay: str, budget: int | None) -> None:
    told = read_facts(sentence, load())
    assert [fact.words for fact in told.facts if fact.key == "pay"] == [pay]
    found = [fact.value for fact in told.facts if fact.key in {"budget", "spent"}]
    assert found == ([] if budget is None else [Decimal(budget)])


@pytest.mark.parametrize(("sentence", "key", "value"), NO_PAY, ids=[each[0][:40] for each in NO_PAY])
def test_a_price_is_no_salary(sentence: str, key: str, value: int) -> None:
    told = read_facts(sentence, load())
    assert told.first("pay") is None
    fact = told.first(key)
    assert fact is not None
    assert fact.value == value


@pytest.mark.parametrize(("sentence", "pay", "budget"), PAY[:3], ids=[each[0][:40] for each in PAY[:3]])
def test_the_choice_rule_does_not_know_a_salary(sentence: str, pay: str, budget: None) -> None:
    need = write_need(sentence)
    assert need.choice_rule["price"]["origin"] == "range:ours"  # type: ignore[index]
    owner = to_markdown(need).replace("\u00a0", " ").replace("\u202f", " ")
    assert pay in owner
    assert "la paie d’une personne" in owner
    assert "la paie d’une personne" not in to_markdown(need, for_providers=True).replace("\u00a0", " ")


SENTENCE = "On veut refaire notre site et quelqu'un pour s'en occuper, 30 k€ brut par an"


@pytest.mark.parametrize(
    ("role", "form", "told", "said"),
    [
        ("project-manager", JOB, (38000, 42000, "year_gross"), "38 000 à 42 000 € brut par an"),
        ("work-study", JOB, (None, 1100, "month_gross"), "1 100 € brut par mois"),
        ("marketing-manager", JOB, (2300, None, "month_net"), "2 300 € net par mois"),
        ("strategist", MISSION, (500, 700, "day"), "500 à 700 € HT par jour"),
    ],
)
def test_the_pay_of_a_role_goes_into_its_paper_and_posts(
    role: str, form: str, told: tuple[int | None, int | None, str], said: str
) -> None:
    low, high, per = told
    edits = Edits().pay_of(role, low=low, high=high, per=per)
    assert Edits.from_json(edits.as_json()) == edits
    document = apply(edits, document_of(write_need(SENTENCE)))
    paper = role_paper(document, role, form=form)
    plain = paper.pay.replace("\u202f", " ").replace("\u00a0", " ")
    assert plain == said
    assert any(paper.pay in item for part in paper.parts if part.id == "pay" for item in part.items)
    posts = announcements(document, about=paper).posts
    assert any(paper.pay in post.text for post in posts)
    other = role_paper(document, "it-person", form=JOB)
    assert other.pay == "30 k€ brut par an"


def test_the_ends_of_a_pay_stand_in_order_and_none_takes_it_away() -> None:
    with pytest.raises(PayUpsideDown):
        Edits().pay_of("work-study", low=3, high=2, per="day")
    edits = Edits().pay_of("work-study", low=2, high=3, per="day")
    assert edits.pay_of("work-study", low=None, high=None, per="day") == Edits()


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("On voudrait embaucher un alternant marketing à 1 200 € par mois", True),
        ("Nous cherchons un apprenti pour le site", True),
        ("On recrute un responsable des ventes en ligne", True),
        ("We'd like to hire a marketing manager", True),
        ("Je ne trouve personne à embaucher, il faut que les gens postulent sur notre site", False),
        ("On cherche à recruter un comptable en CDI à mi-temps", True),
        ("On doit embaucher quelqu'un pour tenir la caisse le samedi", True),
        ("Recruter deux vendeuses pour notre magasin de vélos", True),
        ("Je cherche une secrétaire pour notre cabinet", True),
        ("We want to hire a webmaster for our website", True),
        ("We are looking for a receptionist for our hotel", True),
        ("Je cherche une secrétaire indépendante, à distance", False),
        ("On veut recruter 200 nouveaux adhérents pour notre fédération", False),
        ("We want to hire a marketing agency for our shop", False),
        ("Un site carrière pour recruter nos vendeurs", False),
        ("On veut un logiciel de recrutement", False),
        ("Un site pour notre école de langues", False),
    ],
)
def test_who_wants_to_hire_is_told_where_the_post_is_written(sentence: str, told: bool) -> None:
    assert hires(sentence) is told
    need = write_need(sentence)
    assert any("fiche de poste" in each for each in need.assumptions) is told
    assert (say("need.assume_post", "fr") in to_markdown(need).partition("## ")[0]) is told
