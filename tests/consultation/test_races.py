"""Two acts on a remiss at the same moment (`race`): either both stand, or one is refused, and nothing is half-done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.consultation.kit import DUE, Kit
from tests.directives.edits import edits_of
from tests.factories import NOW
from uppdragil.consultation import services
from uppdragil.consultation.models import Comment, Consultation, ControllerReview, Entry, Invitation
from uppdragil.consultation.refusals import Refused
from uppdragil.directives import saving
from uppdragil.directives.storage import load

pytestmark = pytest.mark.django_db(transaction=True)


def codes(results: list[Any]) -> list[str]:
    """The refusals; any other error is one that nobody expected."""
    assert all(isinstance(one, Refused) for one in results if isinstance(one, Exception)), results
    return [one.code for one in results if isinstance(one, Refused)]


def test_two_comments_are_two(race: Any, many_rounds: int) -> None:
    kit = Kit()
    for at in range(1, many_rounds + 1):
        results = race(lambda: kit.comment(kit.rita), lambda: kit.comment(kit.roger))

        assert codes(results) == []
        assert Comment.objects.count() == 2 * at


def test_a_comment_beside_the_end_is_kept_or_refused(race: Any, many_rounds: int) -> None:
    kit = Kit()
    for _ in range(many_rounds):
        before = Comment.objects.filter(consultation=kit.sent).count()

        refused = codes(race(lambda: kit.comment(kit.rita), lambda: end(kit)))

        assert refused in ([], ["ended"])
        assert Comment.objects.filter(consultation=kit.sent).count() == before + 1 - len(refused)
        kit.sent = send_again(kit)


def test_a_comment_is_settled_once(race: Any, many_rounds: int) -> None:
    kit = Kit()
    for _ in range(many_rounds):
        comment = kit.comment(kit.rita)

        results = race(
            lambda c=comment: settle(kit, c, "done"), lambda c=comment: settle(kit, c, "no_action")
        )

        assert codes(results) == ["moved_on"]
        assert Entry.objects.filter(comment=comment).count() == 1


def test_who_settles_has_read_what_came_meanwhile(race: Any, many_rounds: int) -> None:
    kit = Kit()
    for _ in range(many_rounds):
        comment = kit.comment(kit.rita)

        refused = codes(
            race(
                lambda c=comment: services.reply(
                    comment=c, kind="reply", text="Mer", moves=0, by=kit.rita, now=NOW
                ),
                lambda c=comment: settle(kit, c, "done"),
            )
        )

        comment.refresh_from_db()
        first = comment.entries.order_by("pk").first()
        assert (refused == ["moved_on"]) == (first.kind == "reply")
        assert comment.moves == comment.entries.count()


def test_a_mandate_is_sent_out_once_at_a_time(race: Any, many_rounds: int) -> None:
    kit = Kit()
    for _ in range(many_rounds):
        end(kit)

        results = race(lambda: send_again(kit), lambda: send_again(kit))

        assert codes(results) == ["open_already"]
        kit.sent = Consultation.objects.get(ended_at=None)
        assert Invitation.objects.filter(consultation=kit.sent).count() == 2


def test_a_review_is_of_the_text_that_was_shown(race: Any, many_rounds: int) -> None:
    kit = Kit()
    for at in range(many_rounds):
        sha, text = services.text_hash(kit.made.directive), load(kit.made.directive)
        changed = text.model_copy(update={"background": f"Text {at}"})

        refused = codes(
            race(
                lambda s=sha: services.review(
                    directive=kit.made.directive, sha=s, remarks="", by=kit.karl, now=NOW
                ),
                lambda old=text, new=changed: saving.save(
                    directive=kit.made.directive,
                    edits=edits_of(old, new, "background"),
                    by=kit.lead,
                    now=NOW,
                ),
            )
        )

        assert refused in ([], ["text_changed"])
        assert ControllerReview.objects.filter(sha256=sha).exists() == (not refused)


def end(kit: Kit) -> None:
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)


def send_again(kit: Kit) -> Consultation:
    return services.send(
        directive=kit.made.directive, reviewers=(kit.rita, kit.roger), due=DUE, words="", by=kit.lead, now=NOW
    )


def settle(kit: Kit, comment: Comment, kind: str) -> Entry:
    return services.reply(comment=comment, kind=kind, text="Så här", moves=0, by=kit.lead, now=NOW)
