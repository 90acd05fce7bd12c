"""One hotline on a fake reception, restarted at will, with a carrier in front of it."""

from dataclasses import dataclass, field, replace

from fastapi import FastAPI

from bot.shelf import MemoryShelf
from bot.texts import load_texts
from telephony.following import Around, Resuming
from telephony.resume import ResumeCodes
from telephony.routes import phone_router
from telephony.settings import PhoneSettings
from tests.telephony.carrier import Carrier, VirtualClock
from tests.telephony.phone_fakes import FakeReception, FakeSms

TOKEN = "12345"
SECRET = b"shared by the processes of one service"
BASE = "https://deux-portes.example"
TEXTS = load_texts()


@dataclass(slots=True)
class HotlineUnderTest:
    """Everything around one hotline; `open` builds it once settings are chosen."""

    reception: FakeReception
    clock: VirtualClock
    settings: PhoneSettings
    saved: list[tuple[str, str]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    contacts_down: bool = False
    texts: FakeSms | None = None
    called_back: list[str] | None = None
    opinions: list[tuple[int, bool | None]] = field(default_factory=list)
    resuming: bool = False
    scale: float = 1.0
    shelf: MemoryShelf = field(init=False)
    carrier: Carrier = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self, **changes: object) -> "HotlineUnderTest":
        """(Re)start the hotline, with settings changed if asked; calls under way are lost."""
        self.shelf = MemoryShelf(lambda: self.clock().timestamp())
        return self.again(**changes)

    def again(self, **changes: object) -> "HotlineUnderTest":
        """Another process of the same hotline, settings changed if asked, which shares what is kept of its calls."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        app = FastAPI()
        codes = ResumeCodes(self.shelf, secret=SECRET, pick=lambda _below: 38)
        around = Around(
            clock=self.clock,
            save_contact=self._save,
            count=self.counted.append,
            sms=self.texts,
            call_back=self._call_back if self.called_back is not None else None,
            opinion=self._keep_opinion,
            resuming=Resuming(codes, self.reception.resume, self.reception.release) if self.resuming else None,
            scale=self.scale,
            shelf=self.shelf,
            secret=SECRET,
        )
        app.include_router(phone_router(self.reception, TEXTS, self.settings, around))
        self.carrier = Carrier(app, TOKEN, self.clock, base=BASE)
        return self

    async def _call_back(self, _conversation: str, number: str) -> None:
        if self.contacts_down:
            raise RuntimeError("contacts down")
        assert self.called_back is not None
        self.called_back.append(number)

    async def _keep_opinion(self, rating: int, useful: bool | None) -> None:
        if self.contacts_down:
            raise RuntimeError("opinions down")
        self.opinions.append((rating, useful))

    async def _save(self, code: str, number: str) -> None:
        if self.contacts_down:
            raise RuntimeError("contacts down")
        self.saved.append((code, number))
