"""The flows by the names that editions use."""

from __future__ import annotations

from viewflow.workflow import flow

from uppdragil.editions.models import Edition

from .commission import CommissionFlow
from .mandate import MandateFlow

FLOWS: dict[str, type[flow.Flow]] = {"mandate": MandateFlow, "commission": CommissionFlow}


def flow_of(edition: Edition) -> type[flow.Flow]:
    """The flow along which directives of `edition` go; which is there, or it was not published."""
    return FLOWS[edition.spec.flow]
