"""A row of every append-only table, written by the services as the product writes it."""

from __future__ import annotations

import datetime as dt

from tests.factories import NOW, Cast, at, body, duty, edition, mandate, person, unit
from tests.meetings.kit import a_kit
from tests.portfolio.capacity import receiver, room
from tests.portfolio.measured import measured
from tests.portfolio.moneys import money_told
from tests.portfolio.reports import acknowledged, reported
from tests.strategy.editions import area
from tests.strategy.editions import edition as strategy_edition
from tests.workflows.test_adopting import SCAN, adopted, before, told
from tests.workflows.test_recusing import recuse
from uppdragil.consultation import services as consultation
from uppdragil.core import audit
from uppdragil.decisions.models import Condition, ConditionNote, Decision
from uppdragil.decisions.services import Authentication
from uppdragil.documents import adoptions, minutesfiles, records
from uppdragil.editions.drafting import shaping
from uppdragil.editions.services import publish
from uppdragil.editions.spec import ItemSpec
from uppdragil.meetings import distribution
from uppdragil.meetings.models import Minutes
from uppdragil.organisation.models import DecisionBody, Duty
from uppdragil.portfolio import priority
from uppdragil.strategy import services as strategy
from workflows import conditions, telling
from workflows.moving import move


def write_every_kind() -> None:
    """The evidence of mandates that were adopted, decided on conditions and reported on, a meeting and a strategy."""
    taken_in = adopted("preparation", decisions=(told(before("preparation")[0].gate, scan=SCAN),))
    adoptions.make(taken_in.directive.adoption, NOW)
    _conditional_decision()
    minutes = a_kit().held(adjusted=True)
    minutesfiles.make(Minutes.objects.get(pk=minutes.pk), NOW)
    _receipt(minutes)
    tell_the_board(*Decision.objects.filter(gate="BP1"))
    _published_strategy()
    _review()
    _report()
    _order()
    _measurement()
    money_told(at("execution"), outcome=5)
    room(receiver())
    _moved()
    audit.check(actor=audit.Actor("Ada"), now=NOW)


def _moved() -> None:
    """A mandate was decided on with a record, and follows a later revision of its model since."""
    made = at("preparation")
    records.make(Decision.objects.get(directive=made.directive), NOW)
    spec = shaping.add_item(edition().spec, "BP1", ItemSpec(code="union", text="Är facket hört?"))
    later = publish(spec=spec, now=NOW)
    move(directive=made.directive, to=later, reason="Nya frågor", by=duty(person("Signe")), now=NOW)


def _published_strategy() -> None:
    draft = strategy.keep_draft(content=strategy_edition(area("Digital vård")), by=None, now=NOW)
    strategy.publish(edition=draft, by=person("Stina"), now=NOW)


def _review() -> None:
    """A controller has reviewed a draft."""
    of = unit()
    made = mandate(Cast(), unit=of.name, unit_id=of.uid)
    by = duty(person("Karl"), Duty.Kind.CONTROLLER, of)
    sha = consultation.text_hash(made.directive)
    consultation.review(directive=made.directive, sha=sha, remarks="Se kapitel 6", by=by, now=NOW)


def _order() -> None:
    """A body has decided in which order the mandates go."""
    made = at("execution")
    office = duty(person("Ove"))
    priority.note(
        body=made.cast.body,
        decided_on=NOW.date(),
        reference="§ 12",
        order=[made.directive],
        by=office,
        now=NOW,
    )


def _measurement() -> None:
    """A value of an impact goal, and its correction by the office."""
    made = at("realisation")
    first = measured(made, "54.5")
    measured(made, "53.25", corrects=first, by=duty(person("Ove")), reason="Ägaren är ledig")


def _report() -> None:
    """A mandate's report, its correction, and the owner's word that it is read."""
    made = at("execution")
    first = reported(made, now=NOW + dt.timedelta(days=9))
    acknowledged(made, reported(made, corrects=first))


def _conditional_decision() -> None:
    """One owner is out of the round for jäv, two others decide, and the condition is met."""
    first, second, third = (person("Olle") for _ in range(3))
    made = at("bp1", Cast(owners=(first, second, third)))
    recuse(made, first)
    made.decide("conditional", by=second)
    made.decide("conditional", by=third)
    condition = Condition.objects.get(decision__directive=made.directive)
    conditions.note(
        directive=made.directive, condition=condition, state=ConditionNote.State.MET, text="Klart",
        by=made.cast.lead, authentication=Authentication("password", NOW), now=NOW + dt.timedelta(minutes=1),
    )  # fmt: skip
    records.make(Decision.objects.get(directive=made.directive, gate="BP1"), NOW)


def tell_the_board(*decisions: Decision) -> None:
    """The office notes that a board was told of them."""
    office = duty(person("Ove"))
    board = body(person("Nils"), kind=DecisionBody.Kind.BOARD)
    telling.tell(
        rounds=[d.round.uid for d in decisions],
        body=board,
        met_on=NOW.date(),
        paragraph="§ 9",
        by=office,
        now=NOW,
    )


def _receipt(minutes: Minutes) -> None:
    recipients = [r for item in minutes.meeting.items.all() for r in item.recipients.all()]
    distribution.acknowledge(recipients=recipients[:1], by=person("Läsare"), now=NOW)
