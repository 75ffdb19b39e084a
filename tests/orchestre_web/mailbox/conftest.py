"""A real mail server, once for the tests of this room that need one."""

from collections.abc import Iterator

import pytest

from orchestre_web.mailbox import actions
from tests.orchestre_net.dovecot import Dovecot, dovecot, mail_policy


@pytest.fixture
def mail_server(mail_program: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dovecot]:
    monkeypatch.setattr(actions, "policy", mail_policy)
    with dovecot(mail_program) as running:
        yield running
