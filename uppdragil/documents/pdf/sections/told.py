"""What was told when a mandate that ran already was taken in, and that nobody here vouches for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.documents.adoption import ADOPTION_FILE, AdoptionTold, Told
from uppdragil.documents.pdf.fonts import MISSING, missing
from uppdragil.documents.pdf.ornaments import SEAL_HEIGHT, Rule, SealBox
from uppdragil.documents.pdf.story import Cell, Story, Words
from uppdragil.documents.pdf.styles import CELL_SOFT, CELL_STRONG, KICKER, LEAD, SMALL
from uppdragil.documents.pdf.words import long_date, moment
from uppdragil.documents.record import VERSION_FILE

CONTROL_HEIGHT = 150  # points: how it can be checked stands on one page


def write(story: Story, a: AdoptionTold) -> None:
    """What the portfolio office has told of a mandate that was taken in (domain section 3: Adopt)."""
    story.section()
    _masthead(story, a)
    story.facts(list(_facts(a).items()), share=2.2)
    story.heading(2, _("Decided outside the system"))
    story.text(
        _(
            "What follows is what the portfolio office has told. UPPDRAGiL was not there when it was decided "
            "and does not vouch for it: the seal only shows that this is what was told, by whom and when."
        )
    )
    for told in a.told:
        _told(story, told)
    story.room(SEAL_HEIGHT + 12)
    label = _("Electronic seal of %(organisation)s") % {"organisation": a.organisation}
    story.ornament(SealBox(story.form_node(), label))
    _control(story, a)


def _masthead(story: Story, a: AdoptionTold) -> None:
    if a.demo:
        story.text(_("This record was made in a demo and is not valid."), label=_("Demo."))
        story.ornament(Rule(after=10))
    kind = _("About a mandate under way already")
    story.text(f"{a.organisation}  ·  {a.number}", KICKER)
    story.heading(1, kind)
    story.text(a.content.title, LEAD)
    story.ornament(Rule(strong=True, before=8, after=9))


def _facts(a: AdoptionTold) -> dict[str, Cell]:
    name = f"{a.told_by}, {a.title}" if a.title else a.told_by
    return {
        _("Taken in at the stage"): Words(a.stage, CELL_STRONG),
        _("Told by"): [Words(name), Words(_("Portfolio office"), CELL_SOFT)],
        _("Told on"): [Words(moment(a.at)), Words(a.authenticated, CELL_SOFT)],
        _("Version"): str(a.version),
    }


def _told(story: Story, told: Told) -> None:
    story.heading(3, f"{told.gate} {told.gate_name}")
    story.facts(list(_lines(told)), share=2.2)


def _lines(told: Told) -> Iterator[tuple[str, Cell]]:
    yield _("Outcome"), Words(told.outcome, CELL_STRONG)
    yield _("Decided on"), long_date(told.decided_on)
    yield _("Decided by"), told.decided_by
    if told.reference:
        yield _("Reference"), told.reference
    if told.link:
        yield _("Link"), Words(told.link, CELL_SOFT)
    if told.scan_name:
        yield _("Scan"), [Words(told.scan_name), Words(f"SHA-256 {told.scan_sha256}", CELL_SOFT)]
    if told.text:
        yield _("Conditions and remarks"), told.text


def _control(story: Story, a: AdoptionTold) -> None:
    story.room(CONTROL_HEIGHT)
    story.heading(2, _("How this can be checked"))
    story.facts([(_("SHA-256 of the version"), Words(a.sha256, CELL_SOFT))], share=2.2)
    names = {"version": VERSION_FILE, "told": ADOPTION_FILE}
    for step in (
        _(
            "Open the document in a PDF reader. It says who has sealed it and whether anything was changed afterwards."
        ),
        _(
            "Save the attached file %(version)s and compute its SHA-256. It must be the one above. "
            "The file %(told)s holds what was told for machines."
        ),
        _("A scan is the one that was sent in if its SHA-256 is the one that stands beside its name."),
    ):
        story.text(step % names, SMALL)
    count = len(missing(a.version_bytes.decode() + a.adoption_bytes.decode()))
    if count:
        note = ngettext(
            "%(count)s character is not in this document's typeface and is shown as %(sign)s. "
            "The attached files have the exact text.",
            "%(count)s different characters are not in this document's typeface and are shown as %(sign)s. "
            "The attached files have the exact text.",
            count,
        )
        story.text(note % {"count": count, "sign": MISSING}, SMALL)
