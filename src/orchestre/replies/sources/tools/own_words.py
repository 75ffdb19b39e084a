"""Files in which a service keeps the owner's own words and nobody else's: each row is his, and a sentence says where
the replies are."""

from collections.abc import Mapping

from orchestre.replies.sources.table import Mine

OWN_WORDS: Mapping[str, Mine] = {
    "discord": Mine("replies.discord_own_words"),
    "linkedin": Mine("replies.linkedin_own_words"),
    "mastodon": Mine("replies.mastodon_own_words"),
    "meta": Mine("replies.meta_own_words"),
    "x": Mine("replies.x_own_words"),
}
"""By the name of the service, as in `archive/exports.toml`."""
