"""Swedish words without their endings."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDINGS = re.compile(r"(?:ernas|arnas|ornas|erna|arna|orna|ens|ets|en|et|er|ar|or|ns|n|s)$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST = 4  # letters that are left of a word


def stems(text: str) -> Iterator[str]:
    """The words of a text without their endings: enough to know a name again, not a dictionary's stem."""
    for word in _WORD.findall(text.casefold()):
        stem = _ENDINGS.sub("", word)
        yield stem if len(stem) >= _SHORTEST else word
