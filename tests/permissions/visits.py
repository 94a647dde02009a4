"""What somebody finds who follows every link, and what pages say apart from one-time tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from .world import World

MOST = 120  # pages of one visit
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
_LINK = re.compile(r'(?:href|action|formaction|hx-get|src)="([^"#]+)')
_OWN_VISIT = ("/account/logout/", "/static/")
Said = tuple[int, tuple[tuple[str, str], ...], bytes]


def said(response: Any, uid: str = "") -> Said:
    """Status, headers and body of an answer, without what differs from visit to visit, and `uid`, which was asked."""
    body = (response.content if not response.streaming else b"".join(response.streaming_content)).replace(
        uid.encode() or b"\0", b"uid"
    )
    headers = {k: v for k, v in response.headers.items() if k not in ("Content-Length", "Set-Cookie")}
    return response.status_code, tuple(sorted(headers.items())), _TOKEN.sub(b"token", body)


def visit(world: World, kind: str, origins: Iterable[str], beside: tuple[str, ...] = ()) -> dict[str, Said]:
    """Everything that `kind` comes to from `origins` by following links and the targets of forms.

    `beside`: the beginnings of addresses that are left alone.
    """
    found: dict[str, Said] = {}
    ahead = list(origins)
    while ahead and len(found) < MOST:
        path = ahead.pop(0)
        if path in found or path.startswith((*_OWN_VISIT, *beside)):
            continue
        response = world.ask(kind, "GET", path)
        found[path] = said(response)
        ahead += _onward(path, response)
    return found


def _onward(path: str, response: Any) -> list[str]:
    links = [response.headers["Location"]] if "Location" in response.headers else []
    if response.headers.get("Content-Type", "").startswith("text/html"):
        links += [link.replace("&amp;", "&") for link in _LINK.findall(response.content.decode())]
    joined = (urldefrag(urljoin(path, link)).url for link in links)
    return [link for link in joined if not urlsplit(link).netloc and link.startswith("/")]
