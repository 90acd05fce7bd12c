"""A post office for tests: it keeps every letter that it was given to send."""

from dataclasses import dataclass, field
from datetime import datetime

from directory.dispatch import Dispatched, dispatch
from directory.senders import Channel, Letter, Senders
from directory.service import Directory


@dataclass
class Post:
    """A post office that keeps what it was given, and is out of order so many times first."""

    failures: list[Exception] = field(default_factory=list)
    letters: list[tuple[Channel, Letter]] = field(default_factory=list)

    def by(self, channel: Channel) -> "Door":
        return Door(self, channel)


@dataclass
class Door:
    post: Post
    channel: Channel

    def send(self, letter: Letter) -> None:
        self.post.letters.append((self.channel, letter))
        if self.post.failures:
            raise self.post.failures.pop(0)


def senders(post: Post) -> Senders:
    return {channel: post.by(channel) for channel in Channel}


def send(directory: Directory, post: Post, now: datetime) -> Dispatched:
    return dispatch(directory, senders(post), base_url="https://deux-portes.example", clock=lambda: now)
