"""First-level information: sourced, dated, written, plain and spoken (promises 5 and 7; NO2, NO9, L04, L05)."""

from datetime import date
from pathlib import Path

import pytest

from bot.information import (
    FOLDER,
    Fiche,
    FicheError,
    Question,
    check_fiches,
    coming_reviews,
    load_fiches,
    load_glossary,
    reviews_of,
)
from bot.information.reviews import said as said_of
from bot.information.values import load_values
from bot.information.wording import MAX_PROMPT_WORDS, unspeakable, words
from directory.vocabulary import Need, Status

TODAY = date(2026, 11, 22)

SOURCES = """\
ministere:
  title: "Ministère : la VAE"
  url: https://example.org/vae
  date: 2026-02
"""
VALUES = """\
forfait:
  {value: 150 €, spoken: cent cinquante euros, kind: montant, date: 2026-04-02,
   source: ministere, review_by: 2027-01-31}
ligne:
  {value: "3949", spoken: "trente-neuf, quarante-neuf", kind: numero, date: 2026-11-22,
   source: ministere, review_by: 2027-01-31}
"""
VAE = """\
---
need: vae
title: "Un diplôme par l’expérience"
scope: national
verified_on: 2026-11-22
review_by: 2027-02-28
sources: [ministere]
related: [bilan]
---

## Réponse courte
L’expérience peut donner un diplôme. Une participation est demandée : {{forfait}} en {{forfait.date}}.

## Pour en savoir plus
- Un salarié ou une salariée peut demander un congé.

## En clair
Vous travaillez depuis longtemps.
Vous pouvez avoir un diplôme.

## À l’oral
- Votre expérience peut donner un diplôme.
- En {{forfait.date}}, on demande {{forfait}}. Appelez le {{ligne}}.

## Qui peut vous aider
- Une personne qui conseille.

## Questions utiles
- Quel métier avez-vous exercé ? Le diplôme en dépend.

## Et ensuite
- Choisir un diplôme.
- Rencontrer une personne
  qui conseille.

## Selon votre situation
### salarie
Un congé existe.
Demandez-le à votre employeur.
### handicap
Cap emploi vous aide aussi.

## Selon votre région
### 24
En Centre-Val de Loire, appelez le {{ligne}}.

## Attention
- Ce n’est pas automatique.
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with one right fiche and its registers."""
    (tmp_path / "sources.yml").write_text(SOURCES, "utf-8")
    (tmp_path / "values.yml").write_text(VALUES, "utf-8")
    (tmp_path / "vae.md").write_text(VAE, "utf-8")
    return tmp_path


def faults(folder: Path, today: date = TODAY) -> list[str]:
    """What the check says, apart from the fiches that this small folder does not have."""
    return [fault for fault in check_fiches(folder, today) if not fault.startswith("Il manque la fiche")]


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# --- the fiches of the house --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fiches() -> dict[Need, Fiche]:
    return dict(load_fiches())


def test_every_need_has_its_fiche(fiches: dict[Need, Fiche]) -> None:
    """NO9: first information for each need a person may come with."""
    assert set(fiches) == set(Need)


def test_the_fiches_have_nothing_to_correct() -> None:
    """Promise 5 and L05, on the day they were verified."""
    assert check_fiches(FOLDER, TODAY) == []


@pytest.mark.parametrize("need", list(Need))
def test_a_fiche_is_sourced_dated_and_filled_in(fiches: dict[Need, Fiche], need: Need) -> None:
    """Promise 5: each has sources with an address and a date, and no figure left unfilled."""
    fiche = fiches[need]
    assert fiche.sources
    assert all(source.title and source.url.startswith("http") and source.date for source in fiche.sources)
    assert fiche.verified_on < fiche.review_by
    forms = (fiche.short, fiche.details, fiche.plain, *fiche.spoken, *fiche.by_status.values(), *fiche.traps)
    assert not [form for form in forms if "{{" in form]


@pytest.mark.parametrize("need", list(Need))
def test_what_may_be_said_can_be_said(fiches: dict[Need, Fiche], need: Need) -> None:
    """Promise 7: prompts and precisions by status are short, without figure, sigle, symbol or address."""
    fiche = fiches[need]
    for said in (*fiche.spoken, *fiche.by_status.values(), *filter(None, (fiche.handicap,))):
        assert len(words(said)) <= MAX_PROMPT_WORDS, said
        assert unspeakable(said) == [], said


