"""How much one file may ask of the machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileLimits:
    """`opened_bytes`: of what a packed file opens into. `pixels`: of a picture, from what its head announces.
    `pictures`: pages of one file that are read as pictures."""

    pages: int = 200
    chars: int = 200_000
    opened_bytes: int = 60_000_000
    members: int = 2_000
    ratio: int = 200
    pixels: int = 50_000_000
    pictures: int = 12


LIMITS = FileLimits()
