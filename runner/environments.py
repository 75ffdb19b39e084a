"""The two virtual environments, each made from one hash-locked file of `requirements/`."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from runner.words import Stop, say

HERE = Path(__file__).resolve().parent.parent
REQUIREMENTS = HERE / "requirements"
WINDOWS = os.name == "nt"


@dataclass(frozen=True)
class Environment:
    """A virtual environment made from one locked file. `stamp` is written last: without it, all is done again."""

    folder: Path
    lock: Path
    project: Path = HERE

    def script(self, name: str) -> str:
        place = self.folder / ("Scripts" if WINDOWS else "bin") / name
        return str(place.with_suffix(".exe") if WINDOWS else place)

    @property
    def stamp(self) -> Path:
        return self.folder / "stamp"

    def wanted_stamp(self) -> str:
        """Changes with the lock, the Python and the place of the checkout (scripts hold absolute paths)."""
        version = ".".join(map(str, sys.version_info[:3]))
        parts = [self.lock.read_bytes(), version.encode(), str(self.project).encode(), self._project_table()]
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def _project_table(self) -> bytes:
        """What the installed command depends on in `pyproject.toml`: not the settings of the tools."""
        import tomllib

        with (self.project / "pyproject.toml").open("rb") as file:
            project = tomllib.load(file).get("project", {})
        return repr([project.get(key) for key in ("name", "version", "scripts")]).encode()

    def is_ready(self) -> bool:
        with contextlib.suppress(OSError):
            return Path(self.script("python")).exists() and self.stamp.read_text() == self.wanted_stamp()
        return False

    def ensure(self) -> None:
        """Make it when it is not there, when the lock changed or when an installation was interrupted."""
        if self.is_ready():
            return
        print(say("preparing", folder=self.folder.name), file=sys.stderr, flush=True)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        try:
            self._make_with_uv(uv) if (uv := shutil.which("uv")) else self._make_with_pip()
        except subprocess.CalledProcessError as error:
            raise Stop("install_failed", folder=self.folder.name) from error
        self.stamp.write_text(self.wanted_stamp())

    def _make_with_uv(self, uv: str) -> None:
        run([uv, "venv", "--quiet", "--python", sys.executable, str(self.folder)])
        self._install([uv, "pip", "install", "--quiet", "--python", self.script("python")])

    def _make_with_pip(self) -> None:
        if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
            raise Stop("venv_missing")
        try:
            venv.EnvBuilder(with_pip=True, clear=True, symlinks=not WINDOWS).create(self.folder)
        except subprocess.CalledProcessError as error:  # ensurepip is there but its wheels are not
            raise Stop("venv_missing") from error
        pip = [self.script("python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
        self._install([*pip, "install", "--no-input"])

    def _install(self, install: list[str]) -> None:
        run([*install, "--require-hashes", "--no-deps", "-r", str(self.lock)])
        # Editable, and built by the setuptools of the lock: nothing else is downloaded.
        run([*install, "--no-deps", "--no-build-isolation", "-e", str(self.project)])


PRODUCT = Environment(HERE / ".venv", REQUIREMENTS / "product.txt")
DEVELOPMENT = Environment(HERE / ".venv-dev", REQUIREMENTS / "dev.txt")


def run(command: Sequence[str], **options: object) -> None:
    """Run to the end from the root of the checkout; CalledProcessError when it fails."""
    subprocess.run(list(command), check=True, stdin=subprocess.DEVNULL, **{"cwd": HERE, **options})  # type: ignore[call-overload]


def status(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> int:
    """Run to the end and give the exit code. What we printed so far comes first."""
    sys.stdout.flush()
    return subprocess.call(list(command), cwd=HERE, env=env)


def chromium() -> str | None:
    """The browser of the pages' tests, under the name Debian or Ubuntu gives it."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")  # the first draws no window: a third quicker
    return next((found for name in names if (found := shutil.which(name))), None)
