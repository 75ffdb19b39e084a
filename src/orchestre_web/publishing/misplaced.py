"""What a guest wrote in the wrong field: an offer among the questions that all read, a question sent as an offer."""

from orchestre.basics import OrchestreError
from orchestre.replies.extract import Extract, Kind
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply
from orchestre_web.publishing.models import Submission


class QuestionIsOffer(OrchestreError):
    """It would be shown to the competitors."""

    code = "publishing.question_is_offer"


def is_offer(words: str) -> bool:
    """Somebody's own price in what should be a question. A price that is asked about is no offer."""
    found = _read(words)
    return found.kind is Kind.OFFER and bool(found.price)


def is_question(submission: Submission) -> bool:
    """Words alone, and they ask."""
    said = submission.answers
    others = [said.get(name) for name in ("setup", "run", "start", "references")]
    if any(others) or any(said.get("met", ())) or any(said.get("how", ())):
        return False
    return _read(said.get("words", "")).kind is Kind.QUESTION


def _read(words: str) -> Extract:
    return extract(Reply("1", Position("", "form", 1), None, words, channel="web_form"))
