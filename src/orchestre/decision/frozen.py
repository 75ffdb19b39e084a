"""A decision is frozen before offers are opened: one line of hexadecimal says whether it is still the same.

The hash is the SHA-256 of the canonical JSON: keys sorted, no spaces, UTF-8, whole numbers without a decimal point,
other numbers in their shortest form.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal


def canonical(value: object) -> object:
    """The same content always gives the same JSON, however it was written: 12000, 12000.0 and Decimal("12000.00")."""
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    if isinstance(value, (Decimal, float)) and not isinstance(value, bool):
        number = float(value)
        return int(number) if number.is_integer() else number
    return value


def canonical_json(value: object) -> str:
    return json.dumps(canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def fingerprint(value: object) -> str:
    """64 hexadecimal digits. Raises ValueError for NaN or infinity, which have no JSON form."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()
