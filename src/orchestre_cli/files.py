"""The files a command is given and the files it writes: what is given is never written over, no result is left half
written."""

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from orchestre.basics import Language, OrchestreError
from orchestre_cli.talk import sentence, tell


class NothingThere(OrchestreError):
    code = "cli.folder_empty"


class WouldOverwrite(OrchestreError):
    code = "cli.would_overwrite"


class WriteFailed(OrchestreError):
    code = "cli.write_failed"


class NotText(OrchestreError):
    code = "cli.case_not_text"


class TooManyFiles(OrchestreError):
    code = "cli.too_many_files"


MOST_FILES = 100_000
"""Of one folder with those in it; more is somebody's whole disk."""


class File(NamedTuple):
    """`name`: as the result says it, from the folder that was given."""

    path: Path
    name: str


@dataclass(slots=True)
class Given:
    """`folders`: how many were walked through; `links`: how many were not followed."""

    files: list[File] = field(default_factory=list)
    folders: int = 0
    links: int = 0

    @property
    def paths(self) -> list[Path]:
        return [file.path for file in self.files]


def given_files(paths: Iterable[str]) -> Given:
    """A folder stands for its files and those of the folders in it, in the order of their names; hidden ones and links
    are left. A missing path is said before anything is read.

    Raises NothingThere, TooManyFiles, OSError.
    """
    given = Given()
    for written in paths:
        if not written:  # an empty shell variable is not the current folder
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "''")
        path = Path(written)
        if path.is_dir():
            before = len(given.files)
            _walk(path, given, written)
            if len(given.files) == before:
                raise NothingThere(folder=written)
            continue
        if path.is_file():
            with path.open("rb"):
                pass
        else:  # a pipe may be opened once only
            path.stat()
        given.files.append(File(path, path.name))
    return given


def _walk(root: Path, given: Given, written: str) -> None:
    """A link could lead out of the folder, or round in it."""
    found: list[tuple[tuple[str, ...], Path]] = []
    for folder, inside, names in os.walk(root, onerror=_raise):
        given.folders += 1
        for name in [name for name in inside if name.startswith(".")]:
            inside.remove(name)
        here = Path(folder)
        given.links += sum((here / name).is_symlink() for name in inside)
        for name in names:
            path = here / name
            if name.startswith("."):
                continue
            if path.is_symlink():
                given.links += 1
            elif path.is_file():
                found.append((path.relative_to(root).parts, path))
        if len(found) > MOST_FILES:
            raise TooManyFiles(folder=written, most=MOST_FILES)
    given.files += [File(path, "/".join(parts)) for parts, path in sorted(found)]


def _raise(error: OSError) -> None:
    raise error


def tell_folders(given: Given, language: Language) -> None:
    """How much a folder stood for, when it held others or links."""
    if given.folders > 1 or given.links:
        tell(sentence("cli.folders_read", language, n=len(given.files), folders=given.folders))
    if given.links:
        tell(sentence("cli.links_left", language, n=given.links))


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


def text_of(case: str) -> str:
    """The words of a case written in JSON; `-` is the standard input."""
    data = sys.stdin.buffer.read() if case == "-" else Path(case).read_bytes()
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError:
        raise NotText(file=case) from None
