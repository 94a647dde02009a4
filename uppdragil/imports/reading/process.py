"""Opening a Word or PDF file in a process that may take little time and memory, and that knows nothing of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from uppdragil.imports.refusals import NotADirective

from .kinds import FileKind

SECONDS = 5  # in all
_ROOT = Path(__file__).parents[3]


def read(kind: FileKind, data: bytes) -> dict[str, Any]:
    """`text`, `headings`, `carried` and `edition` of a Word or PDF file. Raises NotADirective."""
    command = [sys.executable, "-m", "uppdragil.imports.reading.child", kind]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            cwd=_ROOT,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotADirective("too_much") from error
    if done.returncode:
        raise NotADirective("too_much")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise NotADirective(answer["refused"], **answer["params"])
    return answer
