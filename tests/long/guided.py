"""Bytes changed by what they make the readers do, from the samples of all sources and the kept corpus (atheris).

    PYTHONPATH=src:. python -m tests.long.guided FOLDER SECONDS

What breaks a law is written into FOLDER: mend it, then keep the smallest form of it in `corpus/`. Atheris is no
dependency: `pip install atheris` where this is run. `run.py long` calls it when it is there, and says so when it is
not: hypothesis changes bytes then, without looking at what they do.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["orchestre.replies.sources"]):
    from tests.orchestre.replies.sources.laws import lawful, samples

    samples()  # so that every reader is loaded, and instrumented

CORPUS = Path(__file__).parent / "corpus"


def read(data: bytes) -> None:
    lawful(data)


def main(folder: Path, seconds: int) -> None:
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for name, data in samples().items():
        (seeds / name).write_bytes(data)
    for file in CORPUS.iterdir():
        (seeds / file.name).write_bytes(file.read_bytes())
    options = [f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", str(seeds)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
