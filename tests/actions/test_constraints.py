"""Constraints heard in ordinary words: what is asked, and what only sounds like it (L13)."""

import pytest

from actions.constraints import Constraints, constraints_in
from directory.vocabulary import Need, Times, Way
from tests.actions.talk import Talk

SATURDAY, EVENING = frozenset({Times.SATURDAY}), frozenset({Times.EVENING})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("je ne peux que le samedi", Constraints(times=SATURDAY)),
        ("je suis dispo le samedi matin", Constraints(times=SATURDAY)),
        ("un rendez-vous un samedi", Constraints(times=SATURDAY)),
        ("avec un rendez-vous samedi matin si possible", Constraints(times=SATURDAY)),
        ("plutôt le soir après 18h", Constraints(times=EVENING)),
        ("après mon travail si possible", Constraints(times=EVENING)),
        ("seulement le soir, ou uniquement le samedi", Constraints(times=SATURDAY | EVENING)),
        ("je suis en fauteuil roulant", Constraints(step_free=True)),
        ("il me faut un endroit sans marche", Constraints(step_free=True)),
        ("je ne peux pas me déplacer", Constraints(remote=True)),
        ("uniquement en visio", Constraints(remote=True)),
        ("plutôt de chez moi", Constraints(remote=True)),
        ("à distance seulement", Constraints(remote=True)),
        ("est-ce que quelqu’un parle anglais ?", Constraints(language="en")),
        ("un rendez-vous en anglais", Constraints(language="en")),
        ("je parle arabe", Constraints(language="ar")),
        ("quelqu’un qui parle la langue des signes", Constraints(language="lsf")),
        ("je veux prendre des cours d’anglais", Constraints()),
        ("passer le toeic en anglais", Constraints()),
        ("je travaille le samedi", Constraints()),
        ("je cherche un travail de soirée", Constraints()),
        ("conduire un fauteuil", Constraints()),
        ("une formation à distance", Constraints()),
        ("je suis salarié à Tours", Constraints()),
    ],
)
def test_what_words_ask_for(words: str, expected: Constraints) -> None:
    assert constraints_in(words) == expected


def test_constraints_reach_the_directory_and_the_summary() -> None:
    """Said once, at any step: restated, passed on to the search, and shown to the counsellor if the person agrees."""
    talk = Talk().says("une vae, je suis salarié, je ne peux que le samedi", Need.VAE)
    talk.says("à Tours, et je suis en fauteuil roulant")
    assert talk.keys == ["utter_restate"]
    talk.says("oui").picks("#appointment")
    asked = talk.directory.requests[-1]
    assert (asked.times, asked.step_free, asked.ways, asked.language) == (SATURDAY, True, frozenset(), None)
    assert talk.state.constraints.names() == ("step_free", "samedi")


def test_remote_means_phone_or_video() -> None:
    talk = Talk().says("une vae, salarié, à Tours, je ne peux pas me déplacer", Need.VAE).says("oui")
    talk.picks("#appointment")
    assert talk.directory.requests[-1].ways == {Way.PHONE, Way.VIDEO}