EVERYBODY = (
    *(Status.SALARIE, Status.DEMANDEUR_EMPLOI, Status.SORTI_16_25),
    *(Status.AGENT_PUBLIC, Status.CADRE, Status.INDEPENDANT),
)
ANSWERED_BY_SITUATION = (
    *(Need.CEP, Need.BILAN, Need.METIER, Need.EMPLOI),
    *(Need.FORMATION, Need.FINANCEMENT, Need.RECONVERSION),
)


@pytest.mark.parametrize("need", ANSWERED_BY_SITUATION)
def test_what_depends_on_the_situation_is_said_for_each(fiches: dict[Need, Fiche], need: Need) -> None:
    """Facts §1: who receives, and who pays, differs by status and with a handicap; each one is told their own."""
    fiche = fiches[need]
    assert [status for status in EVERYBODY if status not in fiche.by_status] == []
    assert fiche.handicap


def test_a_handicap_is_answered_only_when_it_was_spoken_of(fiches: dict[Need, Fiche]) -> None:
    """DESIGN §4: it is never asked; once said, it comes before the status."""
    fiche = fiches[Need.EMPLOI]
    cadre = frozenset({Status.CADRE})
    assert fiche.particulars(cadre, handicap=False) == (fiche.by_status[Status.CADRE],)
    assert fiche.particulars(cadre, handicap=True) == (fiche.handicap, fiche.by_status[Status.CADRE])
    assert fiches[Need.LANGUE].particulars(frozenset(), handicap=True) == ()


def test_the_counsel_before_resigning_is_never_sent_to_france_travail(fiches: dict[Need, Fiche]) -> None:
    """Code du travail L. 5422-1-1: the one costly mistake that this fiche must prevent."""
    traps = " ".join(fiches[Need.RECONVERSION].traps)
    assert "France Travail" in traps
    assert "mission" in traps


# --- loading ------------------------------------------------------------------------------------------------------


def test_a_fiche_is_read_in_all_its_forms(shelf: Path) -> None:
    """Figures are filled in as written or as said; lists are tuples; a wrapped item is one line."""
    fiche = load_fiches(shelf)[Need.VAE]
    assert fiche.title == "Un diplôme par l’expérience"
    assert (fiche.verified_on, fiche.review_by, fiche.scope) == (TODAY, date(2027, 2, 28), "national")
    assert [(source.url, source.date) for source in fiche.sources] == [("https://example.org/vae", "février 2026")]
    assert fiche.short.endswith("150 € en avril 2026.")
    assert fiche.spoken[1] == (
        "En avril deux mille vingt-six, on demande cent cinquante euros. Appelez le trente-neuf, quarante-neuf."
    )
    assert fiche.by_status == {Status.SALARIE: "Un congé existe. Demandez-le à votre employeur."}
    assert fiche.handicap == "Cap emploi vous aide aussi."
    assert fiche.by_region["24"].written == "En Centre-Val de Loire, appelez le 3949."
    assert fiche.by_region["24"].spoken == "En Centre-Val de Loire, appelez le trente-neuf, quarante-neuf."
    assert fiche.who == ("Une personne qui conseille.",)
    assert fiche.questions == (Question("Quel métier avez-vous exercé ?", "Le diplôme en dépend."),)
    assert fiche.related == (Need.BILAN,)
    assert fiche.next_steps == ("Choisir un diplôme.", "Rencontrer une personne qui conseille.")
    assert fiche.traps == ("Ce n’est pas automatique.",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("need: vae", "need: autre_chose"),
        ("sources: [ministere]", "sources: [inconnue]"),
        ("## Attention", "## Conseils"),
        ("### salarie", "### astronaute"),
        ("---\nneed", "need"),
    ],
)
def test_a_fiche_that_cannot_be_used_is_not_loaded(shelf: Path, old: str, new: str) -> None:
    rewrite(shelf / "vae.md", old, new)
    with pytest.raises(FicheError, match=r"vae\.md"):
        load_fiches(shelf)


# --- the check, one broken fiche at a time ------------------------------------------------------------------------


def test_the_small_fiche_is_right(shelf: Path) -> None:
    assert faults(shelf) == []


def test_a_need_without_fiche_is_told(shelf: Path) -> None:
    assert "Il manque la fiche « cep » (cep.md)." in check_fiches(shelf, TODAY)


LONG_SENTENCE = "Vous travaillez depuis très longtemps dans le même métier et sans aucun diplôme reconnu."
LONG_PROMPT = "Votre expérience peut donner un diplôme " + "et encore un autre " * 6
FOUR_SENTENCES = "Un. Deux. Trois. L’expérience peut donner un diplôme."

