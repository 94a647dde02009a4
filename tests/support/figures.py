"""What the long proofs have to say: one line each, shown at the end of `./run prove`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

FILE = "UPPDRAGIL_FIGURES"  # the environment's name for the file that collects the lines of a run


@dataclass
class Figures:
    """The lines of one run of pytest, also written to the file that FILE names."""

    database: str
    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        self.lines.append(f"{self.database}: {line}")
        if path := os.environ.get(FILE):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(f"{self.lines[-1]}\n")
