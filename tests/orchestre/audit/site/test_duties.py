# ruff: noqa: E501 - tables, one line a case
"""What French law asks of a company's site: notices of many hands, complete and short of one item."""

import pytest

from orchestre.audit.site.checks.duties import ITEMS, notice_items
from tests.orchestre.audit.site.made import FOOT, NOTICE, clean, codes, found, page

COMPLETE = {
    "sas": "Le présent site est édité par Atelier Verdier, société par actions simplifiée au capital de 10 000 euros, dont le siège social est "
    "situé 8 bis avenue des Lilas, 31000 Toulouse, immatriculée au RCS de Toulouse sous le numéro 902 111 222. Numéro de TVA : FR 45 902111222. "
    "Directrice de la publication : Anne Verdier. Tél. : +33 5 36 49 00 11. E-mail : bonjour@verdier.exemple. Le site est hébergé par "
    "Serveurs du Sud, 3 rue Basse, 13002 Marseille, joignable au 04 65 71 22 22.",
    "micro": "Propriétaire du site : Paul Rivet, micro-entrepreneur, artisan plombier, 14 chemin du Lac 74000 Annecy. SIRET 811 222 333 00015. "
    "TVA non applicable, article 293 B du CGI. Responsable de la publication : Paul Rivet. Téléphone 06 39 98 00 01, "
    "paul (at) rivet.exemple. Hébergement : Petit Nuage SARL, 10 place du Marché, 67000 Strasbourg - 03 53 01 44 44.",
    "association": "Éditeur : Les Amis du Canal, association loi 1901 déclarée en préfecture du Rhône (RNA W691234567), 2 quai du Port, 69009 Lyon. "
    "Directeur de publication : le président, Ali Benaïssa. Contact : 04 65 71 33 33, contact@canal.exemple. Hébergeur : Nuage libre, "
    "5 rue Haute, 35000 Rennes, 02 61 91 00 00.",
    "sarl en majuscules": "EDITEUR DU SITE GARAGE MOREL SARL CAPITAL 7622 EUROS 45 ROUTE DE PARIS 44000 NANTES R.C.S. NANTES 444555666 "
    "TVA FR99444555666 DIRECTEUR DE LA PUBLICATION LUC MOREL TELEPHONE 02.61.91.12.12 COURRIEL garage@morel.exemple HEBERGEUR "
    "TOILE OUEST 1 RUE DU BAC 29200 BREST TELEPHONE 02.61.91.99.99",
    "host first": "Hébergeur : Serveurs du Sud, 3 rue Basse, 13002 Marseille, 04 65 71 22 22. Éditeur : Cabinet Lenoir SELARL, 6 rue Royale, 59000 Lille. "
    "SIREN 500 600 700. TVA FR11500600700. Directeur de la publication : Maître Lenoir. Téléphone : 03 53 01 10 10. Courriel : cabinet@lenoir.exemple.",
    "english": "Publisher: Dupré Wines SAS, share capital €20,000, 12 rue du Château, 21200 Beaune, France. RCS Dijon 700 800 900. VAT FR22700800900. "
    "Publication director: Claire Dupré. Phone +33 3 53 01 20 20, hello@dupre.exemple. Hosting: Cloud du Nord, 1 rue du Port, 59140 Dunkerque, +33 3 53 01 30 30.",
}

WITHOUT = [
    ("sas", ", société par actions simplifiée au capital de 10 000 euros", "", "legal_form"),
    ("sas", "8 bis avenue des Lilas, 31000 Toulouse", "Toulouse", "address"),
    ("sas", ", immatriculée au RCS de Toulouse sous le numéro 902 111 222", "", "siren"),
    ("sas", "Numéro de TVA : FR 45 902111222. ", "", "vat"),
    ("sas", "Directrice de la publication : Anne Verdier. ", "", "director"),
    ("sas", "Tél. : +33 5 36 49 00 11. ", "", "phone"),
    ("sas", "E-mail : bonjour@verdier.exemple. ", "", "email"),
    (
        "sas",
        " Le site est hébergé par Serveurs du Sud, 3 rue Basse, 13002 Marseille, joignable au 04 65 71 22 22.",
        "",
        "host",
    ),
    ("sas", "3 rue Basse, 13002 Marseille, ", "", "host_address"),
    ("sas", ", joignable au 04 65 71 22 22", "", "host_phone"),
    ("micro", "SIRET 811 222 333 00015. ", "", "siren"),
    ("micro", "Responsable de la publication : Paul Rivet. ", "", "director"),
    ("micro", ", paul (at) rivet.exemple", "", "email"),
    ("micro", "Téléphone 06 39 98 00 01", "", "phone"),
    ("association", " Directeur de publication : le président, Ali Benaïssa.", "", "director"),
    ("association", ", 02 61 91 00 00", "", "host_phone"),
    ("host first", "Téléphone : 03 53 01 10 10. ", "", "phone"),
    ("host first", "TVA FR11500600700. ", "", "vat"),
    ("host first", ", 6 rue Royale, 59000 Lille", "", "address"),
    ("english", "Publication director: Claire Dupré. ", "", "director"),
    ("english", " VAT FR22700800900.", "", "vat"),
]


HIDDEN = [
    # the address, hidden from robots, and whether a reader can still write to it
    ("paul [arobase] rivet.exemple", True),
    ("paul(arobase)rivet [point] exemple", True),
    ("paul [chez] rivet.exemple", True),
    ("paul {at} rivet {dot} exemple", True),
    ("Courriel : paul chez rivet.exemple", True),
    ("E-mail: paul at rivet dot exemple", True),
    ("Mél : paul à rivet point exemple", True),
    ("voir le catalogue", False),
    ("Paul habite à Nantes. Venez", False),
    ("Courriel : demandez-le à Nantes", False),
]


