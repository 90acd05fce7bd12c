"""Books one slot after the other and says each code once it is confirmed: run by a test that kills it."""

import sys
from datetime import datetime

from directory.requests import Slot
from directory.service import Directory
from directory.vocabulary import Need, Way


def main(address: str, agenda: int, minutes: int, moments: list[str], now: str) -> None:
    """One code a line; then nothing more to book."""
    directory = Directory(address, secret="a secret for tests")
    for number, moment in enumerate(moments):
        slot = Slot(agenda, Way.ON_SITE, datetime.fromisoformat(moment), minutes)
        view = directory.book(slot, holder=f"booker-{number}", now=datetime.fromisoformat(now), need=Need.CEP)
        sys.stdout.write(f"{view.code} {view.starts_at.isoformat()}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.stdin.read().split(), sys.argv[4])
