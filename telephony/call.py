"""A phone in the terminal: the whole hotline by real signed webhooks, without a carrier.

Typed words are spoken, `/1` presses a key (`!1` too, several may follow: `/37000`), an empty line is a silence,
`/raccrocher`, Ctrl-D or Ctrl-C hangs up. When the hotline rings a person, the terminal plays that person too.
"""

import asyncio
import re
import secrets
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

import httpx
from twilio.request_validator import (  # type: ignore[import-untyped]  # no types upstream
    SIGNATURE_HEADER,
    RequestValidator,
)

from bot.understanding.numbers import read_digits

HELP = """Parlez en écrivant. Ligne vide : silence. /raccrocher : fin. /aide : ce rappel.
/1 : une touche, /37000 : plusieurs. Partout : /0 une personne, /* l’étape d’avant, /# réentendre, /5 sans parler."""
DEAF = "     (la ligne n’écoute que les touches : /1, /2… ; ce que vous dites n’est pas entendu)"
HOTLINE = "+33261910000"  # kept for fiction by the French regulator
HANG_UP = "/raccrocher"

Desk = Callable[[str], Iterable[str]]  # an appointment's code → the lines its counsellor reads


class Screen(Protocol):
    """Where the call is played."""

    def show(self, line: str) -> None: ...
    def ask(self, invitation: str) -> str | None:
        """What the person typed; None to hang up."""
        ...


class Terminal:
    """This terminal."""

    def show(self, line: str) -> None:
        """Print a line."""
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def ask(self, invitation: str) -> str | None:
        """Read a line, which can be edited; the end of input hangs up, and so does Ctrl-C."""
        with suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - its import is what makes lines editable, where it exists
        # The event loop would keep Ctrl-C for itself; while a person types it must reach this line.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            return input(invitation)
        except (EOFError, KeyboardInterrupt):
            self.show("")
            return None
        finally:
            signal.signal(signal.SIGINT, before)


def run_call(
    base_url: str, token: str, *, account: str = "", screen: Screen | None = None, desk: Desk | None = None
) -> None:
    """Call the hotline that answers at this public address; leaves with a message when nobody does."""
    try:
        asyncio.run(place_call(base_url, token, account=account, screen=screen, desk=desk))
    except KeyboardInterrupt:
        sys.exit("Appel interrompu.")
    except httpx.ConnectError:
        sys.exit(f"Personne ne répond sur {base_url} : lancez « make run » d’abord.")
    except httpx.HTTPStatusError as error:
        sys.exit(f"La ligne refuse l’appel ({error.response.status_code}) : vérifiez l’adresse publique et le jeton.")
    except httpx.HTTPError:
        sys.exit("La ligne s’est tue : le service s’est arrêté pendant l’appel.")


