"""Who wrote this: the owner or somebody else. The owner's own messages are counted, never ranked."""

import re
from functools import lru_cache

from orchestre.reading.normal import fold
from orchestre.replies.reply import Me

_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_GAPS = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[<>()\[\]]")


def comparable(name: str) -> str:
    """The form two spellings of one name share: no case, accents, punctuation, scheme nor leading "@".

    >>> comparable("Pauline GARNIER"), comparable("@pauline_garnier")
    ('pauline garnier', 'pauline garnier')
    """
    plain = _SCHEME.sub("", fold(name.strip()))
    return _GAPS.sub(" ", plain).strip() or plain


class OwnCheck:
    """Says whether one of the names shown on a message is the owner's.

    >>> mine = OwnCheck(Me(frozenset({"Pauline Garnier", "pauline@nord.exemple"})))
    >>> mine("Pauline GARNIER"), mine("P. G. <Pauline@nord.exemple>"), mine("Paul Vidal", None)
    (True, True, False)
    """

    def __init__(self, me: Me) -> None:
        self._keys = frozenset(key for key in map(comparable, me.names) if key)
        self._known = lru_cache(maxsize=8192)(self._is_mine)
        self._names = me.names
        self._wider: dict[tuple[str, ...], OwnCheck] = {}

    def also(self, names: tuple[str, ...]) -> "OwnCheck":
        """The check that knows these names too."""
        if not names:
            return self
        if names not in self._wider:
            self._wider[names] = OwnCheck(Me(self._names | frozenset(names)))
        return self._wider[names]

    def __bool__(self) -> bool:
        return bool(self._keys)

    def __call__(self, *shown: str | None) -> bool:
        if not self._keys:
            return False
        return any(self._known(name) for name in shown if name)

    def _is_mine(self, name: str) -> bool:
        if comparable(name) in self._keys:
            return True
        parts = _PARTS.split(name)
        return len(parts) > 1 and any(comparable(part) in self._keys for part in parts if part.strip())
