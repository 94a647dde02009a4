"""A real mail server in a thread: what arrives, and what it refuses."""

from __future__ import annotations

import email
import email.policy
import socket
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Sink:
    """Takes every letter, unless `answer` says otherwise: the server's reply to the text of a letter."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.to: list[str] = []
        self.answer: Callable[[Envelope], str] = lambda envelope: "250 OK"
        self.recipient: Callable[[str], str] = lambda address: "250 OK"
        self.slow = 0.0  # seconds before it takes a letter

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.recipient(address)
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        said = self.answer(envelope)
        if said.startswith("250"):
            time.sleep(self.slow)
            content = envelope.content
            assert isinstance(content, bytes)
            self.raw.append(content)
            self.to += envelope.rcpt_tos
            self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        return said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def smtp(settings: Any) -> Any:
    """The settings, with SMTP to this machine; a port that nobody listens to until a test does."""
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = free_port(), 2
    settings.BASE_URL, settings.DEFAULT_FROM_EMAIL = "https://uppdrag.example.org", "no-reply@example.org"
    return settings


@pytest.fixture
def sink(smtp: Any) -> Iterator[Sink]:
    made = Sink()
    controller = Controller(made, hostname=smtp.EMAIL_HOST, port=smtp.EMAIL_PORT)
    controller.start()
    yield made
    controller.stop()


@pytest.fixture
def deaf(smtp: Any) -> Iterator[None]:
    """A mail server that takes the call and says nothing."""
    with socket.socket() as listening:
        listening.bind((smtp.EMAIL_HOST, smtp.EMAIL_PORT))
        listening.listen()
        yield
