"""What a colleague may do in a company. Each role may do what the one before it may."""

from enum import StrEnum


class Role(StrEnum):
    """reads: see · judges: and set weights and marks · edits: and import, correct, sort · owner: and invite."""

    READS = "reads"
    JUDGES = "judges"
    EDITS = "edits"
    OWNER = "owner"

    def may(self, needed: "Role") -> bool:
        """
        >>> Role.EDITS.may(Role.JUDGES), Role.READS.may(Role.JUDGES)
        (True, False)
        """
        return _ORDER[self] >= _ORDER[needed]


_ORDER = {role: place for place, role in enumerate(Role)}
