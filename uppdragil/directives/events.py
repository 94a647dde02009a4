"""What the layers above may want to know of a text (see `core.events`)."""

from __future__ import annotations

from dataclasses import dataclass

from .content import DirectiveContent
from .models import Directive


@dataclass(frozen=True)
class HeadWritten:
    """The head of the working text of `directive` says what its columns say now."""

    directive: Directive


@dataclass(frozen=True)
class ChaptersWritten:
    """The working text of `directive` says in the chapters `keys` what `content` does; the rows of others may lack."""

    directive: Directive
    keys: tuple[str, ...]
    content: DirectiveContent
