"""What is sealed opens for its own use, under the same secret, and not otherwise."""

from typing import Any

import pytest

from orchestre_web.site.sealed import SealBroken, seal, unseal


@pytest.mark.parametrize("words", ["", "a", "x" * 126, "x" * 127, "x" * 128, "é\0\x80" * 50])
def test_what_is_sealed_comes_back_and_hides_its_length(words: str) -> None:
    made = seal(words, "ici")
    assert unseal(made, "ici") == words
    assert seal(words, "ici") != made
    assert len(made) % 128 == (1 + 12 + 16) % 128


BROKEN = [
    ("of another use", lambda made: (made, "ailleurs")),
    ("changed at its end", lambda made: (made[:-1] + bytes([made[-1] ^ 1]), "ici")),
    ("changed inside", lambda made: (made[:20] + bytes([made[20] ^ 1]) + made[21:], "ici")),
    ("another version", lambda made: (b"\x01" + made[1:], "ici")),
    ("cut", lambda made: (made[:9], "ici")),
    ("empty", lambda made: (b"", "ici")),
]


@pytest.mark.parametrize(("name", "broken"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_broken_seal_opens_nothing(name: str, broken: Any) -> None:
    with pytest.raises(SealBroken):
        unseal(*broken(seal("abc", "ici")))


def test_another_secret_of_the_instance_opens_nothing(settings: Any) -> None:
    made = seal("abc", "ici")
    settings.SECRET_KEY = "another"
    with pytest.raises(SealBroken):
        unseal(made, "ici")
