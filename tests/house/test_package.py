"""`pip install .`: the wheel holds the whole of `src/`, data included, and nothing of the checkout beside it."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from runner.environments import HERE

BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built from a copy, so that no `build/` folder stays in the checkout, by the setuptools of the lock."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(HERE / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(HERE / name, copy)
    out = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(out)], cwd=copy, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_every_file_of_src_is_in_the_package(wheel: zipfile.ZipFile) -> None:
    src = HERE / "src"
    ours = {
        file.relative_to(src).as_posix()
        for file in src.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.parent.name.endswith(".egg-info")
    }
    packaged = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert ours - packaged == set(), "a kind of file that pyproject.toml's package-data does not name"
    assert packaged - ours == set()


def test_the_command_and_the_licence_come_with_it(wheel: zipfile.ZipFile) -> None:
    names = {Path(name).name: name for name in wheel.namelist() if ".dist-info/" in name}
    assert "orchestre = orchestre_cli.main:main" in wheel.read(names["entry_points.txt"]).decode()
    assert "Apache License" in wheel.read(names["LICENSE"]).decode()


def test_the_pages_are_an_extra(wheel: zipfile.ZipFile) -> None:
    metadata = next(wheel.read(name).decode() for name in wheel.namelist() if name.endswith("METADATA"))
    plain = [line for line in metadata.splitlines() if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert any("numpy" in line for line in plain)
    assert not [line for line in plain if "django" in line.lower() or "granian" in line.lower()]
