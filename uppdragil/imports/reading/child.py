"""The process that opens a file: reads it on standard input and answers with JSON. Started by `process.read`.

It sets its own limits before it reads, has no settings and no database, and is ended when it takes too long.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from typing import Any

from .found import Lines, Unreadable

SECONDS = 4  # of the processor
MEMORY = 290 * 1024 * 1024  # bytes of address space
LIMITS = {
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}


def main() -> None:
    """Answer what `kind` (the first argument) of file says, or which code refuses it."""
    for limit, value in LIMITS.items():
        with contextlib.suppress(OSError, ValueError):  # a system without this limit has the others
            resource.setrlimit(limit, (value, value))
    print(json.dumps(_answer(sys.argv[1], sys.stdin.buffer.read())))


def _answer(kind: str, data: bytes) -> dict[str, Any]:
    try:
        lines = _read(kind, data)
    except Unreadable as refusal:
        return {"refused": refusal.code, "params": refusal.params}
    except (MemoryError, RecursionError):
        return {"refused": "too_much", "params": {}}
    except Exception:  # whatever a hostile file brings about, the answer is a sentence
        return {"refused": "corrupt", "params": {}}
    text = "\n".join(lines.texts).encode("utf-8", "replace").decode()
    return {"text": text, "headings": lines.headings, "carried": lines.carried, "edition": lines.edition}


def _read(kind: str, data: bytes) -> Lines:
    if kind == "pdf":
        from . import pdf

        return pdf.read(data)
    from . import word

    return word.read(data)


if __name__ == "__main__":
    main()
