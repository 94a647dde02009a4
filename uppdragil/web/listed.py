"""What lists with filters share: all that is chosen stands in the address."""

from __future__ import annotations

from django.http import QueryDict


def without(query: QueryDict, name: str) -> str:
    """The address of the same list without the filter `name`, from its first page."""
    left = query.copy()
    for gone in (name, "page"):
        left.pop(gone, None)
    return f"?{left.urlencode()}"