BROKEN_FICHES = [
    ("no title", 'title: "Un diplôme par l’expérience"\n', "", "« title » manque"),
    ("unknown field", "scope: national", "scope: national\nauteur: moi", "« auteur » n’est pas prévu"),
    ("wrong file name", "need: vae", "need: bilan", "devrait s’appeler bilan.md"),
    ("unknown need", "need: vae", "need: magie", "« magie » n’est pas un besoin connu"),
    ("unknown scope", "scope: national", "scope: mondial", "la portée (scope) est « mondial »"),
    ("no front matter", "---\nneed", "need", "l’en-tête entre deux lignes"),
    ("unreadable front matter", "need: vae", "need: [vae", "l’en-tête entre deux lignes"),
    ("unknown source", "[ministere]", "[ministere, blog]", "la source « blog » n’est pas dans sources.yml"),
    ("no source", "sources: [ministere]", "sources: []", "« sources » manque"),
    ("value source not cited", "[ministere]", "[autre]", "la source de « forfait » (ministere) manque"),
    ("unreadable date", "2027-02-28", "bientôt", "s’écrivent comme 2026-11-22"),
    ("review before verification", "2027-02-28", "2026-11-01", "doit venir après la vérification"),
    ("verified tomorrow", "verified_on: 2026-11-22", "verified_on: 2026-11-23", "est dans l’avenir"),
    ("missing section", "## En clair\n", "", "la partie « En clair » manque"),
    ("empty section", "- Ce n’est pas automatique.\n", "", "la partie « Attention » manque"),
    ("unknown section", "## Attention", "## Attention\n- Oui.\n\n## Divers", "la partie « Divers » n’est pas prévue"),
    ("text before the sections", "## Réponse", "Bonjour.\n\n## Réponse", "avant la première partie"),
    ("one step only", "- Choisir un diplôme.\n", "", "« Et ensuite » a 1 points"),
    ("long short answer", "L’expérience peut donner un diplôme.", FOUR_SENTENCES, "5 phrases, 3 au plus"),
    ("long short sentence", "L’expérience peut donner", f"{LONG_PROMPT} ; l’expérience peut donner", "25 au plus"),
    ("long plain sentence", "Vous travaillez depuis longtemps.", LONG_SENTENCE, "14 mots, 12 au plus"),
    ("long prompt", "- Votre expérience peut donner un diplôme.", f"- {LONG_PROMPT}.", "30 mots, 25 au plus"),
    ("address said", "Appelez le {{ligne}}", "Allez sur vae.gouv.fr", "adresse « gouv.fr »"),
    ("symbol said", "Appelez le {{ligne}}", "Appelez & demandez", "signes « & »"),
    ("figure said", "Appelez le {{ligne}}", "Venez avant 10 heures", "chiffres « 1 0 »"),
    ("sigle said", "Votre expérience peut", "La VAE peut", "sigle « VAE »"),
    ("unknown status", "### salarie", "### astronaute", "« astronaute » n’est pas un statut connu"),
    ("status that cannot be said", "Un congé existe.", "Le CPF existe.", "salarie : sigle « CPF »"),
    ("region by name", "### 24", "### Centre", "« Centre » n’est pas un code de région"),
    ("region that cannot be said", "Loire, appelez", "Loire, la MDPH : appelez", "24 : sigle « MDPH »"),
    ("question without reason", " Le diplôme en dépend.", "", "une question, puis ce que sa réponse change"),
    ("unknown related need", "[bilan]", "[magie]", "« magie » (related) n’est pas un besoin connu"),
    ("related to itself", "[bilan]", "[vae]", "related nomme 4 autres besoins au plus"),
    (
        "amount in the text",
        "Un salarié ou une salariée",
        "Pour 500 €, un salarié ou une salariée",
        "« 500 € » doit venir",
    ),
    (
        "share in the text",
        "Un congé existe.",
        "Un congé de 50 % existe.",
        "« 50 % » doit venir de values.yml",
    ),
    ("phone in the text", "Un congé existe.", "Appelez le 0 800 12 25 00.", "le numéro « 0 800 12 25 00 » doit venir"),
    ("short phone in the text", "- Ce n’est", "- Appelez le 3919. Ce n’est", "le numéro « 3919 » doit venir"),
    ("unknown value", "{{forfait}} en", "{{tarif}} en", "la valeur « tarif » n’est pas dans values.yml"),
    ("undated amount", " en {{forfait.date}}.", ".", "« forfait » est donné sans sa date"),
    ("one gender", "Un salarié ou une salariée", "Un salarié", "« salarié » sans « salariée »"),
    ("typographic trick", "Un salarié ou une salariée", "Chaque diplômé·e", "au lieu de « é·e »"),
    ("straight apostrophe", "Ce n’est pas", "Ce n'est pas", "l’apostrophe droite"),
]


