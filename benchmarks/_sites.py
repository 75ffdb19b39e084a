"""The sites of tests/data/sites: one text file a site, its pages, what they answer, and what is wrong with it.

    root: https://…               its address; [[root]] in a page is where it is served just then
    === headers                   of every page; "safe" stands for a set with nothing to say against it
    === layout [name]             round the pages that begin with "@ Title | description"; "+ " lines go to its head
    === /path                     "> name: value" lines first: headers, or status, seconds, length, bytes, encoding
    === plain / === lost          what http answers beside https; what an unknown address answers
    === truth                     a code, and the pages that have the fault (none: the whole site)

`seen` is the half to mend by; `kept` is only scored.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from orchestre.audit.site.addresses import host, path_of, same_site
from orchestre.audit.site.values import Answer, Ask, Site
from tests.orchestre.audit.site.made import walked

FOLDER = Path(__file__).resolve().parent.parent / "tests/data/sites"
HALVES = ("seen", "kept")
SAFE = (
    ("content-security-policy", "default-src 'self'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
)
STRICT = ("strict-transport-security", "max-age=63072000")
MAGIC = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "gif": b"GIF89a",
    "webp": b"RIFF\x00\x00\x00\x00WEBP",
    "ico": b"\x00\x00\x01\x00\x01\x00",
    "zip": b"PK\x03\x04\x14\x00",
}
KINDS = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "ico": "image/x-icon"}
HTML, TEXT, XML = "text/html; charset=utf-8", "text/plain; charset=utf-8", "application/xml"
HOPS = 6
Fault = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Said:
    """What one address answers. `asked`: how it is written in the file, before it is put into bytes."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    magic: bytes = b""
    encoding: str = "utf-8"
    length: int = 0
    seconds: float = 0.01

    def body(self, root: str) -> bytes:
        data = self.magic or self.text.replace("[[root]]", root).encode(self.encoding)
        return data + b"\0" * max(0, self.length - len(data))


@dataclass(frozen=True, slots=True)
class Made:
    """`asked` collects nothing: a site may be walked again and again."""

    name: str
    half: str
    root: str
    pages: dict[str, Said]
    lost: Said
    plain: Said | None = None
    truth: frozenset[Fault] = field(default_factory=frozenset)

    @property
    def https(self) -> bool:
        return self.root.startswith("https:")

    def said(self, path: str) -> Said:
        return self.pages.get(path, self.lost)

    def answer(self, ask: Ask) -> Answer:
        """As the network would: redirections followed on this site, nobody home elsewhere."""
        url, hops = ask.url, []
        for _ in range(HOPS + 1):
            said = self._at(url)
            if said is None:
                return Answer(ask.url, url, 0, hops=tuple(hops), failed="net.host_unknown")
            onward = urljoin(url, dict(said.headers).get("location", ""))
            if not 300 <= said.status < 400 or not (ask.anywhere or same_site(onward, url)):
                body = said.body(self.root)
                return Answer(ask.url, url, said.status, said.headers, body, len(body), said.seconds, tuple(hops))
            hops.append(url)
            url = onward
        return Answer(ask.url, url, 0, hops=tuple(hops), failed="net.too_many_redirects")

    def _at(self, url: str) -> Said | None:
        if host(url) != host(self.root):
            return None
        if self.https and url.startswith("http:"):
            return self.plain or Said(301, (("location", f"{self.root}{path_of(url)}"),))
        return self.said(path_of(url))

    def walked(self) -> Site:
        """As its owner, without a network: the walk is the real one."""
        return walked(self.root, self.answer, owner=True)


def sites(*halves: str) -> Iterator[Made]:
    for half in halves or HALVES:
        for file in sorted((FOLDER / half).glob("*.site")):
            yield read(file.read_text(encoding="utf-8"), file.stem, half)


def read(text: str, name: str = "", half: str = "") -> Made:
    top, *blocks = text.split("\n=== ")
    root = next(line for line in top.splitlines() if line.startswith("root:")).removeprefix("root:").strip()
    parts = [(block.partition("\n")[0].strip(), block.partition("\n")[2]) for block in blocks]
    given = dict(parts)
    common = tuple(_headers(given.get("headers", ""), root.startswith("https:")))
    layouts = {key: value for key, value in given.items() if key.split(" ")[0] == "layout"}
    pages = {key: _said(value, key, common, layouts) for key, value in parts if key.startswith("/")}
    lost = given.get("lost", "> status: 404\n<title>404</title><h1>Page introuvable</h1>")
    plain = given.get("plain")
    return Made(
        name, half, root, pages, _said(lost, "", common, layouts),
        None if plain is None else _said(plain, "/", (), layouts), frozenset(_truth(given.get("truth", ""))),
    )  # fmt: skip


def _headers(text: str, https: bool) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line == "safe":
            yield from (*SAFE, STRICT) if https else SAFE
        elif line:
            key, _, value = line.partition(":")
            yield key.strip(), value.strip()


def _truth(text: str) -> Iterator[Fault]:
    for line in text.splitlines():
        code, *pages = line.split() or [""]
        if code:
            yield from ((code, page) for page in pages or (None,))


def _said(text: str, path: str, common: tuple[tuple[str, str], ...], layouts: dict[str, str]) -> Said:
    orders, body = _orders(text)
    if body.startswith("@"):
        first, _, rest = body.partition("\n")
        layout = layouts[f"layout {first[1:].split(' ')[0]}".strip()]
        more, layout = _orders(layout)
        orders = more | orders
        body = _laid(layout, first.partition(" ")[2], rest, path)
    named = orders.pop("bytes", "")
    kind = KINDS.get(named, "application/octet-stream") if named else _kind(path)
    status, encoding = int(orders.pop("status", 200)), orders.pop("encoding", "utf-8")
    length, seconds = int(orders.pop("length", 0)), float(orders.pop("seconds", 0.01))
    headers = (("content-type", orders.pop("content-type", kind)), *common, *orders.items())
    return Said(status, headers, body, MAGIC.get(named, b""), encoding, length, seconds)


def _kind(path: str) -> str:
    if path.endswith(".txt"):
        return TEXT
    return XML if path.endswith(".xml") else HTML


def _orders(text: str) -> tuple[dict[str, str], str]:
    orders = {}
    while text.startswith("> "):
        line, _, text = text.partition("\n")
        key, _, value = line[2:].partition(":")
        orders[key.strip()] = value.strip()
    return orders, text.strip("\n")


def _laid(layout: str, first: str, rest: str, path: str) -> str:
    title, _, about = (piece.strip() for piece in first.partition("|"))
    head = []
    while rest.startswith("+ "):
        line, _, rest = rest.partition("\n")
        head.append(line[2:])
    quote = "'" if "'" in layout.partition("[[meta]]")[0][-60:] and "'" not in about else '"'
    meta = f"<meta name={quote}description{quote} content={quote}{about}{quote}>" if about else ""
    filled = {"title": title, "meta": meta, "head": "\n".join(head), "body": rest, "path": path}
    for key, value in filled.items():
        layout = layout.replace(f"[[{key}]]", value)
    return layout
