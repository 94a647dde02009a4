"""What the directive says: is it whole, and can it be decided on."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.gates.values import Facts, Replaced, Unmet, names


def chapters_filled(f: Facts) -> Iterator[Unmet]:
    """Every chapter that the edition requires at the gate is written, or says why it does not apply."""
    for key in f.missing_chapters:
        yield Unmet("chapter_missing", names(f.leads), key)


def no_errors(f: Facts) -> Iterator[Unmet]:
    """The review finds no error: errors block a submission (domain section 5)."""
    for chapter in f.errors:
        yield Unmet("open_error", names(f.leads), chapter)


def seats_can_be_confirmed(f: Facts) -> Iterator[Unmet]:
    """A seat blocks while nobody can confirm it: its title is held by nobody, by the lead, by one who
    has confirmed in another seat already, or by those whom jäv has put out, with no seat of that role left.
    An outcome that does not pass needs one decider only.
    """
    for seat in f.open_seats if f.may_pass else ():
        params = {"role": seat.role, "through": seat.through}
        left = [w for w in seat.acting if w not in f.barred and w.uid not in f.recused]
        if f.is_out(seat):
            yield Unmet("seat_recused", (*names(f.office), *names(f.leads)), "roles", params)
        elif not seat.acting:
            yield Unmet("role_unlinked", (*names(f.leads), *names(f.office)), "roles", params)
        elif not left:
            yield Unmet("lead_in_seat", (*names(f.leads), *names(f.office)), "roles", params)
        elif all(w.uid in f.confirmed for w in left):
            yield Unmet("holder_has_confirmed", names(f.office), "roles", params)


def body_named(f: Facts) -> Iterator[Unmet]:
    """Where a body decides, it is named which one."""
    if not f.body_named:
        yield Unmet("body_not_named", names(f.leads), "body")


def something_changed(f: Facts) -> Iterator[Unmet]:
    """A change decision changes something."""
    if not f.changed:
        yield Unmet("nothing_changed", names(f.leads))


def owner_stated(f: Facts) -> Iterator[Unmet]:
    """Whoever is gone cannot decide on who comes after them."""
    if not f.owner_stated:
        yield Unmet("owner_missing", names(f.leads), "roles")


def replaces_a_live_one(f: Facts) -> Iterator[Unmet]:
    """What is superseded ends with the decision; what has ended already, or is not there, cannot."""
    if f.replaces and f.may_pass:
        yield from unreplaceable(f.replaces, names(f.leads))


def unreplaceable(old: Replaced, who: tuple[str, ...]) -> Iterator[Unmet]:
    """Why `old` cannot be superseded; `who` can choose another one."""
    if old.itself:
        yield Unmet("supersedes_itself", who, "head")
    elif old.missing:
        yield Unmet("supersedes_unknown", who, "head")
    elif old.ended:
        yield Unmet("supersedes_ended", who, "head", {"name": old.name})
