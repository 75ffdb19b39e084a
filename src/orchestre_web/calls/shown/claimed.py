"""What an author says for himself, and what that proves."""

from dataclasses import dataclass

from orchestre.reading.claims import Claim, ClaimType
from orchestre_web.calls.shown.words import Document


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """What the author says for himself, and the code of the sentence on what that proves. `others`: the claims that
    stay when this one is taken away, as the form posts them."""

    type: str
    words: str
    proves: str
    checkable: bool
    others: tuple[str, ...]


def claims(document: Document) -> list[ShownClaim]:
    """In the order of the text. Replies read before claims were known have none."""
    made = document.get("claims") or []
    posted = [f"{each['type']}|{int(each['checkable'])}|{each['words']}" for each in made]
    return [
        ShownClaim(
            each["type"],
            each["words"],
            Claim(ClaimType(each["type"]), each["words"], each["checkable"]).proves,
            each["checkable"],
            tuple(posted[:number] + posted[number + 1 :]),
        )
        for number, each in enumerate(made)
    ]
