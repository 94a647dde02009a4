"""Real threads with connections of their own, all let go at the same moment (the fixture `race`)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from tests.support.figures import Figures
from uppdragil.consultation.refusals import Refused as RefusedConsultation
from uppdragil.core import audit
from uppdragil.directives.services import Conflict, NotEditable, NumberTaken
from uppdragil.meetings.sentences import Refused as RefusedByMeeting
from uppdragil.portfolio.reporting.refusals import Conflict as ReportConflict
from uppdragil.portfolio.reporting.refusals import Refused as RefusedReport
from uppdragil.portfolio.support import Refused as RefusedSupport
from uppdragil.portfolio.unitneeds.services import Refused as RefusedNeed
from uppdragil.strategy.drafting import Conflict as DraftConflict
from uppdragil.strategy.drafting import FindingGone
from uppdragil.strategy.plans.services import Conflict as PlanConflict
from workflows.moving import NotMoved
from workflows.service import Refused
from workflows.telling import NotTold

Move = Callable[[], Any]
WIDTH = 3  # threads at most
REFUSALS = (
    Refused, RefusedByMeeting, RefusedSupport, RefusedReport, ReportConflict, RefusedNeed,
    NotEditable, Conflict, NumberTaken, NotTold, DraftConflict, FindingGone, PlanConflict, RefusedConsultation,
    NotMoved,
)  # fmt: skip


class Race:
    """race(move, move) runs both at once and gives what each returned, or how it was refused.

    Any other exception is an error of the program, and fails the test.
    """

    def __init__(self, runners: ThreadPoolExecutor) -> None:
        self._runners, self._run = runners, 0

    def __call__(self, *moves: Move) -> list[Any]:
        gate = threading.Barrier(len(moves))
        running = [self._runners.submit(_attempt, gate, move) for move in moves]
        self._run += 1
        return [one.result(60) for one in running]

    def end(self, test: str, figures: Figures) -> None:
        """After them all: the chain and every row of evidence are whole. Tells how many races `test` ran."""
        for _ in range(WIDTH):
            self._runners.submit(connection.close)
        assert audit.verify().ok
        assert audit.evidence().ok
        figures.add(f"{self._run} races: {test.removeprefix('test_').replace('_', ' ')}")


def _attempt(gate: threading.Barrier, move: Move) -> Any:
    try:
        connection.ensure_connection()
        gate.wait(30)
        return move()
    except REFUSALS as refusal:
        return refusal
    finally:
        connection.close()
