"""Appointment codes: ten digits, the same for the same person, never kept in clear."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from directory import models
from directory.codes import fingerprint, make_code, normal_code, spoken_code
from directory.requests import Contact, SummaryLine
from directory.service import Directory
from directory.vocabulary import Need, Way

SECRET = b"secret"


def test_same_holder_and_salt_give_the_same_code() -> None:
    assert make_code(SECRET, "ana", b"salt") == make_code(SECRET, "ana", b"salt")


@pytest.mark.parametrize(
    ("secret", "holder", "salt"), [(b"other", "ana", b"salt"), (SECRET, "bob", b"salt"), (SECRET, "ana", b"pepper")]
)
def test_anything_else_gives_another(secret: bytes, holder: str, salt: bytes) -> None:
    assert make_code(secret, holder, salt) != make_code(SECRET, "ana", b"salt")


def test_codes_look_random() -> None:
    codes = [make_code(SECRET, "ana", number.to_bytes(4)) for number in range(20_000)]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 10 for code in codes)
    digits = Counter("".join(codes))
    assert all(abs(count - 20_000) < 800 for count in digits.values())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1234567890", "1234567890"),
        ("12 34 56 78 90", "1234567890"),
        ("12-34-56-78-90", "1234567890"),
        ("12.34.56.78.90\n", "1234567890"),
        ("123456789", None),
        ("12345678901", None),
        ("١٢٣٤٥٦٧٨٩٠", None),
        ("12345o7890", None),
    ],
)
def test_written_codes(written: str, code: str | None) -> None:
    assert normal_code(written) == code


def test_spoken_code_is_five_pairs() -> None:
    assert spoken_code("1234567890") == "12 34 56 78 90"


def test_fingerprints_depend_on_the_purpose() -> None:
    assert fingerprint(SECRET, "appointment", "1") != fingerprint(SECRET, "holder", "1")


def test_code_and_holder_are_nowhere_in_the_files(tours: Directory, now: datetime) -> None:
    """L03, trust row 1: neither the code nor the conversation's token can be read from the files, log included."""
    with tours.reading() as session:
        site = session.scalar(select(models.Site.id).where(models.Site.key == "tours/apec/tours"))
    slot = tours.slots(site or 0, Way.ON_SITE, now=now)[0]
    holder = "conversation-token-4f1e"
    tours.hold(slot, holder=holder, now=now)
    code = tours.book(slot, holder=holder, now=now, need=Need.CEP).code
    assert code is not None
    tours.find(code, now=now)
    kept = _bytes_on_disk(tours)
    assert holder.encode() not in kept
    assert code.encode() not in kept


def test_what_is_taken_back_leaves_no_trace(tours: Directory, now: datetime) -> None:
    """PC3: once cancelled, the summary and the identity are gone from the files too."""
    with tours.reading() as session:
        site = session.scalar(select(models.Site.id).where(models.Site.key == "tours/apec/tours"))
    slot = tours.slots(site or 0, Way.ON_SITE, now=now)[0]
    code = tours.book(slot, holder="h", now=now, need=Need.CEP).code or ""
    tours.refer(code, (SummaryLine("words", "canari-phrase-secrete"),), consent="v1", now=now)
    tours.save_contact(
        code, Contact("Canarine", "Oiselle", "06 98 76 54 32", "canarine@example.org"), consent="v1", now=now
    )
    assert b"Canarine" in _bytes_on_disk(tours)
    tours.cancel(code, now=now)
    kept = _bytes_on_disk(tours)
    for secret in (b"canari-phrase-secrete", b"Canarine", b"Oiselle", b"06 98 76 54 32", b"canarine@example.org"):
        assert secret not in kept


def _bytes_on_disk(directory: Directory) -> bytes:
    """Everything in the database's files, its write-ahead log flushed."""
    with directory.engine.connect() as connection:
        connection.rollback()
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = Path(directory.engine.url.database or "")
    return b"".join(one.read_bytes() for one in file.parent.glob(file.name + "*"))
