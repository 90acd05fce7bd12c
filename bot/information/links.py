"""Whether the pages where facts were read still answer: asked of the network, only when a writer wants it."""

from collections.abc import Iterator, Mapping

import httpx

from bot.information.sources import Source


def dead_sources(register: Mapping[str, Source], client: httpx.Client) -> Iterator[str]:
    """One French sentence for each source whose page no longer answers."""
    for key, source in register.items():
        if reason := _silence(source.url, client):
            yield f"sources.yml, « {key} » : la page ne répond plus ({reason}) : {source.url}"


def _silence(url: str, client: httpx.Client) -> str:
    """Why a page does not answer; empty when it does. A refusal to programs (403, 429) is not a dead page."""
    try:
        status = client.get(url, follow_redirects=True).status_code
    except httpx.HTTPError as error:
        return type(error).__name__
    return str(status) if status in {404, 410} or status >= 500 else ""
