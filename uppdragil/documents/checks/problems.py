"""Why a document is not intact."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    """What is wrong with a sealed file."""

    TOO_LARGE = "too_large"
    NOT_PDF = "not_pdf"
    NO_SEAL = "no_seal"
    SEVERAL_SEALS = "several_seals"
    CUT_OFF = "cut_off"
    ADDED = "added"
    CHANGED = "changed"
    SEAL_DAMAGED = "seal_damaged"
    OTHER_SEAL = "other_seal"
    NOT_A_RECORD = "not_a_record"
    HASH_DIFFERS = "hash_differs"
    UNREADABLE = "unreadable"


class NotIntact(Exception):
    """The document fails a check."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
