"""What the page of the chain shows."""

from __future__ import annotations

from django.test import Client

from tests.web.directive_pages import page_of

EVENTS = "//ol[@class='events']/li"


def numbers(client: Client, query: str = "") -> list[int]:
    page = page_of(client.get(f"/audit/{query}"))
    return [int(a.text_content().split()[-1]) for a in page.xpath(f"{EVENTS}//a[@class='event__number']")]


def shown(client: Client, query: str = "") -> str:
    items = page_of(client.get(f"/audit/{query}")).xpath(EVENTS)
    return " ".join(" ".join(text for item in items for text in item.itertext()).split())
