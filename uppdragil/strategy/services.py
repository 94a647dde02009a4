"""Writing the strategy's editions. Each service is one transaction, and the only writer of what it writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from uppdragil.core import audit, history
from uppdragil.core.canonical import sha256
from uppdragil.core.contention import writing
from uppdragil.organisation.models import Person

from . import storage
from .canonical import SCHEMA, mark, to_bytes
from .content import StrategyContent
from .finding import Finding, stored
from .models import StrategyEdition, StrategyVersion
from .review import review

_ROW: dict[str, Any] = {"uid": True}
_ACTIVITIES = {"activities": {"__all__": _ROW}}
_UIDS: dict[str, Any] = {
    "areas": {
        "__all__": _ROW
        | {"sub_goals": {"__all__": _ROW | _ACTIVITIES | {"other_wordings": {"__all__": _ROW | _ACTIVITIES}}}}
    }
}


class NotADraft(Exception):
    """The edition is published: it never changes, a new one follows it."""


class NotAsSeen(Exception):
    """The draft has changed since it was looked at: nobody publishes what they have not seen."""


class NothingToPublish(Exception):
    """The edition has no focus area."""


def keep_draft(
    *, content: StrategyContent, by: Person | None, now: dt.datetime, findings: Iterable[Finding] = ()
) -> StrategyEdition:
    """The draft of these years, saying `content`: the one there is is replaced, else a new one begins.

    `findings`: what the import found; those that the text itself does not show are kept beside it. A draft that says
    the same already, whatever its rows are named, is left alone. Raises Busy.
    """
    with writing():
        years = {"first_year": content.first_year, "last_year": content.last_year}
        drafts = StrategyEdition.objects.select_for_update().filter(
            state=StrategyEdition.State.DRAFT, **years
        )
        edition = drafts.first()
        if edition and same_words(storage.load(edition), content):
            return edition
        edition = edition or StrategyEdition(created_at=now, **years)
        edition.name, edition.noted = content.name, _noted(content, findings)
        history.sign(edition, by, now).save()
        storage.write(edition, content, by=by, now=now)
        audit.append_all([told("strategy.drafted", edition, content, by=by)], now=now)
        return edition


def keep_drafts(
    *,
    contents: Iterable[StrategyContent],
    by: Person | None,
    now: dt.datetime,
    findings: Sequence[Finding] = (),
) -> list[StrategyEdition]:
    """A draft of each, as `keep_draft` makes one: all of them or none. Raises Busy."""
    with writing():
        return [keep_draft(content=content, by=by, now=now, findings=findings) for content in contents]


def locked_draft(edition: StrategyEdition) -> StrategyEdition:
    """The draft as it is now, locked for the rest of the transaction. Raises NotADraft."""
    edition = StrategyEdition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != StrategyEdition.State.DRAFT:
        raise NotADraft
    return edition


def publish(
    *, edition: StrategyEdition, by: Person, now: dt.datetime, seen: str | None = None
) -> StrategyVersion:
    """Freeze a draft as it stands: its bytes and their hash, in one version that nobody can change.

    `seen`: the mark of what was looked at (`canonical.mark`), where somebody did; another text is not published.
    Raises NotADraft, NothingToPublish, NotAsSeen or Busy.
    """
    with writing():
        edition = locked_draft(edition)
        content = storage.load(edition)
        if not content.areas:
            raise NothingToPublish
        if seen is not None and mark(content) != seen:
            raise NotAsSeen
        version = freeze(edition, content, by=by, now=now)
        audit.append_all([told("strategy.published", edition, content, by=by, version=version)], now=now)
        return version


def freeze(
    edition: StrategyEdition, content: StrategyContent, *, by: Person, now: dt.datetime
) -> StrategyVersion:
    """The version that a published edition is, and the edition that has it. Told to the chain by who calls."""
    data = to_bytes(content)
    version = StrategyVersion.objects.create(
        edition=edition,
        data=data,
        schema=SCHEMA,
        sha256=sha256(data),
        published_at=now,
        published_by=by.name,
    )
    edition.state = StrategyEdition.State.PUBLISHED
    history.sign(edition, by, now).save(update_fields=["state"])
    return version


def _noted(content: StrategyContent, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What of `findings` is about `content` and not to be seen in its text, for `StrategyEdition.noted`."""
    own = {area.uid for area in content.areas}
    shown = {finding.key for finding in review(content)}
    return [stored(f) for f in findings if f.place.area in own and f.key not in shown]


def same_words(one: StrategyContent, other: StrategyContent) -> bool:
    """Whether two editions say the same, whatever their rows are named."""
    return _words(one) == _words(other)


def _words(content: StrategyContent) -> dict[str, Any]:
    """What an edition says, without the names of its rows."""
    return content.model_dump(mode="json", exclude=_UIDS)


def told(
    verb: str,
    edition: StrategyEdition,
    content: StrategyContent,
    *,
    by: Person | None,
    version: StrategyVersion | None = None,
) -> audit.Entry:
    """What the chain is told of an edition."""
    said: dict[str, audit.JSON] = {
        "strategy": edition.uid,
        "name": content.name,
        "from": content.first_year,
        "to": content.last_year,
        "areas": len(content.areas),
        "sub_goals": sum(len(area.sub_goals) for area in content.areas),
    }
    return audit.Entry(
        verb,
        audit.Actor(by.name, by.uid) if by else audit.SYSTEM,
        "",
        said | {"sha256": version.sha256} if version else said,
        [version] if version else [],
    )
