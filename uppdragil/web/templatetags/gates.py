"""Words of the gate pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from uppdragil.decisions.labels import METHOD_LABELS, VALUE_LABELS, capacity_label, substitute_label
from uppdragil.decisions.models import SignOff
from uppdragil.editions.spec import Outcome
from uppdragil.organisation.apart import in_sentence
from uppdragil.portfolio.vacancies import REGISTRAR, Gap
from uppdragil.web.access import Seen
from uppdragil.web.days import short_date
from uppdragil.web.decided import Refusal, refusal_of

register = template.Library()
register.filter("in_sentence", in_sentence)


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """`{{ answers|at:item.code }}`: the value under a key that the template holds; None where there is none."""
    return mapping.get(key)


@register.filter
def answer_word(value: str | None) -> str:
    """JA, NEJ or EJ TILLÄMPLIGT; nothing where there is no answer."""
    return str(VALUE_LABELS[value]) if value else ""


@register.filter
def outcome_word(page: Any, outcome: str) -> str:
    """The gate's own word for an outcome; `page` has the `gate`."""
    return str(page.gate.outcomes[Outcome(outcome)])


@register.filter
def refusal(seen: Seen) -> Refusal | None:
    """`{{ page.seen|refusal }}`: why the mandate was sent back, if that came last."""
    return refusal_of(seen)


@register.filter
def capacity_words(sign: SignOff) -> str:
    """In which capacities somebody confirmed, in one line."""
    edition = sign.round.edition.spec
    return ", ".join(capacity_label(capacity, edition) for capacity in sign.capacities)


@register.filter
def method_words(method: str) -> str:
    """How somebody proved who they were when they confirmed."""
    return str(METHOD_LABELS.get(method, method))


@register.filter
def substitute_words(capacities: list[dict[str, str]]) -> str:
    """Whom somebody stood in for, and on what basis; empty for who confirmed in their own right."""
    said = [substitute_label(c.get("instead_of", ""), c.get("basis", "")) for c in capacities]
    return "; ".join(dict.fromkeys(words for words in said if words))


@register.filter
def gap_words(gap: Gap) -> str:
    """A vacancy in a cell of a list."""
    if gap.role == REGISTRAR and gap.open:
        return _("Nobody records for %(body)s") % {"body": gap.through}
    if gap.open or gap.day is None:
        return _("Vacant: %(holder)s") % {"holder": gap.through}
    return _("Vacant from %(day)s: %(holder)s") % {"day": short_date(gap.day), "holder": gap.through}


@register.filter
def consequence(page: Any, outcome: str) -> str:
    """What an outcome leads to, in the gate's own words."""
    return str(page.gate.consequences[Outcome(outcome)])
