"""What every page with one form does with what was sent: who is barred, what is not filled in, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from django.http import HttpResponse

from uppdragil.core.coded import Coded
from uppdragil.core.contention import Busy

from .busy import busy_sentence


class FormPage(Protocol):
    """A page with one form. `barred`: why this person can send nothing here, whatever they fill in; "" if they can."""

    @property
    def sent(self) -> bool: ...
    @property
    def barred(self) -> str: ...
    @property
    def form(self) -> Any: ...
    def drawn(self, refused: str = "", status: int = 200) -> HttpResponse: ...


def undone(page: FormPage, act: Callable[[], object]) -> HttpResponse | None:
    """`act` with a valid form; the page, with what stands in the way, where it is not done, and None when it is."""
    if not page.sent:
        return page.drawn()
    if page.barred:
        return page.drawn(page.barred, 409)
    if not page.form.is_valid():
        return page.drawn(status=422)
    try:
        act()
    except (Coded, Busy) as refusal:
        return page.drawn(busy_sentence() if isinstance(refusal, Busy) else str(refusal), 409)
    return None
