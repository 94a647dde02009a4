"""What leads have reported: a light for each aspect beside what the figures give, and which owner has read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from uppdragil.directives.models import Progress
from uppdragil.portfolio.reporting import services
from uppdragil.portfolio.reporting.computed import Rated, Situation, Work, compute
from uppdragil.portfolio.reporting.content import Deviation, Judged, Light, ReportContent
from uppdragil.portfolio.reporting.models import Acknowledgement, Report
from uppdragil.synthetic.book import Book, Mandate
from uppdragil.synthetic.plan.chance import Chance
from uppdragil.synthetic.plan.way import ROUTE

from .progress import activities

EVERY = 45  # days from one report to the next
LATEST = 3  # so many of each mandate, the last ones
REPORTING = ROUTE[ROUTE.index("execution") : ROUTE.index("realisation")]  # where mandates report
ROSY = 5  # one light of so many is better than the figures
UNREAD = 3  # one report of so many


def tell(mandate: Mandate, book: Book) -> None:
    """The last ones, each about the days since the one before."""
    chance, days = mandate.story.chance.of("reports"), _days(mandate)
    for number, day in enumerate(days, 1):
        report = _report(mandate, number, day, chance.of(number))
        report.starts, report.ends = day - dt.timedelta(days=EVERY - 1), day
        _tell(mandate, report, book)
        if day == days[-1] and not chance.one_in(UNREAD):  # only a mandate's last one can be acknowledged
            _read(mandate, report, book)


def _days(mandate: Mandate) -> list[dt.date]:
    """From when the execution began, as long as it is under way."""
    story = mandate.story
    begun = next((p.entered.date() for p in story.passes if p.node == REPORTING[0]), None)
    if begun is None or story.place not in REPORTING:
        return []
    many = (story.today - begun).days // EVERY
    return [begun + dt.timedelta(days=EVERY * n) for n in range(max(1, many - LATEST + 1), many + 1)]


def _report(mandate: Mandate, number: int, day: dt.date, chance: Chance) -> Report:
    story, at = mandate.story, dt.datetime.combine(day, dt.time(6, 20), dt.UTC)
    states = _states(mandate, day)
    known = _known(mandate, day, states)
    said = _said(mandate, known, chance)
    report = services.report_of(mandate.directive, said, number, story.now, states, known, at)
    report.uid, report.by, report.name = chance.uid(), mandate.lead, mandate.lead.name
    return report


def _states(mandate: Mandate, day: dt.date) -> Mapping[str, str]:
    """How far each activity had come on `day`."""
    return {
        row.row: row.state if row.done_on is None or row.done_on <= day else Progress.State.ONGOING
        for row in activities(mandate)
    }


def _known(mandate: Mandate, day: dt.date, states: Mapping[str, str]) -> Situation:
    """Activities, risks and the next gate; what was open of conditions and needs then is not looked up."""
    story = mandate.story
    passed = {
        p.node for p in story.passes if p.outcome in ("yes", "conditional") and p.left and p.left.date() < day
    }
    gate = next(code for code in story.planned if code.lower() not in passed)
    planned = story.planned[gate]
    return Situation(
        today=day,
        activities=tuple(Work(a.end, states.get(a.uid) == Progress.State.DONE) for a in story.now.activities),
        gate=gate,
        gate_late=(max(day, planned) - planned).days,
        risks=tuple(Rated(r.score, bool(r.measure)) for r in story.now.risks if r.score),
    )


def _said(mandate: Mandate, known: Situation, chance: Chance) -> ReportContent:
    """The lights of the figures, some of them rosier; what the figures say nothing of is mostly green."""
    words = mandate.story.words.report
    computed = {aspect: one.light for aspect, one in compute(known).items()}
    lights = {a: _light(light, chance) for a, light in computed.items()}
    judged = {a.value: Judged(light=light, word=_word(light, mandate, chance)) for a, light in lights.items()}
    bad = any(light is not Light.GREEN for light in lights.values())
    return ReportContent(
        **judged,
        done=chance.choice(words.done),
        next=chance.choice(words.next),
        deviations=(_deviation(mandate, chance),) if bad and chance.one_in(2) else (),
    )


def _light(computed: Light | None, chance: Chance) -> Light:
    if computed is None:
        return chance.weighted({Light.GREEN: 8, Light.YELLOW: 2, Light.RED: 1})
    return Light.GREEN if chance.one_in(ROSY) else computed


def _word(light: Light, mandate: Mandate, chance: Chance) -> str:
    words = mandate.story.words.report
    return "" if light is Light.GREEN else chance.choice(words.red if light is Light.RED else words.yellow)


def _deviation(mandate: Mandate, chance: Chance) -> Deviation:
    cause, consequence, measure, plan_b = chance.choice(mandate.story.words.report.deviations)
    return Deviation(
        uid=chance.uid(),
        cause=cause,
        consequence=consequence,
        measure=measure,
        counterpart=mandate.story.cast.receivers[0].title,
        plan_b=plan_b,
        decided_by=mandate.story.cast.owners[0].title,
    )


def _tell(mandate: Mandate, report: Report, book: Book) -> None:
    book.add(report)
    book.tell(report.at, lambda: [services.submitted(report)])


def _read(mandate: Mandate, report: Report, book: Book) -> None:
    """By the first owner, some hours later."""
    by, at = mandate.owner(report.at.date()), report.at + dt.timedelta(hours=3)
    made = Acknowledgement(report=report, by=by, name=by.name, title=by.title, at=at)
    book.add(made)
    book.tell(at, lambda: [services.acknowledged(made, mandate.directive)])
