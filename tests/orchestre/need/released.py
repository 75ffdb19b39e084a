"""What is published in open contracting, held against the schema of OCDS 1.1 and the extensions a release names."""

import json
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, FormatChecker

SCHEMAS = Path(__file__).resolve().parents[2] / "data/ocds"
HOSTILE = (
    'Fin </script><script>alert(1)</script> & "x" \'; DROP TABLE -- {{ 7*7 }} \u202egnp.exe\u202c 🎻 عربي ' + "é" * 300
)
"""A name, a title or a reason as somebody of ill will types it."""


def merged(schema: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """As extensions of OCDS are applied (JSON Merge Patch)."""
    both = dict(schema)
    for key, value in more.items():
        both[key] = merged(both.get(key, {}), value) if isinstance(value, dict) else value
    return both


SCHEMA = merged(
    *(json.loads((SCHEMAS / f"{name}.json").read_text()) for name in ("release-schema-1.1.4", "extensions"))
)
VALIDATOR = Draft4Validator(SCHEMA, format_checker=FormatChecker())


def faults(release: dict[str, Any]) -> list[str]:
    """What the schema says against a release, and what it cannot see: moments without a zone, signs that no tool of
    JSON keeps, references to parties and awards that are not there."""
    release = json.loads(json.dumps(release))
    found = [error.message for error in VALIDATOR.iter_errors(release)]
    for path, value in _leaves(release):
        name = path.rpartition(".")[2]
        if name == "date" or name.endswith(("Date", "dateSigned")):
            moment = datetime.fromisoformat(value)
            found += [f"{path} has no zone"] if moment.tzinfo is None else []
        if isinstance(value, str) and any(unicodedata.category(sign) == "Cs" or sign == "\0" for sign in value):
            found.append(f"{path} holds what is no character")
    parties = {each["id"] for each in release.get("parties", ())}
    named = [release["buyer"]] if "buyer" in release else []
    named += [each for award in release.get("awards", ()) for each in award.get("suppliers", ())]
    found += [f"{each['id']} is no party" for each in named if each["id"] not in parties]
    awards = {each["id"] for each in release.get("awards", ())}
    found += [f"{each['id']} is of no award" for each in release.get("contracts", ()) if each["awardID"] not in awards]
    return found


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    else:
        yield path, value


def package_faults(package: dict[str, Any]) -> list[str]:
    """The same of a release package (required by its schema: uri, version, publishedDate, publisher, releases), whose
    releases are of one process and have each an id of their own."""
    package = json.loads(json.dumps(package))
    found = [
        f"no {name}" for name in ("uri", "version", "publishedDate", "publisher", "releases") if not package.get(name)
    ]
    found += [] if package.get("version") == "1.1" else ["another version"]
    found += [] if "://" in package.get("uri", "") else ["no address"]
    found += [] if package.get("publisher", {}).get("name") else ["nobody publishes it"]
    found += [f"{each} is no address" for each in package.get("extensions", ()) if not each.startswith("https:")]
    releases = package.get("releases", [])
    ids = [each["id"] for each in releases]
    found += ["two releases of one id"] if len(set(ids)) < len(ids) else []
    found += ["two processes"] if len({each["ocid"] for each in releases}) > 1 else []
    return found + [fault for each in releases for fault in faults(each)]
