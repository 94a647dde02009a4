"""Records that somebody has changed: every one is found, and poppler's pdfsig agrees on what is intact.

What cannot be found, and where pdfsig and our verifier differ, has a test that says so.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import re
import shutil
import subprocess
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.documents import every
from tests.documents.conftest import SEALED_AT
from tests.documents.samples import body_record, content, record
from tests.documents.test_verify import annotated, flip, gap
from tests.support.figures import Figures
from uppdragil.documents.pdf import build_record
from uppdragil.documents.seal.demo_ca import demo_seal
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer
from uppdragil.documents.verify import verify

pytestmark = pytest.mark.prove

TAMPERINGS = int(os.environ.get("UPPDRAGIL_TAMPERINGS", "500"))
SEED = int(os.environ.get("UPPDRAGIL_SEED", "20261122"))


class Forger:
    """Changes the record `sealed`. It has another record `other` of the same organisation, and a seal of its own."""

    def __init__(self, chance: random.Random, sealed: bytes, other: bytes, own: Pkcs12Sealer) -> None:
        self.chance, self.sealed, self.other, self.own = chance, sealed, other, own

    def bit_flipped(self) -> bytes:
        return flip(self.sealed, self.chance.randrange(len(self.sealed)), self.chance.randrange(8))

    def bit_of_the_seal_flipped(self) -> bytes:
        return flip(self.sealed, self.chance.randrange(*gap(self.sealed)), self.chance.randrange(8))

    def bytes_overwritten(self) -> bytes:
        at = self.chance.randrange(len(self.sealed) - 64)
        return self.sealed[:at] + self.chance.randbytes(64) + self.sealed[at + 64 :]

    def truncated(self) -> bytes:
        return self.sealed[: self.chance.randrange(1, len(self.sealed))]

    def beginning_cut(self) -> bytes:
        return self.sealed[self.chance.randrange(1, 200) :]

    def bytes_appended(self) -> bytes:
        return self.sealed + self.chance.choice([b"\n", b" ", b"%%EOF\n", self.chance.randbytes(99)])

    def bytes_inserted(self) -> bytes:
        at = self.chance.randrange(len(self.sealed))
        return self.sealed[:at] + self.chance.choice([b" ", b"\n", b"\0"]) + self.sealed[at:]

    def note_added_by_an_update(self) -> bytes:
        return annotated(self.sealed)

    def page_swapped_by_an_update(self) -> bytes:
        """The pages in another order, in a revision after the sealed one."""
        writer = IncrementalPdfFileWriter(io.BytesIO(self.sealed))
        tree = writer.root["/Pages"]
        kids = list(tree["/Kids"])
        tree[generic.pdf_name("/Kids")] = generic.ArrayObject(self._shuffled(kids))
        writer.update_container(tree)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    def page_swapped(self) -> bytes:
        """Written anew: a page of the other record in place of one of this."""
        with pikepdf.open(io.BytesIO(self.sealed)) as pdf, pikepdf.open(io.BytesIO(self.other)) as theirs:
            with warnings.catch_warnings(action="ignore"):  # a form's field comes along
                pdf.pages[self.chance.randrange(len(pdf.pages))] = self.chance.choice(list(theirs.pages))
            return _written(pdf)

    def page_removed(self) -> bytes:
        with pikepdf.open(io.BytesIO(self.sealed)) as pdf:
            del pdf.pages[self.chance.randrange(len(pdf.pages))]
            return _written(pdf)

    def json_swapped(self) -> bytes:
        """Written anew: what was decided, or the directive, of the other record attached."""
        name = self.chance.choice(["beslut.json", "direktiv.json"])
        with pikepdf.open(io.BytesIO(self.sealed)) as pdf, pikepdf.open(io.BytesIO(self.other)) as theirs:
            data = theirs.attachments[name].get_file().read_bytes()
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
            return _written(pdf)

    def metadata_edited(self) -> bytes:
        with pikepdf.open(io.BytesIO(self.sealed)) as pdf:
            with pdf.open_metadata() as metadata:
                metadata["dc:title"] = f"Beslut {self.chance.random()}"
            return _written(pdf)

    def metadata_edited_in_place(self) -> bytes:
        """The time in the document's own words, without a byte more or less."""
        stamps = list(re.finditer(rb"20\d\d-\d\d-\d\d", self.sealed)) or list(
            re.finditer(rb"D:20\d{6}", self.sealed)
        )
        at = self.chance.choice(stamps).end() - 1
        digit = b"%d" % ((self.sealed[at] - 48 + self.chance.randrange(1, 10)) % 10)
        return self.sealed[:at] + digit + self.sealed[at + 1 :]

    def seal_of_another_record(self) -> bytes:
        """The seal of the other record in this one's gap."""
        first, second = gap(self.sealed)
        theirs = self.other[slice(*gap(self.other))]
        return (
            self.sealed[:first] + theirs[: second - first].ljust(second - first, b"0") + self.sealed[second:]
        )

    def sealed_anew_by_another(self) -> bytes:
        """Another directive's words, under a flawless seal of another issuer."""
        name = f"Ett annat beslut {self.chance.random()}"
        forged = record(content().model_copy(update={"title": name}))
        return self.own.seal(build_record(forged), reason="JA", at=SEALED_AT)

    def _shuffled(self, kids: list[object]) -> list[object]:
        before = list(kids)
        while len(kids) > 1 and kids == before:
            self.chance.shuffle(kids)
        return kids if len(kids) > 1 else kids * 2


