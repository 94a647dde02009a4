"""Where the directive stands: is this the moment for it."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.gates.values import Facts, Unmet, names


def not_ended(f: Facts) -> Iterator[Unmet]:
    """The mandate is neither closed, stopped nor superseded."""
    if f.ended:
        yield Unmet("ended")


def not_paused(f: Facts) -> Iterator[Unmet]:
    """A paused directive refuses this; who may resume it is named (domain section 3: Pause)."""
    if f.paused:
        yield Unmet("paused", (*names(f.owners), *names(f.office)))


def is_paused(f: Facts) -> Iterator[Unmet]:
    """There is a pause to end."""
    if not f.paused:
        yield Unmet("not_paused")


def in_work_stage(f: Facts) -> Iterator[Unmet]:
    """The directive is in a stage in which the lead edits (domain section 3: work stages and gates)."""
    if not f.work_stage:
        yield Unmet("not_in_work_stage")


def at_gate(f: Facts) -> Iterator[Unmet]:
    """A round is open."""
    if not f.round_open:
        yield Unmet("no_open_round")


def same_round(f: Facts) -> Iterator[Unmet]:
    """The round and the version are those that the actor saw."""
    if f.round_open and not f.seen:
        yield Unmet("round_changed")


def no_change_open(f: Facts) -> Iterator[Unmet]:
    """In a work stage only a change decision has a round."""
    if f.work_stage and f.round_open:
        yield Unmet("change_open", tuple(d.name for d in f.deciders if d not in f.barred))


def something_locked(f: Facts) -> Iterator[Unmet]:
    """Something is decided that only a change decision changes (domain section 3: baseline)."""
    if not f.locked:
        yield Unmet("nothing_locked")


def change_begun(f: Facts) -> Iterator[Unmet]:
    """A change decision is being prepared."""
    if not f.change_begun:
        yield Unmet("no_change")


def same_change(f: Facts) -> Iterator[Unmet]:
    """The change is as the actor saw it."""
    if not f.seen:
        yield Unmet("change_altered")


def in_realisation(f: Facts) -> Iterator[Unmet]:
    """The mandate has been delivered, and its benefits are being realised: only then is it closed."""
    if f.phase != "realisation":
        yield Unmet("not_in_realisation")
