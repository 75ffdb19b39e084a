"""The key that signs sessions and links: from the environment, or a file that only its owner can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret_key(data: Path) -> str:
    """ORCHESTRE_SECRET_KEY, or the key kept in the data folder, made at the first start (mode 0600)."""
    if given := os.environ.get("ORCHESTRE_SECRET_KEY"):
        return given
    file = data / "secret_key"
    if not file.exists():
        # Written whole under another name, then linked: two first starts at once agree on one complete key.
        fresh = data / f"secret_key.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            file.hardlink_to(fresh)
        fresh.unlink()
    return file.read_text(encoding="ascii").strip()
