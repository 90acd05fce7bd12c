"""The second factor and invitations: what one knows is never enough to read people's summaries (NO5; trust 44)."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from directory import models
from directory.desk import BadAccount
from directory.desk.factors import Factors, step_of
from directory.desk.invitations import GOOD_FOR, Guest, Invitations
from directory.models import Role
from directory.service import Directory
from tests.directory.desk.desk_under_test import (
    CAMILLE,
    CIO,
    DOMINIQUE,
    MEMBERS,
    MISSION,
    MONDAY,
    PASSWORD,
    TELEPHONE,
    Browser,
    DeskUnderTest,
    Tours,
    words_of,
)

NEW = "nour@exemple.fr"


@pytest.fixture
def desk(tours: Tours) -> DeskUnderTest:
    return tours.new_desk()


def shows_password(desk: DeskUnderTest, email: str = CAMILLE) -> Browser:
    """Somebody whose password was right, and nothing else yet."""
    browser = desk.browser()
    browser.opens("/desk/connexion")
    assert browser.posts("/desk/connexion", email=email, password=PASSWORD).status_code == 303
    return browser


def code_at(desk: DeskUnderTest, **later: float) -> str:
    return pyotp.TOTP(TELEPHONE).at(desk.clock.now + timedelta(**later))


def test_a_password_alone_opens_nothing(desk: DeskUnderTest) -> None:
    browser = shows_password(desk)
    for address in ("/desk", "/desk/agenda", "/desk/compte"):
        assert browser.opens(address).headers["location"].startswith("/desk/connexion?suite=")
    browser.opens("/desk/connexion/code")
    assert browser.posts("/desk/deconnexion").status_code == 303


@pytest.mark.parametrize(("seconds", "opens"), [(0, True), (-30, True), (30, True), (-90, False), (90, False)])
def test_a_telephone_whose_clock_is_a_little_wrong_is_taken(desk: DeskUnderTest, seconds: int, opens: bool) -> None:
    browser = shows_password(desk)
    browser.opens("/desk/connexion/code")
    answer = browser.posts("/desk/connexion/code", code=code_at(desk, seconds=seconds))
    assert answer.status_code == (303 if opens else 401)
    assert browser.opens("/desk").status_code == (200 if opens else 303)


def test_a_code_is_taken_once(desk: DeskUnderTest) -> None:
    """A code read over somebody's shoulder is already used."""
    code = code_at(desk)
    first, second = shows_password(desk), shows_password(desk)
    for browser, status in ((first, 303), (second, 401)):
        browser.opens("/desk/connexion/code")
        assert browser.posts("/desk/connexion/code", code=code).status_code == status


def test_wrong_codes_wait_as_wrong_passwords_do(desk: DeskUnderTest) -> None:
    browser = shows_password(desk)
    browser.opens("/desk/connexion/code")
    tries = [browser.posts("/desk/connexion/code", code=bad).status_code for bad in ("000000", "", "é", "x" * 99, "1")]
    assert tries == [401] * 5
    assert browser.posts("/desk/connexion/code", code=code_at(desk)).status_code == 429


def test_ten_minutes_between_password_and_code(desk: DeskUnderTest) -> None:
    browser = shows_password(desk)
    browser.opens("/desk/connexion/code")
    desk.clock.goes_on(minutes=10)
    answer = browser.posts("/desk/connexion/code", code=code_at(desk))
    assert answer.headers["location"] == "/desk/connexion?avis=over"


@pytest.mark.parametrize("page", ["/desk/connexion/code", "/desk/connexion/telephone"])
def test_the_second_step_needs_the_first(desk: DeskUnderTest, page: str) -> None:
    browser = desk.browser()
    browser.opens("/desk/connexion")
    assert browser.posts(page, code=code_at(desk)).headers["location"] == "/desk/connexion?avis=over"
    assert browser.opens(page).headers["location"] == "/desk/connexion"


def test_the_secret_is_sealed_in_the_database(desk: DeskUnderTest) -> None:
    with desk.directory.reading() as session:
        kept = session.scalars(select(models.Counsellor.totp)).all()
    assert all(kept)
    assert not any(TELEPHONE in (secret or "") for secret in kept)
    stranger = Directory(desk.directory.engine, secret="another")
    assert Factors(stranger, "another").is_right(desk.account(CAMILLE), code_at(desk), MONDAY) is False


def test_nearly_every_wrong_code_is_wrong() -> None:
    """Three codes of a million are right at any moment."""
    right = {pyotp.TOTP(TELEPHONE).at(MONDAY + timedelta(seconds=30 * n)) for n in (-1, 0, 1)}
    others = {f"{n:06d}" for n in range(0, 1_000_000, 9_973)} - right
    assert not any(step_of(TELEPHONE, code, MONDAY) for code in others)
    assert all(step_of(TELEPHONE, f"{code[:3]} {code[3:]}", MONDAY) for code in right)


