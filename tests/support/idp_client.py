"""Identity providers for tests: starts them, tells them how to answer, and goes there as a browser would."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import requests
from django.test import Client

from uppdragil.settings import single_sign_on

from .processes import ROOT

CLIENT_ID, NAME = "uppdragil", "Regionens inloggning"


@dataclass
class Idp:
    """A provider that runs at `url`."""

    url: str

    def settings(self, **changed: str) -> dict[str, Any]:
        """SOCIALACCOUNT_PROVIDERS for it."""
        return single_sign_on(
            **{"issuer": self.url, "client_id": CLIENT_ID, "secret": "s", "name": NAME} | changed
        )

    def answers(self, **told: Any) -> None:
        """From now on; what is not told is as it should be (tests/support/idp.py)."""
        requests.put(f"{self.url}/answer", json=told, timeout=10).raise_for_status()

    def asked(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = requests.get(f"{self.url}/asked", timeout=10).json()
        return found


def at_provider(address: str, **form: str) -> str:
    """Log in at the authorization address (with `form` where it asks); where the provider sends the browser."""
    method = "POST" if form else "GET"
    answer = requests.request(method, address, data=form, allow_redirects=False, timeout=10)
    assert answer.is_redirect, answer.text
    return answer.headers["Location"]


def come_back(client: Client, location: str) -> Any:
    url = urlsplit(location)
    return client.get(f"{url.path}?{url.query}")


def sign_in(client: Client, **form: str) -> Any:
    """The link on the login page, the provider, and back."""
    left = client.get("/account/login/oidc/")
    assert left.status_code == 302, left.content.decode()
    return come_back(client, at_provider(left.headers["Location"], **form))


def leave(client: Client, page: str, **sent: str) -> str:
    """Press the button that leads away from `page`; the provider's address that it leads to."""
    going = client.post(page, sent | {"prove": "1"})
    assert going.status_code == 302, going.content.decode()
    return address_on(client.get(going.headers["Location"]))


def address_on(passing: Any) -> str:
    """Where the page in between goes on to."""
    assert passing.status_code == 200, passing
    refresh = lxml.html.fromstring(passing.content).xpath("//meta[@http-equiv='refresh']/@content")[0]
    return str(refresh.partition("url=")[2])


@contextlib.contextmanager
def our_provider() -> Iterator[Idp]:
    """tests/support/idp.py as a process of its own."""
    command = [sys.executable, "-m", "tests.support.idp"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield Idp(process.stdout.readline().strip())
        finally:
            process.terminate()


@contextlib.contextmanager
def mock_provider() -> Iterator[Idp]:
    """The package oidc-provider-mock, which knows nothing of us, as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield Idp(f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def _wait_for(port: int, most: float = 30.0) -> None:
    """Until it listens. Raises TimeoutError after `most` seconds."""
    until = time.monotonic() + most
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")
