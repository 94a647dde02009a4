"""Remiss: who sends, comments, answers and settles, and what is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories as f
from tests.consultation.kit import DUE, Kit, send
from tests.factories import NOW, TODAY
from uppdragil.consultation import disposal, policies, selectors, services
from uppdragil.consultation.models import Comment, Consultation, Invitation
from uppdragil.consultation.refusals import MOST_REVIEWERS, MOST_TEXT, Refused
from uppdragil.core.models import AuditEvent
from uppdragil.directives import storage
from uppdragil.directives.policies import Access, access
from uppdragil.directives.storage import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit() -> Kit:
    return Kit()


def refused(move: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        move(*args, **given)
    assert str(caught.value)
    return caught.value.code


def reply(comment: Comment, by: Any, kind: str = "reply", text: str = "Svar", moves: int = 0) -> Any:
    return services.reply(comment=comment, kind=kind, text=text, moves=moves, by=by, now=NOW)


def write(kit: Kit, text: str) -> None:
    new = load(kit.made.directive).model_copy(update={"background": text})
    storage.write_all(kit.made.directive, new, by=kit.lead, now=NOW)


def review(kit: Kit, remarks: str = "", **given: Any) -> Any:
    directive = kit.made.directive
    fields = {"sha": services.text_hash(directive), "by": kit.karl, "now": NOW} | given
    return services.review(directive=directive, remarks=remarks, **fields)


def test_the_sent_text_stays_what_was_sent(kit: Kit) -> None:
    before = load(kit.made.directive)
    write(kit, "En annan bakgrund")
    assert services.content_of(Consultation.objects.get()) == before


def test_only_one_remiss_is_open_at_a_time(kit: Kit) -> None:
    assert refused(send, kit.made, kit.rita) == "open_already"
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    assert send(kit.made, kit.rita).is_open


def test_the_database_keeps_a_second_open_one_out(kit: Kit) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.create(
            directive=kit.made.directive, data=b"", asked_by=kit.lead, asked_at=NOW, due=DUE
        )


def test_the_lead_never_reviews_their_own(kit: Kit) -> None:
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    assert refused(send, kit.made, kit.rita, kit.lead) == "own"


@pytest.mark.parametrize("who", ["rita", "karl"])
def test_nobody_but_the_lead_sends(kit: Kit, who: str) -> None:
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    assert refused(send, kit.made, kit.roger, by=getattr(kit, who)) == "not_lead"


def test_a_last_day_that_has_passed_is_refused(kit: Kit) -> None:
    past = TODAY - dt.timedelta(days=1)
    assert refused(services.extend, consultation=kit.sent, due=past, by=kit.lead, now=NOW) == "past"


def test_more_reviewers_than_the_most_are_refused(kit: Kit) -> None:
    crowd = [f.person("En") for _ in range(MOST_REVIEWERS - 1)]
    code = refused(services.add_reviewers, consultation=kit.sent, reviewers=crowd, by=kit.lead, now=NOW)
    assert code == "many_reviewers"


def test_a_reviewer_comments_on_a_row_and_its_words_are_kept(kit: Kit) -> None:
    risk = load(kit.made.directive).risks[0]
    assert kit.comment(chapter="risks", row=risk.uid).about == "För få händer"


@pytest.mark.parametrize(
    "place", [{"chapter": "nowhere"}, {"chapter": "risks", "row": "0000"}, {"row": "0000"}]
)
def test_a_place_that_was_not_sent_takes_no_comment(kit: Kit, place: dict[str, str]) -> None:
    assert refused(kit.comment, **place) == "no_place"


def test_who_is_not_asked_does_not_comment(kit: Kit) -> None:
    assert refused(kit.comment, f.person("Stig")) == "not_asked"


@pytest.mark.parametrize("who", ["lead", "karl"])
def test_the_lead_and_the_controller_comment_too(kit: Kit, who: str) -> None:
    assert kit.comment(getattr(kit, who)).state == Comment.State.OPEN


def test_a_text_that_is_too_long_is_refused_whole(kit: Kit) -> None:
    assert refused(kit.comment, text="a" * (MOST_TEXT + 1)) == "long"


@pytest.mark.parametrize(("wrote", "state"), [(True, "remarks"), (False, "no_remarks")])
def test_who_is_ready_has_remarks_or_none(kit: Kit, wrote: bool, state: str) -> None:
    if wrote:
        kit.comment()
    services.answer(consultation=kit.sent, state="ready", by=kit.rita, now=NOW)
    assert Invitation.objects.get(person=kit.rita).state == state


def test_declining_asks_for_a_reason(kit: Kit) -> None:
    move = {"consultation": kit.sent, "state": "declined", "by": kit.rita, "now": NOW}
    assert refused(services.answer, **move) == "no_reason"
    assert services.answer(reason="Jäv", **move).reason == "Jäv"


def test_the_lead_settles_and_opens_again(kit: Kit) -> None:
    comment = kit.comment()
    reply(comment, kit.lead, "done", "")
    comment.refresh_from_db()
    assert comment.state == Comment.State.DONE
    reply(comment, kit.lead, "reopened", "", moves=1)
    assert [e.kind for e in comment.entries.all()] == ["done", "reopened"]


def test_no_action_asks_for_a_reason(kit: Kit) -> None:
    assert refused(reply, kit.comment(), kit.lead, "no_action", "") == "no_reason"


def test_who_settles_has_read_every_answer(kit: Kit) -> None:
    comment = kit.comment()
    reply(comment, kit.rita, text="Jag menar rad 3")
    assert refused(reply, comment, kit.lead, "done") == "moved_on"
    assert reply(comment, kit.lead, "done", moves=1)


def test_a_reviewer_does_not_settle_nor_answer_anothers_thread(kit: Kit) -> None:
    comment = kit.comment()
    assert refused(reply, comment, kit.rita, "done") == "not_yours"
    assert refused(reply, comment, kit.roger) == "not_yours"


def test_an_ended_remiss_takes_no_comment_but_is_still_settled(kit: Kit) -> None:
    comment = kit.comment()
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    assert refused(kit.comment) == "ended"
    assert reply(comment, kit.lead, "done")


def test_a_reviewer_of_a_restricted_draft_sees_nothing_else_of_it() -> None:
    kit = Kit(visibility="restricted")
    assert policies.reads(kit.rita, kit.sent)
    assert access(kit.rita, kit.made.directive, TODAY) is Access.NONE


def test_after_the_end_only_who_answered_reads_on(kit: Kit) -> None:
    services.answer(consultation=kit.sent, state="ready", by=kit.rita, now=NOW)
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    kit.sent.refresh_from_db()
    assert [policies.reads(p, kit.sent) for p in (kit.rita, kit.roger)] == [True, False]


def test_open_comments_are_told_by_chapter(kit: Kit) -> None:
    kit.comment(chapter="risks")
    settled = kit.comment(chapter="background")
    reply(settled, kit.lead, "done")
    assert {k: len(v) for k, v in selectors.open_comments(kit.made.directive).items()} == {"risks": 1}


def test_a_comment_never_touches_the_text(kit: Kit) -> None:
    before = services.text_hash(kit.made.directive)
    reply(kit.comment(kind="suggestion", proposed="Ny text", chapter="background"), kit.lead, "done")
    assert services.text_hash(kit.made.directive) == before


def test_the_chain_tells_what_happened_to_it(kit: Kit) -> None:
    services.extend(consultation=kit.sent, due=DUE + dt.timedelta(days=7), by=kit.lead, now=NOW)
    services.add_reviewers(consultation=kit.sent, reviewers=[f.person("Nils")], by=kit.lead, now=NOW)
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    verbs = AuditEvent.objects.filter(verb__startswith="consultation.").values_list("verb", flat=True)
    assert [v.partition(".")[2] for v in verbs.order_by("seq")] == ["sent", "extended", "widened", "ended"]


def test_the_controller_reviews_the_text_as_it_stands(kit: Kit) -> None:
    review(kit)
    found = selectors.reviewed(kit.made.directive, load(kit.made.directive))
    assert found
    assert (found.stands, found.review.name) == (True, kit.karl.name)


def test_a_review_does_not_stand_once_the_text_has_changed(kit: Kit) -> None:
    review(kit)
    write(kit, "En annan bakgrund")
    found = selectors.reviewed(kit.made.directive, load(kit.made.directive))
    assert found
    assert not found.stands


def test_a_review_stands_when_only_the_registry_number_is_set(kit: Kit) -> None:
    review(kit)
    text = load(kit.made.directive).model_copy(update={"registry_number": "RS 2026-1"})
    found = selectors.reviewed(kit.made.directive, text)
    assert found
    assert found.stands


def test_a_text_that_changed_under_the_controller_is_looked_at_again(kit: Kit) -> None:
    sha = services.text_hash(kit.made.directive)
    write(kit, "En annan bakgrund")
    assert refused(review, kit, sha=sha) == "text_changed"


def test_only_the_controller_of_the_unit_reviews(kit: Kit) -> None:
    stranger = f.duty(f.person("Kim"), "controller", f.unit())
    assert refused(review, kit, by=stranger) == "not_controller"
    assert refused(review, kit, by=kit.lead) == "not_controller"


def test_a_remiss_goes_a_year_after_the_decision_and_leaves_a_tombstone(kit: Kit) -> None:
    kit.comment()
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    kit.made.onward()
    kit.made.onward()
    soon, late = (kit.made.now + dt.timedelta(days=days) for days in (300, 400))
    assert (disposal.dispose(soon), disposal.dispose(late), disposal.dispose(late)) == (0, 1, 0)
    assert not Comment.objects.exists()
    assert AuditEvent.objects.filter(verb="consultation.disposed").count() == 1


def test_a_draft_keeps_its_comments_however_old(kit: Kit) -> None:
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    assert disposal.dispose(NOW + dt.timedelta(days=900)) == 0
