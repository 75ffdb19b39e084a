"""A price is read alike however it is worded, and money beside it that is not a price changes nothing."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestre.reading.normal import prepare
from orchestre.reading.prices import find_prices

# Country -> currency, ways to write an amount in it, words that open.
COUNTRIES = {
    "France": ("EUR", ("{} €", "{}€", "{} euros", "{} EUR"), ("Bonjour, ", "Dispo en mars. ", "Oui, ")),
    "Belgique": ("EUR", ("{} €", "{} euros"), ("Bonjour de Namur, ", "Salut, ")),
    "Suisse": ("CHF", ("CHF {}.-", "{} CHF", "Fr. {}.-", "CHF {}"), ("Bonjour de Lausanne, ", "")),
    "Québec": ("CAD", ("{} $", "{}$ CA", "{} $ CAD"), ("Bonjour de Montréal, ", "Salut, ici Québec : ")),
    "United Kingdom": ("GBP", ("£{}", "{} GBP", "{} pounds"), ("Hi, ", "Hello from Leeds. ")),
    "Ireland": ("EUR", ("€{}", "{} EUR"), ("Hi from Cork, ", "")),
    "United States": ("USD", ("${}", "{} USD", "US${}"), ("Hey, ", "Austin, TX. ")),
    "Canada": ("CAD", ("C${}", "{} CAD", "CA${}"), ("Hi from Toronto, ", "")),
    "Australia": ("AUD", ("A${}", "{} AUD", "AU${}"), ("G'day, ", "")),
    "India": ("INR", ("₹{}", "{} INR", "Rs {}"), ("Hello sir, ", "Hi, ")),
}
FRENCH = {"France", "Belgique", "Suisse", "Québec"}
UNITS = {
    "fr": {
        "hour": (" de l'heure", "/h", " par heure", " l'heure", "/heure"),
        "day": ("/jour", "/j", " par jour", " la journée", " / jour"),
        "month": ("/mois", " par mois"),
        "unknown": (" la demi-journée", " par lead", " par photo", " la séance", "/vidéo", " l'article"),
        "word": (" le mot", "/mot"),
    },
    "en": {
        "hour": ("/hr", " an hour", " per hour", "/h"),
        "day": ("/day", " a day", " per day"),
        "month": ("/month", " per month", "/mo"),
        "unknown": (" per lead", " per photo", " each", " a video", " per half-day"),
        "word": ("/word", " per word", " a word"),
    },
}
AMOUNTS = {"hour": (25, 95), "day": (180, 900), "month": (300, 4000), "unknown": (12, 450), "word": (1, 3)}
ASKS = {
    "fr": ("je facture ", "mon tarif : ", "comptez ", "je suis à ", ""),
    "en": ("I charge ", "my rate: ", "", "at "),
}
TAXES = {"fr": (("", "unknown"), (" HT", "excl"), (" TTC", "incl")), "en": (("", "unknown"), (" + VAT", "excl"))}
RANGES = {"fr": ("{} à {}", "{}-{}", "entre {} et {}"), "en": ("{} to {}", "{}-{}", "between {} and {}")}
NOT_ASKED = {
    "fr": (
        "RC Pro : 500 000 € par sinistre.",
        "SARL au capital de 8 000 €.",
        "J'ai généré 120 000 € de CA pour un client.",
        "Votre budget de 9 000 € me va.",
        "Nous avons levé 2 M€.",
        "Un concurrent demande 1 500 €.",
        "Panier moyen de 85 €.",
        "Acompte de 30 %.",
        "12 ans d'expérience, 40 clients.",
        "Tél. 06 39 98 11 22, dispo le 14/03/2027 à 9h30.",
    ),
    "en": (
        "I managed $2M in ad spend.",
        "We raised $3M.",
        "Your budget of $9,000 works.",
        "A competitor charges $1,500.",
        "I saved a client $15,000.",
        "The licence costs $29.",
        "12 years, 40 clients, 98% success.",
        "Call 555-123-4567 before 5pm.",
    ),
}


@st.composite
def worded(draw):
    """(text, low, high, currency, unit, tax)"""
    country = draw(st.sampled_from(sorted(COUNTRIES)))
    tongue = "fr" if country in FRENCH else "en"
    currency, forms, openings = COUNTRIES[country]
    unit = draw(st.sampled_from(sorted(AMOUNTS)))
    low, high = AMOUNTS[unit]
    amount = draw(st.integers(low, high))
    form, asks = draw(st.sampled_from(forms)), draw(st.sampled_from(ASKS[tongue]))
    last = amount
    if draw(st.booleans()) and unit in {"hour", "day"} and form.startswith("{}"):
        last = amount + draw(st.sampled_from((5, 20, 50)))
        written = form.format(draw(st.sampled_from(RANGES[tongue])).format(amount, last))
    else:
        written = form.format(amount)
    tax, means = draw(st.sampled_from(TAXES[tongue]))
    price = asks + written + draw(st.sampled_from(UNITS[tongue][unit])) + tax
    noise = draw(st.lists(st.sampled_from(NOT_ASKED[tongue]), max_size=2, unique=True))
    first = draw(st.booleans())
    text = draw(st.sampled_from(openings)) + (f"{price}. {' '.join(noise)}" if first else f"{' '.join(noise)} {price}.")
    return text.strip(), Decimal(amount), Decimal(last), currency, unit, means


@given(worded())
@settings(max_examples=400)
def test_a_price_is_read_alike_however_it_is_worded(case):
    text, low, high, currency, unit, tax = case
    (price,) = find_prices(prepare(text))
    assert (price.amount_min, price.amount_max, price.unit.value) == (low, high, unit)
    assert (price.currency, price.tax.value) == (currency, tax)
    assert (price.unit_raw is not None) == (unit == "unknown")


@given(st.sampled_from(sorted(NOT_ASKED)).flatmap(lambda tongue: st.lists(st.sampled_from(NOT_ASKED[tongue]))))
def test_money_that_nobody_asks_is_no_price(sentences):
    assert not [p for p in find_prices(prepare(" ".join(sentences))) if p.amount_min or p.amount_max]
