"""The working text as a PDF that says on every page that nobody has decided it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from uppdragil.directives.content import DirectiveContent
from uppdragil.editions.spec import EditionSpec

from .archive import Description
from .build import draw
from .fonts import register
from .ornaments import Rule
from .page import Furniture
from .sections import directive
from .story import Story
from .styles import KICKER, LEAD
from .words import moment


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A directive's working text at a time. `last`: the number of the last version that was submitted, 0 for none."""

    organisation: str
    demo: bool
    number: str
    content: DirectiveContent
    edition: EditionSpec
    last: int
    at: dt.datetime

    @property
    def version(self) -> str:
        """What the text is a draft of. Called with Swedish active."""
        if not self.last:
            return _("Draft, nothing is submitted yet")
        return _("Draft after version %(n)s") % {"n": self.last}


def build_draft(draft: Draft) -> bytes:
    """The draft as PDF/A-3a and PDF/UA-1, always in Swedish."""
    register()
    with translation.override("sv"):
        story = Story()
        _masthead(story, draft)
        directive.write_chapters(story, draft)
        mark = _("Draft, not decided")
        title = f"{mark}: {draft.content.title or draft.number}"
        return draw(
            story,
            Furniture(
                kind=mark,
                title=draft.content.title,
                owner=draft.organisation,
                origin=f"{moment(draft.at)} · {draft.version}",
                demo=draft.demo,
                mark=_("Draft"),
            ),
            Description(title, draft.organisation, mark, draft.at),
            (),
        )


def _masthead(story: Story, draft: Draft) -> None:
    story.section()
    mark = _("Draft, not decided")
    story.text(f"{draft.organisation}  ·  {mark}  ·  {moment(draft.at)}", KICKER)
    story.heading(1, draft.content.title or draft.number)
    if draft.content.subtitle:
        story.text(draft.content.subtitle, LEAD)
    story.ornament(Rule(strong=True, before=4, after=6))
    directive.write_head(story, draft)
