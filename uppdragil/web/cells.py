"""The cells of the overview: each says one thing of one line, in words, with a mark where it is a verdict.

Drawn here and not by a template for each: a page has a thousand of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from uppdragil.core.kronor import in_millions
from uppdragil.directives.content import Role
from uppdragil.directives.labels import ROLE_LABELS
from uppdragil.directives.models import Directive
from uppdragil.portfolio.listing import Line
from uppdragil.portfolio.reporting.content import Light
from uppdragil.portfolio.reporting.sentences import ASPECTS, LIGHTS
from workflows.linefacts import LineFacts
from workflows.waiting import BODY

from .days import how_far, short_date
from .moneylines import MoneyStanding
from .templatetags.gates import gap_words
from .templatetags.marks import light, tag
from .templatetags.phases import small_line

NOTHING = mark_safe('<span class="soft">–</span>')
LEVELS = {Light.GREEN: "ok", Light.YELLOW: "warn", Light.RED: "bad"}
WORDS = 60  # signs of a support need's or a pause's words


@dataclass
class Told(LineFacts):
    """What the cells of one page need beside its lines."""

    phases: dict[tuple[str, str], str] = field(default_factory=dict)

    def phase(self, directive: Directive) -> str:
        """The small phase line, drawn once for each place of a flow."""
        place = directive.edition.spec.flow, directive.phase
        if place not in self.phases:
            self.phases[place] = render_to_string("components/mini_phase.html", small_line(*place))
        return self.phases[place]


def title(line: Line, told: Told) -> str:
    """The mandate, its number and unit."""
    s = line.standing
    under = " · ".join(filter(None, (s.card.number, s.card.unit)))
    restricted = tag(_("Restricted"), "strong") if s.directive.restricted else ""
    return format_html(
        '<a class="title" href="{}">{}</a><small>{}</small>{}',
        reverse("directive", args=[s.directive.uid]), s.title, under, restricted,
    )  # fmt: skip


def priority(line: Line, told: Told) -> str:
    """Its place in the order that a body has decided."""
    found = told.places.get(line.standing.directive.pk)
    if found is None:
        return NOTHING
    return format_html('<span title="{}">{}</span>', found.order, found.place)


def lights(line: Line, told: Told) -> str:
    """The worst light of the lead's last report and what it is about; where the figures are worse, they too."""
    report = told.reports.get(line.standing.directive.pk)
    if report is None or report.overall is None:
        return _hidden(line)
    about = [str(ASPECTS[aspect]) for aspect, light_ in report.lights.items() if light_ is report.overall]
    notes = [", ".join(about)] if report.overall is not Light.GREEN else []
    if report.mismatch and report.computed_overall:
        notes.append(_("By the figures: %(light)s") % {"light": LIGHTS[report.computed_overall]})
    return format_html("{}{}", light(LEVELS[report.overall], str(LIGHTS[report.overall])), _small(notes))


def unit(line: Line, told: Told) -> str:
    """The unit, as the text has it."""
    return _plain(line.standing.card.unit)


def area(line: Line, told: Told) -> str:
    """The focus area of the strategy that it is linked to first."""
    return _plain(line.standing.card.area)


def owner(line: Line, told: Told) -> str:
    """Who owns it, as the text has it."""
    return _plain(line.standing.card.owner)


def lead(line: Line, told: Told) -> str:
    """Who leads it."""
    return _plain(line.standing.lead)


def frame(line: Line, told: Told) -> str:
    """The frame of its budget."""
    return _plain(in_millions(line.standing.card.frame))


def money(line: Line, told: Told) -> str:
    """What of the frame is spent and activated, and how that stands."""
    state = told.money.get(line.standing.directive.pk)
    if state is None:
        return _hidden(line)
    stands = MoneyStanding.of(line.standing.card.frame, state)
    amounts = [f"{one.word} {in_millions(one.amount)}" for one in stands.lines if one.amount is not None]
    return format_html("{}{}", light(str(stands.level), stands.word), _small(amounts))


