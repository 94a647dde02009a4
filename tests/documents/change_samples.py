"""Records of change decisions, of a superseding decision and of decisions taken again, ordinary and hard ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.utils import translation

from tests.documents.samples import DECIDED, EDITION, LONG, UNBROKEN, body_record, content, day, record
from uppdragil.directives.content import DirectiveContent, Role, RoleAssignment
from uppdragil.documents.changed import changed
from uppdragil.documents.record import (
    Answer,
    AnswerValue,
    Changed,
    Condition,
    Dissent,
    Record,
    Recusal,
    SignOff,
)
from uppdragil.editions.spec import EditionSpec, Outcome

CHANGE = EDITION.change.code
REASON = (
    "Pilotens utvärdering visar att utbildningen behöver en fjärde omgång. Utan den inför en tredjedel av "
    "mottagningarna arbetssättet utan att någon där har övat."
)


def later_content() -> DirectiveContent:
    """The ordinary directive with a later BP2, another owner, a dearer frame and a goal more exactly put."""
    before = content()
    goal = before.impact_goals[0]
    return before.model_copy(
        update={
            "costs": "4 100 000 kronor: utbildning 1 800 000, anpassning 1 700 000, uppföljning 600 000.",
            "gate_plans": tuple(
                p.model_copy(update={"start": day("2027-12-13"), "end": day("2027-12-17")})
                if p.gate == "BP2"
                else p
                for p in before.gate_plans
            ),
            "impact_goals": (
                goal.model_copy(update={"text": f"{goal.text}, också bland barn och unga"}),
                *before.impact_goals[1:],
            ),
            "roles": (
                *(r for r in before.roles if r.uid != "ro03"),
                RoleAssignment(uid="ro07", role=Role.OWNER, holder="Ekonomidirektören"),
            ),
        }
    )


def changes() -> tuple[Changed, ...]:
    with translation.override("sv"):
        return changed(content(), later_content(), EDITION)


def change_record() -> Record:
    """Two owners agree to a change on conditions; a third was out of the round for jäv."""
    questions = EDITION.change.checklist
    word = _word(EDITION, CHANGE, Outcome.CONDITIONAL)
    return record(
        later_content(),
        gate=CHANGE,
        round=1,
        version=5,
        change_reason=REASON,
        changes=changes(),
        answers=tuple(Answer(code=q.code, question=q.text, value=AnswerValue.YES) for q in questions),
        sign_offs=tuple(replace(s, outcome=word) for s in record().sign_offs),
        recusals=(
            Recusal(name="Lena Öhrn", title="Ekonomidirektör", at=DECIDED - dt.timedelta(days=1, hours=2)),
        ),
    )


def hard_change_record() -> Record:
    """Forty long changes, twelve out for jäv, sixty who took part, twelve reservations, forty conditions."""
    rows = tuple(
        Changed(
            where="9.2 Aktiviteter och deras ansvariga, med den ordning i vilken de görs",
            what=f"Rad {n}, {UNBROKEN[: n * 9]}",
            before=LONG * (n % 5),
            after=UNBROKEN if n % 7 == 0 else LONG * (n % 11),
        )
        for n in range(40)
    )
    people = tuple(f"Person Nummer {n} av Långnamn-Dubbelnamn, {LONG[: n * 2].strip()}" for n in range(60))
    base = body_record()
    assert base.meeting
    return replace(
        base,
        demo=True,
        gate=CHANGE,
        outcome=Outcome.CONDITIONAL,
        motivation=LONG * 30,
        change_reason=LONG * 25,
        changes=rows,
        conditions=tuple(
            Condition(text=f"{n}. {LONG * (n % 4 + 1)}", responsible=UNBROKEN[:60], due=day("2027-02-01"))
            for n in range(1, 41)
        ),
        recusals=tuple(
            Recusal(name=f"Jävig Nummer {n} {'Lång' * n}", title=LONG[: n * 20], at=DECIDED)
            for n in range(12)
        ),
        meeting=replace(
            base.meeting,
            body="Regionala utvecklingsnämndens arbetsutskott för samverkan och gemensamma frågor " * 2,
            paragraph="§ 84, i den ordning som utskottet beslutade, " * 3,
            present=people,
            recused=people[:12],
            dissent=tuple(Dissent(name=name, text=LONG * (n * 2)) for n, name in enumerate(people[:12])),
        ),
    )


def superseding_record() -> Record:
    """BP0 at a meeting: who took part, who was out, who was against, and what ends with it."""
    base = body_record()
    assert base.meeting
    return replace(
        base,
        outcome=Outcome.YES,
        sign_offs=(replace(base.sign_offs[0], outcome="Fastställs"),),
        superseded=("U-2024-007 Kallelse med sms", "ett annat uppdrag"),
        meeting=replace(
            base.meeting,
            present=(
                "Birgitta Norén, regiondirektör",
                "Eva Öst, bitr. ekonomidirektör",
                "Per Å, HR-direktör",
            ),
            recused=("Mats Åström, digitaliseringsdirektör",),
            dissent=(
                Dissent(name="Eva Öst, bitr. ekonomidirektör", text="Beslutet borde ha väntat på budgeten."),
                Dissent(name="Per Å, HR-direktör"),
            ),
        ),
    )


def disagreeing_record() -> Record:
    """A later round at BP1: one owner said yes, the other sent it back, which ended the round."""
    first, second = record().sign_offs
    return record(
        round=4,
        outcome=Outcome.REWORK,
        conditions=(),
        motivation="Resurserna för den andra omgången är fortfarande inte säkrade.",
        sign_offs=(replace(first, outcome="JA"), replace(second, outcome="Återremitteras")),
    )


def postponed_record() -> Record:
    """Put off to a day."""
    (confirmed, *_rest) = record().sign_offs
    return record(
        outcome=Outcome.POSTPONE,
        conditions=(),
        postponed_to=day("2027-01-18"),
        sign_offs=(replace(confirmed, outcome="Bordläggs"),),
    )


def bare_record() -> Record:
    """Next to nothing in it."""
    empty = DirectiveContent.model_validate({})
    return record(empty, motivation="", answers=(), conditions=(), sign_offs=(), event="")


def handover_record() -> Record:
    """BP3: one person confirms as owner and as receiver, another for a receiver on leave."""
    first, second = record().sign_offs
    both: SignOff = replace(
        first, capacities=("Uppdragsägare", "Mottagare"), outcome=_word(EDITION, "BP3", Outcome.YES)
    )
    other = replace(second, capacities=("Mottagare",), outcome=both.outcome)
    questions = EDITION.gate("BP3").checklist
    return record(
        gate="BP3",
        round=1,
        version=9,
        outcome=Outcome.YES,
        conditions=(),
        sign_offs=(both, other),
        answers=tuple(Answer(code=q.code, question=q.text, value=AnswerValue.YES) for q in questions),
    )


def _word(edition: EditionSpec, gate: str, outcome: Outcome) -> str:
    return edition.gate(gate).outcomes[outcome]
