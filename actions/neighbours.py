"""Needs that people say in nearly the same words: each pair has a question of its own (``texts/doubt.yml``)."""

from directory.vocabulary import Need

_PAIRS = """
    alternance emploi, alternance formation, alternance scolaire, bilan cep, bilan emploi, bilan metier,
    bilan reconversion, bilan scolaire, cep humain, cep rdv, cep reconversion, creation financement,
    creation reconversion, decrochage jeunes, decrochage scolaire, detresse travail, diplome_etranger vae,
    emploi formation, emploi international, emploi jeunes, emploi metier, emploi reconversion, emploi travail,
    financement formation, financement vae, formation langue, formation metier, formation reconversion,
    formation scolaire, formation vae, handicap travail, humain rdv, metier reconversion, metier scolaire,
    rdv rdv_gestion, reclamation travail, reconversion travail
"""

MOST_IN_DOUBT = 3
NEIGHBOURS = frozenset(tuple(map(Need, pair.split())) for pair in _PAIRS.split(","))
"""Pairs in alphabetical order, as the key of their question names them."""


def are_neighbours(needs: tuple[Need, ...]) -> bool:
    """Whether the first two of these few needs have a question written for them; a menu's needs are many."""
    return len(needs) <= MOST_IN_DOUBT and tuple(sorted(needs[:2])) in NEIGHBOURS


def question_between(needs: tuple[Need, ...]) -> str:
    """The key of the question that tells the likeliest needs apart; the general one for needs that are far apart."""
    if len(needs) == 1:
        return "utter_ask_if_this"
    return f"utter_ask_doubt_{'_'.join(sorted(needs[:2]))}" if are_neighbours(needs) else "utter_ask_doubt"
