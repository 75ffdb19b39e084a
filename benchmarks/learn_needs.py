"""Whether the two files of what was heard of each kind of need are in step with the knowledge.

`--keep` writes them (src/orchestre/need/heard_words.tsv and heard_pieces.tsv), the same bytes each time: a first need
is then written without learning, which takes half a second of processor.
"""

import sys

from benchmarks._harness import ROOT
from orchestre.need.heard import files

PLACE = ROOT / "src" / "orchestre" / "need"


def main() -> int:
    """0: in step, or written; 1: the knowledge changed since the files were written."""
    status = 0
    for name, text in files().items():
        file = PLACE / name
        same = file.is_file() and file.read_text(encoding="utf-8") == text
        print(f"{name}: {text.count(chr(10)) - 1} features, {'in step' if same else 'changed'}")
        if not same and "--keep" in sys.argv:
            file.write_text(text, encoding="utf-8")
        elif not same:
            status = 1
    return status


if __name__ == "__main__":
    raise SystemExit(main())
