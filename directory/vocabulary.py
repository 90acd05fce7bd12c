"""The closed lists that every room shares: needs, statuses, kinds of structure, ways to meet.

Codes are stable: they are the names of intents, files, database values and API fields. Their French
labels live in the texts (``utter_label_…``), never here.
"""

from enum import StrEnum


class Need(StrEnum):
    """What a person comes for (DESIGN §4)."""

    CEP = "cep"
    RECONVERSION = "reconversion"
    FORMATION = "formation"
    FINANCEMENT = "financement"
    VAE = "vae"
    BILAN = "bilan"
    METIER = "metier"
    EMPLOI = "emploi"
    ALTERNANCE = "alternance"
    SCOLAIRE = "scolaire"
    DECROCHAGE = "decrochage"
    CREATION = "creation"
    HANDICAP = "handicap"
    JEUNES = "jeunes"
    INTERNATIONAL = "international"
    DIPLOME_ETRANGER = "diplome_etranger"
    TRAVAIL = "travail"
    LANGUE = "langue"
    RDV = "rdv"
    RDV_GESTION = "rdv_gestion"
    RECLAMATION = "reclamation"
    DONNEES = "donnees"
    HUMAIN = "humain"
    DETRESSE = "detresse"
    HORS_SUJET = "hors_sujet"


class Status(StrEnum):
    """A person's situation; several may hold at once (DESIGN §4)."""

    SALARIE = "salarie"
    CADRE = "cadre"
    DEMANDEUR_EMPLOI = "demandeur_emploi"
    INDEPENDANT = "independant"
    AGENT_PUBLIC = "agent_public"
    COLLEGIEN = "collegien"
    LYCEEN = "lyceen"
    ETUDIANT = "etudiant"
    SORTI_16_25 = "sorti_16_25"
    PARENT = "parent"
    RETRAITE = "retraite"
    AUTRE = "autre"


class AgeBand(StrEnum):
    """Age, only as far as it changes who may receive the person."""

    UNDER_16 = "moins_16"
    FROM_16_TO_17 = "16_17"
    FROM_18_TO_25 = "18_25"
    FROM_26_TO_29 = "26_29"
    FROM_30 = "30_plus"


class StructureType(StrEnum):
    """Kinds of structure that receive people (DESIGN §4)."""

    CIO = "cio"
    MISSION_LOCALE = "mission_locale"
    FRANCE_TRAVAIL = "france_travail"
    CAP_EMPLOI = "cap_emploi"
    APEC = "apec"
    CEP_ACTIFS = "cep_actifs"
    INFORMATION_JEUNESSE = "information_jeunesse"
    SCUIO = "scuio"
    CMA = "cma"
    CCI = "cci"
    AGRICULTURE = "agriculture"
    TRANSITIONS_PRO = "transitions_pro"
    POINT_VAE = "point_vae"
    SPRO_CONSEIL = "spro_conseil"
    GRETA = "greta"
    AFPA = "afpa"
    E2C = "e2c"
    MAISON_EMPLOI = "maison_emploi"
    FRANCE_SERVICES = "france_services"
    MDPH = "mdph"
    AUTRE = "autre"


class Times(StrEnum):
    """Days and hours that suit those who work or study on weekdays."""

    SATURDAY = "samedi"
    EVENING = "soir"


class Way(StrEnum):
    """How an appointment is held."""

    ON_SITE = "sur_place"
    PHONE = "telephone"
    VIDEO = "visio"