def invited(desk: DeskUnderTest, email: str = NEW, role: Role = Role.COUNSELLOR, structure: str = MISSION) -> str:
    guest = Guest(email, "Nour Benali", role, desk.structure_id(structure))
    Invitations(desk.directory).invite(guest, desk.clock.now)
    return link_in_the_mail(desk, email)


def link_in_the_mail(desk: DeskUnderTest, email: str = NEW) -> str:
    """The link of the invitation that this address was just sent."""
    (letter,) = [one for one in desk.post() if one.to == (email,)]
    found = re.search(r"https://[^/]+/desk/invitation/(\w+)", letter.text)
    assert found
    return found[1]


def enrols(desk: DeskUnderTest, browser: Browser) -> tuple[str, list[str]]:
    """Puts the secret shown into a telephone; the secret, and the codes on paper."""
    page = words_of(browser.opens("/desk/connexion/telephone"))
    found = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page)
    assert found
    secret = found[1].replace(" ", "")
    answer = browser.posts("/desk/connexion/telephone", code=pyotp.TOTP(secret).at(desk.clock.now))
    assert answer.status_code == 200
    return secret, re.findall(r"<code>([A-Z2-7]{4}-[A-Z2-7]{4})</code>", answer.text)


def test_an_invitation_opens_an_account_with_password_telephone_and_paper(desk: DeskUnderTest) -> None:
    link, browser = invited(desk), desk.browser()
    page = browser.reads(f"/desk/invitation/{link}")
    assert "Nour Benali" in page
    assert "Mission locale de Touraine" in page
    short = browser.posts(f"/desk/invitation/{link}", password="court")
    assert short.status_code == 422
    answer = browser.posts(f"/desk/invitation/{link}", password=PASSWORD)
    assert answer.headers["location"].startswith("/desk/connexion/telephone")
    assert browser.opens("/desk").status_code == 303
    secret, papers = enrols(desk, browser)
    assert "Mission locale de Touraine" in browser.reads("/desk")
    assert len(set(papers)) == 10
    with desk.directory.reading() as session:
        assert not {row.hash for row in session.scalars(select(models.RecoveryCode))} & set(papers)
        assert not any(secret in (row.totp or "") for row in session.scalars(select(models.Counsellor)))
    assert desk.browser().opens(f"/desk/invitation/{link}").status_code == 404


def test_a_code_on_paper_replaces_the_telephone_once(desk: DeskUnderTest) -> None:
    link, browser = invited(desk), desk.browser()
    browser.opens(f"/desk/invitation/{link}")
    browser.posts(f"/desk/invitation/{link}", password=PASSWORD)
    _, papers = enrols(desk, browser)
    for typed, status in ((papers[3].lower().replace("-", " "), 303), (papers[3], 401), (papers[4], 303)):
        later = shows_password(desk, NEW)
        later.opens("/desk/connexion/code")
        assert later.posts("/desk/connexion/code", code=typed).status_code == status


def test_a_wrong_first_code_sets_nothing_up(desk: DeskUnderTest) -> None:
    link, browser = invited(desk), desk.browser()
    browser.opens(f"/desk/invitation/{link}")
    browser.posts(f"/desk/invitation/{link}", password=PASSWORD)
    drawn = browser.opens("/desk/connexion/telephone").text
    answer = browser.posts("/desk/connexion/telephone", code="123456")
    assert answer.status_code == 401
    assert re.findall("<svg.*</svg>", answer.text) == re.findall("<svg.*</svg>", drawn)
    assert browser.opens("/desk").status_code == 303


def test_a_link_lives_three_days_and_the_last_one_only(desk: DeskUnderTest) -> None:
    old, browser = invited(desk), desk.browser()
    new = invited(desk)
    assert browser.opens(f"/desk/invitation/{old}").status_code == 404
    assert browser.opens(f"/desk/invitation/{new}").status_code == 200
    desk.clock.now += GOOD_FOR
    dead = browser.opens(f"/desk/invitation/{new}")
    assert dead.status_code == 404
    assert dead.text == browser.opens("/desk/invitation/inconnu").text


def test_a_new_link_makes_an_account_anew(desk: DeskUnderTest) -> None:
    """Telephone lost: the old password, the old telephone and open visits are over."""
    here = desk.signed_in()
    link, browser = invited(desk, CAMILLE), desk.browser()
    browser.opens(f"/desk/invitation/{link}")
    browser.posts(f"/desk/invitation/{link}", password="cinq autres mots sans rapport")
    assert here.opens("/desk").status_code == 303
    assert desk.browser().signs_in(CAMILLE, PASSWORD).status_code == 401
    enrols(desk, browser)
    assert browser.opens("/desk").status_code == 200


