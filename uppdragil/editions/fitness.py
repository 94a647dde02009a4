"""Does an edition fit the program? The layers above know; they register what they check when the app is ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .spec import EditionSpec

Check = Callable[[EditionSpec], Iterable[str]]
_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask `check` about each edition that is published; it gives a sentence per problem."""
    if check not in _checks:
        _checks.append(check)


def problems(spec: EditionSpec) -> tuple[str, ...]:
    """Everything that keeps this program from running `spec`, in words."""
    return tuple(problem for check in _checks for problem in check(spec))
