"""One file read in a process of its own, which knows neither the database nor the network of ours and is ended when it
takes too long: a file made to be slow, or to fill the memory, stops nobody else.

Run by itself, this file is that process: bytes in, one JSON document out. It loads without Django.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys

from orchestre.replies.attachments import FileKind, ReadFile, read_attachment
from orchestre_web.publishing.limits import PICTURE_SECONDS, READ_BYTES, READ_SECONDS
from orchestre_web.publishing.programs import OfThisMachine

_PASSED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
"""What it is told of the machine: no address of a database, no key."""


def read_apart(data: bytes, kind: FileKind, *, seconds: float = READ_SECONDS) -> ReadFile:
    """Never raises, and lasts no longer than that."""
    surroundings = {name: os.environ[name] for name in _PASSED if name in os.environ}
    surroundings["PYTHONPATH"] = os.pathsep.join(each for each in sys.path if each)
    try:
        said = _ended([sys.executable, "-m", __name__, kind.value], data, surroundings, seconds)
        found = json.loads(said)
        return ReadFile(
            tuple(str(page) for page in found["pages"]), str(found["trouble"]), tuple(map(int, found["pictured"]))
        )
    except (subprocess.SubprocessError, OSError, ValueError, KeyError):
        return ReadFile((), "replies.file_slow")  # too slow, or ended by the limits below: the same to the reader


def _ended(command: list[str], data: bytes, surroundings: dict[str, str], seconds: float) -> bytes:
    """What it said. Raises SubprocessError and OSError. It is ended with the programs that it started."""
    with subprocess.Popen(  # noqa: S603 - our own module, and a kind of ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(data, timeout=seconds)
        except BaseException:
            _end_all(process)
            raise
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return said


def _end_all(process: "subprocess.Popen[bytes]") -> None:
    """The group that it began."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


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
    programs = OfThisMachine(PICTURE_SECONDS)
    found = read_attachment(sys.stdin.buffer.read(), FileKind(kind), programs=programs)
    sys.stdout.write(json.dumps({"pages": found.pages, "trouble": found.trouble, "pictured": found.pictured}))


if __name__ == "__main__":
    _main(sys.argv[1])
