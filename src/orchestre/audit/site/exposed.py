"""Files that people leave behind, and folders that list themselves. Tried for the owner of a site alone.

The list is short and published: nobody is surprised by what was asked.
"""

from collections.abc import Iterable

from orchestre.audit.site.addresses import path_of, same_site

NAMES = (
    "backup", "sauvegarde", "dump", "database", "db", "base", "bdd", "site", "www", "web", "old", "ancien", "save",
    "archive", "export", "sql", "mysql", "data", "prod", "html", "public_html", "wordpress", "index", "config",
)  # fmt: skip
ENDINGS = ("sql", "zip", "tar.gz", "bak", "old", "sql.gz", "tgz")
ALONE = (
    "/.env", "/.git/HEAD", "/wp-config.php.bak", "/wp-config.php.old", "/config.php.bak", "/configuration.php.old",
    "/index.php.bak", "/index.html.bak", "/index.html.old", "/.htpasswd",
)  # fmt: skip

_STARTS = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "gz": (b"\x1f\x8b",),
    "tgz": (b"\x1f\x8b",),
}
_SQL = (
    b"create table",
    b"insert into",
    b"drop table",
    b"-- mysql dump",
    b"-- phpmyadmin",
    b"-- postgresql",
    b"mariadb dump",
    b"create database",
    b"lock tables",
)
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body")


def left_behind(host: str) -> list[str]:
    """Paths that are tried, the names of the host among them."""
    name = host.partition(":")[0].removeprefix("www.")
    own = [name, name.partition(".")[0]] if name and not name.replace(".", "").isdigit() else []
    tried = [f"/{each}.{ending}" for each in (*NAMES, *own) for ending in ENDINGS]
    return list(dict.fromkeys([*tried, *ALONE]))


def folders_of(root: str, addresses: Iterable[str]) -> list[str]:
    """The folders of every resource and link seen, those above them included, but the root."""
    found: dict[str, None] = {}
    for address in addresses:
        if not same_site(address, root):
            continue
        pieces = path_of(address).partition("?")[0].split("/")[1:-1]
        for end in range(len(pieces), 0, -1):
            found["/" + "/".join(pieces[:end]) + "/"] = None
    return list(found)


def is_a_leak(path: str, kind: str, body: bytes) -> bool:
    """Whether the beginning of a file is what its name says, and not the page that a server sends for anything.

    >>> is_a_leak("/dump.sql", "text/plain", b"CREATE TABLE clients (id int);")
    True
    >>> is_a_leak("/dump.sql", "text/html", b"<!doctype html><title>Introuvable</title>")
    False
    """
    start = body[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    name = path.rpartition("/")[2].lower()
    ending = name.rpartition(".")[2]
    page = start.startswith(_PAGE)
    if ending in _STARTS:
        return body.startswith(_STARTS[ending])
    if ending == "sql":
        return (any(word in start for word in _SQL) or start.startswith((b"--", b"/*!"))) and not page
    if name == "head":
        return start.startswith(b"ref:") or len(start.strip()) == 40
    if name.startswith("index.html"):  # a page by nature: what tells is that it is not served as one
        return page and "html" not in kind
    known = {".env": b"=", ".htpasswd": b":"}.get(name, b"")
    # A copy of a program, or of a file of any kind: it is not a page made for a reader.
    return bool(start) and known in start and not page and "html" not in kind