async def place_call(
    base_url: str,
    token: str,
    *,
    account: str = "",
    screen: Screen | None = None,
    desk: Desk | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> None:
    """The same call, from code; `transport` may be an `httpx.ASGITransport` on an application of this process."""
    async with httpx.AsyncClient(transport=transport, timeout=15, trust_env=False) as client:
        phone = Phone(client, token, base_url.rstrip("/"), screen or Terminal(), account)
        await phone.call()
    phone.recap(desk)


@dataclass(slots=True)
class Phone:
    """The caller's phone, and the person's when the call is transferred."""

    client: httpx.AsyncClient
    token: str
    base: str
    screen: Screen
    account: str = ""
    sid: str = field(default_factory=lambda: f"CA{secrets.token_hex(16)}")
    heard: list[str] = field(default_factory=list)
    whispered: list[str] = field(default_factory=list)
    tone: str = ""

    async def call(self) -> None:
        """From the first ring to the end."""
        self.screen.show(f"{HELP}\n")
        document = await self._post(f"{self.base}/phone/voice", CallStatus="ringing")
        following: Element | None = document
        while following is not None:
            following = await self._play(following)
        await self._post(f"{self.base}/phone/status", CallStatus="completed")
        self.screen.show("— Fin de l’appel.")

    def recap(self, desk: Desk | None) -> None:
        """What the counsellor heard or will read because of this call."""
        if self.whispered:
            self._list("La personne a entendu, avant de prendre l’appel :", self.whispered)
        code = code_in(self.heard)
        lines = tuple(desk(code)) if desk and code else ()
        if lines:
            self._list(f"Rendez-vous {code} : ce que lira la personne qui reçoit :", lines)

    def _list(self, title: str, lines: Iterable[str]) -> None:
        self.screen.show(f"\n{title}")
        for line in lines:
            self.screen.show(f"   {line}")

    async def _play(self, document: Element) -> Element | None:
        """Play one document; gives the next one, None at the end of the call."""
        for verb in document:
            match verb.tag:
                case "Say":
                    self._hear(verb)
                case "Gather":
                    return await self._answer(verb)
                case "Redirect":
                    return await self._post(verb.text or "")
                case "Dial":
                    return await self._ring(verb)
                case "Hangup":
                    return None
        return None

    def _hear(self, say: Element) -> None:
        words = words_of(say)
        self.heard.append(words)
        tone = tone_of(say)
        if tone != self.tone:
            self.tone = tone
            self.screen.show(f"     (la voix parle {tone or 'comme avant'})")
        self.screen.show(f"  ☎  {words}")

    async def _answer(self, gather: Element) -> Element | None:
        for say in gather.iter("Say"):
            self._hear(say)
        typed = self.screen.ask("vous > ")
        while typed is not None and typed.strip() == "/aide":
            self.screen.show(HELP)
            typed = self.screen.ask("vous > ")
        if typed is None or typed.strip() == HANG_UP:
            return None
        result = result_of(typed, int(gather.get("numDigits", "1")))
        if "SpeechResult" in result and "speech" not in gather.get("input", "dtmf").split():
            self.screen.show(DEAF)
            result = {}
        return await self._post(gather.get("action", ""), **result)

    async def _ring(self, dial: Element) -> Element:
        """The terminal is the person for a moment."""
        number = dial.find("Number")
        self.screen.show("  …  ça sonne chez la personne. Vous décrochez pour elle :")
        whisper = await self._post(number.get("url", "") if number is not None else "")
        for say in whisper.iter("Say"):
            self.whispered.append(words_of(say))
            self.screen.show(f"  ♟  {words_of(say)}")
        key = (self.screen.ask("la personne > ") or "").strip(" /!")
        taken = await self._accepted(whisper, key)
        self.screen.show(
            "  …  vous êtes en ligne ensemble, puis elle raccroche." if taken else "  …  elle ne répond pas."
        )
        result = {"DialCallStatus": "completed" if taken else "no-answer", "DialBridged": str(taken).lower()}
        return await self._post(dial.get("action", ""), **result)

    async def _accepted(self, whisper: Element, key: str) -> bool:
        gather = whisper.find("Gather")
        if gather is None or not key:
            return False
        return (await self._post(gather.get("action", ""), Digits=key)).find("Hangup") is None

    async def _post(self, url: str, **fields: str) -> Element:
        """One signed webhook; an empty answer is an empty document."""
        form = {"AccountSid": self.account, "CallSid": self.sid, "CallStatus": "in-progress", "To": HOTLINE} | fields
        exact = url.partition("#")[0]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            SIGNATURE_HEADER: RequestValidator(self.token).compute_signature(exact, form),
        }
        answer = (await self.client.post(exact, content=urlencode(form), headers=headers)).raise_for_status()
        return fromstring(answer.text or "<Response/>")  # noqa: S314 - written by our own hotline


def result_of(typed: str, keys: int) -> dict[str, str]:
    """The fields for what was typed: a silence, keys, or speech."""
    if not typed.strip():
        return {}
    if re.fullmatch(r"[/!][\d#*]+", typed.strip()):
        return {"Digits": typed.strip()[1 : 1 + keys]}
    return {"SpeechResult": typed.strip(), "Confidence": "0.95"}


def words_of(say: Element) -> str:
    """The words of a Say, without its tags."""
    return " ".join("".join(say.itertext()).split())


def tone_of(say: Element) -> str:
    """How the words are said, when it is not as usual."""
    prosody = say.find("prosody")
    tones = {"rate": "lentement", "volume": "fort"}
    return " et ".join(tone for name, tone in tones.items() if prosody is not None and prosody.get(name))


def code_in(heard: Iterable[str]) -> str | None:
    """The appointment's code, when it was read aloud."""
    spoken = (match[1] for words in heard if (match := re.search(r"code : ([^.]+)", words)))
    return next((digits for words in spoken if (digits := read_digits(words, length=10))), None)
