"""A place in memory for what tests write: a disk is what copies of databases wait for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # a file system in memory, on Linux
NEEDED = 6 << 30  # bytes that must be free there


def folder() -> Path | None:
    """The folder for temporary files; None, the system's own, where memory has no room."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > NEEDED
    return MEMORY if roomy and os.access(MEMORY, os.W_OK) else None
