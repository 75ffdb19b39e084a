"""`run.py` and `runner/`: the set-up is stamped last, a port is found, children end, what is not run is said."""

import os
import signal
import socket
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from runner import environments, program, words
from runner.environments import HERE, Environment

RUN = [sys.executable, str(HERE / "run.py")]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n')
    lock = tmp_path / "product.txt"
    lock.write_text("numpy==2.0\n")
    return Environment(tmp_path / ".venv", lock, tmp_path)


@pytest.fixture
def installs(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each making of the environment; it only writes what `is_ready` looks for."""
    made: list[str] = []

    def make(self: Environment, *_: object) -> None:
        made.append(self.lock.read_text())
        python = Path(self.script("python"))
        python.parent.mkdir(parents=True)
        python.touch()

    monkeypatch.setattr(Environment, "_make_with_pip", make)
    monkeypatch.setattr(Environment, "_make_with_uv", make)
    return made


def test_an_environment_is_made_once(environment: Environment, installs: list[str]) -> None:
    environment.ensure()
    environment.ensure()
    assert len(installs) == 1


def test_it_is_made_again_when_the_lock_changes(environment: Environment, installs: list[str]) -> None:
    environment.ensure()
    environment.lock.write_text("numpy==2.1\n")
    environment.ensure()
    assert installs == ["numpy==2.0\n", "numpy==2.1\n"]


def test_it_is_made_again_for_another_python(
    environment: Environment, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure()
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert not environment.is_ready()


def test_it_is_made_again_when_its_command_changes_but_not_for_the_settings_of_a_tool(
    environment: Environment, installs: list[str]
) -> None:
    environment.ensure()
    project = environment.project / "pyproject.toml"
    project.write_text(project.read_text() + "[tool.ruff]\nline-length = 99\n")
    assert environment.is_ready()
    project.write_text(project.read_text() + '[project.scripts]\nx = "x:main"\n')
    assert not environment.is_ready()


def test_an_interrupted_installation_is_redone_from_an_empty_folder(
    environment: Environment, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Environment._make_with_uv

    def interrupted(self: Environment, *_: object) -> None:
        make(self, "uv")
        (self.folder / "half").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Environment, "_make_with_pip", interrupted)
        patch.setattr(Environment, "_make_with_uv", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure()
    assert not environment.is_ready()
    environment.ensure()
    assert environment.is_ready()
    assert not (environment.folder / "half").exists()


def test_a_failed_installation_says_what_to_do_and_leaves_no_stamp(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(environments, "run", fails)
    monkeypatch.setattr(environments.shutil, "which", lambda _name: "uv")
    with pytest.raises(words.Stop, match=r"reprendra du début|starts over"):
        environment.ensure()
    assert not environment.is_ready()


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(environments.shutil, "which", lambda _name: None)
    monkeypatch.setattr(environments.importlib.util, "find_spec", lambda name: None if name == missing else name)
    with pytest.raises(words.Stop, match="apt-get install python3-venv"):
        environment.ensure()


def test_a_taken_port_is_said_and_another_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        found = program.free_port(taken)
    assert found != taken
    assert str(taken) in capsys.readouterr().err


def test_a_free_port_is_used_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    port = program.any_free_port()
    assert program.free_port(port) == port
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("arguments", [["nothing"], ["--port"], ["--port=0"], ["--port", "x"], ["check", "--fast"]])
def test_unknown_words_leave_with_2_and_the_list_of_commands(arguments: list[str]) -> None:
    done = subprocess.run([*RUN, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "run.py" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("locale", "word"), [("fr_FR.UTF-8", "prépare"), ("en_GB.UTF-8", "sets up"), ("C", "prépare")])
def test_it_speaks_the_language_of_the_terminal(locale: str, word: str) -> None:
    done = subprocess.run([*RUN, "help"], capture_output=True, encoding="utf-8", check=True, env=_plain(LC_ALL=locale))
    assert word in done.stdout


def _plain(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONUTF8": "1", **more}


def test_every_sentence_is_said_somewhere_and_has_both_languages() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in [*HERE.glob("runner/*.py"), HERE / "run.py"])
    source += (HERE / "tests/conftest.py").read_text(encoding="utf-8")
    for code, (french, english) in words.SENTENCES.items():
        assert source.count(f'"{code}"') >= 2, f"{code} is said nowhere"
        assert french != english


STUBBORN_PARENT = """
    import signal, subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    print(child.pid, flush=True)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    time.sleep(600)
"""


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_children_end_with_the_children_they_had() -> None:
    with program.Children(dict(os.environ)) as children:
        read, write = os.pipe()
        with os.fdopen(read) as said:
            parent = children.start([sys.executable, "-c", textwrap.dedent(STUBBORN_PARENT)], output=write)
            os.close(write)
            grandchild = int(said.readline())
        assert _alive(grandchild)
    limit = time.monotonic() + 10
    while _alive(grandchild) and time.monotonic() < limit:
        time.sleep(0.05)
    assert parent.returncode == -signal.SIGTERM
    assert not _alive(grandchild)


def test_a_signal_is_heard_after_what_must_not_be_cut() -> None:
    done: list[str] = []

    def work() -> None:
        with program.holding_signals():
            signal.raise_signal(signal.SIGTERM)
            done.append("the end")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["the end"]


def test_a_server_that_ends_is_not_waited_for() -> None:
    with program.Children(dict(os.environ)) as children:
        server = children.start([sys.executable, "-c", "raise SystemExit(3)"])
        assert program.wait_for(f"http://127.0.0.1:{program.any_free_port()}", server) == 0


# `run.py` with a server and a worker of our own instead of the pages, and nothing to install.
FAKE_START = """
    import signal, sys
    import run
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background has it ignored
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup has it ignored, and so would the program
    from runner import environments, program
    environments.Environment.ensure = lambda self: None
    environments.Environment.script = lambda self, name: sys.executable
    program.manage = lambda environment, *words: print("step", words[0], flush=True)
    program.server_command = lambda port: [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
    program.worker_command = lambda: [sys.executable, "-c", "import time; time.sleep({worker_lives})"]
    sys.exit(run.main(["--port", "{port}", *{options}]))
"""


def fake_start(
    tmp_path: Path,
    *,
    worker_lives: float = 600,
    options: tuple[str, ...] = (),
    holder: socket.socket | None = None,
) -> subprocess.Popen[str]:
    port = program.any_free_port()
    if holder is not None:
        holder.bind(("127.0.0.1", port))
        holder.listen()
    code = textwrap.dedent(FAKE_START).format(
        worker_lives=worker_lives, port=port, options=list(options)
    )  # fmt: skip
    environment = _plain(PYTHONPATH=str(HERE), ORCHESTRE_DATA=str(tmp_path / "data"), LC_ALL="en", PYTHONUNBUFFERED="1")
    command = [sys.executable, "-c", code]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_started_then_stopped_nothing_is_left(tmp_path: Path, number: signal.Signals) -> None:
    with fake_start(tmp_path) as started:
        assert started.stdout is not None
        said = []
        for line in started.stdout:
            said.append(line.strip())
            if line.startswith("Open http"):
                break
        assert said[:3] == ["step migrate", "step collectstatic", "step seed_demo"]
        address = said[-1].split()[1]
        assert program.answer_of(address) == 200
        started.send_signal(number)
        try:
            started.communicate(timeout=60)
        finally:
            started.kill()  # one that did not hear us would be waited for without end
    assert started.returncode == 128 + number
    assert program.answer_of(address) == 0


def test_a_taken_port_is_said_before_anything_is_prepared(tmp_path: Path) -> None:
    with socket.socket() as holder, fake_start(tmp_path, worker_lives=0, holder=holder) as started:
        said, _ = started.communicate(timeout=60)
    lines = said.splitlines()
    assert "is taken" in lines[0]
    assert lines[1] == "step migrate"
    assert said.count("is taken") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGPIPE")
def test_a_reader_that_has_had_enough_is_no_fault() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*RUN, "--help"], stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_pages_without_their_libraries_say_what_to_install() -> None:
    code = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'django' else real(name, *more)\n"
        "from orchestre_web.__main__ import main; main()"
    )
    for locale, words_ in (("fr_FR.UTF-8", "installez"), ("en_GB.UTF-8", "install them")):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False,
            env=_plain(PYTHONPATH=str(HERE / "src"), LC_ALL=locale),
        )  # fmt: skip
        assert done.returncode == 1
        assert words_ in done.stderr
        assert done.stderr.count("\n") == 1


def test_without_the_example_nothing_is_seeded(tmp_path: Path) -> None:
    with fake_start(tmp_path, worker_lives=0, options=("--no-demo",)) as started:
        said, _ = started.communicate(timeout=60)
    assert "seed_demo" not in said


def test_a_worker_that_cannot_start_stops_everything(tmp_path: Path) -> None:
    with fake_start(tmp_path, worker_lives=0) as started:
        said, _ = started.communicate(timeout=60)
    assert started.returncode == 1
    assert "The worker stops as soon as it starts" in said


# --- tests/conftest.py --------------------------------------------------------------------------------------------

SAMPLE = """
    import pytest
    def test_runs(): pass
    def test_is_skipped(): pytest.skip("no such machine")
    @pytest.mark.xfail
    def test_is_expected_to_fail(): assert False
    @pytest.mark.long
    def test_is_long(): pass
    @pytest.mark.postgresql
    def test_is_about_the_other_database(): pass
    @pytest.mark.browser
    def test_opens_a_page(): pass
"""


@pytest.fixture
def session(tmp_path: Path):
    """Run pytest on a sample with our conftest; gives the exit code and what was said."""
    (tmp_path / "conftest.py").write_text((HERE / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_sample.py").write_text(textwrap.dedent(SAMPLE))
    markers = "\n".join(f"    {name}: x" for name in ("long", "postgresql", "sqlite", "browser"))
    (tmp_path / "pytest.ini").write_text(f"[pytest]\nmarkers =\n{markers}\n")

    def run(*options: str, **environment: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:playwright", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, *options], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
            env=_plain(PYTHONPATH=str(HERE), LC_ALL="en", **environment),
        )  # fmt: skip
        return done.returncode, done.stdout

    return run


def test_the_list_of_what_was_not_run_comes_before_the_summary(session) -> None:
    code, said = session("-q", PATH="")
    assert code == 0
    assert "1  no such machine" in said
    assert "1  long tests: python3 run.py long" in said
    assert "1  need PostgreSQL" in said
    assert "1  no Chromium on this machine" in said
    assert said.rstrip().splitlines()[-1].startswith("1 passed, 2 skipped, 2 deselected, 1 xfailed")


def test_strict_turns_a_skip_into_a_failure(session) -> None:
    code, said = session("-q", ORCHESTRE_STRICT="1", PATH="")
    assert code == 1
    assert said.rstrip().splitlines()[-1].startswith("1 failed, 1 passed, 2 deselected, 1 xfailed, 1 error")


def test_a_skipped_file_fails_too_when_strict(session, tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("import pytest\npytest.importorskip('no_such_module_here')\n")
    assert session("-q", "test_other.py", ORCHESTRE_STRICT="1")[0] != 0


def test_on_ci_a_missing_browser_is_a_failure(session) -> None:
    code, said = session("-q", "-k", "opens_a_page", CI="true", PATH="")
    assert code == 1
    assert "no Chromium on this machine" in said


def test_long_tests_run_when_asked_for(session) -> None:
    assert "1 passed" in session("-q", "-m", "long")[1]


def test_the_verdict_script_can_be_run() -> None:
    script = HERE / ".ci/run"
    assert script.stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", str(script)], check=True)
