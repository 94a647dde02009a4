"""Elements of WordprocessingML by their local names: both of its namespaces mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree


def local(element: etree._Element) -> str:
    """The name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children with that name."""
    return (one for one in element if local(one) == name) if element is not None else iter(())


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child with that name."""
    return next(children(element, name), None)


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute in any namespace; "" where it is not."""
    if element is None:
        return ""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), "")


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether a property stands there and is not switched off."""
    found = child(element, name)
    return found is not None and attribute(found, "val") not in ("0", "false", "off")
