"""The way of a commission (Uppdragshandling; domain section 2): decided on once, delivered once. The graph alone."""

from __future__ import annotations

from viewflow import this
from viewflow.workflow import flow

from uppdragil.directives.phases import Phase

from .beginning import Begins
from .nodes import Adoption, Finish, Stage


class CommissionFlow(Begins, flow.Flow):
    """Uppdragshandling: draft, UB (beslut om uppdrag), execution, SL (godkänd slutleverans), and three ends.

    A yes to the delivery ends it: no effects are measured after that, so SL has no conditional yes.
    """

    start = flow.StartHandle(this.begin).Next(this.draft)
    adopt = Adoption(this.begin).on("execution", this.execution)

    draft = Stage(Phase.DRAFT).on("submit", this.ub).ends(this.stopped, this.superseded)
    ub = (
        Stage(Phase.UB, gate="UB")
        .on("yes", this.execution).on("conditional", this.execution)
        .on("rework", this.draft).on("withdraw", this.draft).on("postpone", this.ub)
        .on("no", this.stopped).ends(this.stopped, this.superseded)
    )  # fmt: skip

    execution = Stage(Phase.EXECUTION).on("submit", this.sl).ends(this.stopped, this.superseded)
    sl = (
        Stage(Phase.SL, gate="SL")
        .on("yes", this.closed)
        .on("rework", this.execution).on("withdraw", this.execution).on("postpone", this.sl)
        .on("no", this.stopped).ends(this.stopped, this.superseded)
    )  # fmt: skip

    closed = Finish(Phase.CLOSED)
    stopped = Finish(Phase.STOPPED)
    superseded = Finish(Phase.SUPERSEDED)
