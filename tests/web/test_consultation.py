"""The pages of a remiss: who sees what, and what they do there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.consultation.kit import DUE, Kit
from tests.factories import NOW
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.consultation import services
from uppdragil.consultation.models import Comment, Consultation, ControllerReview, Invitation
from uppdragil.directives.storage import load
from uppdragil.inbox import letters
from uppdragil.inbox.items import Kind
from uppdragil.inbox.models import Mail
from uppdragil.inbox.outbox import remind
from uppdragil.inbox.selectors import waiting_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]


@pytest.fixture
def kit() -> Kit:
    return Kit()


@pytest.fixture
def rita(kit: Kit) -> Client:
    return signed_in(kit.rita)


@pytest.fixture
def lead(kit: Kit) -> Client:
    return signed_in(kit.lead)


def draft_of(kit: Kit, name: str = "consultation") -> str:
    return reverse(name, args=[kit.sent.uid])


def page_of_lead(kit: Kit, name: str = "consultation-lead") -> str:
    return reverse(name, args=[kit.made.directive.uid, kit.sent.uid])


def thread_of(comment: Comment) -> str:
    return reverse("comment", args=[comment.consultation.uid, comment.uid])


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_a_reviewer_reads_the_sent_text_and_not_the_mandate(visibility: str) -> None:
    kit = Kit(visibility)
    client = signed_in(kit.rita)
    assert "Text om background" in words(client.get(draft_of(kit)))
    assert client.get(reverse("directive", args=[kit.made.directive.uid])).status_code == 404
    assert client.get(page_of_lead(kit)).status_code == 404


@pytest.mark.parametrize("name", ["consultation", "consultation-ready"])
def test_nobody_else_learns_that_there_is_one(kit: Kit, name: str) -> None:
    assert signed_in(f.person("Stig")).post(draft_of(kit, name), {"do": "ready"}).status_code == 404


def test_a_comment_on_a_row_stands_in_its_chapter(kit: Kit, rita: Client) -> None:
    risk = load(kit.made.directive).risks[0]
    form = {"place": f"risks:{risk.uid}", "kind": "question", "text": "Vilka händer?"}
    assert rita.post(draft_of(kit), form)["Location"].endswith("#risks")
    assert "Vilka händer?" in words(rita.get(draft_of(kit)))
    assert (Comment.objects.get().row, Comment.objects.get().about) == (risk.uid, "För få händer")


def test_a_comment_after_the_end_is_refused_and_what_was_typed_stays(kit: Kit, rita: Client) -> None:
    services.answer(consultation=kit.sent, state="ready", by=kit.rita, now=NOW)
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)
    answer = rita.post(draft_of(kit), {"place": "risks", "kind": "remark", "text": "Mitt långa svar"})
    assert answer.status_code == 409
    assert "Mitt långa svar" in words(answer)


def test_an_empty_comment_is_refused_with_a_sentence(kit: Kit, rita: Client) -> None:
    form = {"place": "risks", "kind": "remark", "text": "", "proposed": ""}
    answer = rita.post(draft_of(kit), form)
    assert answer.status_code == 422
    assert "Skriv något först" in words(answer)
    assert page_of(answer).xpath("//*[@id='risks']//details[@open]//*[@role='alert' and @autofocus]")


def test_the_whole_directive_can_be_commented_on_as_the_page_offers_it(kit: Kit, rita: Client) -> None:
    form = page_of(rita.get(draft_of(kit))).xpath("//*[@id='whole']//form")[0]
    typed = dict(form.form_values()) | {"text": "Allt är oklart"}
    answer = rita.post(draft_of(kit), typed)

    assert answer.status_code == 302
    assert Comment.objects.get().chapter == ""


def test_another_wording_is_a_comment_by_itself(kit: Kit, rita: Client) -> None:
    rita.post(draft_of(kit), {"place": ":", "kind": "remark", "text": "", "proposed": "Så här"})
    made = Comment.objects.get()
    assert (made.chapter, made.row, made.proposed) == ("", "", "Så här")


def test_who_declines_without_a_reason_is_told_at_the_field(kit: Kit, rita: Client) -> None:
    answer = rita.post(draft_of(kit, "consultation-ready"), {"do": "declined", "reason": " "})
    page = page_of(answer)

    assert answer.status_code == 422
    (closest,) = page.xpath("//textarea[@name='reason']/ancestor::details[@open]")
    assert "Skriv varför" in closest.text_content()
    assert page.xpath("//textarea[@name='reason']/@aria-invalid") == ["true"]


def test_who_has_commented_and_is_not_ready_is_not_called_silent(
    kit: Kit, rita: Client, lead: Client
) -> None:
    rita.post(draft_of(kit), {"place": ":", "kind": "remark", "text": "Oklart"})
    shown = words(lead.get(page_of_lead(kit)))
    assert "1 synpunkt, inte klar än" in shown


def test_a_place_of_another_text_is_refused(kit: Kit, rita: Client) -> None:
    assert rita.post(draft_of(kit), {"place": "x:y", "kind": "remark", "text": "A"}).status_code == 422


def test_a_reviewer_does_not_see_what_others_wrote(kit: Kit, rita: Client) -> None:
    other = kit.comment(kit.roger, text="Rogers synpunkt")
    assert "Rogers synpunkt" not in words(rita.get(draft_of(kit)))
    assert rita.get(thread_of(other)).status_code == 404


@pytest.mark.parametrize(("do", "state"), [("ready", "no_remarks"), ("declined", "declined")])
def test_a_reviewer_answers(kit: Kit, rita: Client, do: str, state: str) -> None:
    rita.post(draft_of(kit, "consultation-ready"), {"do": do, "reason": "Ledig"})
    assert Invitation.objects.get(person=kit.rita).state == state


def test_the_lead_answers_and_settles_in_the_thread(kit: Kit, lead: Client) -> None:
    comment = kit.comment(chapter="background")
    lead.post(thread_of(comment), {"do": "done", "text": "Skrivet om", "moves": "0"})
    comment.refresh_from_db()
    assert comment.state == "done"
    assert "Skrivet om" in words(lead.get(page_of_lead(kit)))


def test_an_answer_that_came_meanwhile_is_shown_and_the_typed_text_is_kept(kit: Kit, lead: Client) -> None:
    comment = kit.comment()
    services.reply(comment=comment, kind="reply", text="Nytt svar", moves=0, by=kit.rita, now=NOW)
    answer = lead.post(thread_of(comment), {"do": "no_action", "text": "Mitt skäl", "moves": "0"})
    assert answer.status_code == 409
    shown = words(answer)
    assert "Nytt svar" in shown
    assert "Mitt skäl" in shown


@pytest.mark.parametrize("moves", ["", "x", "٣", "9" * 400])
def test_a_forged_count_of_what_was_read_is_refused(kit: Kit, lead: Client, moves: str) -> None:
    sent = {"do": "done", "text": "", "moves": moves}
    assert lead.post(thread_of(kit.comment()), sent).status_code == 409


def test_the_filter_shows_only_what_is_open(kit: Kit, lead: Client) -> None:
    settled = kit.comment(text="Klar sak")
    kit.comment(text="Öppen sak")
    services.reply(comment=settled, kind="done", text="", moves=0, by=kit.lead, now=NOW)
    shown = words(lead.get(page_of_lead(kit) + "?show=open"))
    assert ("Öppen sak" in shown, "Klar sak" in shown) == (True, False)


def test_the_list_of_comments_carries_no_formula(kit: Kit, lead: Client) -> None:
    kit.comment(text="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in lead.get(page_of_lead(kit, "consultation-csv")).content.decode()


@pytest.mark.parametrize("comments", [1, 3])
def test_the_comments_are_printed_in_a_constant_number_of_queries(
    kit: Kit, lead: Client, comments: int
) -> None:
    for n in range(comments):
        comment = kit.comment(text=f"Sak {n}")
        services.reply(comment=comment, kind="reply", text="Svar", moves=0, by=kit.lead, now=NOW)
    lead.get("/")
    with CaptureQueriesContext(connection) as asked:
        answer = lead.get(page_of_lead(kit, "consultation-pdf"))
    assert answer.content.startswith(b"%PDF")
    assert len(asked) == 9


def test_more_than_can_be_drawn_is_refused_with_another_way(
    kit: Kit, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.comment(text="x" * 11)
    monkeypatch.setattr("uppdragil.documents.compilations.MOST_PRINTED", 10)
    answer = lead.get(page_of_lead(kit, "consultation-pdf"))
    assert answer.status_code == 409
    assert "Hämta synpunkterna som lista (CSV)" in words(answer)


def test_a_reviewer_does_not_get_what_others_wrote_on_paper(kit: Kit, rita: Client) -> None:
    assert rita.get(page_of_lead(kit, "consultation-pdf")).status_code == 404


@pytest.mark.parametrize(("do", "ending"), [("end", "ended"), ("withdraw", "withdrawn")])
def test_the_lead_ends_it(kit: Kit, lead: Client, do: str, ending: str) -> None:
    lead.post(page_of_lead(kit, "consultation-move"), {"do": do})
    assert Consultation.objects.get().ending == ending


@pytest.mark.parametrize("due", ["", "2026-02-30", "not a day", "2020-01-01"])
def test_a_last_day_that_is_none_is_refused(kit: Kit, lead: Client, due: str) -> None:
    assert lead.post(page_of_lead(kit, "consultation-move"), {"do": "extend", "due": due}).status_code == 409


def test_more_reviewers_are_asked_by_position(kit: Kit, lead: Client) -> None:
    holder = f.person("Petra")
    held = f.position(holder)
    lead.post(page_of_lead(kit, "consultation-move"), {"do": "add", "who1": str(held)})
    assert Invitation.objects.filter(person=holder).exists()


def test_a_name_that_nobody_has_is_refused(kit: Kit, lead: Client) -> None:
    answer = lead.post(page_of_lead(kit, "consultation-move"), {"do": "add", "who1": "Ingen Alls"})
    assert answer.status_code == 422


def test_of_two_with_one_name_the_chosen_one_is_asked(kit: Kit, lead: Client) -> None:
    one, other = f.person("Kim"), f.person("Kim")
    other.name = one.name
    other.save()
    label = f"{one.name}, titel (person)"
    form = {"do": "add", "who1": label}
    assert lead.post(page_of_lead(kit, "consultation-move"), form).status_code == 422
    lead.post(page_of_lead(kit, "consultation-move"), form | {"pick1": f"person:{other.uid}"})
    assert Invitation.objects.filter(person=other).exists()


def test_somebody_who_is_asked_already_stays_typed_beside_the_reason(kit: Kit, lead: Client) -> None:
    answer = lead.post(page_of_lead(kit, "consultation-move"), {"do": "add", "who1": kit.rita.name})
    assert answer.status_code == 409
    assert page_of(answer).xpath("//input[@name='who1']/@value") == [kit.rita.name]


def test_who_has_left_is_not_asked(kit: Kit, lead: Client) -> None:
    gone = f.person("Gunnar")
    gone.active = False
    gone.save()
    form = {"do": "add", "who1": gone.name, "pick1": f"person:{gone.uid}"}
    assert lead.post(page_of_lead(kit, "consultation-move"), form).status_code == 422
    assert not Invitation.objects.filter(person=gone).exists()


def test_a_position_that_nobody_holds_is_told_at_its_field(kit: Kit, lead: Client) -> None:
    held = f.position(f.person("Vakant"), title="Vakant befattning")
    held.holdings.all().delete()
    answer = lead.post(page_of_lead(kit, "consultation-move"), {"do": "add", "who1": str(held)})
    assert answer.status_code == 422
    assert "Ingen som kan tillfrågas finns bakom det namnet" in words(answer)


def test_the_page_is_as_large_however_many_people_there_are(lead: Client, kit: Kit) -> None:
    before = lead.get(page_of_lead(kit)).content
    for number in range(20):
        f.person(f"Ytterligare {number}")
    assert len(lead.get(page_of_lead(kit)).content) == len(before)


def test_the_lead_sends_the_draft_from_its_page() -> None:
    made, reviewer = f.mandate(f.Cast()), f.person("Rita")
    client = signed_in(made.cast.lead)
    form = {"who1": reviewer.name, "due": str(DUE), "words": "Läs"}
    answer = client.post(reverse("consultation-send", args=[made.directive.uid]), form)
    assert answer.status_code == 302
    assert Invitation.objects.get().person == reviewer


def test_the_mandate_shows_its_remiss_to_the_lead(kit: Kit, lead: Client) -> None:
    kit.comment()
    shown = words(lead.get(reverse("directive", args=[kit.made.directive.uid])))
    assert "1 synpunkt att hantera" in shown


def test_it_waits_for_the_reviewer_and_then_for_the_lead(kit: Kit) -> None:
    assert [i.kind for i in waiting_for(kit.rita, NOW).items] == [Kind.CONSULT]
    kit.comment()
    assert Kind.COMMENTS in [i.kind for i in waiting_for(kit.lead, NOW).items]


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_a_letter_goes_to_the_reviewer(visibility: str) -> None:
    kit = Kit(visibility)
    kit.rita.email = "rita@example.org"
    kit.rita.save()
    mail = Mail(kind=Mail.Kind.CONSULT, person=kit.rita, about=f"consult:{kit.sent.uid}", key="k")
    letter: Any = letters.compose(mail, NOW)
    assert kit.sent.uid in letter.body
    assert (kit.sent.title in letter.body) == (visibility == "internal")


def test_a_reviewer_is_reminded_before_and_on_the_last_day(kit: Kit) -> None:
    kit.rita.email = "rita@example.org"
    f.with_account(kit.rita)
    kit.rita.save()
    for days in (1, 0):
        day = DUE - dt.timedelta(days=days)
        remind(dt.datetime.combine(day, dt.time(9), dt.UTC))
    assert Mail.objects.filter(kind=Mail.Kind.REMINDER, person=kit.rita).count() == 2


def test_the_controller_marks_the_text_as_reviewed(kit: Kit) -> None:
    client, address = signed_in(kit.karl), reverse("controller-review", args=[kit.made.directive.uid])
    form = {"sha": services.text_hash(kit.made.directive), "remarks": ""}
    assert client.post(address, form).status_code == 302
    assert ControllerReview.objects.get().by == kit.karl
    assert "Granskad av kontrollanten" in words(client.get(reverse("controlled")))


def test_a_review_of_a_text_that_was_not_shown_keeps_the_remarks(kit: Kit) -> None:
    address = reverse("controller-review", args=[kit.made.directive.uid])
    answer = signed_in(kit.karl).post(address, {"sha": "0" * 64, "remarks": "Mina ord"})
    assert answer.status_code == 409
    assert "Mina ord" in words(answer)


@pytest.mark.parametrize("page", ["lead", "rita"])
def test_the_queries_do_not_grow_with_the_comments(kit: Kit, page: str) -> None:
    client = signed_in(getattr(kit, page))
    address = page_of_lead(kit) if page == "lead" else draft_of(kit)
    services.reply(comment=kit.comment(), kind="reply", text="A", moves=0, by=kit.rita, now=NOW)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    client.get(address)
    before = queries()
    for _each in range(5):
        comment = kit.comment()
        services.reply(comment=comment, kind="reply", text="A", moves=0, by=kit.rita, now=NOW)
    assert queries() == before


@pytest.mark.parametrize(
    ("name", "sent"),
    [("consultation", {"place": "risks", "kind": "remark", "text": "Mitt långa svar"}),
     ("consultation-ready", {"do": "declined", "reason": "Mitt långa svar"})],
)  # fmt: skip
def test_who_had_not_answered_when_it_ended_gets_the_words_back(
    kit: Kit, rita: Client, name: str, sent: dict[str, str]
) -> None:
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)

    answer = rita.post(draft_of(kit, name), sent)

    assert (answer.status_code, "Mitt långa svar" in words(answer)) == (409, True)
    assert "Text om background" not in words(answer)


def test_who_had_not_answered_reads_the_text_no_longer(kit: Kit, rita: Client) -> None:
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)

    assert rita.get(draft_of(kit)).status_code == 404


def test_nobody_else_gets_words_back_from_one_that_has_ended(kit: Kit) -> None:
    services.end(consultation=kit.sent, by=kit.lead, now=NOW)

    answer = signed_in(f.person("Stig")).post(draft_of(kit), {"place": "", "kind": "remark", "text": "A"})

    assert answer.status_code == 404
