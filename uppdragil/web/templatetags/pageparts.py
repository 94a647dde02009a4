"""Parts of a page: where you are, its head, facts, the risk matrix, what changed word by word."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from uppdragil.core.worddiff import Op, Segment
from uppdragil.web.parts import Fact, RiskDot

register = template.Library()

SCALE = range(1, 6)


@register.inclusion_tag("components/crumbs.html")
def crumbs(*parts: str) -> dict[str, object]:
    """`{% crumbs _("Mandates") list_url title url _("Edit") %}`: label and address in turn, here last."""
    *links, here = zip_longest(parts[::2], parts[1::2])
    return {"links": links, "here": here[0]}


@register.simple_block_tag
def page_head(content: str, title: str, lead: str = "", number: str = "", note: str = "") -> str:
    """`{% page_head title lead %}buttons, if any{% endpage_head %}`: h1, then the answer in one sentence.

    `number` stands soft before the title; `note` is a second, softer sentence.
    """
    split = " page-head--split" if content.strip() else ""
    return format_html(
        '<div class="page-head{}"><div class="stack stack--tight"><h1>{}{}</h1>{}{}</div>{}</div>',
        split,
        format_html('<span class="soft num">{}</span> ', number) if number else "",
        title,
        format_html('<p class="lead">{}</p>', lead) if lead else "",
        format_html("<p>{}</p>", note) if note else "",
        format_html('<div class="cluster no-print">{}</div>', content) if split else "",
    )


@register.simple_block_tag
def section_head(content: str, id: str, title: str, count: int | str | None = None) -> str:
    """`{% section_head "list" _("Mandates") 24 %}a link, if any{% endsection_head %}`; zero is not shown.

    The section around it has `aria-labelledby` with the same id.
    """
    shown = "" if count in (None, 0, "") else format_html(' <span class="count">{}</span>', count)
    return format_html('<div class="section-head"><h2 id="{}">{}</h2>{} {}</div>', id, title, shown, content)


@register.inclusion_tag("components/facts.html")
def facts(items: Iterable[Fact]) -> dict[str, object]:
    """`{% facts items %}`: a row of Fact; their values may be SafeString (a light)."""
    return {"items": items}


def risk_level(product: int) -> int:
    """1-4 watch, 5-9 plan, 10-15 act, 16-25 raise to the owner."""
    return 1 + sum(product >= limit for limit in (5, 10, 16))


@register.inclusion_tag("components/risk_matrix.html")
def risk_matrix(risks: Iterable[RiskDot]) -> dict[str, object]:
    """`{% risk_matrix dots %}`: likelihood down, consequence across, the product printed in each cell."""
    dots = list(risks)
    rows = [
        (
            p,
            [
                (p * c, risk_level(p * c), [d for d in dots if (d.probability, d.consequence) == (p, c)])
                for c in SCALE
            ],
        )
        for p in reversed(SCALE)
    ]
    return {"rows": rows, "scale": SCALE}


@register.simple_tag
def word_diff(segments: Iterable[Segment]) -> str:
    """`{% word_diff segments %}`: added and removed words marked, and said aloud to a screen reader."""
    return format_html_join("", "{}", ((_segment(s),) for s in segments))


def _segment(segment: Segment) -> str | SafeString:
    if segment.op is Op.EQUAL:
        return segment.text
    name, word = ("ins", _("added")) if segment.op is Op.INSERT else ("del", _("removed"))
    core = segment.text.rstrip()
    return format_html(
        '<{0}><span class="vh">[{1}: </span>{2}<span class="vh">]</span></{0}>{3}',
        mark_safe(name),
        word,
        core,
        segment.text[len(core) :],
    )
