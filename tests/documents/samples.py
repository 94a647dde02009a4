"""Records to draw: an ordinary one, and one that strains every chapter. All words are our own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from uppdragil.core.canonical import sha256
from uppdragil.directives import canonical
from uppdragil.directives.content import (
    Activity,
    ChapterNote,
    DecisionSheet,
    Delimitation,
    Dependency,
    DirectiveContent,
    GatePlan,
    ImpactGoal,
    MandateGoal,
    Milestone,
    Prerequisite,
    Risk,
    Role,
    RoleAssignment,
    StrategyLink,
    Term,
)
from uppdragil.documents.record import Answer, AnswerValue, Condition, Meeting, Record, SignOff
from uppdragil.editions.spec import EditionSpec, Outcome

ROOT = Path(__file__).resolve().parents[2]
EDITION = EditionSpec.model_validate_json((ROOT / "fixtures/editions/uppdragil-3.0.json").read_bytes())
STOCKHOLM = ZoneInfo("Europe/Stockholm")
DECIDED = dt.datetime(2026, 11, 16, 14, 3, 20, tzinfo=STOCKHOLM)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def content() -> DirectiveContent:
    """A mandate in the middle of its life."""
    return DirectiveContent(
        number="U-2026-014",
        title="Digital kallelse till återbesök",
        subtitle="En väg in för patienten, en lista för mottagningen",
        model="UPPDRAGiL 3.0",
        registry_number="RS 2026-00731",
        unit="Regionledningskontoret",
        origin="Regionfullmäktiges uppdrag i budget 2026, punkt 12",
        background="Kallelser till återbesök skickas i dag med post från 38 mottagningar. Var femte patient ringer "
        "för att byta tid, och växeln hinner inte svara.\n\nEn förstudie under våren 2026 visade att tre av fyra "
        "patienter vill boka om själva.",
        idea="Patienten får kallelsen digitalt och bokar om utan att ringa. Mottagningen ser samma lista.",
        impact_goals=(
            ImpactGoal(
                uid="ig01",
                text="Färre uteblivna återbesök",
                indicator="Andel uteblivna av bokade återbesök",
                unit="%",
                baseline=Decimal("7.5"),
                target=Decimal("4"),
                due=day("2028-03-31"),
                measured_by="Controller vårdproduktion",
            ),
            ImpactGoal(
                uid="ig02",
                text="Kortare telefonkö till mottagningarna",
                indicator="Väntetid, median",
                unit="minuter",
                baseline=Decimal(14),
                target=Decimal(5),
                due=day("2028-03-31"),
                measured_by="Enheten för patientkontakt",
            ),
            ImpactGoal(
                uid="ig03",
                text="Lägre portokostnad",
                unit="kr",
                baseline=Decimal(4200000),
                target=Decimal(900000),
            ),
        ),
        mandate_goals=(
            MandateGoal(uid="mg01", text="Digital kallelse är införd på samtliga 38 mottagningar."),
            MandateGoal(uid="mg02", text="Medarbetarna är utbildade i det nya arbetssättet."),
            MandateGoal(
                uid="mg03", text="Ett reservflöde på papper finns för den som saknar e-legitimation."
            ),
        ),
        prerequisites=(
            Prerequisite(uid="pr01", text="Journalsystemets version 9 är i drift."),
            Prerequisite(uid="pr02", text="Varje mottagning avsätter en kontaktperson på 20 procent."),
        ),
        delimitations=(Delimitation(uid="de01", text="Förstagångsbesök ingår inte."),),
        dependencies=(
            Dependency(uid="dp01", text="Uppdraget Gemensam växel (U-2026-009) ansvarar för svarsgrupperna."),
            Dependency(uid="dp02", text="Avtalet om meddelandetjänst löper till 31 december 2027."),
        ),
        strategy_links=(
            StrategyLink(
                uid="sl01",
                edition_id="ed01",
                edition="Fokusområden 2026–2029",
                area_id="ar01",
                area="Digital vård",
                goal_id="go01",
                year=2027,
                goal="Kallelser når patienten digitalt",
                activity_id="ac01",
                activity="Pröva på fyra mottagningar",
                regional_goals=(2, 3, 6),
            ),
        ),
        gate_plans=(
            GatePlan(uid="gp00", gate="BP0", start=day("2026-09-15"), end=day("2026-09-15")),
            GatePlan(uid="gp01", gate="BP1", start=day("2026-11-16"), end=day("2026-11-16")),
            GatePlan(uid="gp02", gate="BP2", start=day("2027-09-13"), end=day("2027-09-17")),
            GatePlan(uid="gp03", gate="BP3", start=day("2027-11-22"), end=day("2027-11-22")),
        ),
        costs="3 400 000 kronor: utbildning 1 100 000, anpassning 1 700 000, uppföljning 600 000.",
        financing="Ryms inom regionledningskontorets ram för utveckling 2026 och 2027.",
        risks=(
            Risk(
                uid="ri01",
                text="Mottagningarna hinner inte med utbildningen",
                probability=4,
                consequence=3,
                measure="Utbilda i tre omgångar och låt vikarier täcka",
                owner="Uppdragsledaren",
            ),
            Risk(
                uid="ri02",
                text="Äldre patienter nås inte digitalt",
                probability=3,
                consequence=4,
                measure="Reservflöde på papper från första dagen",
                owner="Mottagaren",
            ),
            Risk(uid="ri03", text="Meddelandetjänsten byts under införandet", probability=2, consequence=5),
        ),
        roles=(
            RoleAssignment(uid="ro01", role=Role.SPONSOR, holder="Regiondirektören"),
            RoleAssignment(uid="ro02", role=Role.OWNER, holder="Hälso- och sjukvårdsdirektören"),
            RoleAssignment(uid="ro03", role=Role.OWNER, holder="Digitaliseringsdirektören"),
            RoleAssignment(uid="ro04", role=Role.LEAD, holder="Sanna Lindhé"),
            RoleAssignment(uid="ro05", role=Role.RECEIVER, holder="Enheten för patientkontakt"),
            RoleAssignment(
                uid="ro06", role=Role.REFERENCE_GROUP, holder="Patientrådet\nVerksamhetschefer i primärvården"
            ),
        ),
        milestones=(
            Milestone(uid="mi01", decision="Uppdraget fastställt", gate="BP0"),
            Milestone(uid="mi02", decision="Genomförandet börjar", gate="BP1"),
            Milestone(
                uid="mi03",
                date=day("2027-04-30"),
                decision="Pilot utvärderad",
                gate="MS1",
                comment="Sex mottagningar",
            ),
            Milestone(uid="mi04", decision="Införandet klart", gate="BP2"),
            Milestone(uid="mi05", decision="Lämnat till mottagaren", gate="BP3"),
        ),
        activities=(
            Activity(
                uid="ac01",
                name="Anpassa journalsystemet",
                start=day("2026-12-01"),
                end=day("2027-02-26"),
                responsible="Systemförvaltningen",
                mandate_goals=("mg01",),
            ),
            Activity(
                uid="ac02",
                name="Pilot på sex mottagningar",
                start=day("2027-02-01"),
                end=day("2027-04-30"),
                responsible="Sanna Lindhé",
                mandate_goals=("mg01", "mg03"),
            ),
            Activity(
                uid="ac03",
                name="Utbildning i tre omgångar",
                start=day("2027-03-01"),
                end=day("2027-08-31"),
                responsible="HR, utbildningsenheten",
                mandate_goals=("mg02",),
            ),
        ),
        communication="Intranätet varje månad, vårdgivarwebben inför varje omgång.",
        reporting="Statusrapport till ägarna den 5:e varje månad.",
        handover="Överlämning sker per mottagning med en checklista.",
        terms=(
            Term(
                uid="te01",
                term="Reservflöde",
                explanation="Kallelse på papper när den digitala inte når fram.",
            ),
            Term(
                uid="te02",
                term="Återbesök",
                explanation="Besök som följer på ett tidigare besök för samma sak.",
            ),
        ),
        decision_sheets=(
            DecisionSheet(uid="ds01", gate="BP1", questions=("Är resurserna säkrade till och med BP2?",)),
        ),
        notes=(
            ChapterNote(chapter="mandate_goals", lead_in="Uppdraget är klart när detta är på plats:"),
            ChapterNote(
                chapter="maintenance", not_applicable="Förvaltningen beslutas i ett eget ärende under 2027."
            ),
        ),
    )


def record(value: DirectiveContent | None = None, **changes: object) -> Record:
    """The record of a conditional yes at BP1 by two owners; any field can be given instead."""
    value = value or content()
    data = canonical.to_bytes(value)
    ordinary = Record(
        organisation="Region Exempel",
        demo=True,
        number=value.number,
        content=value,
        edition=EDITION,
        version=3,
        version_bytes=data,
        sha256=sha256(data),
        gate="BP1",
        round=2,
        outcome=Outcome.CONDITIONAL,
        decided_at=DECIDED,
        motivation="Underlaget är komplett och piloten ger möjlighet att ändra kurs. Resurserna för utbildning "
        "behöver säkras innan den andra omgången börjar.",
        answers=answers(),
        conditions=(
            Condition(
                text="Vikarier för utbildningens andra omgång är avtalade med bemanningsenheten.",
                responsible="Sanna Lindhé, uppdragsledare",
                due=day("2027-01-29"),
            ),
            Condition(
                text="Enheten för patientkontakt har bedömt sin kapacitet skriftligt.",
                responsible="Omar Hedin, enhetschef",
                due=day("2027-03-31"),
            ),
        ),
        sign_offs=(
            SignOff(
                name="Karin Ekelöf",
                title="Hälso- och sjukvårdsdirektör",
                capacities=("Uppdragsägare",),
                outcome="JA med villkor",
                at=DECIDED - dt.timedelta(hours=3, minutes=41),
                authenticated="Lösenord, bekräftat 10.21",
            ),
            SignOff(
                name="Mats Åström",
                title="Tf. digitaliseringsdirektör",
                capacities=("Uppdragsägare",),
                for_whom="För Lena Öhrn, enligt delegationsordningen § 4.2",
                outcome="JA med villkor",
                at=DECIDED,
                authenticated="Lösenord, bekräftat 14.02",
            ),
        ),
        proposal_sha256="9f2b4c1de07a8835" * 4,
        event=f"1204:{'77ab19c4e2d05f38' * 4}",
    )
    return replace(ordinary, **changes)  # type: ignore[arg-type]


def answers() -> tuple[Answer, ...]:
    questions = EDITION.gate("BP1").checklist
    values = (AnswerValue.YES, AnswerValue.YES, AnswerValue.NO, AnswerValue.YES, AnswerValue.NOT_APPLICABLE)
    values += (AnswerValue.YES,)  # the local proposal beside the model's five
    plain = [Answer(code=q.code, question=q.text, value=v) for q, v in zip(questions, values, strict=True)]
    plain[0] = replace(plain[0], suggestion="Fastställdes vid BP0 den 15 september 2026.")
    plain[2] = replace(
        plain[2],
        motivation="Resurserna för omgång två avtalas under januari, se villkor 1.",
        evidence="https://exempel.invalid/arenden/RS-2026-00731/resursplan",
    )
    plain[4] = replace(
        plain[4], motivation="Sponsorn är den som gav uppdraget.", proposal=True, evidence="Pärm 14, flik 3"
    )
    return tuple(plain)


def body_record() -> Record:
    """A refusal at BP0 by a management group, outside the demo."""
    official = SignOff(
        name="Birgitta Norén",
        title="Regiondirektör",
        capacities=("Beslutande för Centrala ledningsgruppen",),
        outcome="Avslås",
        at=DECIDED,
        authenticated="Lösenord, bekräftat 14.02",
    )
    return record(
        demo=False,
        gate="BP0",
        outcome=Outcome.NO,
        conditions=(),
        answers=(),
        sign_offs=(official,),
        meeting=Meeting(
            body="Centrala ledningsgruppen",
            kind="ledningsgrupp",
            date=day("2026-11-16"),
            paragraph="§ 84",
            official_name="Birgitta Norén",
            official_title="regiondirektör",
        ),
    )


LONG = (
    "Arbetet görs i nära samverkan med de verksamheter som berörs, så att varje steg kan prövas i liten skala "
    "innan det införs brett. Den som äger en risk följer den varje månad och säger till när något ändras. "
)
UNBROKEN = "Sjukvårdsupplysningsverksamhetsutvecklingssamordnare" * 8


def stress_content() -> DirectiveContent:
    """Long texts, sixty of what there can be many of, words without a space, and signs no typeface has."""
    base = content()
    return base.model_copy(
        update={
            "title": "Sammanhållen vård- och omsorgsplanering för personer med stora behov, från första kontakt "
            "till uppföljning, i samtliga kommuner och i all öppen och sluten vård 🏥",
            "background": "\n\n".join([LONG * 6] * 9) + f"\n\n{UNBROKEN} 漢字 🎉 Ω",
            "costs": LONG * 60,
            "financing": UNBROKEN,
            "risks": tuple(
                Risk(
                    uid=f"risk{n:02}",
                    text=f"{LONG if n % 3 else UNBROKEN}{n}",
                    probability=n % 5 + 1,
                    consequence=(n * 2) % 5 + 1,
                    measure=LONG * (n % 4),
                    owner="Verksamhetschefen för närvårdsavdelningen i öster" if n % 2 else UNBROKEN[:90],
                )
                for n in range(60)
            ),
            "activities": tuple(
                Activity(
                    uid=f"acti{n:02}",
                    name=f"Steg {n}: {LONG[: 40 + n * 3]}",
                    start=day("2027-01-04"),
                    end=day("2027-01-04") + dt.timedelta(days=n * 5),
                    responsible="Enheten för samordning",
                    mandate_goals=("mg01", "mg02", "mg03"),
                )
                for n in range(60)
            ),
            "terms": (Term(uid="te03", term=UNBROKEN[:70], explanation=LONG * 100),),
        }
    )


def stress_record() -> Record:
    base = record(stress_content())
    return replace(
        base,
        organisation="Region Exempel med ett namn som är längre än de flesta regioners",
        motivation=LONG * 12,
        conditions=tuple(
            Condition(text=f"{n}. {LONG * (n % 3 + 1)}", responsible="Sanna Lindhé", due=day("2027-02-01"))
            for n in range(1, 41)
        ),
        sign_offs=tuple(
            replace(base.sign_offs[n % 2], name=f"Ägare Nummer {n} af Långnamn-Dubbelnamn", title=LONG[:70])
            for n in range(12)
        ),
        answers=tuple(
            replace(a, motivation=LONG * 4, evidence=f"https://exempel.invalid/{UNBROKEN[:9]}{'a' * 300}")
            for a in answers()
        ),
    )
