"""A choice on paper: one page to sign, the full record for the file, and the same figures worked out again.

page = one_page(choice, rules, language="fr", made_at=now)       # a Document: write_pdf, write_docx, html_part
whole = full_record(shortlist, rules, language="fr", made_at=now)
replayed = compare(kept_document, shortlist_document(rank(board), language="fr"))
"""

from orchestre.shortlist.record.choice import Approved, Change, Choice, Decided, Firmness, Often, Rules, choice_of
from orchestre.shortlist.record.full import full_record
from orchestre.shortlist.record.one_page import one_page
from orchestre.shortlist.record.replay import Replay, compare
from orchestre.shortlist.record.rules import when_frozen

__all__ = [
    "Approved",
    "Change",
    "Choice",
    "Decided",
    "Firmness",
    "Often",
    "Replay",
    "Rules",
    "choice_of",
    "compare",
    "full_record",
    "one_page",
    "when_frozen",
]
