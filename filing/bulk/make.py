"""Writes a made-up batch to a folder: the XML and the signed forms of each claim, right or with mistakes (issue 2)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filing.bulk.forms_pdf import Press, press_for
from filing.bulk.handwriting import signature
from filing.bulk.sample import sample_batch, with_hashes
from filing.bulk.sample_faults import spoil_files, spoil_xml
from filing.bulk.write import batch_tree, tree_xml
from filing.rules.claim import ClaimData, FormData

Progress = Callable[[int, int], None]


class FolderInUse(Exception):
    """The folder is there already and holds something, or its name is that of a file."""


def make_batch(
    folder: Path, *, claims: int, seed: int, faults: bool = False, progress: Progress = lambda done, of: None
) -> list[str]:
    """Writes the batch of this seed; the same arguments give the same bytes (but for an
    encrypted form among the mistakes, whose key is new each time). Returns what was spoilt, in English.

    Every second claim gives the SHA-256 of its forms, so that matching by hash and by name are both tried.
    Raises FolderInUse before anything is written, OSError if the folder cannot be written.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FolderInUse(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    batch = sample_batch(claims, seed=seed)
    made = []
    with press_for(batch.claims) as press:
        for number, claim in enumerate(batch.claims, 1):
            hashes = [_write_form(folder, press, claim, form) for form in claim.forms]
            made.append(with_hashes(claim, *hashes) if number % 2 else claim)
            progress(number, claims)
    spoilt: list[str] = []
    if faults:
        made, spoilt = spoil_files(folder, made)
    tree = batch_tree(replace(batch, claims=tuple(made)))
    if faults:
        spoilt = [*spoil_xml(tree), *spoilt]
    (folder / f"{batch.reference}.xml").write_bytes(tree_xml(tree))
    return spoilt


def _write_form(folder: Path, press: Press, claim: ClaimData, form: FormData) -> str:
    """Draws and signs the form, writes it under its name, returns its SHA-256."""
    stroke = signature(f"{claim.signatory_name}/{claim.reference}")
    data = press.form(form.code, claim, stroke=stroke, tagged=False)
    (folder / form.name).write_bytes(data)
    return hashlib.sha256(data).hexdigest()
