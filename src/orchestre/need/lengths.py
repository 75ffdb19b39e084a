"""How long a text is for the place that takes it.

X: twitter-text, configuration 3 (https://raw.githubusercontent.com/twitter/twitter-text/master/config/v3.json): after
NFC, letters of most alphabets weigh 1, everything else 2 (so does € and the narrow space of French), an emoji 2 however
it is made, an address 23. Mastodon: an address 23, a mention without its server.
"""

import re
import unicodedata

ADDRESS = 23
_ADDRESS = re.compile(r"https?://\S+")
_BARE = re.compile(r"(?<![\w@/.-])(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")
_MENTION = re.compile(r"(@\w+)@[\w.-]+\w")
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that weigh 1 on X; all others weigh 2."""
_ONE = "[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE})*")


def characters(text: str) -> int:
    """UTF-16 units, as a browser counts: no place of ours counts more.

    >>> characters("é 🎻")
    4
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def x(text: str) -> int:
    """
    >>> x("Café"), x("10 €"), x("🎻"), x("👩‍💻 https://example.org/a/very/long/address")
    (4, 5, 2, 26)
    """
    text = unicodedata.normalize("NFC", text)
    text, addresses = _ADDRESS.subn("", text)
    bare = [match.group() for match in _BARE.finditer(text)]
    text, emojis = _EMOJI.subn("", text)
    # An address without https:// weighs 23 when its ending is a real one, which only X knows: the dearer of the two.
    more = sum(max(0, ADDRESS - _weight(each)) for each in bare)
    return ADDRESS * addresses + 2 * emojis + _weight(text) + more


def _weight(text: str) -> int:
    return sum(1 if any(low <= ord(sign) <= high for low, high in _LIGHT) else 2 for sign in text)


def mastodon(text: str) -> int:
    """
    >>> mastodon("Voir https://example.org/long/address et @ana@example.org")
    36
    """
    text, addresses = _ADDRESS.subn("", text)
    return ADDRESS * addresses + len(_MENTION.sub(r"\1", text))


COUNTS = {"characters": characters, "x": x, "mastodon": mastodon}
