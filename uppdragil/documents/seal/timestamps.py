"""Proof of when a seal was set, from a time stamping authority (RFC 3161)."""

from __future__ import annotations

from typing import Any

from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

from .pkcs12 import NoTimeStamp

TIMEOUT = 10  # seconds that the authority has for each step of its answer


class TimeStamps(RequestsHTTPTimeStamper):
    """An authority at an address, http or https. Raises NoTimeStamp whatever it does instead of stamping."""

    def __init__(self, url: str) -> None:
        super().__init__(url, timeout=TIMEOUT)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except Exception as error:  # an answer can be anything, and lead its parser to any error
            raise NoTimeStamp(f"No time stamp from {self.url}: {error}") from error
