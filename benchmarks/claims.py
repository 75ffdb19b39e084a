"""How many labelled claims of authors are read, and how many of those read are labelled.

`tests/data/claims.jsonl` names every claim of its texts; the English registers name some, so of these only the first
figure tells something. A claim is found when one of its type shares its words, or half of them.
"""

import json
import re
import sys
from collections.abc import Iterator

from benchmarks._harness import ROOT, Table
from orchestre.reading.claims import find_claims
from orchestre.reading.normal import fold, prepare

SETS = (("claims", "tune"), ("claims", "kept"), ("registers_en", "tune"), ("registers_en", "kept"))
_WORD = re.compile(r"\w+")


def same(one: str, other: str) -> bool:
    mine, theirs = set(_WORD.findall(fold(one))), set(_WORD.findall(fold(other)))
    return 2 * len(mine & theirs) >= min(len(mine), len(theirs)) > 0


def offers(name: str, half: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for line in (ROOT / f"tests/data/{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] == half and row["labels"]["kind"] == "offer":
            yield row["text"], [(claim["type"], claim["words"]) for claim in row["labels"].get("claims") or ()]


def main() -> int:
    table = Table("Claims of authors", "set", "labelled", "read of them", "said", "labelled of them")
    for name, half in SETS:
        wanted = read = said = right = 0
        for text, labels in offers(name, half):
            found = [(claim.type.value, claim.words) for claim in find_claims(prepare(text))]
            wanted, said = wanted + len(labels), said + len(found)
            read += sum(any(kind == one and same(words, other) for one, other in found) for kind, words in labels)
            right += sum(any(same(words, other) for _, other in labels) for _, words in found)
        table.row(f"{name}, {half}", str(wanted), f"{read / wanted:.2f}", str(said), f"{right / said:.2f}")
    table.show()
    if "--keep" in sys.argv:
        table.keep("reading-replies.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
