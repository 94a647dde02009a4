"""What happens is told upwards: layers above subscribe, and never get imported from below.

Handlers run inside the transaction of what happened, so that an enqueued task lives or dies with it.
They only enqueue: no mail, no file, no slow work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type[E], handler: Callable[[E], None]) -> None:
    """Call `handler` with every published instance of `event`. Subscribing twice is once."""
    if handler not in _handlers[event]:
        _handlers[event].append(handler)


def publish(event: object) -> None:
    """Run the handlers, in the order in which they subscribed; an error in one undoes the transaction."""
    for handler in _handlers[type(event)]:
        handler(event)
