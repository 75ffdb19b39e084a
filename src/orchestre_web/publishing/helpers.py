"""One file read in a process of its own, which knows neither the database nor the network of ours and is ended when it
takes too long: a file made to be slow, or to fill the memory, stops nobody else.

Run by itself, this file is that process: bytes in, one JSON document out. It loads without Django.
"""

import json
import os
import subprocess
import sys

from orchestre.replies.attachments import FileKind, ReadFile, read_attachment
from orchestre_web.publishing.limits import READ_BYTES, READ_SECONDS

_PASSED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
"""What it is told of the machine: no address of a database, no key."""


def read_apart(data: bytes, kind: FileKind, *, seconds: float = READ_SECONDS) -> ReadFile:
    """Never raises, and lasts no longer than that."""
    surroundings = {name: os.environ[name] for name in _PASSED if name in os.environ}
    surroundings["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, and a kind of ours
            [sys.executable, "-m", __name__, kind.value],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            timeout=seconds,
            check=True,
        )
        found = json.loads(ended.stdout)
        return ReadFile(tuple(str(page) for page in found["pages"]), str(found["trouble"]))
    except subprocess.TimeoutExpired:
        return ReadFile((), "replies.file_slow")
    except (subprocess.SubprocessError, OSError, ValueError, KeyError):
        return ReadFile((), "replies.file_slow")  # ended by the limits below, which is the same to the reader


def _bounded() -> None:
    """The system itself holds this process: its memory, its time, no file written. Not on systems without such."""
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, READ_BYTES),
        (resource.RLIMIT_CPU, READ_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _main(kind: str) -> None:
    _bounded()
    found = read_attachment(sys.stdin.buffer.read(), FileKind(kind))
    sys.stdout.write(json.dumps({"pages": found.pages, "trouble": found.trouble}))


if __name__ == "__main__":
    _main(sys.argv[1])
