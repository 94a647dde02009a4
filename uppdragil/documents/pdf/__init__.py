"""The decision record as a document: PDF/A-3a and PDF/UA-1, the same bytes for the same record."""

from .build import build_record

__all__ = ["build_record"]
