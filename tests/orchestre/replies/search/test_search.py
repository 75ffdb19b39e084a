"""Words are found without accents or capitals, by their root, and in spite of a slip; nothing else is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.search import Lexicon, LexiconBuilder, excerpt, roots, search_words


def found(texts: list[str], question: str) -> list[int]:
    builder = LexiconBuilder()
    for text in texts:
        builder.add([text])
    words, parts = builder.written()
    lexicon = Lexicon(words)
    terms = lexicon.terms(question)
    needed = {number: parts[number] for number in lexicon.parts_of(terms)}
    return [int(number) for number in lexicon.all_of(terms, needed)]


FRENCH = [
    # The same person, man or woman, one or several
    ("rédacteur", "Je suis rédactrice web."),
    ("redactrice", "Rédacteurs à Lyon"),
    ("rédacteurs", "REDACTRICE TECHNIQUE"),
    ("vendeuse", "un bon vendeur"),
    ("formateur", "Formatrices certifiées"),
    ("infirmier", "infirmières libérales"),
    ("informaticien", "informaticienne"),
    ("créateur", "créatrice de sites"),
    ("heureux", "heureuse de vous lire"),
    # Number, verb, noun
    ("développeur", "des développeurs seniors"),
    ("développer", "le développement"),
    ("cheval", "chevaux"),
    ("commercial", "les conditions commerciales"),
    ("boutiques", "votre boutique"),
    ("référence", "mes références"),
    ("traduire", "traduit vos pages"),
    # Accents, capitals, ligatures, signs
    ("securite", "La SÉCURITÉ d'abord"),
    ("sécurité", "securite"),
    ("cœur", "COEUR de métier"),
    ("oeuvre", "Chef d’œuvre"),
    ("l’été", "cet été"),
    ("Noël", unicodedata.normalize("NFD", "avant Noël")),
    ("garçon", "garcon"),
    ("𝐩𝐫𝐨𝐦𝐨", "une promo"),
    # Joined and apart
    ("e-commerce", "site ecommerce"),
    ("ecommerce", "l'e-commerce"),
    ("click & collect", "Click-and-Collect… click collect"),
    ("sur-mesure", "du sur-mesure"),
    ("c++", "C++ et C#"),
    # Slips
    ("prestashp", "PrestaShop 8"),
    ("prestahsop", "prestashop"),
    ("wordpres", "WordPress"),
    ("developeur", "développeur"),
    ("grafiste", "graphiste à Brest"),
    ("facturration", "la facturation"),
    ("shopyfi", "Shopify"),
    # As the trade says it, and what is only begun
    ("presta", "boutique PrestaShop"),
    ("fact", "factures"),
    # Several words: each of them
    ("graphiste Lyon", "À Lyon, je suis graphiste."),
    ("le graphiste de Lyon", "Lyon, graphiste"),
]
ENGLISH = [
    ("writer", "Writers wanted"),
    ("write", "writing for shops"),
    ("develop", "developed and developing"),
    ("translation", "translations"),
    ("resume", "Résumé"),
    ("copywritter", "copywriter"),
    ("shoping", "shopping cart"),
    ("agencies", "our agency"),
    ("naive", "naïve"),
    ("self-employed", "Self-employed since 2014"),
    ("shipped", "we ship"),
]
APART = [
    ("rédacteur", "rédaction d'un bail"),
    ("port", "portugal"),
    ("site", "situation"),
    ("seo", "sea"),
    ("2014", "2015"),
    ("graphiste Lyon", "graphiste à Brest"),
    ("java", "javascript"),
    ("formation", "information"),
    ("zzzz", "rien de tel"),
    ("", "quelque chose"),
    ("?!", "quelque chose"),
]


@pytest.mark.parametrize(("question", "text"), FRENCH + ENGLISH)
def test_what_is_found(question: str, text: str) -> None:
    assert found(["Rien à voir ici, merci.", text], question) == [1]


@pytest.mark.parametrize(("question", "text"), APART)
def test_what_is_not_found(question: str, text: str) -> None:
    assert found([text, "java et port, un site"], question) in ([], [1])


LETTERS = "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæñ"
WORDS = st.text(LETTERS, min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


def bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text).replace("œ", "oe").replace("æ", "ae")
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_an_accent_or_a_capital_never_changes_the_result(texts: list[str], data: st.DataObject) -> None:
    question = data.draw(st.one_of(TEXTS, st.sampled_from(texts)))
    expected = found(texts, question)
    assert found(texts, question.upper()) == expected
    assert found(texts, unicodedata.normalize("NFD", question)) == expected
    assert found([bare(text) for text in texts], bare(question)) == expected
    assert found([text.upper() for text in texts], question) == expected


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_what_a_text_says_finds_it(texts: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(texts) - 1))
    assert number in found(texts, data.draw(st.sampled_from(texts[number].split())))


@given(st.lists(TEXTS, min_size=2, max_size=6), st.data())
def test_one_word_more_never_finds_more(texts: list[str], data: st.DataObject) -> None:
    first, second = data.draw(WORDS), data.draw(WORDS)
    both = set(found(texts, f"{first} {second} zzq"))
    assert both <= set(found(texts, "zzq"))


def test_parts_are_read_one_by_one() -> None:
    builder = LexiconBuilder()
    for number in range(9_000):
        builder.add([" ".join(f"mot{(number * k) % 997}" for k in range(1, 12)), "commun"])
    words, parts = builder.written()
    assert len(parts) > 1
    lexicon = Lexicon(words)
    terms = lexicon.terms("mot5 commun")
    needed = lexicon.parts_of(terms)
    assert len(needed) < len(parts)
    hits = lexicon.all_of(terms, {number: parts[number] for number in needed})
    expected = [number for number in range(9_000) if any((number * k) % 997 == 5 for k in range(1, 12))]
    assert hits.tolist() == expected


def test_nothing_at_all_is_a_lexicon_too() -> None:
    words, parts = LexiconBuilder().written()
    lexicon = Lexicon(words)
    assert parts == []
    assert [term.words for term in lexicon.terms("rien")] == [()]


def test_a_rare_misspelling_of_the_writers_is_found_with_the_word() -> None:
    texts = ["la facturation"] * 30 + ["la facturtion", "la fracturation hydraulique"]
    assert 30 in found(texts, "facturation")


def test_what_a_word_was_taken_for_is_told() -> None:
    builder = LexiconBuilder()
    builder.add(["PrestaShop"])
    lexicon = Lexicon(builder.written()[0])
    [term] = lexicon.terms("prestashp")
    assert term.instead == ("prestashop",)
    assert not lexicon.terms("prestashop")[0].instead


@pytest.mark.parametrize("said", ["Je fais du référencement naturel.", "J'ai douze ans de SEO.", "Référenceuse à Lyon"])
@pytest.mark.parametrize("typed", ["référencement", "referencemnt", "référencemnt", "rferencement", "référencmeent"])
def test_a_slip_in_a_long_word_of_the_trade_is_forgiven(typed: str, said: str) -> None:
    """« référencement » mistyped finds who writes it, and who calls it SEO."""
    assert found([said, "Deux références, rien d'autre.", "Rien à voir."], typed) == [0]


@given(st.integers(1, 12), st.sampled_from(["abandonner", "vraiment", "reference", "references", "lampes", "bonjour"]))
def test_a_word_that_exists_keeps_its_meaning(at: int, known: str) -> None:
    """What stands in the texts, or is a word, is never corrected to a word of the trade."""
    typed = "referencement"[:at] + "referencement"[at + 1 :]
    assert found(["SEO", f"{typed} {known}"], typed)[-1:] == [1]
    assert 0 not in found(["SEO", "rien"], known)


def test_a_word_that_exists_is_not_taken_for_another() -> None:
    """Nothing holds "vive": that is the answer, not "five"."""
    texts = ["five years", "deux jours", "la poste", "un lot de lampes", "une chose"]
    for word in ("vive", "vives", "doux", "Rose", "bleue", "chère", "pont"):
        assert not found(texts, word), word
    assert found(texts, "duex") == [1]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("Bonjour. Je suis rédactrice à Lyon. Merci !", {"redactrice"}, "Je suis [rédactrice] à Lyon."),
        ("Un site\nÀ Lyon", {"lyon"}, "À [Lyon]"),
        ("Notre e-commerce marche", {"ecommerce", "commerce"}, "Notre [e-commerce] marche"),
        ("Rien", {"lyon"}, ""),
        ("Deux mots. Lyon et graphiste.", {"lyon", "graphiste", "mots"}, "[Lyon] et [graphiste]."),
    ],
)
def test_the_sentence_that_holds_most_words(text: str, words: set[str], shown: str) -> None:
    assert "".join(f"[{piece.text}]" if piece.found else piece.text for piece in excerpt(text, words)) == shown


@given(TEXTS, st.data())
def test_an_excerpt_is_a_part_of_the_text(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(search_words(text))).word
    pieces = excerpt(text, {word}, most=30)
    assert any(piece.found for piece in pieces)
    assert "".join(piece.text for piece in pieces).strip("… ") in text


def test_roots_tell_apart() -> None:
    assert not roots("rédaction") & roots("redacteur")
