"""What the tests of the Word file share: a directive there and back, and one whose rows have been given plain names."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from docx import Document
from docx.document import Document as DocumentType

from tests.imports.cases import COMMISSIONS, EDITION
from uppdragil.directives.content import CHAPTER_KEYS, LINKS, ROW_CHAPTERS, DirectiveContent
from uppdragil.documents.word.export import build_word
from uppdragil.editions.spec import EditionSpec
from uppdragil.imports.readers import open_bytes
from uppdragil.imports.recogniser import Recognised, recognise

AT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def word(content: DirectiveContent, edition: EditionSpec = EDITION) -> bytes:
    return build_word(content, edition, owner="Region Exempel", at=AT)


def there_and_back(content: DirectiveContent, edition: EditionSpec = EDITION) -> Recognised:
    return recognise(open_bytes(word(content, edition)), (EDITION, COMMISSIONS))


def plain(content: DirectiveContent, edition: EditionSpec = EDITION) -> dict[str, Any]:
    """The values of the edition's chapters and the head; rows are called by their places."""
    names = {row.uid: f"{key}{at}" for key in ROW_CHAPTERS for at, row in enumerate(getattr(content, key))}
    values = content.model_dump(mode="json")
    for key in ROW_CHAPTERS:
        for row in values[key]:
            row["uid"] = names[row["uid"]]
    for of, to in LINKS:
        for row in values[of]:
            row[to] = [names[uid] for uid in row[to]]
    elsewhere = set(CHAPTER_KEYS) - {chapter.key for chapter in edition.chapters}
    values["notes"] = [note for note in values["notes"] if note["chapter"] not in elsewhere]
    return {key: value for key, value in values.items() if key not in elsewhere}


def opened(data: bytes) -> DocumentType:
    return Document(io.BytesIO(data))


def saved(document: DocumentType) -> Recognised:
    """What an edited document says."""
    out = io.BytesIO()
    document.save(out)
    return recognise(open_bytes(out.getvalue()), (EDITION, COMMISSIONS))
