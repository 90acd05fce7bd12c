"""Which of the places just proposed is meant: by a part of its name, its town, or as the nearest or the soonest."""

import re
from typing import Final

from actions.said import Said
from actions.state import SiteOffer
from bot.understanding.text import fold
from directory.places import Places

LONGEST_ANSWER: Final = 10  # words; a longer sentence speaks of something else too
_NEAREST: Final = re.compile(r"\b(plus (proche|pres)|moins loin|a cote de chez moi)\b")
_DENIES: Final = re.compile(r"\b(pas|sauf|ni|non|aucun)\b")
# fmt: off
_SAYS_NOTHING: Final = frozenset((
    "a", "au", "aux", "avec", "ce", "celle", "celui", "centre", "choisis", "dans", "de", "des", "du", "en", "est", "et",
    "je", "l", "la", "le", "les", "lieu", "ma", "mon", "oui", "plutot", "pour", "prefere", "prendre", "prends", "s",
    "structure", "sur", "un", "une", "va", "vais", "veux", "voudrais", "y", "il", "vous", "plait",
    "stp", "svp", "merci",
))
# fmt: on


def named(sites: tuple[SiteOffer, ...], said: Said, places: Places) -> tuple[SiteOffer, ...]:
    """The places these words mean, as few as can be; none when they mean none of them, or all alike."""
    if said.token or len(said.folded.split()) > LONGEST_ANSWER or _DENIES.search(said.folded):
        return ()
    by_name = _by_name(sites, said)
    if meant := _by_rank(sites, said):
        return meant
    if not (by_name or said.places):
        return ()
    meant = _by_town(by_name or sites, said, places)
    return meant if len(meant) < len(sites) or len(sites) == 1 else ()


def _by_rank(sites: tuple[SiteOffer, ...], said: Said) -> tuple[SiteOffer, ...]:
    near = [site for site in sites if site.km is not None]
    if _NEAREST.search(said.folded) and near:
        return (min(near, key=lambda site: site.km or 0.0),)
    soon = [site for site in sites if site.first_at is not None]
    if said.soonest and soon:
        return (min(soon, key=lambda site: site.first_at.timestamp() if site.first_at else 0.0),)
    return ()


def _by_name(sites: tuple[SiteOffer, ...], said: Said) -> tuple[SiteOffer, ...]:
    """Those that share the most words with an answer that says little else."""
    words = frozenset(said.folded.split()) - _SAYS_NOTHING
    shared = {site.site_id: len(words & _words_of(site)) for site in sites}
    most = max(shared.values(), default=0)
    return tuple(site for site in sites if shared[site.site_id] == most) if 2 * most > len(words) else ()


def _by_town(sites: tuple[SiteOffer, ...], said: Said, places: Places) -> tuple[SiteOffer, ...]:
    towns = {commune.name for code in said.places if (commune := places.get(code))}
    return tuple(site for site in sites if site.commune in towns) if towns else sites


def _words_of(site: SiteOffer) -> frozenset[str]:
    return frozenset(fold(site.name).split()) - _SAYS_NOTHING
