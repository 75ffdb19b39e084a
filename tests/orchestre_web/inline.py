"""A page that needs an inline handler, script or style would not work under our policy."""

from html.parser import HTMLParser

from django.http import HttpResponse, StreamingHttpResponse


class _Inline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.found += [f"{tag} {name}" for name in names if name.startswith("on") or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"inline {tag}")
        self.found += [f"{tag} javascript:" for value in names.values() if (value or "").startswith("javascript:")]


def refuse(response: HttpResponse | StreamingHttpResponse) -> None:
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        return  # a file to keep, never shown in our place
    parser = _Inline()
    parser.feed(response.content.decode())
    assert not parser.found, f"inline code in the page: {parser.found}"
