"""Every address of the URL configuration, as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


def names() -> list[str]:
    """The names of all addresses. Raises AssertionError for one without a name: it could not be in the table."""
    return sorted(_names(get_resolver()))


def parts(name: str) -> set[str]:
    """What an address is made of: the names of its arguments."""
    return {part for _template, given in get_resolver().reverse_dict.getlist(name)[0][0] for part in given}


def address(name: str, arguments: dict[str, Any]) -> str:
    return reverse(name, kwargs={part: arguments[part] for part in parts(name)})


def _names(resolver: Any, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry.pattern} has no name"
            yield prefix + entry.name
