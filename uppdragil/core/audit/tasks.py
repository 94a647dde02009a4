"""What the worker does for the chain."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .checks import check
from .writing import Actor

LOST_AFTER = dt.timedelta(hours=1)


@task()
def check_chain(name: str, uid: str) -> None:
    """Verify the chain for the person who asked, and keep the result."""
    check(actor=Actor(name, uid), now=timezone.now())


def ask_for_check(actor: Actor) -> bool:
    """Have the worker verify the chain. False when it has that before it already."""
    if check_is_under_way():
        return False
    check_chain.enqueue(actor.name, actor.uid)
    return True


def check_is_under_way() -> bool:
    """Whether the worker has a check before it; one that it lost when it was killed counts for an hour."""
    waiting = DBTaskResult.objects.ready() | DBTaskResult.objects.running()
    since = timezone.now() - LOST_AFTER
    return bool(waiting.filter(task_path=check_chain.module_path, enqueued_at__gte=since).exists())
