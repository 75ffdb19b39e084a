"""Words that the program must read again later, sealed under the secret of the instance for one use alone.

AES-256 in Galois/counter mode, by `cryptography` (decision 0030): the words are hidden, and a seal that was changed, or
moved to another row, does not open. The key of each use is derived by HKDF from the secret of the instance.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_VERSION = b"\x02"
"""1 was a construction of our own: what it sealed is asked again."""
_FRESH, _BLOCK = 12, 128


class SealBroken(ValueError):
    """The secret of the instance changed, or the row did, or it was sealed in an older way."""


def seal(words: str, about: str) -> bytes:
    """`about`: what it may be used for, to be said again when it is opened. The length is hidden up to the next 128
    bytes."""
    data = words.encode() + b"\x80"
    data += b"\0" * (-len(data) % _BLOCK)
    fresh = secrets.token_bytes(_FRESH)
    return _VERSION + fresh + _cipher().encrypt(fresh, data, _VERSION + about.encode())


def unseal(sealed: bytes, about: str) -> str:
    """Raises SealBroken."""
    fresh, body = sealed[1 : 1 + _FRESH], sealed[1 + _FRESH :]
    if sealed[:1] != _VERSION or len(fresh) != _FRESH:
        raise SealBroken
    try:
        data = _cipher().decrypt(fresh, body, _VERSION + about.encode())
    except InvalidTag as error:
        raise SealBroken from error
    return data.rstrip(b"\0")[:-1].decode()


def _cipher() -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"orchestre.sealed/2")
    return AESGCM(derived.derive(settings.SECRET_KEY.encode()))
