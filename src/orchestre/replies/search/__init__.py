"""Words looked for in many replies: without accents or capitals, by their root, and in spite of a typing mistake."""

from orchestre.replies.search.excerpts import Piece, excerpt
from orchestre.replies.search.forms import Found, roots, search_words
from orchestre.replies.search.lexicon import Lexicon, LexiconBuilder, Term, lexicon_of

__all__ = ["Found", "Lexicon", "LexiconBuilder", "Piece", "Term", "excerpt", "lexicon_of", "roots", "search_words"]
