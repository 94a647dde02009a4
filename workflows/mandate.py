"""The way of a mandate (domain section 3): work stages and gates alternate. The graph, and nothing else."""

from __future__ import annotations

from viewflow import this
from viewflow.workflow import flow

from uppdragil.directives.phases import Phase

from .beginning import Begins
from .nodes import Adoption, Finish, Stage


class MandateFlow(Begins, flow.Flow):
    """UPPDRAGiL: draft, BP0, preparation, BP1, execution, BP2, handover, BP3, realisation, and three ends."""

    start = flow.StartHandle(this.begin).Next(this.draft)
    adopt = (
        Adoption(this.begin)
        .on("preparation", this.preparation).on("execution", this.execution)
        .on("handover", this.handover).on("realisation", this.realisation)
    )  # fmt: skip

    draft = Stage(Phase.DRAFT).on("submit", this.bp0).ends(this.stopped, this.superseded)
    bp0 = (
        Stage(Phase.BP0, gate="BP0")
        .on("yes", this.preparation).on("conditional", this.preparation)
        .on("rework", this.draft).on("withdraw", this.draft).on("postpone", this.bp0)
        .on("no", this.stopped).ends(this.stopped, this.superseded)
    )  # fmt: skip

    preparation = Stage(Phase.PREPARATION).on("submit", this.bp1).ends(this.stopped, this.superseded)
    bp1 = (
        Stage(Phase.BP1, gate="BP1")
        .on("yes", this.execution).on("conditional", this.execution)
        .on("rework", this.preparation).on("withdraw", this.preparation).on("postpone", this.bp1)
        .on("no", this.stopped).ends(this.stopped, this.superseded)
    )  # fmt: skip

    execution = Stage(Phase.EXECUTION).on("submit", this.bp2).ends(this.stopped, this.superseded)
    bp2 = (
        Stage(Phase.BP2, gate="BP2")
        .on("yes", this.handover).on("conditional", this.handover)
        .on("rework", this.execution).on("withdraw", this.execution).on("postpone", this.bp2)
        .on("no", this.stopped).ends(this.stopped, this.superseded)
    )  # fmt: skip

    handover = Stage(Phase.HANDOVER).on("submit", this.bp3).ends(this.stopped, this.superseded)
    bp3 = (
        Stage(Phase.BP3, gate="BP3")
        .on("yes", this.realisation).on("conditional", this.realisation)
        .on("rework", this.handover).on("withdraw", this.handover).on("postpone", this.bp3)
        .on("no", this.stopped).ends(this.stopped, this.superseded)
    )  # fmt: skip

    realisation = Stage(Phase.REALISATION).on("close", this.closed).ends(this.stopped, this.superseded)
    closed = Finish(Phase.CLOSED)
    stopped = Finish(Phase.STOPPED)
    superseded = Finish(Phase.SUPERSEDED)
