"""The status reports of mandates as they are found: by those who see the working text, as `reporting.policies` says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from uppdragil.portfolio.reporting.content import Aspect, ReportContent
from uppdragil.portfolio.reporting.selectors import holding

from .said import Said, joined

SAYS = ("cause", "consequence", "measure", "counterpart", "plan_b", "decided_by")  # of a deviation


def reports_of(directives: Iterable[int]) -> dict[int, list[Said]]:
    """What the reports of each mandate say, and who acknowledged them, the last report first; one query.

    The uid of each is the report's number. What a correction stands for is left out, as it is on the pages.
    """
    found: dict[int, list[Said]] = defaultdict(list)
    rows = holding().filter(directive__in=directives).order_by("directive", "-number")
    columns = ("directive", "number", "data", "acknowledgement__comment")
    for directive, number, data, comment in rows.values_list(*columns):
        words = [*_words(ReportContent.model_validate(data)), comment or ""]
        if text := joined(words):
            found[directive].append(Said(str(number), text))
    return found


def _words(said: ReportContent) -> Iterator[str]:
    yield from (said.judged(aspect).word for aspect in Aspect)
    yield from (said.done, said.next)
    for deviation in said.deviations:
        yield from (getattr(deviation, name) for name in SAYS)