def test_a_manager_invites_closes_and_opens_in_their_structure(desk: DeskUnderTest) -> None:
    browser = desk.signed_in(MEMBERS[Role.MANAGER])
    assert "Camille Durand" in browser.reads("/desk/equipe")
    assert "dominique" not in browser.reads("/desk/equipe")
    answer = browser.posts("/desk/equipe", email=NEW, name="Nour Benali", role="counsellor")
    assert "/desk/invitation/" not in answer.text
    assert "Nour Benali" in words_of(desk.browser().opens(f"/desk/invitation/{link_in_the_mail(desk)}"))
    theirs, camille = desk.signed_in(), desk.account(CAMILLE)
    browser.opens("/desk/equipe")
    for change, status in (("fermer", 303), ("ouvrir", 200)):
        assert browser.posts(f"/desk/equipe/{camille}/{change}").headers["location"] == "/desk/equipe"
        assert theirs.opens("/desk").status_code == status
    mine = desk.account(MEMBERS[Role.MANAGER])
    assert browser.posts(f"/desk/equipe/{mine}/fermer").status_code == 404
    assert browser.posts(f"/desk/equipe/{desk.account(MEMBERS[Role.ADMIN])}/fermer").status_code == 404


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"role": "admin"}, "un rôle que vous pouvez donner"),
        ({"name": " "}, "le prénom et le nom"),
        ({"email": "nour"}, "n’est pas une adresse"),
        ({"email": DOMINIQUE}, "existe déjà"),
    ],
)
def test_an_invitation_that_cannot_be_made_says_why_and_loses_nothing(
    desk: DeskUnderTest, asked: dict[str, str], says: str
) -> None:
    browser = desk.signed_in(MEMBERS[Role.MANAGER])
    browser.opens("/desk/equipe")
    fields = {"email": NEW, "name": "Nour Benali", "role": "counsellor"} | asked
    answer = browser.posts("/desk/equipe", **fields)
    assert answer.status_code == 422
    assert says in words_of(answer)
    assert f'value="{fields["email"]}"' in answer.text


def test_an_administrator_invites_a_coordinator_for_a_territory(desk: DeskUnderTest) -> None:
    browser = desk.signed_in(MEMBERS[Role.ADMIN])
    browser.opens("/desk/equipe")
    fields = {"email": NEW, "name": "Nour Benali", "role": "coordinator", "structure": "cio-tours"}
    assert browser.posts("/desk/equipe", **fields).status_code == 422
    assert browser.posts("/desk/equipe", **fields, territory="tours").status_code == 200


def test_nobody_takes_over_an_account_by_inviting_it(desk: DeskUnderTest) -> None:
    with pytest.raises(BadAccount, match="existe déjà"):
        invited(desk, DOMINIQUE, structure=MISSION)
    guest = Guest("administration@exemple.fr", "X", Role.MANAGER, desk.structure_id(MISSION), may_change=frozenset())
    with pytest.raises(BadAccount, match="existe déjà"):
        Invitations(desk.directory).invite(guest, MONDAY)


def test_an_invitation_to_a_closed_structure_is_dead(desk: DeskUnderTest) -> None:
    link = invited(desk, structure=CIO)
    with desk.directory.writing() as session:
        session.execute(update(models.Structure).values(active=False))
    assert desk.browser().opens(f"/desk/invitation/{link}").status_code == 404


def test_an_invitation_is_sent_again_or_taken_back(desk: DeskUnderTest) -> None:
    """Only the last link works; one that was taken back opens nothing, nor does its message leave."""
    browser, guest = desk.signed_in(MEMBERS[Role.MANAGER]), desk.browser()
    browser.opens("/desk/equipe")
    browser.posts("/desk/equipe", email=NEW, name="Nour Benali", role="counsellor")
    first = link_in_the_mail(desk)
    desk.clock.goes_on(days=2)
    browser = desk.signed_in(MEMBERS[Role.MANAGER])
    (number,) = re.findall(r"/desk/equipe/invitations/(\d+)/renvoyer", browser.opens("/desk/equipe").text)
    assert browser.posts(f"/desk/equipe/invitations/{number}/renvoyer").status_code == 303
    second = link_in_the_mail(desk)
    desk.clock.goes_on(days=2)
    assert [guest.opens(f"/desk/invitation/{link}").status_code for link in (first, second)] == [404, 200]
    browser = desk.signed_in(MEMBERS[Role.MANAGER])
    browser.opens("/desk/equipe")
    browser.posts(f"/desk/equipe/invitations/{number}/renvoyer")
    assert browser.posts(f"/desk/equipe/invitations/{number}/retirer").status_code == 303
    assert desk.post() == []
    assert guest.opens(f"/desk/invitation/{second}").status_code == 404


def test_the_mail_of_an_invitation_names_nobody(desk: DeskUnderTest) -> None:
    """Neither the person, nor the structure, nor who invites: a screen is read over somebody's shoulder."""
    guest = Guest(NEW, "Nour Benali", Role.COUNSELLOR, desk.structure_id(MISSION))
    Invitations(desk.directory).invite(guest, desk.clock.now)
    (letter,) = desk.post()
    assert letter.to == (NEW,)
    for word in ("Nour", "Benali", "Mission", "Touraine", "conseil en"):
        assert word not in letter.subject + letter.text
