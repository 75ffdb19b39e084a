"""Sentences as the model of the kinds sees them: which classes of words stand together.

"I build shops" and "je fais des boutiques" are one frame, {me, work, project}: what is learnt from the one language
holds in the other, and a verb of work counts by who its subject is. The classes are listed in `kind_words.toml`.
"""

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import combinations

from orchestre.reading.normal import Prepared

MOST_SENTENCES = 24
