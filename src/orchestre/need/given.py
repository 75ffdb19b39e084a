"""What was given: refused with one useful sentence when it is no need, answers read from a file."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from orchestre.basics import Language, OrchestreError
from orchestre.knowledge import find
from orchestre.need.likeness import ideas
from orchestre.need.values import says_nothing, words
from orchestre.reading.language import UNKNOWN, find_language
from orchestre.reading.normal import fold, folded_words, prepare

LONGEST = 10_000
"""Characters of a sentence; more is a document, not a need."""


SHORT = 12
"""Words: a longer text tells enough of what one has and wants, said as a question or with no word of wanting."""


ENOUGH_WORDS = 5
"""So many without one common word of ours are another language."""
SAID = 80
"""Characters of his that are said again."""
_WANTED = re.compile(
    r"(?:(?:un|une|des|du|de la|quelques|quelqu'un|a(?! tou| l)|an|some|someone|somebody)\s[\w'-]+|"
    r"(?:savoir|\w+(?:er|ir|re|oir)\s(?:l'|(?:le|la|les|un|une|des|du|nos|notre|mon|ma|mes|ce|cette|aux?)\s))|"
    r"(?:hire|find|get|buy|sell|make|build|replace|repair|repaint|renegotiate|cut|set up|open|sign)\s\w+|"
    r"\w+(?:s|x)(?: (?:and|et) (?:des )?\w+)? (?:for|pour) (?:the|our|my|le|la|les|l'|notre|nos|mon|ma|mes)\b)"
)
"""A thing or an act told at once: "un cuisinier pour la saison", "repaint the front"."""
_WHO = re.compile(
    r"\s(?:l'|(?:un|une|des|deux|trois|quatre|cinq|le|la|les|à la tête|an?|the|two|three|four|five|\d+)\s)"
)
_OF = re.compile(r"(?:le|la|les|l'|the|notre|nos|mon|ma|mes|our|my)\s?\w+")
_DENIED = re.compile(r"\b(?:ne|n'|pas|plus|rien|sans|not|no|don't|doesn't|isn't|without)(?!\w)")
_CODE = re.compile(
    r"</?[a-z][^>]*>|\b\w+\((?:\)|[^()]*[,=\"'][^()]*\))|[{}]|=>|==|:=|;\s*$|\bselect\b.+?\bfrom\b|"
    r"\b(?:def|function|const|import|drop table)(?=\s+\w)",
    re.IGNORECASE | re.MULTILINE,
)
"""Said by machines. "Salarié(e)" is none."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_CV = re.compile(
    r"\bcurriculum vitae\b|\bexp[ée]riences?(?: professionnelles?)?\s*:|\bdipl[ôo]mes?\s*:|\bformations?\s*:|"
    r"\blang(?:ue|uage)s\s*:|\bloisirs\s*:|\bcentres d.int[ée]r[êe]t|\bpermis b\b|\bn[ée]e? le\b|\beducation\s*:|"
    r"\bskills\s*:|\bhobbies\s*:|\bwork history\b|\breferences (?:available )?(?:up)?on request|"
    r"\b(?:19|20)\d\d\s?[-\u2013]\s?(?:(?:19|20)\d\d|aujourd|pr[ée]sent)",
    re.IGNORECASE,
)
_MARKS_OF_A_CV = 3


def language_of(sentence: str, otherwise: Language) -> Language:
    """Who writes in English is answered in English, wherever he writes; where the words tell neither, `otherwise`.

    >>> language_of("We want to redo our website", "fr"), language_of("CRM, 4 000 €", "fr")
    ('en', 'fr')
    """
    match find_language(prepare(sentence[:LONGEST])):
        case "en":
            return "en"
        case "fr":
            return "fr"
    return otherwise


class Empty(OrchestreError):
    code = "need.empty"


class NothingTold(OrchestreError):
    code = "need.nothing_told"


class NoNeedYet(NothingTold):
    code = "need.no_need_yet"


class WhoOnly(NothingTold):
    code = "need.who_only"


class OnlyAQuestion(OrchestreError):
    code = "need.only_a_question"


class AnOffer(OrchestreError):
    code = "need.an_offer"


class ACandidate(OrchestreError):
    code = "need.a_candidate"


class ACv(OrchestreError):
    code = "need.a_cv"


class Code(OrchestreError):
    code = "need.code"


class TooLong(OrchestreError):
    code = "need.too_long"


class OtherLanguage(OrchestreError):
    code = "need.other_language"


class UnknownAnswer(OrchestreError):
    code = "need.unknown_answer"


class AnswersUnreadable(OrchestreError):
    code = "need.answers_unreadable"


def refuse_what_is_not_read(sentence: str) -> None:
    """Before anything is looked for in it: a long text would be read for seconds to be refused. Raises Empty,
    TooLong."""
    if not sentence.strip():
        raise Empty()
    if len(sentence) > LONGEST:
        raise TooLong(n=len(sentence), most=LONGEST)


