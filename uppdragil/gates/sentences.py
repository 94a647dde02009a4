"""Reasons and suggestions as sentences, made where they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from uppdragil.core.kronor import in_millions
from uppdragil.directives.content import Role
from uppdragil.directives.labels import role_label
from uppdragil.editions.spec import EditionSpec

from .loads import receiving_words
from .prefill import Suggestion
from .values import Unmet, Value

REASONS: dict[str, Promise] = {
    "ended": _("The mandate has ended."),
    "paused": _("The mandate is paused. It has to be resumed first."),
    "not_paused": _("The mandate is not paused."),
    "not_in_work_stage": _("The directive is not in a work stage."),
    "no_open_round": _("No decision is waiting here any more."),
    "round_changed": _("The submission that you saw is no longer the current one."),
    "not_in_realisation": _("The mandate can be closed once its delivery is approved."),
    "not_lead": _("Only the mandate lead can do this."),
    "not_owner": _("Only the mandate owner can do this."),
    "not_owner_or_office": _("Only the mandate owner or the portfolio office can do this."),
    "not_decider": _("You are not among those who decide here."),
    "lead_decides": _("The mandate lead does not decide on their own mandate."),
    "already_confirmed": _("You have already confirmed in this round."),
    "recused": _("You have declared a conflict of interest, and are out of this round."),
    "confirming_has_begun": _(
        "Somebody has already confirmed, so the submission can no longer be withdrawn."
    ),
    "authentication_not_fresh": _("Confirm with your password that it is you."),
    "body_not_named": _("It is not said which body decides."),
    "proposal_differs": _(
        "Somebody has already confirmed another wording. Confirm the same, or send it back, postpone it or say no."
    ),
    "reason_missing": _("A reason is missing."),
    "postpone_date": _("Choose a new date that is ahead."),
    "condition_missing": _("Write at least one condition."),
    "condition_not_whole": _("A condition lacks its text, its responsible or its date."),
    "meeting_missing": _("The date of the meeting and the paragraph are missing."),
    "meeting_ahead": _("The meeting has not taken place yet."),
    "official_missing": _("It is not said which official decided."),
    "dissent_unnamed": _("A reservation lacks who made it."),
    "outcome_not_offered": _("That is not one of the outcomes of this decision."),
    "meeting_changed": _(
        "What is noted of the meeting has changed, or the item is no longer taken up there. Read it once more."
    ),
    "busy": _("Somebody else is working with this right now. Nothing is stored; try again in a moment."),
    "change_open": _(
        "A change is before those who decide. The mandate goes on when they have decided, or when it is withdrawn."
    ),
    "nothing_locked": _("Nothing is locked by a decision yet: edit the directive itself."),
    "no_change": _("No change is being prepared."),
    "change_altered": _("The change has been altered meanwhile. Read it once more."),
    "nothing_changed": _("The change does not change anything yet."),
    "owner_missing": _("The change leaves the mandate without an owner."),
    "supersedes_itself": _("A mandate cannot supersede itself. Choose another one in the head."),
    "supersedes_unknown": _(
        "The mandate that this one supersedes is not among those that you can see. Choose it anew in the head."
    ),
    "condition_settled": _("The condition is settled already."),
    "condition_not_settled": _("The condition is open already."),
    "not_responsible": _("Only who is responsible for the condition can say that it is met."),
    "evidence_missing": _("Say how the condition is met, or link to what shows it."),
    "wake_date": _("Choose a day ahead on which to look at the mandate again."),
}


# Why a mandate that already runs cannot be taken in (`gates.adoption`).
ADOPTION: dict[str, Promise] = {
    "not_office": _("Only the portfolio office can take in a mandate that already runs."),
    "title_missing": _("The mandate has no title."),
    "adoption_stage": _(
        "Choose the stage in which the mandate is: preparation, execution, handover or realisation."
    ),
    "outside_missing": _("The decision at %(gate)s is missing: the mandate has passed it to be where it is."),
    "outside_ahead_of_stage": _(
        "%(gate)s lies ahead in this stage. Leave its decision empty, or choose a later stage."
    ),
    "outside_twice": _("%(gate)s has more than one decision. Keep the one that let the mandate pass."),
    "outside_not_passed": _("The decision at %(gate)s must be one that let the mandate pass."),
    "outside_date_missing": _("The day of the decision at %(gate)s is missing."),
    "outside_date_ahead": _("The decision at %(gate)s has a day that has not come yet."),
    "outside_by_missing": _("It is not said who decided at %(gate)s."),
    "outside_evidence_missing": _(
        "Say where the decision at %(gate)s stands: a reference, a link or a scan."
    ),
    "outside_link": _("The link to the decision at %(gate)s is not a web address. It begins with https://."),
    "outside_order": _("%(gate)s has an earlier day than %(before)s, which comes before it."),
}


def reason(unmet: Unmet, edition: EditionSpec) -> str:
    """Why not, in one sentence."""
    if unmet.code in ADOPTION:
        return str(ADOPTION[unmet.code]) % unmet.params
    if unmet.code in REASONS:
        return str(REASONS[unmet.code])
    make = _MADE[unmet.code]
    return make(unmet, edition)


def who_can(unmet: Unmet, me: str = "") -> str:
    """Who can fix it, in one sentence; empty where nobody in particular can. `me`: the name of who reads it."""
    others = [name for name in unmet.who if name != me]
    names = [gettext("You"), *others] if me in unmet.who else others
    if not names:
        return ""
    return gettext("%(names)s can resolve it.") % {"names": get_text_list(names, gettext("or"))}


def role_name(role: str, edition: EditionSpec | None = None) -> str:
    """What a seat is called: its role, or the decision body."""
    return role_label(role, edition) if role in Role.__members__.values() else gettext("The decision body")


def _role_inside(role: str, edition: EditionSpec) -> str:
    """The role as it stands inside a sentence."""
    name = role_name(role, edition)
    return name[:1].lower() + name[1:]


def _chapter(key: str, edition: EditionSpec) -> str:
    chapter = edition.chapter(key)
    return f"{chapter.number} {chapter.title}".strip()


def _chapter_missing(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("Chapter %(chapter)s is not written yet.") % {"chapter": _chapter(unmet.where, edition)}


def _open_error(unmet: Unmet, edition: EditionSpec) -> str:
    where = gettext("the head") if unmet.where == "head" else _chapter(unmet.where, edition)
    return gettext("There is a contradiction in %(chapter)s.") % {"chapter": where}


def _role_unlinked(unmet: Unmet, edition: EditionSpec) -> str:
    role, holder = str(unmet.params["role"]), unmet.params.get("through")
    if not holder:
        return gettext("Nobody is named as %(role)s.") % {"role": _role_inside(role, edition)}
    words = {"role": role_name(role, edition), "holder": holder}
    return gettext("%(role)s “%(holder)s” is not linked to anybody who can decide today.") % words


def _lead_in_seat(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("The mandate lead is also %(role)s, and nobody decides on their own mandate.") % {
        "role": _role_inside(str(unmet.params["role"]), edition)
    }


def _holder_has_confirmed(unmet: Unmet, edition: EditionSpec) -> str:
    words = {"role": role_name(str(unmet.params["role"]), edition), "holder": unmet.params["through"]}
    return (
        gettext("%(role)s “%(holder)s” is held by somebody who has confirmed already, in another role.")
        % words
    )


def _seat_recused(unmet: Unmet, edition: EditionSpec) -> str:
    words = {"role": role_name(str(unmet.params["role"]), edition), "holder": unmet.params["through"]}
    return (
        gettext(
            "%(role)s “%(holder)s”: a conflict of interest has left nobody who can decide. The office can name"
            " a substitute; otherwise the lead asks for another owner by a change decision."
        )
        % words
    )


def _recused_present(unmet: Unmet, edition: EditionSpec) -> str:
    return (
        gettext("%(name)s was out for a conflict of interest, and cannot have taken part too.") % unmet.params
    )


def _official_recused(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("%(name)s was out for a conflict of interest, and cannot have decided.") % unmet.params


def _official_absent(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("%(name)s decided, but is not among those present.") % unmet.params


def _dissenter_absent(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("%(name)s made a reservation, but is not among those present.") % unmet.params


def _text_too_long(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("The texts are longer than %(most)s characters together.") % unmet.params


def _too_many_conditions(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("There are more than %(most)s conditions.") % unmet.params


def _answer_missing(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("The question “%(question)s” has no answer.") % unmet.params


def _required_no(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("The answer is NO to “%(question)s”, which needs a yes.") % unmet.params


def _motivation_missing(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("The answer to “%(question)s” lacks its motivation.") % unmet.params


def _condition_past(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("The condition “%(text)s” has a date that has passed.") % unmet.params


def _meeting_before_submission(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("The meeting was before the submission on %(day)s, so it cannot have decided on it.") % {
        "day": _plain(unmet.params["day"])
    }


def _supersedes_ended(unmet: Unmet, edition: EditionSpec) -> str:
    if not unmet.params.get("name"):
        return gettext("The mandate that this one supersedes has ended already.")
    return gettext("%(name)s has ended already, so it cannot be superseded any more.") % unmet.params


def _last_word_missing(unmet: Unmet, edition: EditionSpec) -> str:
    count = unmet.params["count"]
    return ngettext(
        "%(count)s impact goal lacks a last word.",
        "%(count)s impact goals lack a last word.",
        int(str(count)),
    ) % {"count": count}


def _condition_due(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("A condition was due on %(due)s and is not met: %(text)s") % _condition_words(unmet)


def _condition_left(unmet: Unmet, edition: EditionSpec) -> str:
    return gettext("A condition is still open: %(text)s") % _condition_words(unmet)


def _condition_words(unmet: Unmet) -> dict[str, str]:
    due = unmet.params["due"]
    assert isinstance(due, dt.date)
    return {"text": str(unmet.params["text"]), "due": date_format(due, "j F Y")}


_MADE = {
    "chapter_missing": _chapter_missing,
    "open_error": _open_error,
    "role_unlinked": _role_unlinked,
    "lead_in_seat": _lead_in_seat,
    "holder_has_confirmed": _holder_has_confirmed,
    "seat_recused": _seat_recused,
    "recused_present": _recused_present,
    "official_recused": _official_recused,
    "official_absent": _official_absent,
    "dissenter_absent": _dissenter_absent,
    "text_too_long": _text_too_long,
    "too_many_conditions": _too_many_conditions,
    "answer_missing": _answer_missing,
    "required_no": _required_no,
    "motivation_missing": _motivation_missing,
    "condition_past": _condition_past,
    "condition_due": _condition_due,
    "condition_left": _condition_left,
    "meeting_before_submission": _meeting_before_submission,
    "last_word_missing": _last_word_missing,
    "supersedes_ended": _supersedes_ended,
}

GROUNDS: dict[str, Promise] = {
    "written": _("the chapters are written"),
    "written_not": _("%(chapters)s is missing"),
    "strategy_linked": _("linked to %(areas)s, sub-goals: %(goals)s"),
    "strategy_linked_not": _("chapter 4.1 links to nothing in the strategy, and gives no reason"),
    "strategy_none": _("the directive says why nothing in the strategy fits: %(why)s"),
    "none_needed": _("the directive says why there is nothing in the chapter: %(why)s"),
    "goals_measurable": _(
        "%(ready)s of %(total)s impact goals have indicator, baseline, target, date and measurer"
    ),
    "goals_measurable_not": _(
        "%(ready)s of %(total)s impact goals have indicator, baseline, target, date and measurer"
    ),
    "no_registry_number": _("the registry number is missing"),
    "open_errors": _("open contradictions: %(count)s"),
    "no_errors": _("no contradictions are open"),
    "ask_controller": _("the registry number is set and no contradictions are open; ask the controller"),
    "controller_reviewed": _(
        "%(name)s has reviewed the text as controller, %(how)s, the registry number is set and no contradictions"
        " are open"
    ),
    "controller_remarks": _("%(name)s has reviewed the text as controller, %(how)s, with remarks"),
    "controller_before": _(
        "%(name)s reviewed the text as controller, %(how)s, and it has changed since then"
    ),
    "decided": _("%(gate)s is decided: %(how)s"),
    "decided_not": _("%(gate)s is not decided"),
    "complete": _("all required chapters are written and no contradictions are open"),
    "complete_not": _("%(chapters)s is missing"),
    "roles": _("the roles are named"),
    "roles_not": _("%(roles)s is not named"),
    "group_missing": _("nobody is named as a member of the working group"),
    "convener_missing": _("it does not say who calls the working group together"),
    "group_convened": _("the working group and its convener are named; ask whether they have agreed"),
    "activities_done": _("all activities are done"),
    "activities_done_not": _("%(left)s of %(total)s activities are not done"),
    "as_baseline": _("nothing that is locked has changed since the last decision"),
    "as_baseline_not": _("%(chapters)s differs from the last decision"),
    "risks_assessed": _("all risks have probability and consequence"),
    "risks_assessed_not": _("%(left)s of %(total)s risks lack probability or consequence"),
    "maintenance_written": _("the chapter on maintenance is written; ask whether it has been received"),
    "measuring_planned": _("%(ready)s of %(total)s impact goals have a date and a measurer"),
    "measuring_planned_not": _("%(ready)s of %(total)s impact goals have a date and a measurer"),
    "registry_number": _("the registry number is %(number)s; ask the registrar about the archive"),
    "receiver_unnamed": _("no receiver is named"),
    "delivery_undated": _("the time plan has no day for the delivery"),
    "receiver_unit_unknown": _(
        "the receiver belongs to no unit of the register, so its capacity is not known"
    ),
    "receiver_over": _("the receiver's capacity is not enough: %(receiving)s"),
    "receiver_unset": _("ask the receiver what there is room for: %(receiving)s"),
    "receiver_room": _("the receiver has room: %(receiving)s"),
    "frame_unstated": _("chapter 6.3 states no frame to compare with"),
    "outcome_untold": _("nobody has told what is spent of the frame"),
    "outcome_compared": _("%(outcome)s of the frame %(frame)s is spent"),
}


def grounds(suggestion: Suggestion, edition: EditionSpec) -> str:
    """The suggestion and why, in one sentence: "Förslag NEJ: 3 av 6 delaktiviteter är inte klara."."""
    params = {
        name: _WORDS[name](value, edition) if name in _WORDS else value
        for name, value in suggestion.params.items()
    }
    why = str(GROUNDS[suggestion.code]) % params
    if suggestion.value is None:
        return gettext("No suggestion: %(why)s.") % {"why": why}
    word = {Value.YES: gettext("YES"), Value.NO: gettext("NO"), Value.NA: gettext("NOT APPLICABLE")}
    return gettext("Suggestion %(value)s: %(why)s.") % {"value": word[suggestion.value], "why": why}


def _listed(words: Iterable[str]) -> str:
    return get_text_list(list(words), gettext("and"))


def _money(value: object, edition: EditionSpec) -> str:
    return in_millions(int(str(value)))


def _plain(part: object) -> str:
    return date_format(part, "j F Y") if isinstance(part, dt.date) else str(part)


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


# How the parameters of a ground are read.
_WORDS: dict[str, Callable[[object, EditionSpec], str]] = {
    "chapters": lambda value, edition: _listed(_chapter(str(key), edition) for key in _tuple(value)),
    "roles": lambda value, edition: _listed(_role_inside(str(role), edition) for role in _tuple(value)),
    "areas": lambda value, edition: _listed(str(area) for area in _tuple(value)),
    "receiving": lambda value, edition: receiving_words(_tuple(value)),
    "how": lambda value, edition: ", ".join(_plain(part) for part in _tuple(value)),
    "outcome": _money,
    "frame": _money,
}
