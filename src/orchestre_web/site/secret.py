"""The key that signs sessions and links: from the environment, or a file that only its owner can read."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """ORCHESTRE_SECRET_KEY, or the key kept in the data folder, made at the first start (mode 0600)."""
    if given := os.environ.get("ORCHESTRE_SECRET_KEY"):
        return given
    file = data / "secret_key"
    data.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(key)
    return key
