"""One application as a row: the letter, the answers, the price its terms say it is, and what the profile says."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orchestre.replies.sources.stream import clean
from orchestre.replies.sources.tools.json_stream import string

_HOURLY = re.compile(r"hour|heure|horaire|weekly", re.I)
_FIXED = re.compile(r"fix|forfait|project|milestone|lump", re.I)
_NUMBER = re.compile(r"\d[\d.,\s]*")
_WHO = ("applicantId", "freelancerId", "contractorId", "candidateId", "personId", "personUid", "applicant_id")
_PROFILE_WHO = ("id", "uid", "identity", "ciphertext", "profileKey", "userId", "url", "profileUrl")
_NAMES = ("name", "fullName", "shortName", "displayName", "freelancerName", "applicantName")
_WHEN = ("createdAt", "created", "createdDateTime", "submittedAt", "appliedAt", "createdTs", "date")
_KNOWN = {"coverLetter", "questionAnswers", "profile", "location", "id", "uid", "applicationId", *_NAMES, *_WHEN}
_KNOWN |= {"hourlyChargeRate", "fixedChargeAmount"}


@dataclass(slots=True)
class Application:
    """`person` joins what one applicant sent in several pieces; "" when the file names nobody."""

    person: str
    letter: str
    answers: str
    cells: list[str]
    extra: dict[str, str]

    @property
    def text(self) -> str:
        return "\n\n".join(part for part in (self.letter, self.answers) if part)


def applications_in(value: object) -> Iterator[dict[str, object]]:
    """Every object inside that is an application, in the order of the file."""
    left = [value]
    while left:
        found = left.pop()
        if isinstance(found, dict):
            if is_application(found):
                yield found
            else:
                left.extend(reversed(list(found.values())))
        elif isinstance(found, list):
            left.extend(reversed(found))


def is_application(found: Mapping[str, object]) -> bool:
    return "coverLetter" in found or "questionAnswers" in found


def read_application(found: Mapping[str, object]) -> Application:
    profile = found.get("profile")
    profile = profile if isinstance(profile, dict) else {}
    name = _first(profile, _NAMES) or _first(found, _NAMES) or _full_name(profile)
    cells = [
        _first(found, ("id", "uid", "applicationId")),
        name,
        _first(found, _WHEN),
        "",
        _price(found),
        _place(profile.get("location") or found.get("location")),
        _first(profile, ("title", "headline")),
        _first(profile, ("url", "profileUrl", "link")),
    ]
    extra = {
        "skills": _skills(profile.get("skills")),
        "profile_rate": _rate(profile.get("hourlyRate"), ""),
        "profile": string(profile.get("description"))[:5_000],
    }
    for key, value in found.items():  # what nobody knows is kept under its own name
        if key not in _KNOWN and isinstance(value, str | int | float):
            extra.setdefault(clean(key), (clean(value) if isinstance(value, str) else str(value)).strip()[:2_000])
    person = _first(found, _WHO) or _first(profile, _PROFILE_WHO) or name
    answers = "\n\n".join(_answers(found.get("questionAnswers")))
    letter = string(found.get("coverLetter")).strip()
    return Application(person, letter, answers, cells, {key: said for key, said in extra.items() if said})


def _first(found: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((said for name in names if (said := string(found.get(name)).strip())), "")


def _full_name(profile: Mapping[str, object]) -> str:
    return f"{string(profile.get('firstName'))} {string(profile.get('lastName'))}".strip()


def _answers(value: object) -> Iterator[str]:
    """The client's question is quoted, so that his words are not read as the applicant's."""
    if isinstance(value, dict):
        pairs = [(clean(question), said) for question, said in value.items()]
    elif isinstance(value, list):
        pairs = [
            (string(one.get("question")), one.get("answer")) if isinstance(one, dict) else ("", one) for one in value
        ]
    else:
        return
    for question, said in pairs:
        answer = string(said).strip()
        if answer:
            asked = " ".join(question.split())
            yield f"> {asked}\n{answer}" if asked else answer


def _price(found: Mapping[str, object]) -> str:
    """Fixed or hourly is what the terms say: in a fixed bid the hourly field repeats the whole amount."""
    hourly, fixed = found.get("hourlyChargeRate"), found.get("fixedChargeAmount")
    terms = " ".join(_strings(found.get("terms")))
    by_hour, whole = _HOURLY.search(terms) is not None, _FIXED.search(terms) is not None
    if by_hour == whole:
        whole = bool(_amount(fixed)[0])
    currency = _amount(hourly)[1] or _amount(fixed)[1]
    if whole:
        amount, own = _amount(fixed)
        amount = amount or _amount(hourly)[0]
        return f"{amount} {own or currency}".strip() + " forfait" if amount else ""
    return _rate(hourly, currency)


def _rate(value: object, currency: str) -> str:
    amount, own = _amount(value)
    return f"{amount} {own or currency}".strip() + "/h" if amount else ""


def _amount(value: object) -> tuple[str, str]:
    """Amount and currency; nothing for zero, which is an empty field."""
    currency = ""
    if isinstance(value, dict):
        currency = string(value.get("currencyCode") or value.get("currency"))
        value = value.get("amount", value.get("value"))
    if isinstance(value, float) and 0 < value < 1e9:
        value = f"{value:.2f}"
    written = string(value).strip()
    if not any(char in "123456789" for char in written) or not _NUMBER.search(written):
        return "", currency
    return written[:40], currency


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one) if isinstance(one, str) else ()
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))


def _place(value: object) -> str:
    if isinstance(value, dict):
        country = string(value.get("country")) or string(value.get("countryCode"))
        return ", ".join(part for part in (string(value.get("city")).strip(), country.strip()) if part)
    return string(value).strip()


def _skills(value: object) -> str:
    listed = value if isinstance(value, list) else []
    names = [_first(one, ("prettyName", "name", "label")) if isinstance(one, dict) else string(one) for one in listed]
    return ", ".join(name for name in names if name)[:2_000]


def raw(found: object) -> str:
    return json.dumps(found, ensure_ascii=True)[:2_000]
