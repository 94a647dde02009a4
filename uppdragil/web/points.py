"""The texts of a directive that can be held against each other: now, its versions, and any moment of its history.

In an address each is a word: `now`, a version's number, or a moment in ISO form (UTC).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.decisions.selectors import edition_of
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.past import NoTextThen, edition_at, text_at
from uppdragil.directives.policies import Access
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import EditionSpec

from .access import Seen
from .days import long_date
from .versionlist import VersionLine, version_lines, version_seen

NOW = "now"
LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Point:
    """One text: `word` is what stands in the address, `label` what people call it, `at` when it was said."""

    word: str
    label: str
    at: dt.datetime

    @property
    def order(self) -> tuple[dt.datetime, int]:
        """By time, and versions of one moment by number."""
        return self.at, int(self.word) if self.word.isdigit() else 0


class Points:
    """The texts that one person may compare. A reader's are the decided versions."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen

    @cached_property
    def named(self) -> list[Point]:
        """Now, and the versions, the newest first."""
        working = [Point(NOW, _("The text as it is now"), LAST)] if self._working else []
        return [*working, *(_of_version(line) for line in version_lines(self.seen))]

    @property
    def _working(self) -> bool:
        return self.seen.access is Access.WORKING

    def point(self, word: str) -> Point:
        """The text that `word` names. Raises Http404 for one that is not, or that this person does not see."""
        for point in self.named:
            if point.word == word:
                return point
        at = _moment(word)
        if at is None or not self._working:
            raise Http404
        words = {"day": long_date(at), "time": f"{timezone.localtime(at):%H.%M.%S}"}
        return Point(word, _("The text on %(day)s at %(time)s") % words, at)

    def content(self, point: Point) -> DirectiveContent:
        """What it says. Raises Http404 for a moment before the directive was begun."""
        if point.word == NOW:
            return self.seen.content
        if point.word.isdigit():
            return content_of(version_seen(self.seen, int(point.word)))
        try:
            return text_at(self.seen.directive, point.at)
        except NoTextThen as error:
            raise Http404 from error

    def edition(self, point: Point) -> EditionSpec:
        """The revision of the model that it was said under."""
        if point.word == NOW:
            return self.seen.edition
        if point.word.isdigit():
            return edition_of(version_seen(self.seen, int(point.word)))
        return edition_at(self.seen.directive, point.at)


def word_of(at: dt.datetime) -> str:
    """What names a moment in an address."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def _moment(word: str) -> dt.datetime | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}", word):
        return None
    try:
        return dt.datetime.fromisoformat(word).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _of_version(line: VersionLine) -> Point:
    version = line.version
    if line.adopted:
        said = _("Taken in with the mandate")
    else:
        said = _("Submitted to %(gate)s %(name)s") % {"gate": version.gate, "name": line.gate_name}
    words = {"number": version.number, "said": said, "day": long_date(version.made_at)}
    return Point(str(version.number), _("Version %(number)s: %(said)s, %(day)s") % words, version.made_at)
