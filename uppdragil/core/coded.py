"""Refusals by code: the code is what programs and tests ask, the sentence what a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class Coded(Exception):
    """A rule says no. `code` is a key of `sentences`, lazy ones; `params` fill the sentence where it has places."""

    sentences: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params

    def __str__(self) -> str:
        """The sentence in the active language."""
        sentence = str(self.sentences[self.code])
        return sentence % self.params if self.params else sentence
