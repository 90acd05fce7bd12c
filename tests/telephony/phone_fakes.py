"""A small reception that needs no engine, with the shapes and keys of the real one."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.conversation import Channel, Choice, Reply, Turn, UnknownConversationError
from telephony.sms import Sms

PERSON = Choice("une personne", "#person")
YES_NO = (Choice("oui", "#yes"), Choice("non", "#no"))
SKIP = Choice("passer cette question", "#skip")
CODE = "4071983256"
AFTERWARDS = "utter_afterwards"


def question(key: str, text: str, *choices: Choice, kind: str = "question") -> Reply:
    """A reply that waits for an answer."""
    return Reply(key, text, choices, kind)


STATUSES = tuple(
    Choice(title, f"#status {code}")
    for title, code in (
        ("salarié ou salariée", "salarie"),
        ("sans emploi", "demandeur_emploi"),
        ("à votre compte", "independant"),
        ("agent public", "agent_public"),
        ("au lycée", "lyceen"),
        ("en études", "etudiant"),
    )
)
MENU = tuple(Choice(title, f"#menu {code}") for title, code in (("le travail", "travail"), ("les études", "etudes")))

QUESTIONS: Mapping[str, Reply] = {
    "request": question("utter_ask_request", "Qu’est-ce qui vous amène ?"),
    "menu": question("utter_ask_menu", "Votre demande parle plutôt de quoi ?", *MENU, PERSON),
    "status": question("utter_ask_status", "Quelle est votre situation ?", *STATUSES, SKIP),
    "place": question("utter_ask_place", "Vous êtes dans quelle commune ?", SKIP),
    "restate": question(
        "utter_restate", "Si je comprends bien, vous voulez changer de métier. C’est bien ça ?", *YES_NO
    ),
    "choose": question(
        "utter_choose",
        "Que voulez-vous faire maintenant ?",
        Choice("un rendez-vous", "#appointment"),
        Choice("vous arrêter là", "#enough"),
        PERSON,
    ),
    "sites": question(
        "utter_ask_site",
        "Quel lieu vous convient ?",
        Choice("Mission locale, Tours", "#site 1"),
        Choice("CIO, Chinon", "#site 2"),
    ),
    "slots": question(
        "utter_ask_slot",
        "Voici des moments libres. Lequel vous convient ?",
        Choice("mardi 24 novembre à 9 heures", "#slot 1"),
        Choice("mardi 24 novembre à 10 heures", "#slot 2"),
        kind="slots",
    ),
    "book": question("utter_ask_booking", "Je relis : mardi 24 novembre à 9 heures. Je réserve ?", *YES_NO),
    "summary": question("utter_ask_summary", "Voilà ce que lira la personne. Je l’envoie ?", *YES_NO),
    "code": question("utter_ask_code", "Quel est le code de votre rendez-vous ?", PERSON, SKIP),
    "done": question(AFTERWARDS, "Avez-vous une autre demande ?", Choice("une autre demande", "#restart"), PERSON),
}

# step → what is said there → what is told, and the next step
FLOW: Mapping[str, Mapping[str, tuple[str, tuple[Reply, ...]]]] = {
    "request": {
        "je voudrais changer de métier": ("status", ()),
        "j’ai un rendez-vous à déplacer": ("code", ()),
        "#menu": ("menu", ()),
    },
    "menu": {"#menu travail": ("status", ()), "#menu etudes": ("status", ())},
    "status": {"#status salarie": ("place", ()), "je suis salariée": ("place", ()), "#skip": ("place", ())},
    "place": {"37000": ("restate", ()), "à Tours": ("restate", ()), "#skip": ("restate", ())},
    "restate": {
        "#yes": ("choose", (Reply("information_reconversion", "Le conseil est gratuit.", kind="information"),)),
        "oui": ("choose", (Reply("information_reconversion", "Le conseil est gratuit.", kind="information"),)),
    },
    "choose": {
        "#appointment": ("sites", (Reply("utter_place", "1 : Mission locale, à Tours.", kind="proposals"),)),
        "#enough": ("done", (Reply("utter_goodbye", "Merci de votre appel."),)),
    },
    "sites": {"#site 1": ("slots", ()), "#site 2": ("slots", ())},
    "slots": {"#slot 1": ("book", ()), "#slot 2": ("book", ())},
    "book": {
        "#yes": (
            "summary",
            (
                Reply("utter_booked", f"C’est réservé. Votre code : {CODE}.", kind="appointment", data={"code": CODE}),
                Reply("utter_summary_line", "Votre demande : changer de métier.", kind="summary"),
            ),
        ),
        "#no": ("slots", (Reply("utter_not_booked", "Rien n’est réservé."),)),
    },
    "summary": {
        "#yes": (
            "done",
            (
                Reply("utter_summary_sent", "C’est envoyé."),
                Reply("utter_contact", "Si vous voulez, laissez un numéro.", kind="contact", data={"code": CODE}),
            ),
        ),
    },
    "code": {CODE: ("done", (Reply("utter_found", "Votre rendez-vous est mardi."),))},
    "done": {
        "non": ("done", (Reply("utter_goodbye", "Merci de votre appel. Vous pouvez rappeler."),)),
        "#restart": ("request", ()),
    },
}

TRANSFER = Reply("utter_person", "Je cherche une personne.", kind="transfer")
AFTER_TRANSFER = question(
    "utter_person_after",
    "Voulez-vous continuer avec moi ?",
    Choice("continuer avec moi", "#resume"),
    Choice("une autre demande", "#restart"),
)
EMERGENCY = Reply(
    "utter_emergency", "Ce que vous dites compte. Vous pouvez appeler le 3114, jour et nuit.", kind="emergency"
)
AFTER_EMERGENCY = question(
    "utter_emergency_after", "Voulez-vous parler à une personne ?", PERSON, Choice("continuer avec moi", "#resume")
)
ROBOT = Reply("utter_robot", "Oui, je suis un assistant automatique.")


@dataclass(slots=True)
class FakeSms:
    """What was sent, and what becomes of it."""

    outcome: Sms = Sms.SENT
    sent: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, number: str, text: str) -> Sms:
        """Remember it."""
        self.sent.append((number, text))
        return self.outcome


@dataclass(slots=True)
class FakeReception:
    """The talks under way, what they were told, and how the house feels: down, slow, silent."""

    told: list[str] = field(default_factory=list)
    started: int = 0
    forgotten: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    booked: int = 0
    summary: tuple[str, ...] = ()
    down: bool = False
    mute: bool = False
    slow: asyncio.Event | None = None
    also: Callable[[str], tuple[Reply, ...] | None] = lambda _text: None
    _once: dict[str, Turn] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _steps: dict[str, list[str]] = field(default_factory=dict)
    _names: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def start(self, channel: Channel) -> Turn:
        """A new talk."""
        if self.down:
            raise RuntimeError("down")
        assert channel is Channel.PHONE
        self.started += 1
        name = f"talk-{next(self._names)}"
        self._steps[name] = ["request"]
        return Turn(name, (Reply("utter_welcome", "Bonjour."), QUESTIONS["request"]))

    async def say(self, conversation: str, text: str, *, once: str | None = None) -> Turn:
        """The next turn of a talk; a message sent again under the same name is answered the same."""
        if conversation not in self._steps:
            raise UnknownConversationError(conversation)
        async with self._locks.setdefault(conversation, asyncio.Lock()):
            if once and once in self._once:
                return self._once[once]
            self.told.append(text)
            if self.slow:
                await self.slow.wait()
            if self.down:
                raise RuntimeError("down, said 06 39 98 01 23")
            replies = () if self.mute else self._replies(self._steps[conversation], text)
            turn = self._once[once or ""] = self._turn(conversation, replies)
            return turn

    async def resume(self, conversation: str, channel: Channel) -> Turn:
        """The pending question of a talk, after what was understood of it."""
        if conversation not in self._steps:
            raise UnknownConversationError(conversation)
        assert channel is Channel.PHONE
        known = Reply("utter_resumed", "Nous parlions de changer de métier.")
        return self._turn(conversation, (known, QUESTIONS[self._steps[conversation][-1]]))

    async def release(self, conversation: str) -> None:
        """Free the slot a talk holds."""
        self.released.append(conversation)

    def _turn(self, conversation: str, replies: tuple[Reply, ...]) -> Turn:
        booked = "summary" in self._steps[conversation]
        appointment = {"code": CODE, "starts_at": "2026-12-01T09:00:00+01:00", "place": "Mission locale, Tours"}
        return Turn(conversation, replies, appointment=appointment if booked else None)

    async def forget(self, conversation: str) -> None:
        """Erase a talk."""
        self.forgotten.append(conversation)
        self._steps.pop(conversation, None)

    def step(self) -> str:
        """Where the latest talk stands."""
        return list(self._steps.values())[-1][-1]

    def _replies(self, steps: list[str], text: str) -> tuple[Reply, ...]:
        everywhere = self.also(text) or self._anywhere(steps, text)
        if everywhere:
            return everywhere
        here = FLOW[steps[-1]]
        known = here.get(text) or here.get({"oui": "#yes", "non": "#no"}.get(text, text))
        if known is None:
            return (Reply("utter_not_understood_answer", "Je n’ai pas compris."), QUESTIONS[steps[-1]])
        self.booked += steps[-1] == "book" and known[0] == "summary"
        steps.append(known[0])
        return (*known[1], QUESTIONS[known[0]])

    def _anywhere(self, steps: list[str], text: str) -> tuple[Reply, ...] | None:
        match text:
            case "#person" | "je veux parler à quelqu’un":
                data = {"summary": self.summary} if self.summary else {}
                return (Reply(TRANSFER.key, TRANSFER.text, kind="transfer", data=data), AFTER_TRANSFER)
            case "#back":
                if len(steps) > 1:
                    steps.pop()
                return (Reply("utter_back", "Je reviens à l’étape d’avant."), QUESTIONS[steps[-1]])
            case "#resume":
                return (QUESTIONS[steps[-1]],)
            case "vous êtes un robot":
                return (ROBOT, QUESTIONS[steps[-1]])
            case "j’ai envie d’en finir":
                return (EMERGENCY, AFTER_EMERGENCY)
        return None
