"""``/etat-des-lieux``: what was said, understood, answered and proposed, for the person to keep (NO10)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Response
from fastapi.concurrency import run_in_threadpool

from bot.conversation import Conversation, State, Turn, UnknownConversationError
from bot.information import Fiche, Question
from bot.texts import Channel, say_code, say_day, say_moment
from bot.web.pages import Pages
from bot.web.paper import as_file, blocks, pdf, runs
from bot.web.preferences import current
from bot.web.turns import Shower
from directory.places import Places
from directory.vocabulary import Need

ON_PAPER = ("traps", "questions", "who", "next", "said", "kept", "title")  # texts ``record_…``
SHARED = ("name", "tagline", "card", "appointment", "places")


@dataclass(frozen=True, slots=True)
class Answered:
    """One subject that was answered: what was told, who helps, what to watch, to ask and to do, where it comes from."""

    title: str
    told: tuple[str, ...]
    who: tuple[str, ...]
    traps: tuple[str, ...]
    questions: tuple[Question, ...]
    steps: tuple[str, ...]
    verified_on: str
    sources: tuple[tuple[str, str], ...]


def answered(fiche: Fiche, state: State, region: str | None, *, plain: bool) -> Answered:
    """A fiche as it was told to this person."""
    particulars = fiche.particulars(state.statuses, handicap=state.handicap)
    regional = (fiche.by_region[region].written,) if region and region in fiche.by_region else ()
    return Answered(
        title=fiche.title,
        told=(fiche.plain,) if plain else (fiche.short, *particulars, *regional),
        who=fiche.who,
        traps=fiche.traps,
        questions=fiche.questions,
        steps=fiche.next_steps,
        verified_on=say_day(fiche.verified_on.isoformat()),
        sources=tuple((source.title, source.url) for source in fiche.sources),
    )


@dataclass(frozen=True, slots=True)
class StateOfPlay:
    """Everything a talk leaves the person with; ``card`` and ``appointment`` are named lines, ready to be shown."""

    day: str
    words: str
    card: tuple[tuple[str, str], ...]
    answers: tuple[Answered, ...]
    places: tuple[str, ...]
    appointment: tuple[tuple[str, str], ...]
    code: str


class Record:
    """The state of play of a talk under way, as a page or on paper; nothing of it is stored."""

    def __init__(
        self,
        conversation: Conversation,
        pages: Pages,
        fiches: Mapping[Need, Fiche],
        places: Places,
        clock: Callable[[], datetime],
    ) -> None:
        self._conversation = conversation
        self._pages = pages
        self._shower = Shower(pages)
        self._fiches = fiches
        self._places = places
        self._clock = clock

    async def show(self, talk: str) -> Response:
        """The page, or the one that says that the talk is over."""
        return await self._with(talk, lambda play: self._pages.show("record.html", talk=talk, play=play))

    async def on_paper(self, talk: str) -> Response:
        """The same as a PDF."""
        return await self._with(talk, lambda play: as_file(pdf("record", self._paper(play)), "etat-des-lieux"))

    async def _with(self, talk: str, do: Callable[[StateOfPlay], Response]) -> Response:
        try:
            turn, state = await self._conversation.view(talk), await self._conversation.state(talk)
        except UnknownConversationError:
            return self._pages.show("message.html", status=404, title=self._pages.text("record_over"), again=True)
        return await run_in_threadpool(do, self._state_of_play(turn, state))

    def _state_of_play(self, turn: Turn, state: State) -> StateOfPlay:
        known = self._shower.card(turn)
        commune = self._places.get(state.place) if state.place else None
        plain, region = current.get().plain, commune.region if commune else None
        return StateOfPlay(
            day=say_day(self._clock().date().isoformat()),
            words=state.words,
            card=tuple((self._pages.text(f"card_{part}"), said) for part, said in known.items() if said),
            answers=tuple(answered(self._fiches[need], state, region, plain=plain) for need in state.informed),
            places=tuple(f"{site.name} ({site.commune})" if site.commune else site.name for site in state.sites),
            appointment=self._appointment(turn.appointment),
            code=say_code(turn.appointment["code"], Channel.WEB) if turn.appointment else "",
        )

    def _appointment(self, taken: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
        if taken is None:
            return ()
        when = say_moment(datetime.fromisoformat(taken["starts_at"]), Channel.WEB)
        way = self._pages.text(f"utter_label_way_{taken['way']}")
        text = self._pages.text
        return ((text("when"), when), (text("where"), taken["place"]), (text("how"), way))

    def _paper(self, play: StateOfPlay) -> dict[str, Any]:
        text = self._pages.text
        texts = {name: text(f"record_{name}") for name in ON_PAPER} | {name: text(name) for name in SHARED}
        call = text("call", number=self._pages.human_number)
        return {
            "texts": texts | {"intro": text("record_intro", date=play.day), "call": call, "footer": call},
            "said": play.words,
            "card": named(play.card),
            "appointment": named(play.appointment),
            "code": play.code,
            "places": play.places,
            "answers": [self._answer_on_paper(answer) for answer in play.answers],
        }

    def _answer_on_paper(self, answer: Answered) -> dict[str, Any]:
        return {
            "title": answer.title,
            "told": [block for told in answer.told for block in blocks(told)],
            "who": [runs(one) for one in answer.who],
            "traps": [runs(one) for one in answer.traps],
            "questions": [asdict(one) for one in answer.questions],
            "steps": [runs(one) for one in answer.steps],
            "verified": self._pages.text("sources", date=answer.verified_on),
            "sources": [{"text": title, "bold": False, "href": url} for title, url in answer.sources],
        }


def named(lines: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """Lines as a paper's template wants them."""
    return [{"name": name, "text": words} for name, words in lines]


def record_router(record: Record) -> APIRouter:
    """By form: the talk's name never enters an address."""
    router = APIRouter(include_in_schema=False)

    @router.post("/etat-des-lieux")
    async def show(talk: Annotated[str, Form(max_length=64)] = "") -> Response:
        return await record.show(talk)

    @router.post("/etat-des-lieux/pdf")
    async def on_paper(talk: Annotated[str, Form(max_length=64)] = "") -> Response:
        return await record.on_paper(talk)

    return router
