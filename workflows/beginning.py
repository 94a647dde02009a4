"""How a directive enters its flow, the same in all of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from viewflow.workflow import lock

from uppdragil.directives.phases import Phase

from .models import DirectiveProcess


class Begins:
    """What every flow has beside its graph: one process per directive, locked while it moves."""

    process_class = DirectiveProcess
    lock_impl = lock.SelectForUpdateLock(nowait=False, attempts=1)

    def begin(
        self, activation: Any, directive: Any, now: dt.datetime, phase: Phase = Phase.DRAFT
    ) -> DirectiveProcess:
        activation.process.directive, activation.now, activation.phase = directive, now, phase
        return activation.process