COMMON: tuple[Callable[[Forger], bytes], ...] = (
    Forger.bit_flipped, Forger.bit_of_the_seal_flipped, Forger.bytes_overwritten, Forger.truncated,
    Forger.beginning_cut, Forger.bytes_appended, Forger.bytes_inserted, Forger.metadata_edited_in_place,
    Forger.note_added_by_an_update, Forger.page_swapped_by_an_update, Forger.page_swapped, Forger.page_removed,
    Forger.json_swapped, Forger.metadata_edited, Forger.seal_of_another_record,
)  # fmt: skip
RARE = Forger.sealed_anew_by_another  # slow to make: one of twenty


def _written(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def other_pdf(sealer: Pkcs12Sealer) -> bytes:
    return sealer.seal(build_record(body_record()), reason="Avslås", at=SEALED_AT + dt.timedelta(days=1))


@pytest.fixture(scope="session")
def forger(sealed_pdf: bytes, other_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Forger:
    own = Pkcs12Sealer.from_file(demo_seal(tmp_path_factory.mktemp("forger") / "ca", "Region Exempel"), "")
    return Forger(random.Random(SEED), sealed_pdf, other_pdf, own)


def poppler_finds_it_intact(data: bytes, folder: Path) -> bool:
    """pdfsig: the seal's mathematics hold, and it covers the whole file."""
    path = folder / "one.pdf"
    path.write_bytes(data)
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig (poppler-utils) is not installed")
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, timeout=60, check=False)
    said = done.stdout.decode(errors="replace")
    return (
        said.count("Signature #") == 1 and "Signature is Valid." in said and "Total document signed" in said
    )


# Kinds of change that pdfsig lets pass, and why it does.
POPPLER_PASSES = {
    "bit_of_the_seal_flipped": "what of the seal no signature covers, it does not look at (certificates, spelling)",
    "bit_flipped": "the same, where the bit hit the seal",
}


def only_the_seal_differs(data: bytes, sealed: bytes) -> bool:
    first, second = gap(sealed)
    return (data[:first], data[second:]) == (sealed[:first], sealed[second:])


def _certificate_changed(data: bytes) -> bytes:
    """The last digit of the first certificate, in what its issuer signed with."""
    first, second = gap(data)
    seal = cms.ContentInfo.load(bytes.fromhex(data[first + 1 : second - 1].decode()))["content"]
    digits = seal["certificates"][0].chosen.dump().hex().encode()
    return flip(data, data.lower().index(digits, first) + len(digits) - 1, 0)


def _respelled(data: bytes) -> bytes:
    """The first digit that is a letter, in small for a capital or the other way round."""
    first, _second = gap(data)
    place = next(at for at in range(first + 1, len(data)) if data[at : at + 1].isalpha())
    return data[:place] + data[place : place + 1].swapcase() + data[place + 1 :]


def _signature_changed(data: bytes) -> bytes:
    """A bit of the last byte of the seal: of the signature's own number, before the padding."""
    first, second = gap(data)
    return flip(data, first + len(data[first:second].rstrip(b"0>")) - 1, 0)


@pytest.mark.usefixtures("soon_after")
def test_every_tampering_of_a_record_is_found(
    forger: Forger,
    sealed_pdf: bytes,
    ca: bytes,
    tmp_path: Path,
    figures: Figures,
) -> None:
    made: Counter[str] = Counter()
    unfound: list[str] = []
    unexplained: list[str] = []
    poppler: Counter[str] = Counter()
    while made.total() < TAMPERINGS:
        change = RARE if made.total() % 20 == 7 else COMMON[made.total() % len(COMMON)]
        data = change(forger)
        assert data != sealed_pdf
        kind = change.__name__
        made[kind] += 1
        found = verify(data, ca)
        if found.trusted or (found.intact and change is not RARE):
            unfound.append(kind)
        if poppler_finds_it_intact(data, tmp_path) != found.intact:
            poppler[kind] += 1
            unexplained += [kind] * (not only_the_seal_differs(data, sealed_pdf))

    assert unfound == []
    assert unexplained == []
    assert set(poppler) <= set(POPPLER_PASSES)
    kinds = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in sorted(made.items()))
    figures.add(f"{made.total()} tamperings of records, all found: {kinds}")
    figures.add(
        f"pdfsig agrees on what is intact but for {poppler.total()} of {made.total()}: {dict(poppler)}"
    )


