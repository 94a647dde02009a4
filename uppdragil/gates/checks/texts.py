"""What is written with an act: its reason, its day, its length."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.gates.values import MAX_WRITTEN, Facts, Unmet, names


def texts_bounded(f: Facts) -> Iterator[Unmet]:
    """All that one act writes fits into the audit chain: at most `values.MAX_WRITTEN` characters."""
    written = len(f.reason) + len(f.evidence) + f.last_words + (f.proposal.length if f.proposal else 0)
    if written > MAX_WRITTEN:
        yield Unmet("text_too_long", (f.actor.name,), "", {"most": MAX_WRITTEN})


def reason_stated(f: Facts) -> Iterator[Unmet]:
    """The act says why (domain section 3: pause with a reason; jäv, stop and change likewise)."""
    if not f.reason.strip():
        yield Unmet("reason_missing", (f.actor.name,), "reason")


def wakes_ahead(f: Facts) -> Iterator[Unmet]:
    """A pause names a wake-up date, later than today (domain section 3: Pause)."""
    if f.wake_on is None or f.wake_on <= f.today:
        yield Unmet("wake_date", (f.actor.name,), "wake_on")


def nothing_left(f: Facts) -> Iterator[Unmet]:
    """Each impact goal has a last word before the owner closes (domain section 3: Who may, close)."""
    if f.goals_without_last_word:
        yield Unmet(
            "last_word_missing", names(f.owners), "impact_goals", {"count": f.goals_without_last_word}
        )
