"""Gates remove what fails for certain. What may fail stays, with a flag: nobody is excluded on a doubt."""

import numpy as np
from numpy.typing import NDArray

from orchestre.decision.criteria import Gate, GateState
from orchestre.decision.values import Floats


def fails_for_certain(low: Floats, high: Floats, gate: Gate) -> NDArray[np.bool_]:
    """Even the favourable end of the range misses the limit. Ends may be infinite: nothing is known on that side."""
    failed = np.zeros(low.shape, dtype=np.bool_)
    if gate.at_least is not None:
        failed |= high < gate.at_least
    if gate.at_most is not None:
        failed |= low > gate.at_most
    return failed


def may_fail(low: Floats, high: Floats, gate: Gate) -> NDArray[np.bool_]:
    """The least favourable end misses the limit."""
    doubt = np.zeros(low.shape, dtype=np.bool_)
    if gate.at_least is not None:
        doubt |= low < gate.at_least
    if gate.at_most is not None:
        doubt |= high > gate.at_most
    return doubt


def state(low: float, high: float, gate: Gate) -> GateState:
    """The three states for one offer."""
    ends = np.array([low]), np.array([high])
    if fails_for_certain(*ends, gate)[0]:
        return GateState.FAILS
    return GateState.OPEN if may_fail(*ends, gate)[0] else GateState.PASSES