# Changes of one sample: what both must say of it, and where pdfsig says otherwise, why.
CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "untouched": lambda data: data,
    "a bit of the text": lambda data: flip(data, gap(data)[0] // 2, 3),
    "a bit after the seal": lambda data: flip(data, (gap(data)[1] + len(data)) // 2, 3),
    "a byte added": lambda data: data + b"\n",
    "the end cut off": lambda data: data[:-40],
    "the signature": lambda data: _signature_changed(data),
    "a certificate in the seal": lambda data: _certificate_changed(data),
    "a digit of the seal spelled otherwise": lambda data: _respelled(data),
    "the seal's padding": lambda data: flip(data, gap(data)[1] - 9, 0),
}
DIFFERENCES = {
    "a certificate in the seal": "the signature does not cover it, and pdfsig is not asked about certificates",
    "a digit of the seal spelled otherwise": "the same number: it covers no byte of the document",
}


@pytest.mark.parametrize("name", every.NAMES)
def test_pdfsig_agrees_with_us_on_every_sample_but_for_what_is_named(
    name: str, sealer: Pkcs12Sealer, tmp_path: Path
) -> None:
    sealed = sealer.seal(every.built(name), reason="JA", at=SEALED_AT)

    said = {
        change: (verify(made(sealed)).intact, poppler_finds_it_intact(made(sealed), tmp_path))
        for change, made in CHANGES.items()
    }

    assert {change: ours for change, (ours, _theirs) in said.items()} == {
        change: change == "untouched" for change in CHANGES
    }
    assert {change for change, (ours, theirs) in said.items() if ours != theirs} == set(DIFFERENCES)


@pytest.mark.usefixtures("soon_after")
def test_who_holds_the_organisations_key_can_seal_anything_and_only_the_chain_shows_it(
    sealer: Pkcs12Sealer,
    ca: bytes,
) -> None:
    """Not to be found in the file: the hash of the record as it was made is in the chain (`record.made`)."""
    forged = record(content().model_copy(update={"title": "Ett annat beslut"}))

    data = sealer.seal(build_record(forged), reason="JA", at=SEALED_AT)

    assert verify(data, ca).trusted