def phase(line: Line, told: Told) -> str:
    """The small phase line, and what is unusual about where it is."""
    s, notes = line.standing, []
    if s.outside:
        notes.append(_("Decided outside the system"))
    if s.changing and line.working:
        notes.append(_("Change waits for a decision"))
    if s.directive.paused:
        notes.append(_paused(s.directive, line.working))
    return format_html("{}{}", told.phase(s.directive), _small(notes))


def following(line: Line, told: Told) -> str:
    """The next gate, when it is planned, and the deciding places that are vacant until then."""
    s = line.standing
    if not s.next_gate:
        return _soft(_("No decisions left"))
    when = _("No date yet")
    if s.next_gate_date:
        day = {"day": short_date(s.next_gate_date)}
        when = _("Postponed to %(day)s") % day if s.postponed else short_date(s.next_gate_date)
        when = f"{when}, {how_far(s.next_gate_date, told.day).lower()}"
    gaps = format_html_join("", "<br>{}", ((light("warn", gap_words(gap)),) for gap in line.gaps))
    return format_html("<b>{}</b> {}<small>{}</small>{}", s.next_gate, s.next_gate_name, when, gaps)


def late(line: Line, told: Told) -> str:
    """Days late against the baseline."""
    s = line.standing
    if s.late:
        days = s.days_late or 0
        return light("bad", ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    if s.days_late is None or not s.next_gate:
        return NOTHING
    return _soft(_("No"))


def waits(line: Line, told: Told) -> str:
    """With whom it is, and for how long; a decision that has waited past its day is a verdict."""
    found = told.waits.get(line.standing.directive.pk)
    if found is None:
        return _hidden(line)
    days = (told.day - found.since.date()).days if found.since else 0
    what = (
        pgettext("waits with", "Decision body") if found.role == BODY else str(ROLE_LABELS[Role(found.role)])
    )
    if found.change:
        what = _("%(role)s, change decision") % {"role": what}
    since = ngettext("%(who)s, %(n)d day", "%(who)s, %(n)d days", days) % {"who": what, "n": days}
    names = ", ".join(found.names)
    who = names if names else light("warn", _("Nobody"))
    return format_html("{}<small>{}</small>", who, since)


def needs(line: Line, told: Told) -> str:
    """How many support needs wait for an answer, and the first of them."""
    if not line.working:
        return _hidden(line)
    open_ = told.needs.get(line.standing.directive.pk, [])
    if not open_:
        return _soft(pgettext("support needs", "None"))
    first = open_[0]
    count = ngettext("%(n)d unanswered", "%(n)d unanswered", len(open_)) % {"n": len(open_)}
    level = "bad" if first.due < told.day else "warn"
    words = {"what": Truncator(first.text).chars(WORDS), "day": short_date(first.due)}
    return format_html("{}<small>{}</small>", light(level, count), _("%(what)s, by %(day)s") % words)


def errors(line: Line, told: Told) -> str:
    """Contradictions in the working text that block a submission."""
    if not line.working:
        return _hidden(line)
    found = told.errors[line.standing.directive.pk]
    if not found:
        return _soft(pgettext("contradictions", "None"))
    return light("bad", ngettext("%(n)d error", "%(n)d errors", found) % {"n": found})


def risk(line: Line, told: Told) -> str:
    """The highest product of likelihood and consequence."""
    score = line.standing.card.risk
    return _plain(_("%(score)d of 25") % {"score": score} if score else "")


def _paused(directive: Directive, working: bool) -> str:
    words = {"day": short_date(directive.wake_on)} if directive.wake_on else {}
    until = format_html("<b>{}</b>", _("Paused until %(day)s") % words if words else _("Paused"))
    if not working:
        return until
    return format_html("{}: {}", until, Truncator(directive.paused_reason).chars(WORDS))


def _hidden(line: Line) -> str:
    """Nothing to say, or nothing that a reader of decided versions is told."""
    if line.working:
        return NOTHING
    return format_html('<span class="soft">–<span class="vh"> {}</span></span>', _("not shown to readers"))


def _small(notes: Iterable[str]) -> str:
    return format_html_join("", '<small class="paused">{}</small>', ((note,) for note in notes))


def _plain(text: str) -> str:
    return format_html("{}", text) if text else NOTHING


def _soft(text: str) -> str:
    return format_html('<span class="soft">{}</span>', text)
