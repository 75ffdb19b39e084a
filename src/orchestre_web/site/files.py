"""What a page gives as a download: never opened in place, never guessed at by the browser."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from orchestre.replies.attachments import FileKind

NOT_KEPT = {"Cache-Control": "no-store"}
"""For letters to one person: no copy stays in a browser that others use."""
FILE_POLICY = "default-src 'none'; sandbox"
"""Of a stranger's file: even opened in a browser it runs and loads nothing."""


def _headers(name: str) -> dict[str, str]:
    shown = content_disposition_header(as_attachment=True, filename=name)
    return {"Content-Disposition": str(shown), "X-Content-Type-Options": "nosniff"}


def attached(content: bytes | str, media: str, name: str, **headers: str) -> HttpResponse:
    """`media`: its type in HTTP; `headers`: what this file needs on top (`**NOT_KEPT`)."""
    return HttpResponse(content, content_type=media, headers=_headers(name) | headers)


def attached_pieces(
    pieces: Iterable[bytes], media: str, name: str, *, size: int | None = None, **headers: str
) -> StreamingHttpResponse:
    """The same, piece by piece. `size` in bytes, None when nobody knows it yet."""
    known = {} if size is None else {"Content-Length": str(size)}
    return StreamingHttpResponse(pieces, content_type=media, headers=_headers(name) | known | headers)


def strangers_file(pieces: Iterable[bytes], kind: str, name: str, size: int) -> StreamingHttpResponse:
    """What somebody sent us. `kind`: a FileKind, found from its bytes, whatever its name says."""
    found = FileKind(kind)
    if not name.lower().endswith(f".{found.value}"):
        name = f"{name}.{found.value}"
    guarded = {"Content-Security-Policy": FILE_POLICY, "Cross-Origin-Resource-Policy": "same-origin"}
    return attached_pieces(pieces, found.media_type, name, size=size, **guarded)
