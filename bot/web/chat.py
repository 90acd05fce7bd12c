"""``POST /api/chat``: one turn of a talk, for the page, the widget and anyone else (DESIGN §6)."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from bot.conversation import Channel, Conversation, Turn, UnknownConversationError

LONGEST_BODY = 20_000  # characters: more than anyone types; what is over the conversation's own limit is not read


class Message(BaseModel):
    """What the page sends: the talk it belongs to (null to begin), and the person's words or a choice's message."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"conversation": None, "message": ""}]})

    conversation: Annotated[str | None, Field(max_length=64)] = None
    message: Annotated[str, Field(max_length=LONGEST_BODY)] = ""
    turn: Annotated[str | None, Field(max_length=64)] = None
    """A word for this message: sent again with the same word, it is not played twice."""


class Choice(BaseModel):
    """Something to pick: what is shown, what to send back."""

    title: str
    message: str


class Reply(BaseModel):
    """One message of the service."""

    key: str
    text: str
    choices: list[Choice]
    kind: str
    data: dict[str, Any]
    suggestions: list[Choice]


class Understood(BaseModel):
    """What was understood so far."""

    need: str | None
    status: list[str]
    place: dict[str, str] | None


class Answer(BaseModel):
    """The service's turn."""

    conversation: str
    replies: list[Reply]
    understood: Understood
    outcome: str | None
    appointment: dict[str, Any] | None
    guided: bool


def answer(turn: Turn) -> Answer:
    """A turn as the JSON door gives it."""
    return Answer.model_validate(turn, from_attributes=True)


def chat_router(conversation: Conversation) -> APIRouter:
    """The JSON door of a conversation."""
    router = APIRouter(tags=["chat"])

    @router.post("/api/chat", responses={404: {"description": "The talk is over: begin another with null."}})
    async def chat(message: Message) -> Answer:
        """One turn. ``conversation: null`` begins a talk; an empty first message gives the welcome."""
        if message.conversation is None:
            begun = await conversation.start(Channel.WEB)
            if not message.message.strip():
                return answer(begun)
            return answer(await conversation.say(begun.conversation, message.message))
        try:
            return answer(await conversation.say(message.conversation, message.message, once=message.turn))
        except UnknownConversationError:
            raise HTTPException(
                404, "Cette conversation est terminée. Envoyez « conversation: null » pour en commencer une autre."
            ) from None

    return router
