"""Making an account of the desk, with errors that say what to change."""

import pytest
from sqlalchemy import select

from directory import models
from directory.desk import BadAccount, create_counsellor
from directory.models import Role
from tests.directory.desk.desk_under_test import CAMILLE, MONDAY, PASSWORD, DeskUnderTest

GOOD = {"email": "Alix.Le-Goff@Exemple.fr ", "password": PASSWORD, "structure": "cio-tours", "role": "manager"}


def test_an_account_is_made_and_its_password_is_not_kept(desk: DeskUnderTest) -> None:
    made = create_counsellor(desk.directory, **GOOD, now=MONDAY)
    assert (made.name, made.structure_name, made.role) == ("Alix Le Goff", "CIO de Tours", Role.MANAGER)
    with desk.directory.reading() as session:
        row = session.scalars(select(models.Counsellor).where(models.Counsellor.id == made.id)).one()
        assert row.email == "alix.le-goff@exemple.fr"
        assert row.password.startswith("$argon2id$")
        assert PASSWORD not in row.password
    browser = desk.browser()
    browser.opens("/desk/connexion")
    answer = browser.posts("/desk/connexion", email="alix.le-goff@exemple.fr", password=PASSWORD)
    assert answer.headers["location"].startswith("/desk/connexion/telephone")


def test_an_error_says_what_to_change(desk: DeskUnderTest) -> None:
    for change, says in (
        ({"email": "alix"}, "n’est pas une adresse"),
        ({"email": CAMILLE}, "existe déjà"),
        ({"password": "court"}, "entre 12 et 200 caractères"),
        ({"password": "x" * 201}, "entre 12 et 200 caractères"),
        ({"password": "aaaaaaaaaaaaaaaa"}, "trop simple"),
        ({"password": "alix.le-goff@exemple.fr"}, "trop simple"),
        ({"role": "chef"}, "choisissez parmi counsellor, manager, coordinator, admin"),
        ({"role": "coordinator"}, "besoin d’un territoire"),
        ({"structure": "cio-de-paris"}, "Structures connues"),
        ({"structure": "%"}, "Structures connues"),
    ):
        with pytest.raises(BadAccount, match=says):
            create_counsellor(desk.directory, **(GOOD | change), now=MONDAY)
    with desk.directory.reading() as session:
        assert len(session.scalars(select(models.Counsellor)).all()) == 5
