"""Debian's own mail server, run for a test in a folder of its own: IMAP over TLS on this machine, and
at a second port in clear until it is asked to encrypt."""

import base64
import getpass
import grp
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_network
from pathlib import Path

from orchestre_net.policy import Policy

PEM = Path(__file__).with_name("localhost.pem")
USER, PASSWORD = "pauline@nord.example", 'pâte à "crêpe" 7 \\ ok'
_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/pem
ssl_key = <{folder}/pem
disable_plaintext_auth = yes
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
mailbox_list_index = no
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {clear}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""


class Dovecot:
    """`port` on this machine, `clear` the one of STARTTLS. `put` leaves a mail in a folder, as a mail that arrives."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder
        with socket.socket() as free, socket.socket() as other:
            for each in (free, other):
                each.bind(("127.0.0.1", 0))
            self.port, self.clear = free.getsockname()[1], other.getsockname()[1]
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        me = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwnam(getpass.getuser())
        self._uid, self._gid = me.pw_uid, me.pw_gid
        for name in ("run", "state", "home", "mail/cur", "mail/new", "mail/tmp"):
            (folder / name).mkdir(parents=True)
        shutil.copy(PEM, folder / "pem")
        (folder / "users").write_text(f"{USER}:{{PLAIN.b64}}{_base64(PASSWORD)}\n")
        config = _CONFIG.format(
            folder=folder, port=self.port, clear=self.clear, user=me.pw_name, group=grp.getgrgid(me.pw_gid).gr_name,
            uid=self._uid, gid=self._gid,
        )  # fmt: skip
        (folder / "conf").write_text(config)
        self._own()

    def start(self) -> None:
        self._process = subprocess.Popen([self.program, "-F", "-c", str(self.folder / "conf")], start_new_session=True)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def kill(self) -> None:
        """At once, with the connections under way."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(10)
            self._process = None

    def empty(self) -> None:
        """No mail is left, and the folder is numbered anew."""
        if self._process is None:
            self.start()
        shutil.rmtree(self.folder / "mail", ignore_errors=True)
        for name in ("cur", "new", "tmp"):
            (self.folder / "mail" / name).mkdir(parents=True)
        self._own()

    def stop(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(10)
            self._process = None

    def put(self, data: bytes, folder: str = "") -> None:
        place = self.folder / "mail" / folder / "new"
        if folder:
            for name in ("cur", "new", "tmp"):
                (place.parent / name).mkdir(parents=True, exist_ok=True)
        self._count += 1
        (place / f"{1_700_000_000 + self._count}.{self._count}.here").write_bytes(data)
        self._own()

    def drop(self, words: bytes) -> None:
        """The mails with these words are deleted, by another program."""
        for file in [*(self.folder / "mail/cur").iterdir(), *(self.folder / "mail/new").iterdir()]:
            if words in file.read_bytes():
                file.unlink()

    def flags(self) -> list[str]:
        """What a mail program sees marked: the flags of each mail, "" for a mail never opened."""
        files = [*(self.folder / "mail/cur").iterdir(), *(self.folder / "mail/new").iterdir()]
        return [file.name.partition(":2,")[2] for file in files]

    def renumber(self) -> None:
        """The folder gets another number of its own (UIDVALIDITY), as after it was made anew."""
        listed = self.folder / "mail/dovecot-uidlist"
        text = listed.read_text()
        listed.write_text(re.sub(r" V(\d+)", lambda match: f" V{int(match[1]) + 7}", text, count=1))
        for file in (self.folder / "mail").glob("dovecot.index*"):
            file.unlink()

    def _own(self) -> None:
        self.folder.chmod(0o755)
        if os.geteuid() == 0:
            for path in [self.folder / "mail", self.folder / "home", *(self.folder / "mail").rglob("*")]:
                with suppress(FileNotFoundError):
                    os.chown(path, self._uid, self._gid)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def mail_policy() -> Policy:
    """Leave to reach this machine, and to trust the certificate of these tests."""
    trust = ssl.create_default_context(cafile=str(PEM))
    networks = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    return Policy(seconds=5, all_seconds=30, any_port=True, networks=networks, trust=trust)


@contextmanager
def dovecot(program: str) -> Iterator[Dovecot]:
    """A short folder: the names of its sockets may not be long."""
    folder = Path(tempfile.mkdtemp(prefix="imap"))
    server = Dovecot(program, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
