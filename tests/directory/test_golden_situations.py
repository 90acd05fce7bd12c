"""Whom the rules send where, as counsellors would tell it: one line a situation, with the doors that are acceptable.

These lines complete the table of ``test_matching.py``, which plays situations in Touraine; here the rules alone are
asked. ``doors`` are all the main doors; ``never`` may be no door at all, last resorts included. Sources: code du
travail L6111-3, L6111-6, L5422-1-1; base of facts, part 1, and "Qui sert" of part 4.
"""

import pytest

from directory.requests import Request
from directory.rules import load_rules, open_doors
from directory.vocabulary import AgeBand, Need, Status, StructureType

SITUATIONS = """
# who | need | statuses | age | doors | never
cashier, permanent contract, wants to move on | cep | salarie | 26_29 | cep_actifs | france_travail mission_locale apec
temp worker between two jobs, registered | cep | salarie demandeur_emploi | 30_plus | cep_actifs france_travail | apec mission_locale
temp worker between two jobs, aged 22 | cep | salarie demandeur_emploi | 18_25 | cep_actifs france_travail mission_locale | apec
apprentice aged 17 in doubt about the trade | cep | salarie | 16_17 | cep_actifs | france_travail apec
seasonal worker out of season | emploi | demandeur_emploi | 30_plus | france_travail | apec cep_actifs
shop assistant who wants to resign and retrain | reconversion | salarie | 30_plus | cep_actifs | france_travail mission_locale
same, aged 23 | reconversion | salarie | 18_25 | cep_actifs | france_travail mission_locale
same, also registered as jobseeker | reconversion | salarie demandeur_emploi | 30_plus | cep_actifs | france_travail mission_locale
engineer who wants to resign and retrain | reconversion | cadre | 30_plus | apec | france_travail mission_locale cep_actifs
executive who says employee too | reconversion | cadre salarie | 30_plus | apec | france_travail mission_locale
disabled employee who wants to resign and retrain | reconversion+h | salarie | 30_plus | cep_actifs cap_emploi | france_travail mission_locale apec
warehouse worker declared unfit | travail+h | salarie | 30_plus | autre cap_emploi | apec
executive in conflict with the hierarchy | travail | cadre | 30_plus | autre | mission_locale
employee who asks about unpaid overtime | travail | salarie | - | autre | apec
trainee nurse aide paying her training | financement | salarie | 26_29 | cep_actifs | france_travail apec
executive looking for money for a master | financement | cadre | 30_plus | apec | cep_actifs france_travail
jobseeker asking who pays | financement | demandeur_emploi | 30_plus | france_travail | cep_actifs apec transitions_pro
jobseeker of 19 asking who pays | financement | demandeur_emploi | 18_25 | france_travail mission_locale | cep_actifs apec
self-employed asking who pays | financement | independant | 30_plus | cep_actifs | france_travail transitions_pro
hairdresser on her own who wants to stop | reconversion | independant | 30_plus | cep_actifs | apec transitions_pro
self-employed who wants advice | cep | independant | - | cep_actifs | apec france_travail
self-employed and employee at once | cep | independant salarie | 30_plus | cep_actifs | apec
self-employed looking for a job | emploi | independant | 30_plus | cep_actifs | apec mission_locale
farmer who wants to change trade | reconversion | independant | 30_plus | cep_actifs | scuio apec
executive looking for a job | emploi | cadre demandeur_emploi | 30_plus | apec france_travail | cep_actifs
executive in post, first talk | cep | cadre | - | apec | cep_actifs
young executive of 25 | bilan | cadre | 18_25 | apec | cep_actifs
executive who wants VAE | vae | cadre | 30_plus | apec point_vae | cep_actifs
executive with a handicap | cep+h | cadre | 30_plus | apec cap_emploi | cep_actifs
executive who starts a company | creation | cadre | 30_plus | apec cma cci | cep_actifs
jobseeker who wants VAE | vae | demandeur_emploi | 30_plus | france_travail point_vae | cep_actifs
employee who wants VAE | vae | salarie | 30_plus | cep_actifs point_vae | france_travail
public servant who wants VAE | vae | agent_public | 30_plus | autre point_vae | cep_actifs
retired volunteer who wants VAE | vae | retraite | 30_plus | spro_conseil point_vae | cep_actifs mission_locale
jobseeker who starts a company | creation | demandeur_emploi | 30_plus | cma cci | cep_actifs
employee who starts a company | creation | salarie | 30_plus | cep_actifs cma cci | france_travail
public servant who starts a company | creation | agent_public | - | cma cci | cep_actifs
student who starts a company | creation | etudiant | 18_25 | cma cci | cep_actifs
teacher who wants another trade | reconversion | agent_public | 30_plus | autre | cep_actifs
hospital contract worker | cep | agent_public | 26_29 | autre | cep_actifs
public servant with a private job too | cep | agent_public salarie | 30_plus | autre | cep_actifs
public servant looking for another job | emploi | agent_public | 30_plus | france_travail autre | cep_actifs
public servant with a handicap | cep+h | agent_public | 30_plus | autre cap_emploi | cep_actifs
soldier leaving the army | reconversion | agent_public | 26_29 | autre | cep_actifs
council worker asking for training | formation | agent_public | 30_plus | autre | cep_actifs
jobseeker, recipient of RSA | emploi | demandeur_emploi | 30_plus | france_travail | apec cep_actifs mission_locale
recipient of RSA who says nothing else | emploi | autre | 30_plus | france_travail | apec cep_actifs mission_locale
recipient of RSA, wants training | formation | demandeur_emploi | 30_plus | france_travail | apec cep_actifs
detained person who prepares to leave | emploi | autre | 26_29 | france_travail | apec cep_actifs
detained person of 19 | emploi | autre | 18_25 | mission_locale france_travail | apec cep_actifs
parent at home who wants to work again | emploi | autre | 30_plus | france_travail | apec cep_actifs
refugee who learns French | langue | autre | 30_plus | autre | apec cep_actifs
jobseeker who cannot read well | langue | demandeur_emploi | 30_plus | autre france_travail | apec cep_actifs
young refugee of 20, out of school | langue | sorti_16_25 | 18_25 | autre mission_locale | apec cep_actifs
employee who cannot read well | langue | salarie | 30_plus | autre | apec france_travail
foreign doctor, says nothing else | diplome_etranger | - | 30_plus | spro_conseil | apec cep_actifs
foreign diploma, jobseeker | diplome_etranger | demandeur_emploi | 30_plus | france_travail | apec cep_actifs
foreign diploma, employee | diplome_etranger | salarie | 30_plus | cep_actifs | apec france_travail
foreign diploma, student | diplome_etranger | etudiant | 18_25 | scuio | apec cep_actifs
out of school at 16 | decrochage | sorti_16_25 | 16_17 | mission_locale | france_travail apec cep_actifs
out of school at 21 | decrochage | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs
left college at 15 | decrochage | collegien | moins_16 | cio | mission_locale france_travail apec
stopped lycée at 17 | decrochage | lyceen | 16_17 | cio mission_locale | france_travail apec
mother of a boy who left school | decrochage | parent | - | cio mission_locale | france_travail apec
left university in the first year | decrochage | etudiant | 18_25 | scuio | apec cep_actifs
says nothing, 17, no longer at school | decrochage | - | 16_17 | mission_locale | france_travail apec
says nothing, 14, no longer at school | decrochage | - | moins_16 | cio | mission_locale france_travail
28, left school long ago, jobseeker | decrochage | demandeur_emploi | 26_29 | france_travail | apec cep_actifs
pupil of troisième choosing | scolaire | collegien | moins_16 | cio | france_travail mission_locale scuio
pupil of terminale, Parcoursup | scolaire | lyceen | 16_17 | cio | france_travail scuio
adult pupil of terminale | scolaire | lyceen | 18_25 | cio | france_travail scuio
father asking for his daughter | scolaire | parent | 30_plus | cio | france_travail mission_locale
father asking, he is a jobseeker | scolaire | parent demandeur_emploi | 30_plus | cio | apec cep_actifs
student who changes course | scolaire | etudiant | 18_25 | scuio | france_travail apec
student who also works | cep | etudiant salarie | 18_25 | scuio cep_actifs | apec
student, first job | emploi | etudiant | 18_25 | scuio information_jeunesse | apec cep_actifs
pupil, summer job | emploi | lyceen | 16_17 | information_jeunesse | france_travail apec
child of 15 looking for a summer job | emploi | - | moins_16 | information_jeunesse | france_travail mission_locale
16, out of school, looking for a job | emploi | sorti_16_25 | 16_17 | mission_locale | france_travail apec
24, out of school, looking for a job | emploi | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs
24, says nothing | emploi | - | 18_25 | mission_locale france_travail | apec cep_actifs
27, jobseeker with a handicap | emploi+h | demandeur_emploi | 26_29 | france_travail cap_emploi | apec cep_actifs
45, jobseeker with a handicap | emploi+h | demandeur_emploi | 30_plus | france_travail cap_emploi | mission_locale
20, out of school with a handicap | emploi+h | sorti_16_25 | 18_25 | mission_locale cap_emploi | apec cep_actifs
employee whose handicap threatens the job | handicap+h | salarie | 30_plus | cap_emploi | apec france_travail
asks about RQTH, says nothing else | handicap | - | 30_plus | cap_emploi | apec cep_actifs
pupil with a handicap | handicap+h | lyceen | 16_17 | cio | cep_actifs france_travail
student with a handicap | handicap+h | etudiant | 18_25 | scuio | cep_actifs apec
parent of a child of 13 with a handicap | handicap+h | - | moins_16 | cio mdph | cap_emploi france_travail
retired person asking about MDPH | handicap | retraite | 30_plus | mdph | cap_emploi mission_locale
22, rights and housing | jeunes | salarie | 18_25 | information_jeunesse | apec france_travail
15, BAFA | jeunes | collegien | moins_16 | information_jeunesse | france_travail mission_locale
29, driving licence | jeunes | demandeur_emploi | 26_29 | information_jeunesse | apec mission_locale
19, out of school, housing | jeunes | sorti_16_25 | 18_25 | information_jeunesse mission_locale | apec cep_actifs
student going abroad | international | etudiant | 18_25 | information_jeunesse scuio | apec cep_actifs
jobseeker who wants to work in Quebec | international | demandeur_emploi | 26_29 | information_jeunesse france_travail | apec cep_actifs
employee who dreams of leaving | international | salarie | 30_plus | information_jeunesse | apec
pupil looking for an apprenticeship | alternance | lyceen | 16_17 | cio | france_travail apec
18, out of school, apprenticeship | alternance | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs
jobseeker of 28, apprenticeship | alternance | demandeur_emploi | 26_29 | france_travail | apec cep_actifs
employee, sandwich course | alternance | salarie | 30_plus | cep_actifs | apec
17, says nothing, apprenticeship | alternance | - | 16_17 | mission_locale cma cci | france_travail apec
retired person curious about a trade | metier | retraite | 30_plus | spro_conseil | cep_actifs france_travail mission_locale
retired person who looks for some work | emploi | retraite | 30_plus | france_travail | cep_actifs mission_locale
retired person, advice | cep | retraite | 30_plus | spro_conseil | cep_actifs france_travail mission_locale
retired person who says employee | cep | retraite salarie | 30_plus | spro_conseil cep_actifs | mission_locale
pupil who asks about a trade | metier | collegien | moins_16 | cio | france_travail mission_locale
parent who asks about a trade | metier | parent | 30_plus | cio | france_travail mission_locale
employee who asks about a trade | metier | salarie | 30_plus | cep_actifs | apec france_travail
20, says nothing, a trade | metier | - | 18_25 | mission_locale spro_conseil | apec cep_actifs
says nothing at all, advice | cep | - | - | spro_conseil | apec cep_actifs france_travail
says nothing at all, take stock | bilan | - | 30_plus | spro_conseil | apec cep_actifs
wants a person | humain | - | - | spro_conseil | apec
pupil who wants a person | humain | lyceen | 16_17 | spro_conseil | france_travail apec
complaint | reclamation | salarie | - | spro_conseil | apec cep_actifs
asks who sees the data | donnees | - | - | spro_conseil | apec cep_actifs
lost paper, nothing to do with orientation | hors_sujet | - | - | france_services | apec cep_actifs france_travail
"""  # noqa: E501 - a table reads across


def read() -> list[tuple[str, Request, set[str], set[str]]]:
    lines = [line for line in SITUATIONS.splitlines() if line and not line.startswith("#")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [
        (
            who,
            Request(
                need=Need(need.removesuffix("+h")),
                statuses=frozenset(map(Status, statuses.replace("-", "").split())),
                age=AgeBand(age) if age != "-" else None,
                handicap=need.endswith("+h"),
            ),
            set(doors.split()),
            set(never.split()),
        )
        for who, need, statuses, age, doors, never in cells
    ]


@pytest.mark.parametrize(("request_", "doors", "never"), [pytest.param(*rest, id=who) for who, *rest in read()])
def test_who_may_receive_whom(request_: Request, doors: set[str], never: set[str]) -> None:
    """L02, NO11, PA2: the doors of each situation, none too many, none forbidden."""
    found = open_doors(load_rules(), request_)
    assert {kind.value for kind in found.main} == doors
    assert not {kind.value for kind in StructureType if kind in found} & never


def test_there_are_enough_situations() -> None:
    assert len(read()) >= 100
    assert len({who for who, *_ in read()}) == len(read())
