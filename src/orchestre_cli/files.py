"""The files a command is given and the files it writes: what is given is never written over, no result is left half
written."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from orchestre.basics import OrchestreError


class NothingThere(OrchestreError):
    code = "cli.folder_empty"


class WouldOverwrite(OrchestreError):
    code = "cli.would_overwrite"


class WriteFailed(OrchestreError):
    code = "cli.write_failed"


def given_files(paths: Iterable[str]) -> list[Path]:
    """A folder stands for its files, in the order of their names. A missing path is said before anything is read.

    Raises NothingThere, OSError.
    """
    files: list[Path] = []
    for written in paths:
        if not written:  # an empty shell variable is not the current folder
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "''")
        path = Path(written)
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
            if not inside:
                raise NothingThere(folder=written)
            files += inside
            continue
        if path.is_file():
            with path.open("rb"):
                pass
        else:  # a pipe may be opened once only
            path.stat()
        files.append(path)
    return files


def keep_apart(given: Iterable[str | Path | None], written: Iterable[str | None]) -> None:
    """Raises WouldOverwrite when a file to write is one of those given, or one other file to write."""
    taken = [Path(one) for one in given if one is not None]
    for name in written:
        if name is None or name == "-":
            continue
        path = Path(name)
        if any(_same(path, other) for other in taken):
            raise WouldOverwrite(file=name)
        taken.append(path)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other) and (one.is_file() or one.is_dir())  # /dev/null twice is no harm
    except OSError:  # one of them is not there yet: "./out", "a/../out" and a link to it are the same file to come
        return one.resolve() == other.resolve()


@contextmanager
def writing(where: str) -> Iterator[BinaryIO]:
    """The file appears, or takes the place of the one before, only once it is whole. Raises WriteFailed, OSError."""
    target = Path(where).resolve() if Path(where).is_symlink() else Path(where)
    if target.exists() and not target.is_file():  # a device, a pipe: it can only be written straight
        with target.open("wb", buffering=0) as direct, _told(where):
            yield direct
        return
    part = target.with_name(f".{os.getpid()}-{target.name[-100:]}")
    try:
        stream = part.open("xb")
    except OSError as error:
        error.filename = where
        raise
    try:
        with _told(where):
            with stream:
                yield stream
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _told(where: str) -> Iterator[None]:
    """A full disk has no file name of its own."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        raise WriteFailed(file=where) from error
