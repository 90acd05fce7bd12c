"""``/etat-des-lieux``: what was said, understood, answered and proposed, for the person to keep (NO10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse

from bot.conversation import Conversation, UnknownConversationError
from bot.information import Fiche
from bot.texts import Channel, say_code, say_day, say_moment
from bot.web.pages import Pages
from bot.web.preferences import current
from bot.web.turns import Shower
from directory.vocabulary import Need, Status


@dataclass(frozen=True, slots=True)
class Answered:
    """One subject that was answered: what was told, what to do next, where it comes from."""

    title: str
    told: tuple[str, ...]
    steps: tuple[str, ...]
    verified_on: str
    sources: tuple[tuple[str, str], ...]


def answered(fiche: Fiche, statuses: frozenset[Status], *, plain: bool) -> Answered:
    """A fiche as it was told to this person."""
    particular = tuple(fiche.by_status[status] for status in sorted(statuses) if status in fiche.by_status)
    return Answered(
        title=fiche.title,
        told=(fiche.plain,) if plain else (fiche.short, *particular),
        steps=fiche.next_steps,
        verified_on=say_day(fiche.verified_on.isoformat()),
        sources=tuple((source.title, source.url) for source in fiche.sources),
    )


class Record:
    """The state of play of a talk under way; nothing of it is stored."""

    def __init__(
        self,
        conversation: Conversation,
        pages: Pages,
        fiches: Mapping[Need, Fiche],
        clock: Callable[[], datetime],
    ) -> None:
        self._conversation = conversation
        self._pages = pages
        self._shower = Shower(pages)
        self._fiches = fiches
        self._clock = clock

    async def show(self, talk: str) -> HTMLResponse:
        """The page, or the one that says that the talk is over."""
        try:
            turn, state = await self._conversation.view(talk), await self._conversation.state(talk)
        except UnknownConversationError:
            return self._pages.show("message.html", status=404, title=self._pages.text("record_over"), again=True)
        plain = current.get().plain
        return self._pages.show(
            "record.html",
            day=say_day(self._clock().date().isoformat()),
            words=state.words,
            card=self._shower.card(turn),
            answers=[answered(self._fiches[n], state.statuses, plain=plain) for n in state.informed],
            places=[(site.name, site.commune) for site in state.sites],
            appointment=self._appointment(turn.appointment),
        )

    def _appointment(self, taken: Mapping[str, Any] | None) -> dict[str, str] | None:
        if taken is None:
            return None
        return {
            "when": say_moment(datetime.fromisoformat(taken["starts_at"]), Channel.WEB),
            "place": taken["place"],
            "way": self._pages.text(f"utter_label_way_{taken['way']}"),
            "code": say_code(taken["code"], Channel.WEB),
        }


def record_router(record: Record) -> APIRouter:
    """By form: the talk's name never enters an address."""
    router = APIRouter(include_in_schema=False)

    @router.post("/etat-des-lieux")
    async def show(talk: Annotated[str, Form(max_length=64)] = "") -> HTMLResponse:
        return await record.show(talk)

    return router
