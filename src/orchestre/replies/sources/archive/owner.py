"""Whose archive it is: what the export of a service says of its own account, so that the messages of that account count
as the owner's without his telling."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from orchestre.reading.normal import fold
from orchestre.replies.sources.archive.exports import Export
from orchestre.replies.sources.stream import read_up_to
from orchestre.replies.sources.tools.json_stream import string
from orchestre.replies.sources.tools.mojibake import mended
from orchestre.replies.sources.tools.zips import Opened

_MOST = 2_000_000
"""Bytes of such a file; a longer one is none."""
_X_KEYS = frozenset({"accountid", "username", "accountdisplayname"})
_META_KEYS = frozenset({"full name", "username", "name", "nom", "nom d'utilisateur", "nom de profil", "profile uri"})


def owner_names(opened: Opened, export: Export | None) -> tuple[str, ...]:
    """Names, handles and numbers of the account; () when the archive does not say. Never raises."""
    found: dict[str, None] = {}
    if export is None or export.name not in _READERS:
        return ()
    for member in opened.members:
        if member.trouble is None and export.names_owner(member.path):
            stream = opened.open(member)
            data = read_up_to(stream, _MOST + 1)  # type: ignore[arg-type]  # it only needs to be read
            stream.close()
            if len(data) <= _MOST:
                text = data.decode("utf-8-sig", "replace")
                try:
                    found.update(dict.fromkeys(_READERS[export.name](text)))
                except (ValueError, RecursionError, csv.Error):
                    continue
    return tuple(name.strip() for name in found if len(name.strip()) > 1)


def _linkedin(text: str) -> Iterator[str]:
    for row in csv.DictReader(text.splitlines()):
        first, last = (row.get(name) or "" for name in ("First Name", "Last Name"))
        if first.strip() and last.strip():
            yield f"{first.strip()} {last.strip()}"


def _json(text: str, keys: frozenset[str]) -> Iterator[str]:
    """The strings that stand under these names, at whatever depth; {"value": ...} stands for its value."""
    left: list[object] = [json.loads(re.sub(r"^[^\[{]{0,200}=\s*", "", text, count=1))]
    while left:
        value = left.pop()
        if isinstance(value, list):
            left.extend(value)
        elif isinstance(value, dict):
            for name, held in value.items():
                inner = held.get("value", held) if isinstance(held, dict) else held
                plain = fold(mended(name)).replace("_", " ").replace("’", "'")
                if plain in keys and isinstance(inner, str | int):
                    yield mended(string(inner))
                else:
                    left.append(held)


_READERS: Mapping[str, Callable[[str], Iterator[str]]] = MappingProxyType(
    {"linkedin": _linkedin, "x": partial(_json, keys=_X_KEYS), "meta": partial(_json, keys=_META_KEYS)}
)
