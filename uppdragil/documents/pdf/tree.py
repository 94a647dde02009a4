"""Writes the structure tree (ISO 32000-1, 14.7): nodes, marked content, links and the seal's field."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from .structure import Mark, Node, Widget

_OWNERS = {"Scope": "Table", "ListNumbering": "List"}  # attribute -> its owner (ISO 32000-1, 14.8.5)
_PRINTED = 4  # annotation flag
_LOCKED = 128


def write_tree(pdf: Pdf, root: Node) -> None:
    """Adds the tree, and the annotations that hang in it, to the document."""
    _Writer(pdf).write(root)


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.marked: list[dict[int, Object]] = [{} for _ in self.pages]
        self.annotated: list[Object] = []

    def write(self, root: Node) -> None:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self._parents())))
        tree.ParentTreeNextKey = len(self.pages) + len(self.annotated)
        self.pdf.Root.StructTreeRoot = tree
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _parents(self) -> list[Any]:
        """Key and value by turns: each page's elements by mark, then each annotation's element."""
        parents: list[Any] = []
        for number, (page, elements) in enumerate(zip(self.pages, self.marked, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            parents += [number, self.pdf.make_indirect(Array([elements[n] for n in sorted(elements)]))]
        for number, element in enumerate(self.annotated, len(self.pages)):
            parents += [number, element]
        return parents

    def _element(self, node: Node, parent: Object) -> Object:
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
        if node.alt:
            element.Alt = String(node.alt)
        for name, value in node.attributes.items():
            element.A = Dictionary({"/O": Name(f"/{_OWNERS[name]}"), f"/{name}": Name(f"/{value}")})
        kids = [self._kid(kid, element) for kid in node.kids]
        if kids:
            # A Form's kid stands alone: pyHanko's reading of a signed file expects it so.
            element.K = kids[0] if node.tag == "Form" else Array(kids)
        return element

    def _kid(self, kid: Node | Mark | Widget, element: Object) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element)
        if isinstance(kid, Mark):
            return self._mark(kid, element)
        return self._widget(kid, element)

    def _mark(self, mark: Mark, element: Object) -> Any:
        page = self.pages[mark.page]
        self.marked[mark.page][mark.mcid] = element
        if Name.Pg not in element:
            element.Pg = page
        if element.Pg.objgen == page.objgen:
            return mark.mcid
        return Dictionary(Type=Name.MCR, Pg=page, MCID=mark.mcid)

    def _widget(self, widget: Widget, element: Object) -> Object:
        page = self.pages[widget.page]
        annotation = self._link(widget) if widget.url else self._seal_field(widget, page)
        annotation.StructParent = len(self.pages) + len(self.annotated)
        self.annotated.append(element)
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)

    def _link(self, widget: Widget) -> Object:
        return self._annotation(
            widget,
            Subtype=Name.Link,
            F=_PRINTED,
            Border=Array([0, 0, 0]),
            Contents=String(widget.label),
            A=Dictionary(S=Name.URI, URI=String(widget.url)),
        )

    def _seal_field(self, widget: Widget, page: Object) -> Object:
        x0, y0, x1, y1 = widget.box
        empty = self.pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, x1 - x0, y1 - y0], Resources=Dictionary()
        )
        field = self._annotation(
            widget,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(widget.name),
            TU=String(widget.label),
            F=_PRINTED | _LOCKED,
            P=page,
            AP=Dictionary(N=empty),
        )
        self.pdf.Root.AcroForm = self.pdf.make_indirect(Dictionary(Fields=Array([field]), SigFlags=1))
        return field

    def _annotation(self, widget: Widget, **entries: Any) -> Object:
        rect = Array([round(edge, 2) for edge in widget.box])
        return self.pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=rect, **entries))
