"""Files that come with a reply: what they are by their content, and their words by page.

found = kind_of(data)                    # raises Refused
read = read_attachment(data, found)      # never raises; slow on a file made to be slow: give it a limit of time
"""

from orchestre.replies.attachments.kinds import FileKind, Refused, is_image, kind_of
from orchestre.replies.attachments.limits import LIMITS, FileLimits
from orchestre.replies.attachments.pictures import Programs, Unread
from orchestre.replies.attachments.reading import ReadFile, read_attachment

__all__ = [
    "LIMITS",
    "FileKind",
    "FileLimits",
    "Programs",
    "ReadFile",
    "Refused",
    "Unread",
    "is_image",
    "kind_of",
    "read_attachment",
]
