"""A file is read in a process of its own, which is ended when it takes too long and knows nothing of ours."""

import subprocess
from typing import Any

import pytest

from orchestre.replies.attachments import FileKind
from orchestre_web.publishing import helpers
from tests.orchestre.replies.attachments.made import docx, pdf


def test_words_come_back_by_page() -> None:
    assert helpers.read_apart(pdf("Un", "Deux é"), FileKind.PDF).pages == ("Un", "Deux é")
    assert helpers.read_apart(docx("Un"), FileKind.DOCX).pages == ("Un",)


def test_a_file_that_takes_too_long_is_left() -> None:
    read = helpers.read_apart(pdf("Un"), FileKind.PDF, seconds=0.01)
    assert (read.pages, read.trouble) == ((), "replies.file_slow")


def test_a_file_that_ends_its_reader_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helpers.sys, "executable", "/bin/false")
    assert helpers.read_apart(pdf("Un"), FileKind.PDF).trouble == "replies.file_slow"


def test_the_reader_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    def begun(*_: object, env: dict[str, str], **__: object) -> None:
        told.update(env)
        raise subprocess.SubprocessError

    monkeypatch.setenv("ORCHESTRE_SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "postgres://x")
    monkeypatch.setattr(subprocess, "Popen", begun)
    helpers.read_apart(b"", FileKind.PDF)
    assert set(told) <= {"PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "PYTHONPATH"}
