"""The directive with its chapters, rows and card, as its lead wrote them, and its named readers."""

from __future__ import annotations

from uppdragil.directives import cards, edges, receivers, storage
from uppdragil.directives.models import NamedReader
from uppdragil.synthetic.book import Book, Mandate
from workflows import chain


def tell(mandate: Mandate, book: Book) -> None:
    """The text as it is today."""
    story, directive, lead = mandate.story, mandate.directive, mandate.lead
    for name, value in storage.head_of(story.now).items():
        setattr(directive, name, value)
    chapters, rows = storage.new_rows(directive, story.now)
    book.write([directive, *chapters, *rows], lead, story.begun)
    card = cards.card_of(story.now, directive)
    book.add(card, *edges.edges_of(card, story.now), *receivers.receivers_of(card, story.now))
    book.add(*(NamedReader(directive=directive, person=mandate.person(p)) for p in story.cast.readers))
    book.tell(story.begun, lambda: [chain.started(directive, lead, [mandate.register.edition])])