@pytest.mark.parametrize(("written", "enough"), HIDDEN)
def test_an_address_hidden_from_robots_is_an_address(written: str, enough: bool) -> None:
    notice = COMPLETE["micro"].replace("paul (at) rivet.exemple", written)
    assert ("email" not in notice_items(notice)) is enough


@pytest.mark.parametrize("name", COMPLETE)
def test_a_complete_notice_lacks_nothing(name: str) -> None:
    assert notice_items(COMPLETE[name]) == []


@pytest.mark.parametrize(("name", "old", "new", "item"), WITHOUT)
def test_the_item_that_is_missing_is_named(name: str, old: str, new: str, item: str) -> None:
    text = COMPLETE[name].replace(old, new)
    assert text != COMPLETE[name]
    assert notice_items(text) == [item]


def test_the_finding_says_which_in_both_languages() -> None:
    files = clean() | {"/mentions.html": page("Mentions légales", NOTICE.replace("Téléphone : 04 65 71 00 00. ", ""))}
    (finding,) = found(files)
    assert finding.code == "legal-notice-incomplete"
    assert finding.which["missing"] == "un téléphone"
    assert finding.which["missing_en"] == "a phone number"
    assert {item for item, *_ in ITEMS} >= {"phone"}


LINKS = [
    ("legal-notice-missing", '<a href="/vie-privee.html">Vie privée</a>', True),
    ("legal-notice-missing", '<a href="/vie-privee.html">Vie privée</a> <a href="/mentions.html">Mentions</a>', False),
    ("legal-notice-missing", '<a href="/vie-privee.html">Vie privée</a> <a href="/p?id=3">Informations légales</a>', False),
    ("legal-notice-missing", '<a href="/vie-privee.html">Privacy</a> <a href="/legal">Legal notice</a>', False),
    ("privacy-policy-missing", '<a href="/mentions.html">Mentions légales</a>', True),
    ("privacy-policy-missing", '<a href="/mentions.html">Mentions légales</a> <a href="/c">Gestion des cookies</a>', True),
    ("privacy-policy-missing", '<a href="/mentions.html">Mentions légales</a> <a href="/rgpd">Vos données</a>', False),
    ("privacy-policy-missing", '<a href="/mentions.html">Mentions légales</a> <a href="/p">Données personnelles</a>', False),
]  # fmt: skip


@pytest.mark.parametrize(("code", "foot", "missing"), LINKS)
def test_the_pages_that_the_law_wants_linked(code: str, foot: str, missing: bool) -> None:
    files = {name: str(held).replace(FOOT, foot) if isinstance(held, str) else held for name, held in clean().items()}
    assert ((code, None) in codes(files)) is missing


PRODUCT = """<h1>Panier gourmand</h1><p>24,90 €</p><form action="/panier"><button>Ajouter au panier</button></form>
<script type="application/ld+json">{"@type": "Product", "name": "Panier gourmand"}</script>"""
TERMS = "<h1>Conditions générales de vente</h1><p>Médiateur de la consommation : Le Médiateur du Pain, mediateur-pain.exemple.</p>"
SHOPS = [
    # the foot of the pages, the terms, what is found
    (FOOT, None, {"cgv-missing", "mediator-missing"}),
    (f'{FOOT} <a href="/cgv.html">CGV</a>', TERMS, set()),
    (f'{FOOT} <a href="/cgv.html">Conditions générales de vente</a>', TERMS.replace("Médiateur", "Arbitre").replace("mediateur", "x"), {"mediator-missing"}),
    (f'{FOOT} <a href="/cgu.html">Conditions générales d’utilisation</a>', None, {"cgv-missing", "mediator-missing"}),
]  # fmt: skip


@pytest.mark.parametrize(("foot", "terms", "said"), SHOPS)
def test_a_shop_has_its_terms_and_names_its_mediator(foot: str, terms: str | None, said: set[str]) -> None:
    files = clean() | {
        "/panier-gourmand.html": page("Panier gourmand", PRODUCT),
        "/cgu.html": page("CGU", "<h1>CGU</h1>"),
    }
    if terms:
        files["/cgv.html"] = page("CGV", terms)
    foot += ' <a href="/panier-gourmand.html">Panier gourmand</a>'
    files = {name: str(held).replace(FOOT, foot) if isinstance(held, str) else held for name, held in files.items()}
    assert {code for code, _ in codes(files)} == said


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Devis</h1><p>À partir de 45 € de l'heure.</p><button>Demander un devis</button>",
        '<h1>La carte</h1><p>Plat du jour 14 €</p><a href="https://livreur.exemple/dupain">Commander chez notre livreur</a>',
        "<h1>Adhérer</h1><p>La cotisation est de 20 €, par chèque.</p>",
    ],
)
def test_a_price_alone_is_no_shop(body: str) -> None:
    files = clean() | {"/prix.html": page("Prix", body)}
    files["/"] = str(files["/"]).replace(FOOT, f'{FOOT} <a href="/prix.html">Nos prix</a>')
    assert codes(files) == set()


def test_a_page_that_scripts_write_is_not_accused() -> None:
    shell = (
        '<!doctype html><html lang="fr"><head><title>Dupain</title><meta name="description" content="x">'
        '<meta name="viewport" content="width=device-width"></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
    )
    said = {code for code, _ in codes(clean() | {"/": shell})}
    assert not said & {"legal-notice-missing", "privacy-policy-missing"}
