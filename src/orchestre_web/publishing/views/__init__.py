from orchestre_web.publishing.views.guest import amend, ask, data, mine, paper, public
from orchestre_web.publishing.views.owner import (
    answer,
    attachment,
    close,
    hide,
    page,
    preview,
    publish,
    reopen,
    submission,
    take_again,
    withdraw,
)

__all__ = [
    "amend",
    "answer",
    "ask",
    "attachment",
    "close",
    "data",
    "hide",
    "mine",
    "page",
    "paper",
    "preview",
    "public",
    "publish",
    "reopen",
    "submission",
    "take_again",
    "withdraw",
]
