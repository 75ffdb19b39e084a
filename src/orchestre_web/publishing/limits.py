"""How much a guest may send, and how often."""

from datetime import timedelta

MOST_FILES = 5
MOST_FILE_BYTES = 10 * 1024 * 1024
"""Of one file."""
MOST_BYTES = 20 * 1024 * 1024
"""Of all the files of one offer."""
MOST_OF_CALL = 2 * 1024**3
"""Bytes of all the files of one call."""
MOST_SUBMISSIONS = 5_000
"""Of one call, amended ones included."""
FEW_POINTS = 12
"""Requirements that are shown openly, all of them; more are folded by theme, but for themes of the form in which
one removes an offer."""
MOST_VERSIONS = 20
"""Of one offer."""
MOST_ENQUIRIES = 500
LONGEST_WORDS = 30_000
LONGEST_HOW = 1_000
LONGEST_QUESTION = 1_500
QUICKEST = timedelta(seconds=3)
"""From the page shown to the form sent: nobody writes an offer faster."""
WINDOW = timedelta(hours=1)
MOST_FROM_ONE_PLACE = 12
"""Offers and questions that one address may send in a WINDOW."""
READ_SECONDS = 25
"""That the reading of one file may take, all in all."""
PICTURE_SECONDS = 20
"""Of them for all its pictures."""
READ_BYTES = 1024**3
"""Memory of the process that reads it."""
MOST_YEARS = 10
