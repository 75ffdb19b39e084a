"""Names of people, and of networks, as one says them."""

import re

_ADDRESS = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>\s*$")


def person_name(author: str) -> str:
    """The author of a mail without the address that follows the name; the address alone stays.

    >>> person_name("Aude Lenoir <aude@lenoir.example>"), person_name("<aude@lenoir.example>")
    ('Aude Lenoir', '<aude@lenoir.example>')
    """
    return _ADDRESS.sub("", author) or author


_NETWORKS = {
    "linkedin": "LinkedIn", "whatsapp": "WhatsApp", "youtube": "YouTube", "tiktok": "TikTok", "x": "X", "twitter": "X",
    "github": "GitHub", "hacker_news": "Hacker News", "hackernews": "Hacker News", "bluesky": "Bluesky", "malt": "Malt",
    "google_forms": "Google Forms",
}  # fmt: skip
"""Networks that do not write their name as a plain word."""
_WHAT = ("comment", "message", "invitation", "post", "reply")
"""What was written there."""


def network_name(channel: str) -> str:
    """Where something was written, as the network writes its own name; "" for nowhere known.

    >>> [network_name(each) for each in ("linkedin", "linkedin_comment", "x_message", "google_forms", "mon_site", "")]
    ['LinkedIn', 'LinkedIn', 'X', 'Google Forms', 'Mon site', '']
    """
    network, _, what = channel.rpartition("_")
    own = network if network and what in _WHAT else channel
    return _NETWORKS.get(own.casefold()) or own[:1].upper() + own[1:].replace("_", " ")