def refuse_what_is_no_need(sentence: str, *, recognised: bool) -> None:
    """Raises AnOffer, ACandidate, ACv, Code, OtherLanguage, OnlyAQuestion, NothingTold. A rude need is a need, and so
    is one of two words."""
    wishes = bool(find(sentence, words()["wish"]))
    _refuse_another_paper(sentence, wishes=wishes)
    if _in_other_letters(sentence):
        raise OtherLanguage()
    asks = sentence.strip().endswith("?") and len(sentence.split()) < SHORT
    if asks and find(sentence, words()["general"]) and not find(sentence, words()["own"]):
        raise OnlyAQuestion(said=" ".join(sentence.split())[:80])
    if recognised:
        return
    said = sentence.split()
    language = find_language(prepare(sentence))
    ours = language in {"fr", "en"} or wishes or find(sentence, words()["common"])
    if language not in {"fr", "en", UNKNOWN} and not wishes:
        raise OtherLanguage()
    if not ours and len(said) >= ENOUGH_WORDS:
        raise OtherLanguage()
    if asks:
        raise OnlyAQuestion(said=" ".join(sentence.split())[:80])
    rude = find(sentence, words()["rude"])
    if rude and not wishes:
        raise NothingTold()
    if len(said) < SHORT and not _tells_a_need(sentence):
        kept = " ".join(said)[:SAID]
        if not any(sign.isalpha() for sign in kept):
            raise NothingTold()
        raise WhoOnly(said=kept) if _tells_who(sentence) else NoNeedYet(said=kept)


def _tells_who(sentence: str) -> bool:
    """ "Nous sommes une PME de 12 salariés": who one is, and nothing else."""
    folded = fold(sentence.replace("\u2019", "'"))
    return any(_WHO.match(folded, hit.end) for hit in find(sentence, words()["we_are"]))


def _tells_a_need(sentence: str) -> bool:
    """Whether something is wanted, named or goes wrong, or two ideas of the knowledge meet: weather tells none."""
    text = fold(" ".join(sentence.split()).replace("\u2019", "'"))
    plain = text
    for hit in [*find(text, words()["vague"]), *find(text, words()["polite"])]:
        plain = plain.replace(hit.words, " ")
    plain = plain.strip(" ,.;:!-")
    content = [word for word in folded_words(plain) if len(word) > 2 and not says_nothing(word)]
    greets = plain != text and text.startswith(tuple(fold(each) for each in words()["polite"]))
    told = ideas(folded_words(plain))
    if find(plain, words()["named"]) or (_WANTED.match(plain) and content):
        return True
    if wishes := find(plain, words()["wish"]):
        left = " ".join(content)
        for hit in wishes:
            left = left.replace(hit.words, " ")
        return bool(left.strip())
    hurts, ours = find(plain, words()["hurts"]), find(plain, words()["ours"])
    if hurts and len(content) > 1 and (told or ours or _OF.match(plain)):
        return True
    if told and (ours or _DENIED.search(plain)):
        return not find(plain, words()["we_are"]) or len(told) > 1
    return len(told) > 1 and not greets


def _refuse_another_paper(sentence: str, *, wishes: bool) -> None:
    """Raises AnOffer, ACandidate, ACv, Code."""
    offer = find(sentence, (*words()["offer"], *words()["offered"]))
    if len(offer) > 1 or (offer and not wishes):
        raise AnOffer(said=offer[0].words)
    if seeks := find(sentence, words()["candidate"]):
        raise ACandidate(said=seeks[0].words)
    marks = {match[0].casefold() for match in _CV.finditer(sentence)}
    if len(marks) >= _MARKS_OF_A_CV or (marks and sentence.casefold().lstrip().startswith("curriculum vitae")):
        raise ACv()
    if not wishes and not find(sentence, words()["ours"]) and _is_code(sentence):
        raise Code()


def _is_code(sentence: str) -> bool:
    """Whether there are two marks of code, and fewer than two plain words a mark around them."""
    rest, marks = _CODE.subn(" ", sentence)
    return marks > 1 and len(_WORD.findall(rest)) < 2 * marks


def _in_other_letters(sentence: str) -> bool:
    """Whether most letters are of no Latin alphabet."""
    letters = [sign for sign in sentence if sign.isalpha()]
    return 2 * sum(not unicodedata.name(sign, "").startswith("LATIN") for sign in letters) > len(letters)


def read_answers(text: str) -> dict[str, str]:
    """`{"shop.packer": "Julie"}` from TOML, tables or quoted names. Raises AnswersUnreadable."""
    try:
        return dict(_flat(tomllib.loads(text), ""))
    except tomllib.TOMLDecodeError as error:
        raise AnswersUnreadable(why=str(error)) from None


def _flat(rows: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in rows.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif str(value).strip():
            yield before + name, str(value).strip()
