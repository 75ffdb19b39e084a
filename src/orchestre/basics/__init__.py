"""What every room stands on: ranges, spans of text, errors with a sentence, words in two languages.

>>> from orchestre.basics import Range
>>> Range(800, 1000, 1500).plus(Range.exactly(100))
Range(low=900, likely=1100, high=1600)
"""

from orchestre.basics.errors import OrchestreError
from orchestre.basics.ranges import Range
from orchestre.basics.sentences import Language, say
from orchestre.basics.spans import Evidence, Span

__all__ = ["Evidence", "Language", "OrchestreError", "Range", "Span", "say"]