@pytest.mark.parametrize(
    ("old", "new", "said"), [case[1:] for case in BROKEN_FICHES], ids=[c[0] for c in BROKEN_FICHES]
)
def test_a_broken_fiche_is_told(shelf: Path, old: str, new: str, said: str) -> None:
    """L05 and NO2: each rule of writing is checked, and says in French what to correct."""
    rewrite(shelf / "vae.md", old, new)
    assert [fault for fault in faults(shelf) if fault.startswith("vae.md : ") and said in fault], faults(shelf)


def test_a_stale_fiche_is_told(shelf: Path) -> None:
    """L05: information is updated, or flagged."""
    assert "vae.md : la fiche est à relire depuis le 28 février 2027." in faults(shelf, date(2027, 3, 1))


BROKEN_REGISTERS = [
    ("sources.yml", "url: https://example.org/vae", "url: vae", "l’adresse (url) manque"),
    ("sources.yml", "  date: 2026-02\n", "", "la date manque"),
    ("sources.yml", "date: 2026-02", "date: l’an dernier", "la date manque ou n’est pas lisible"),
    ("sources.yml", "date: 2026-02", "date: 2026-13", "la date manque ou n’est pas lisible"),
    ("sources.yml", '  title: "Ministère : la VAE"\n', "", "le titre manque"),
    ("values.yml", ", review_by: 2027-01-31", "", "champs manquants ou inconnus : review_by"),
    ("values.yml", "kind: montant", "kind: prix", "kind est « montant » ou « numero »"),
    ("values.yml", "date: 2026-04-02", "date: avril", "date et review_by s’écrivent comme"),
    ("values.yml", "source: ministere", "source: rumeur", "la source « rumeur » n’est pas dans sources.yml"),
    ("values.yml", "{value: 150 €", "[value: 150 €", "values.yml"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), BROKEN_REGISTERS)
def test_a_broken_register_is_told(shelf: Path, name: str, old: str, new: str, said: str) -> None:
    rewrite(shelf / name, old, new)
    assert [fault for fault in faults(shelf) if said in fault], faults(shelf)


def test_a_stale_figure_is_told(shelf: Path) -> None:
    """Promise 5: volatile figures are dated data."""
    assert "values.yml, « forfait » : à vérifier depuis le 31 janvier 2027." in faults(shelf, date(2027, 2, 1))


FIGURE = "values.yml : à vérifier au plus tard le 31 janvier 2027 – Ministère : la VAE : 150 € (forfait), 3949 (ligne)"


@pytest.mark.parametrize(("today", "told"), [("2026-11-16", False), ("2026-11-17", True), ("2027-02-01", True)])
def test_a_review_is_told_well_before_its_day(shelf: Path, today: str, *, told: bool) -> None:
    """Promise 5: 75 days before, and as long as it is late; nothing is wrong in the meantime."""
    found = reviews_of(shelf, load_fiches(shelf), load_glossary())
    lines = [said_of(one) for one in coming_reviews(found, date.fromisoformat(today))]
    assert (FIGURE in lines) is told, lines


def test_reviews_come_in_the_order_of_their_days(fiches: dict[Need, Fiche]) -> None:
    """All that the house tells, once everything is due: no fiche and no figure is forgotten."""
    found = coming_reviews(reviews_of(FOLDER, fiches, load_glossary()), date(2099, 1, 1))
    assert [one.by for one in found] == sorted(one.by for one in found)
    assert {one.title for one in found} >= {fiche.title for fiche in fiches.values()}
    assert {key for one in found for key in one.figures} == set(load_values(FOLDER / "values.yml"))


@pytest.mark.parametrize(
    ("written", "shown"), [("2026", "2026"), ("2026-02-13", "13 février 2026"), ("non datée", "page non datée")]
)
def test_a_source_shows_the_date_of_its_page(shelf: Path, written: str, shown: str) -> None:
    rewrite(shelf / "sources.yml", "date: 2026-02", f"date: {written}")
    assert load_fiches(shelf)[Need.VAE].sources[0].date == shown
