"""Names of people as one says them."""

import re

_ADDRESS = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>\s*$")


def person_name(author: str) -> str:
    """The author of a mail without the address that follows the name; the address alone stays.

    >>> person_name("Aude Lenoir <aude@lenoir.example>"), person_name("<aude@lenoir.example>")
    ('Aude Lenoir', '<aude@lenoir.example>')
    """
    return _ADDRESS.sub("", author) or author
