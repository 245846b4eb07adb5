"""Keeps the structure of a tagged page when its content moves into a form of its own.

A structure element names its pieces by the page and a number; once they are drawn from a form (XObject), it has to name
the form too (ISO 32000-1, 14.7.4.2), and the way back to the tree hangs on the form instead of the page.
"""

from __future__ import annotations

from typing import Any, TypeGuard

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from icms.files.children.values import DEEPEST, dictionaries, entry, items


class Tags:
    """The structure tree of one document; does nothing for a document without one."""

    def __init__(self, pdf: Pdf) -> None:
        self._owners: dict[int, Any] = {}
        self._read_nodes = set[tuple[int, int]]()
        tree = pdf.Root.get("/StructTreeRoot")
        if isinstance(tree, Dictionary):
            self._read(tree.get("/ParentTree"), 0)
        for owner in self._owners.values():
            if (
                isinstance(owner, Dictionary) and "/K" in owner
            ):  # of a link, a note or a field: it is drawn now
                owner.K = Array([kid for kid in items(owner.get("/K")) if not _is_object(kid)])

    def _read(self, node: object, depth: int) -> None:
        if isinstance(node, Dictionary) and node.is_indirect:
            if node.objgen in self._read_nodes:
                return
            self._read_nodes.add(node.objgen)
        numbers = items(entry(node, "/Nums"))
        for key, value in zip(numbers[::2], numbers[1::2], strict=False):
            if isinstance(key, int):
                self._owners[key] = value
        if depth < DEEPEST:
            for kid in dictionaries(entry(node, "/Kids")):
                self._read(kid, depth + 1)

    def move(self, page: Page, form: Stream) -> None:
        """Moves the pieces of a page's content to the form; links and fields that are gone leave the tree."""
        key: Any = page.obj.get("/StructParents")
        if not isinstance(key, int):
            return
        if key not in self._owners:
            return
        for owner in _once(items(self._owners[key])):
            owner.K = _moved(owner, page, form)
        form.StructParents = key
        del page.obj[Name.StructParents]


def _once(owners: list[object]) -> list[Dictionary]:
    found: dict[object, Dictionary] = {}
    for owner in owners:
        if isinstance(owner, Dictionary) and "/K" in owner:
            found.setdefault(owner.objgen if owner.is_indirect else id(owner), owner)
    return list(found.values())


def _moved(owner: Dictionary, page: Page, form: Stream) -> Array:
    here = _same(owner.get("/Pg", page.obj), page.obj)
    kids = Array()
    for kid in items(owner.get("/K")):
        if isinstance(kid, int) and here:
            kids.append(Dictionary(Type=Name.MCR, Pg=page.obj, Stm=form, MCID=kid))
            continue
        if _is_piece(kid) and (_same(kid.get("/Pg"), page.obj) if "/Pg" in kid else here):
            kid.Pg, kid.Stm = page.obj, form
        if not _is_object(kid):
            kids.append(kid)
    return kids


def _is_piece(kid: object) -> TypeGuard[Dictionary]:
    return isinstance(kid, Dictionary) and "/MCID" in kid and "/Stm" not in kid


def _is_object(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid


def _same(one: object, other: object) -> bool:
    """Whether both are one object of the file; comparing what they hold would walk through the whole document."""
    return isinstance(one, Dictionary) and isinstance(other, Dictionary) and one.objgen == other.objgen
