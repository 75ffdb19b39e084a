"""What somebody says he is: a company, an independent, a student. Only his own words count; most say nothing."""

import re
from enum import StrEnum

from orchestre.reading.normal import Prepared


class Provider(StrEnum):
    COMPANY = "company"
    INDEPENDENT = "independent"
    STUDENT = "student"
    UNKNOWN = "unknown"


_HOUSE = (
    r"(?:agence|studio|societe|entreprise|cabinet|atelier|collectif|cooperative|scop|sarl|sas|esn|agency|company|firm|"
    r"collective|consultancy|ltd|llc)"
)
_COMPANY = re.compile(
    rf"\b(?:notre|our) (?:petite |jeune |small |young )?(?:{_HOUSE}|equipe|team)\b|"
    rf"\b(?:nous sommes|on est|we are|we're|je (?:dirige|gere|represente|cogere)|i (?:run|own|lead|represent)|"
    rf"(?:co-?)?(?:gerante?|fondat\w+|dirigeante?|founder|owner) (?:de|d|of))\W{{1,2}}(?:(?:une?|an?|l|la|le|the|cette|"
    rf"my)\W)?(?:[\w-]+ ){{0,2}}{_HOUSE}\b|"
    r"\b(?:sarl|s\.a\.r\.l|gmbh|ltd|llc)\b"
)
_NOT_HIS = r"(?<!vos )(?<!des )(?<!les )(?<!your )(?<!pas )(?<!not )(?<!of )"
_INDEPENDENT = re.compile(
    rf"\b{_NOT_HIS}(?:freelances?|freelancer|independante?|auto-?\s?entrepreneu\w+|micro-?\s?entrepr\w+|"
    r"travailleu\w+ autonome|self-employed|sole trader|pigiste|portage salarial)\b|"
    r"\b(?:a|suis a) mon (?:propre )?compte\b|\bon my own account\b"
)
_STUDENT = re.compile(
    r"\b(?:je suis|i am|i'm|actuellement|currently)(?: [\w-]+){0,3} (?:etudiante?|student|stagiaire|alternante?|"
    r"apprentie?|intern|apprentice)\b|"
    r"\b(?:cherche|recherche|looking for|seeking)(?: [\w-]+){0,3} (?:stage|alternance|apprentissage|internship|"
    r"apprenticeship)\b|\b(?:etudiante?|student) en (?:\w+)"
)


def find_provider(ready: Prepared) -> Provider:
    """A student may call himself a freelance, and a company may say that it lets freelances work: the first of student,
    company, independent that the words say."""
    folded = ready.folded
    if _STUDENT.search(folded):
        return Provider.STUDENT
    if _COMPANY.search(folded):
        return Provider.COMPANY
    return Provider.INDEPENDENT if _INDEPENDENT.search(folded) else Provider.UNKNOWN
