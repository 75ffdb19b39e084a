"""What helping processes (`jobs.helpers`) have done before they are copied: they can read replies, and have read some,
so that none of them works out again how the forms of the readers begin.

Loaded without Django, by the process they are copies of; a fault here costs time and nothing else.
"""

import json
from datetime import date
from itertools import islice
from pathlib import Path

from orchestre.replies.lessons import NO_LESSONS
from orchestre.replies.reply import Position, Reply
from orchestre_web.calls import taught

SAMPLES = Path(__file__).parent / "demo" / "replies.jsonl"
_EACH = 3
"""One sample in so many is read: about a hundred."""


def _read_samples() -> None:
    with SAMPLES.open(encoding="utf-8") as lines:
        for line in islice(lines, 0, None, _EACH):
            one = json.loads(line)
            reply = Reply(one["id"], Position(SAMPLES.name, "jsonl", 0), one["author"], one["text"])
            taught.read(reply, NO_LESSONS, date.fromisoformat(one["reference_date"]))


_read_samples()
