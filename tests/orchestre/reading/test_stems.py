"""Stems are the same whoever asks at the same moment: the pages read in several threads."""

import sys
from concurrent.futures import ThreadPoolExecutor

from orchestre.reading.stems import stems

WORDS = [f"{a}{b}ement" for a in ("developp", "integr", "respons") for b in ("ationnel", "ateur", "able", "ision")]


def test_threads_do_not_mix_their_words() -> None:
    expected = [stems(word) for word in WORDS]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: [stems.__wrapped__(word) for word in WORDS], range(200)))
    finally:
        sys.setswitchinterval(before)
    assert found == [expected] * 200
