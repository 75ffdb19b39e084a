"""The most memory this program has taken, in megabytes."""

import resource
from pathlib import Path


def peak() -> int:
    """Of this program alone: `ru_maxrss` of a new process begins at what the one that started it had taken."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines() if ":" in line)
        if "VmHWM" in lines:
            return int(lines["VmHWM"].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
