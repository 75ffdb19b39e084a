"""An error is a code and its values; the sentence is in the room's `messages.toml`, in both languages."""

from typing import ClassVar


class OrchestreError(ValueError):
    """Something the user can mend. Subclasses carry a code `room.what_went_wrong`.

    The command line prints `say(error.code, language, **error.values)` and leaves with 2;
    the pages show the same sentence. A house test checks that every code has both sentences.
    """

    code: ClassVar[str]

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values

    def sentence(self, language: str = "fr") -> str:
        from orchestre.basics.sentences import say

        return say(self.code, language, **self.values)

    def __str__(self) -> str:
        return self.sentence("en")
