"""Text whose UTF-8 bytes were each written as one character, as Meta's exports do."""


def mended(text: str) -> str:
    """The text meant; as it is when it cannot be one written that way.

    >>> mended("430 \\u00e2\\u0082\\u00ac"), mended("430 €"), mended("d\\u00e9j\\u00e0")
    ('430 €', '430 €', 'déjà')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
