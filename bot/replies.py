"""From deeds to replies: the words, choices and data that a channel shows or says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.deeds import Code, Deed, Inform, Kind, Say, Several, Value
from bot.information import Fiche
from bot.texts import Channel, Texts
from directory.vocabulary import Need


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: what is shown or said, and what to send back."""

    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the service. ``key`` names its text; ``kind`` says what the channel should do with it."""

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    kind: str = Kind.SAY
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Renders deeds for a channel with the service's texts and fiches."""

    texts: Texts
    fiches: Mapping[Need, Fiche]

    def render(self, deeds: Iterable[Deed], channel: Channel, *, plain: bool = False) -> tuple[Reply, ...]:
        """The replies, in order; ``plain`` gives the information in plain language (NO2)."""
        return tuple(reply for deed in deeds for reply in self._one(deed, channel, plain))

    def _one(self, deed: Deed, channel: Channel, plain: bool) -> tuple[Reply, ...]:
        if isinstance(deed, Inform):
            return self._information(deed, channel, plain)
        return (self._say(deed, channel),)

    def _say(self, deed: Say, channel: Channel) -> Reply:
        choices = tuple(Choice(capital(self.texts.write(c.title, channel)), c.message) for c in deed.choices)
        data = {name: self._datum(value, channel) for name, value in deed.data.items()}
        return Reply(deed.key, self.texts.render(deed.key, channel, **deed.values), choices, deed.kind, data)

    def _datum(self, value: Value, channel: Channel) -> Any:
        """A value for programs: numbers and codes as they are, several texts as a list, the rest in words."""
        match value:
            case int():
                return value
            case Code(digits):
                return digits
            case Several(parts):
                return [self.texts.write(part, channel) for part in parts]
            case _:
                return self.texts.write(value, channel)

    def _information(self, deed: Inform, channel: Channel, plain: bool) -> tuple[Reply, ...]:
        fiche = self.fiches[deed.need]
        key = f"information_{deed.need}" + ("_more" if deed.more else "")
        data = {
            "need": deed.need.value,
            "verified_on": fiche.verified_on.isoformat(),
            "sources": [{"title": s.title, "url": s.url, "date": s.date} for s in fiche.sources],
        }
        words = spoken(fiche, deed) if channel is Channel.PHONE else written(fiche, deed, plain=plain)
        return tuple(Reply(key, text, kind=Kind.INFORMATION, data=data) for text in words)


def capital(text: str) -> str:
    """The text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def written(fiche: Fiche, deed: Inform, *, plain: bool = False) -> tuple[str, ...]:
    """The answer to read: short first, the details when asked for, and what differs in the person's situation."""
    if plain and not deed.more:
        return (fiche.plain,)
    particular = tuple(fiche.by_status[status] for status in sorted(deed.statuses) if status in fiche.by_status)
    if deed.more:
        steps = "\n".join(f"- {step}" for step in fiche.next_steps)
        return tuple(part for part in (fiche.details, steps) if part)
    return (fiche.short, *particular[:1])


def spoken(fiche: Fiche, deed: Inform) -> tuple[str, ...]:
    """The answer to hear: one or two prompts, the steps when more is asked for."""
    particular = tuple(fiche.by_status[status] for status in sorted(deed.statuses) if status in fiche.by_status)
    if deed.more:
        return fiche.spoken[1:] or fiche.spoken
    return (*fiche.spoken[:1], *particular[:1])
