"""What a likely year is made of: out of a hundred contacts, who comes, when, for what, and how it ends."""

import random
from collections.abc import Mapping
from datetime import time
from typing import Any

from directory.models import ContactChannel, ContactOutcome, FirstSlot, Travel
from directory.referrals import RefusalReason
from directory.requests import AppointmentState
from directory.vocabulary import Need, Status, Way

MONTHS = (11, 9, 9, 8, 8, 8, 5, 3, 13, 11, 9, 6)  # of a hundred contacts; people look for their way in September
BY_HOUR = (1, 1, 0, 0, 0, 1, 2, 4, 7, 10, 11, 10, 8, 8, 10, 10, 9, 8, 8, 7, 7, 6, 4, 2)
HOURS: Mapping[int, int] = dict(enumerate(BY_HOUR))
NEEDS: Mapping[Need | None, int] = {
    Need.FORMATION: 16, Need.RECONVERSION: 13, Need.FINANCEMENT: 11, Need.EMPLOI: 10, Need.VAE: 6, Need.METIER: 6,
    Need.ALTERNANCE: 6, Need.SCOLAIRE: 5, Need.CEP: 4, Need.BILAN: 4, Need.CREATION: 4, Need.JEUNES: 3,
    Need.DECROCHAGE: 3, Need.RDV_GESTION: 3, Need.HANDICAP: 2, Need.TRAVAIL: 2, Need.LANGUE: 2, Need.INTERNATIONAL: 2,
    Need.DIPLOME_ETRANGER: 1, Need.RECLAMATION: 1, Need.DETRESSE: 1, None: 7,
}  # fmt: skip
STATUSES: Mapping[str, int] = {
    Status.SALARIE.value: 27, Status.DEMANDEUR_EMPLOI.value: 24, "": 14, Status.LYCEEN.value: 7,
    Status.ETUDIANT.value: 6, Status.SORTI_16_25.value: 6, Status.INDEPENDANT.value: 4, Status.CADRE.value: 3,
    Status.AGENT_PUBLIC.value: 3, Status.PARENT.value: 3, Status.RETRAITE.value: 1, "cadre+demandeur_emploi": 2,
}  # fmt: skip
OUTCOMES = {
    ContactOutcome.INFORMATION: 50, ContactOutcome.APPOINTMENT: 22, ContactOutcome.HUMAN: 9,
    ContactOutcome.DECLINED: 6, ContactOutcome.EMERGENCY: 1, ContactOutcome.LOST: 12,
}  # fmt: skip
CHANNELS = {ContactChannel.WEB: 66, ContactChannel.PHONE: 31, ContactChannel.DESK: 3}
TRAVELS = {
    Travel.UNDER_5: 40, Travel.UNDER_10: 22, Travel.UNDER_20: 15, Travel.UNDER_50: 5, Travel.BEYOND: 1,
    Travel.REMOTE: 17,
}  # fmt: skip
FIRST_SLOTS = {
    FirstSlot.UNDER_3: 24, FirstSlot.UNDER_8: 45, FirstSlot.UNDER_15: 22, FirstSlot.UNDER_31: 7, FirstSlot.BEYOND: 2,
}  # fmt: skip
RATINGS = {5: 46, 4: 33, 3: 12, 2: 5, 1: 4}
YES_NO: Mapping[bool | None, int] = {True: 84, False: 8, None: 8}
WAYS = {Way.ON_SITE: 68, Way.PHONE: 22, Way.VIDEO: 10}
ENDS = {
    AppointmentState.MET: 74, AppointmentState.NO_SHOW: 10, AppointmentState.CANCELLED: 9, AppointmentState.BOOKED: 7,
}  # fmt: skip
REFUSALS = {
    RefusalReason.FULL: 4, RefusalReason.NOT_OUR_PUBLIC: 3, RefusalReason.OUTSIDE_AREA: 1, RefusalReason.OTHER: 1,
}  # fmt: skip
NOT_TOLD_OF_A_PLACE = frozenset({ContactOutcome.LOST, ContactOutcome.EMERGENCY})
OPINIONS, COMPLAINTS, THIRD_DOORS = 0.06, 0.0016, 0.006  # of contacts; of people who were received
SLOTS_A_DAY = (time(9), time(10), time(11), time(14), time(15), time(16))


def pick(draw: random.Random, weights: Mapping[Any, int], number: int) -> list[Any]:
    """This many of them, each as often as its weight says."""
    return draw.choices(list(weights), list(weights.values()), k=number)
