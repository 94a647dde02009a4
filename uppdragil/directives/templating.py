"""Keeping and taking away template directives; the audit chain tells of both."""

from __future__ import annotations

import datetime as dt

from uppdragil.core import audit
from uppdragil.core.contention import writing
from uppdragil.core.uid import new_uid
from uppdragil.core.values import MAX_LINE, clean_text
from uppdragil.editions.models import Edition
from uppdragil.organisation.models import Person

from . import policies
from .content import DirectiveContent
from .copying import copied
from .models import Template
from .services import actor

MOST = 50  # templates; more would be a list that nobody reads


class NotYours(Exception):
    """Templates are the portfolio office's."""


class TooMany(Exception):
    """MOST templates are kept already."""


def keep(*, content: DirectiveContent, edition: Edition, name: str, by: Person, now: dt.datetime) -> Template:
    """Keep `content` as a template that everybody may begin with. Raises NotYours, TooMany or Busy."""
    if not policies.may_keep_templates(by):
        raise NotYours
    said = copied(content, new_uid).model_dump(mode="json")
    with writing():
        if Template.objects.count() >= MOST:
            raise TooMany
        made = Template.objects.create(
            name=clean_text(name)[:MAX_LINE], edition=edition, content=said, kept_by=by.name, kept_at=now
        )
        _tell("template.kept", made, by, now)
        return made


def remove(*, uid: str, by: Person, now: dt.datetime) -> None:
    """Take a template away; what was begun with it stays. Raises NotYours or Busy."""
    if not policies.may_keep_templates(by):
        raise NotYours
    with writing():
        for template in Template.objects.filter(uid=uid):
            _tell("template.removed", template, by, now)
            template.delete()


def _tell(verb: str, template: Template, by: Person, now: dt.datetime) -> None:
    audit.append(
        verb=verb, actor=actor(by), payload={"name": template.name, "template": template.uid}, now=now
    )
