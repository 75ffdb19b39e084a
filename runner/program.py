"""The running program: its server, its worker, their port, their beginning and their end."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from runner.environments import HERE, PRODUCT, WINDOWS, run
from runner.words import Stop, no_options, say

# Besides Ctrl-C: a terminal that closes must not leave a server behind.
STOPPING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def web_environment(data: Path) -> dict[str, str]:
    """What server, worker and commands read. The settings of the pages keep the database and the secret key there."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {**os.environ, "ORCHESTRE_DATA": str(data)}


def manage(environment: Mapping[str, str], *words: str) -> None:
    try:
        run([PRODUCT.script("python"), "-m", "orchestre_web", *words], env=environment)
    except subprocess.CalledProcessError as error:
        raise Stop("step_failed", step=words[0]) from error


def prepare(environment: Mapping[str, str], *, demo: bool) -> None:
    """Everything the server needs before its first page. Each step may be done again."""
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    if demo:
        manage(environment, "seed_demo")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        if not WINDOWS:  # as the server does: a port just left is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port(wanted: int) -> int:
    """`wanted`, or the next free one, said aloud."""
    last = min(wanted + 50, 65535)
    port = next((port for port in range(wanted, last + 1) if is_free(port)), None)
    if port is None:
        raise Stop("no_port", first=wanted, last=last)
    if port != wanted:
        print(say("port_taken", port=wanted, other=port), file=sys.stderr)
    return port


def any_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server_command(port: int) -> list[str]:
    return [
        PRODUCT.script("granian"),
        *("--interface", "wsgi", "orchestre_web.site.wsgi:application"),
        *("--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "2", "--blocking-threads", "4"),
        *("--workers-kill-timeout", "10", "--respawn-failed-workers"),
        *("--log-level", "warning"),
    ]


def worker_command() -> list[str]:
    return [PRODUCT.script("python"), "-m", "orchestre_web", "work"]


class Children:
    """Processes in groups of their own. Leaving the `with` asks each leader to end, then ends whole groups by force."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Children:
        return self

    def start(self, command: Sequence[str], *, output: int | None = None) -> subprocess.Popen[bytes]:
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        errors = None if output is None else subprocess.STDOUT
        with holding_signals():  # a Ctrl-C between the start and the list would leave the child to nobody
            child = subprocess.Popen(
                list(command), cwd=HERE, env=dict(self._environment), stdin=subprocess.DEVNULL, stdout=output,
                stderr=errors, start_new_session=not WINDOWS, creationflags=flags,
            )  # fmt: skip
            self._started.append(child)
        return child

    def __exit__(self, *_: object) -> None:
        with holding_signals(raise_after=False):  # a second Ctrl-C must not leave a server behind
            for child in self._started:
                child.terminate()
            limit = time.monotonic() + 15
            for child in self._started:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(max(0.1, limit - time.monotonic()))
                with contextlib.suppress(OSError):  # the leader, or what it left in its group
                    if sys.platform == "win32":
                        child.kill()
                    else:
                        os.killpg(child.pid, signal.SIGKILL)
                child.wait()


@contextlib.contextmanager
def holding_signals(*, raise_after: bool = True) -> Iterator[None]:
    """Let what stands inside end before Ctrl-C and the like are heard; afterwards, raise what was heard."""
    heard: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *STOPPING)}
    before = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}
    for number in before:
        signal.signal(number, lambda number, _frame: heard.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if heard and raise_after:
        raise KeyboardInterrupt(heard[0])


def answer_of(address: str) -> int:
    """The status of a GET, past redirections, never through a proxy; 0 when nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_for(address: str, server: subprocess.Popen[bytes], *, seconds: float = 60) -> int:
    """The first answer of the server, or 0 when it ends or stays silent."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and server.poll() is None:
        if code := answer_of(address):
            return code
        time.sleep(0.1)
    return 0


def start(words: list[str]) -> int:
    wanted, demo = _start_options(words)
    port = free_port(wanted)  # said before minutes of installation, not after
    PRODUCT.ensure()
    environment = web_environment(Path(os.environ.get("ORCHESTRE_DATA") or HERE / "var").resolve())
    prepare(environment, demo=demo)
    port = free_port(port)  # taken meanwhile?
    base = f"http://127.0.0.1:{port}"
    with Children(environment) as children:
        server = children.start(server_command(port))
        if not wait_for(base, server):
            raise Stop("not_started")
        command = [PRODUCT.script("python"), "-m", "orchestre_web", "first_owner_link", "--base", base]
        link = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
        print(say("open_this", address=link.stdout.strip() or base), flush=True)
        _watch(children, server)
    return 1


def _start_options(words: list[str]) -> tuple[int, bool]:
    port, demo, rest = "8000", True, list(words)
    while rest:
        word = rest.pop(0)
        if word == "--no-demo":
            demo = False
        elif word.split("=")[0] == "--port":
            port = word[7:] if "=" in word else rest.pop(0) if rest else ""
        else:
            raise Stop("unknown_option", leave=2, option=word)
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Stop("bad_port", leave=2, value=port or "—")
    return int(port), demo


def _watch(children: Children, server: subprocess.Popen[bytes]) -> None:
    """Until the server ends or somebody stops us. A worker that fell is started again; its job resumes."""
    worker, since = children.start(worker_command()), time.monotonic()
    while server.poll() is None:
        if (code := worker.poll()) is not None:
            if time.monotonic() - since < 5:
                raise Stop("worker_ended", code=code)
            print(say("worker_again", code=code), file=sys.stderr)
            worker, since = children.start(worker_command()), time.monotonic()
        time.sleep(0.5)
    raise Stop("server_ended", code=server.returncode)


def check(words: list[str]) -> int:
    """On data of its own: a check neither needs nor touches those of the person."""
    no_options(words)
    PRODUCT.ensure()
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryFile() as said:
        environment = web_environment(Path(data))
        environment.pop("DATABASE_URL", None)
        prepare(environment, demo=True)
        with Children(environment) as children:
            port = any_free_port()
            server = children.start(server_command(port), output=said.fileno())
            worker = children.start(worker_command(), output=said.fileno())
            code = wait_for(f"http://127.0.0.1:{port}/", server)
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(2)
            worker_ended = worker.poll()
        if code != 200 or worker_ended is not None:
            said.seek(0)
            print(said.read().decode(errors="replace")[-4000:], file=sys.stderr)
        if code == 0:
            raise Stop("not_started")
        if code != 200:
            raise Stop("answer", code=code)
        if worker_ended is not None:
            raise Stop("worker_ended", code=worker_ended)
    try:
        run([PRODUCT.script("orchestre"), "--version"], stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop("step_failed", step="orchestre --version") from error
    print(say("check_done", command=Path(PRODUCT.script("orchestre")).relative_to(HERE)))
    return 0
