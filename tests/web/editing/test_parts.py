"""Saving one part by itself: what the editor's script sends and is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.web.directive_pages import edit_url, signed_in
from tests.web.editing.kit import written
from uppdragil.core.uid import new_uid
from uppdragil.directives import marks
from uppdragil.directives.content import Activity, Milestone, Risk

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def save(client: Client, made: f.Mandate, part: str, do: str = "save", **fields: Any) -> Any:
    """Send a part over what stands; `seen` among the fields says otherwise. Row fields have no prefix here."""
    key, _colon, row = part.partition(":")
    seen = fields.pop("seen", None)
    seen = marks.of_part(made.content, key, row or None) if seen is None else seen
    given = {"part": part, "do": do, "seen": seen, "prefix": "x"}
    prefix = "x-" if row else f"{key}-"
    sent = {name if name in ("order", "prefix") else f"{prefix}{name}": v for name, v in fields.items()}
    return client.post(f"{edit_url(made)}part/", given | ({"x-uid": row} if row else {}) | sent)


def test_a_row_is_saved_and_the_answer_says_when_and_what_follows(made: f.Mandate, lead: Client) -> None:
    risk = made.content.risks[0]

    answer = save(lead, made, f"risks:{risk.uid}", text="Ny text", probability="5", consequence="5")

    said = answer.json()
    assert answer.status_code == 200
    assert (said["state"], said["mark"]) == ("Sparat 10.30", marks.of_row(made.content.risks[0]))
    assert "Risker" in said["outline"]
    assert made.content.risks[0].text == "Ny text"


def test_a_new_row_gets_its_place_and_the_name_that_the_browser_gave_it(
    made: f.Mandate, lead: Client
) -> None:
    first, second, uid = *(goal.uid for goal in made.content.mandate_goals), new_uid()

    for _sent in range(2):
        answer = save(
            lead, made, f"mandate_goals:{uid}", seen="", text="Först", order=f"{uid} {first} {second}"
        )
        assert answer.status_code == 200

    assert [goal.uid for goal in made.content.mandate_goals][:2] == [uid, first]
    assert len(made.content.mandate_goals) == 3


def test_a_row_is_removed_and_comes_back_as_the_same(made: f.Mandate, lead: Client) -> None:
    goals = made.content.mandate_goals
    gone = save(lead, made, f"mandate_goals:{goals[0].uid}", "remove").json()
    assert (gone["mark"], made.content.mandate_goals) == ("", goals[1:])

    order = " ".join(goal.uid for goal in goals)
    save(lead, made, f"mandate_goals:{goals[0].uid}", seen="", text=goals[0].text, order=order)

    assert made.content.mandate_goals == goals


def test_links_that_went_with_a_goal_are_told_by_their_marks(made: f.Mandate, lead: Client) -> None:
    goal, before = made.content.mandate_goals[0], made.content.activities[0]

    said = save(lead, made, f"mandate_goals:{goal.uid}", "remove").json()

    after = made.content.activities[0]
    assert said["marks"] == {f"activities:{before.uid}": [marks.of_row(before), marks.of_row(after)]}


def test_the_answer_says_what_a_new_row_is_called(made: f.Mandate, lead: Client) -> None:
    uid = new_uid()
    said = save(lead, made, f"prerequisites:{uid}", seen="", text="Lokalerna är klara", order=uid).json()
    assert said["heading"] == "Lokalerna är klara"


def test_a_row_without_words_of_its_own_is_called_by_what_it_says(made: f.Mandate, lead: Client) -> None:
    uid = new_uid()
    said = save(lead, made, f"dependencies:{uid}", seen="", system="Journalen", order=uid).json()
    assert "Journalen" in said["heading"]


def test_the_answer_of_a_chapters_own_words_has_no_heading(made: f.Mandate, lead: Client) -> None:
    assert save(lead, made, "idea", text="Ny").json()["heading"] == ""


def test_an_order_is_saved(made: f.Mandate, lead: Client) -> None:
    uids = [goal.uid for goal in made.content.mandate_goals]
    assert save(lead, made, "mandate_goals", "order", order=" ".join(uids[::-1])).status_code == 200
    assert [goal.uid for goal in made.content.mandate_goals] == uids[::-1]


@pytest.mark.parametrize("part", ["head", "idea", "risks:"])
def test_a_clash_is_answered_with_both_texts_and_the_others_fields(
    made: f.Mandate, lead: Client, part: str
) -> None:
    part = f"risks:{made.content.risks[0].uid}" if part == "risks:" else part
    fields = {"head": {"title": "Min", "number": made.content.number, "visibility": "internal"}}.get(
        part, {"text": "Min"}
    )
    seen = "0" * 16

    answer = save(lead, made, part, seen=seen, **fields)

    said = answer.json()
    assert answer.status_code == 409
    assert "Min" in said["conflict"]
    assert any(values and values[0] for values in said["fields"].values())
    assert save(lead, made, part, seen=said["mark"], **fields).status_code == 200


def test_a_row_that_somebody_removed_has_no_fields(made: f.Mandate, lead: Client) -> None:
    risk = made.content.risks[0]
    seen = marks.of_row(risk)
    written(made, "risks", ())
    answer = save(lead, made, f"risks:{risk.uid}", seen=seen, text="Min")
    assert (answer.status_code, answer.json()["fields"]) == (409, None)


def test_a_mistake_is_told_by_its_field_and_nothing_is_stored(made: f.Mandate, lead: Client) -> None:
    act = made.content.activities[0]
    answer = save(lead, made, f"activities:{act.uid}", name="Ny", end="igår")
    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["x-end"])
    assert made.content.activities[0] == act


def test_what_a_decision_locks_is_refused_in_words() -> None:
    made = f.at("preparation")
    answer = save(signed_in(made.cast.lead), made, "costs", text="Dubbelt")
    assert answer.status_code == 422
    assert "Låst genom beslut" in answer.json()["errors"][""]


def test_when_the_text_lies_still_the_answer_says_why(made: f.Mandate, lead: Client) -> None:
    made.submit()
    answer = save(lead, made, "idea", text="För sent")
    assert (answer.status_code, "beslutar" in answer.json()["closed"]) == (409, True)


def test_what_was_typed_once_is_compared_and_not_stored(made: f.Mandate, lead: Client) -> None:
    answer = save(lead, made, "idea", "compare", text="Text om något annat")
    assert "annat" in answer.json()["sides"]
    assert made.content.idea == "Text om idea"
    assert save(lead, made, "idea", "compare", text="Text om idea").json()["sides"] == ""


def test_a_record_that_was_chosen_once_is_compared_by_its_name(made: f.Mandate, lead: Client) -> None:
    unit, other = f.unit(), f.mandate(cast=made.cast, title="Paraplyet")
    head = {"title": made.content.title, "number": made.content.number, "visibility": "internal"}

    said = save(
        lead, made, "head", "compare", **head, unit_id=unit.uid, parent_id=other.directive.uid
    ).json()["sides"]

    assert unit.name in said
    assert "Paraplyet" in said
    assert unit.uid not in said
    assert other.directive.uid not in said


@pytest.mark.parametrize(
    "part", ["", "nothing", "idea:abcd1234", "head:abcd1234", "notes", "risks:../x", "decision_sheet"]
)
def test_what_is_no_part_is_not_there(made: f.Mandate, lead: Client, part: str) -> None:
    assert lead.post(f"{edit_url(made)}part/", {"part": part, "x-uid": "abcd1234"}).status_code in (404, 422)


def test_the_locked_owner_is_no_part() -> None:
    made = f.at("preparation")
    owner = made.content.roles[0]
    answer = save(signed_in(made.cast.lead), made, f"roles:{owner.uid}", role="lead", holder="Jag")
    assert answer.status_code in (404, 422)
    assert made.content.roles[0] == owner


def test_a_fix_beside_a_row_comes_with_the_answer(lead: Client, made: f.Mandate) -> None:
    written(made, "milestones", (f.row(Milestone, gate="BP1", decision="Start"),))
    row = made.content.milestones[0]
    fields = {"decision": "Start", "date": "2026-05-06", "gate": "BP1"}
    said = save(lead, made, f"milestones:{row.uid}", **fields).json()
    assert "Använd" in said["findings"][f"r-{row.uid}"]
    back = save(lead, made, f"milestones:{row.uid}", **fields | {"date": "2026-05-04"}).json()
    assert made.content.milestones[0].date is None
    assert f"r-{row.uid}" not in back["findings"]


@pytest.mark.parametrize("key", ["risks", "activities", "background"])
def test_saving_one_row_of_two_hundred_takes_twelve_queries_at_most(key: str) -> None:
    counts = []
    for number in (2, 200):
        made = f.mandate(
            risks=tuple(f.row(Risk, text=f"{n}") for n in range(number)),
            activities=tuple(f.row(Activity, name=f"{n}") for n in range(number)),
        )
        lead = signed_in(made.cast.lead)
        part = key if key == "background" else f"{key}:{getattr(made.content, key)[0].uid}"
        seen = marks.of_part(made.content, *(part.split(":") if ":" in part else (part, None)))
        answer, asked = _counted(
            lambda p=part, m=made, c=lead, s=seen: save(c, m, p, seen=s, text="Ny", name="Ny")
        )
        assert answer.status_code == 200
        counts.append(asked)
    assert counts[0] == counts[1] <= 12


def _counted(send: Any) -> tuple[HttpResponse, int]:
    with CaptureQueriesContext(connection) as captured:
        answer = send()
    asked = [
        q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))
    ]  # the transaction itself
    return answer, len(asked)
