"""Whom the rules send where, as counsellors would tell it: one line a situation, with the doors that are acceptable.

These lines complete the table of ``test_matching.py``, which plays situations in Touraine; here the rules alone are
asked. ``doors`` are all the main doors; ``never`` may be no door at all, last resorts included. ``facts``: the parts of
the base of facts that say so (of part 4, "Qui sert" of this need). Sources: code du travail L6111-3, L6111-6,
L5422-1-1.
"""

import pytest

from directory.requests import Request
from directory.rules import load_rules, open_doors
from directory.vocabulary import AgeBand, Need, Status, StructureType

SITUATIONS = """
# who | need | statuses | age | doors | never | facts
cashier, permanent contract, wants to move on | cep | salarie | 26_29 | cep_actifs | france_travail mission_locale apec | §1 §4 cep
temp worker between two jobs, registered | cep | salarie demandeur_emploi | 30_plus | cep_actifs france_travail | apec mission_locale | §1 §4 cep
temp worker between two jobs, aged 22 | cep | salarie demandeur_emploi | 18_25 | cep_actifs france_travail mission_locale | apec | §1 §4 cep
apprentice aged 17 in doubt about the trade | cep | salarie | 16_17 | cep_actifs | france_travail apec | §1 §4 cep
seasonal worker out of season | emploi | demandeur_emploi | 30_plus | france_travail | apec cep_actifs | §1 §4 emploi
shop assistant who wants to resign and retrain | reconversion | salarie | 30_plus | cep_actifs | france_travail mission_locale | §1 §4 reconversion
same, aged 23 | reconversion | salarie | 18_25 | cep_actifs | france_travail mission_locale | §1 §4 reconversion
same, also registered as jobseeker | reconversion | salarie demandeur_emploi | 30_plus | cep_actifs | france_travail mission_locale | §1 §4 reconversion
engineer who wants to resign and retrain | reconversion | cadre | 30_plus | apec | france_travail mission_locale cep_actifs | §1 §4 reconversion
executive who says employee too | reconversion | cadre salarie | 30_plus | apec | france_travail mission_locale | §1 §4 reconversion
disabled employee who wants to resign and retrain | reconversion+h | salarie | 30_plus | cep_actifs cap_emploi | france_travail mission_locale apec | §1 §4 reconversion
warehouse worker declared unfit | travail+h | salarie | 30_plus | autre cap_emploi | apec | §1 §4 travail
executive in conflict with the hierarchy | travail | cadre | 30_plus | autre | mission_locale | §1 §4 travail
employee who asks about unpaid overtime | travail | salarie | - | autre | apec | §1 §4 travail
trainee nurse aide paying her training | financement | salarie | 26_29 | cep_actifs | france_travail apec | §1 §4 financement
executive looking for money for a master | financement | cadre | 30_plus | apec | cep_actifs france_travail | §1 §4 financement
jobseeker asking who pays | financement | demandeur_emploi | 30_plus | france_travail | cep_actifs apec transitions_pro | §1 §4 financement
jobseeker of 19 asking who pays | financement | demandeur_emploi | 18_25 | france_travail mission_locale | cep_actifs apec | §1 §4 financement
self-employed asking who pays | financement | independant | 30_plus | cep_actifs | france_travail transitions_pro | §1 §4 financement
hairdresser on her own who wants to stop | reconversion | independant | 30_plus | cep_actifs | apec transitions_pro | §1 §4 reconversion
self-employed who wants advice | cep | independant | - | cep_actifs | apec france_travail | §1 §4 cep
self-employed and employee at once | cep | independant salarie | 30_plus | cep_actifs | apec | §1 §4 cep
self-employed looking for a job | emploi | independant | 30_plus | cep_actifs | apec mission_locale | §1 §4 emploi
farmer who wants to change trade | reconversion | independant | 30_plus | cep_actifs | scuio apec | §1 §4 reconversion
executive looking for a job | emploi | cadre demandeur_emploi | 30_plus | apec france_travail | cep_actifs | §1 §4 emploi
executive in post, first talk | cep | cadre | - | apec | cep_actifs | §1 §4 cep
young executive of 25 | bilan | cadre | 18_25 | apec | cep_actifs | §1 §4 bilan
executive who wants VAE | vae | cadre | 30_plus | apec point_vae | cep_actifs | §1 §4 vae
executive with a handicap | cep+h | cadre | 30_plus | apec cap_emploi | cep_actifs | §1 §4 cep
executive who starts a company | creation | cadre | 30_plus | apec cma cci | cep_actifs | §1 §4 creation
jobseeker who wants VAE | vae | demandeur_emploi | 30_plus | france_travail point_vae | cep_actifs | §1 §4 vae
employee who wants VAE | vae | salarie | 30_plus | cep_actifs point_vae | france_travail | §1 §4 vae
public servant who wants VAE | vae | agent_public | 30_plus | autre point_vae | cep_actifs | §1 §4 vae
retired volunteer who wants VAE | vae | retraite | 30_plus | spro_conseil point_vae | cep_actifs mission_locale | §1 §4 vae
jobseeker who starts a company | creation | demandeur_emploi | 30_plus | cma cci | cep_actifs | §1 §4 creation
employee who starts a company | creation | salarie | 30_plus | cep_actifs cma cci | france_travail | §1 §4 creation
public servant who starts a company | creation | agent_public | - | cma cci | cep_actifs | §1 §4 creation
student who starts a company | creation | etudiant | 18_25 | cma cci | cep_actifs | §1 §4 creation
teacher who wants another trade | reconversion | agent_public | 30_plus | autre | cep_actifs | §1 §4 reconversion
hospital contract worker | cep | agent_public | 26_29 | autre | cep_actifs | §1 §4 cep
public servant with a private job too | cep | agent_public salarie | 30_plus | autre | cep_actifs | §1 §4 cep
public servant looking for another job | emploi | agent_public | 30_plus | france_travail autre | cep_actifs | §1 §4 emploi
public servant with a handicap | cep+h | agent_public | 30_plus | autre cap_emploi | cep_actifs | §1 §4 cep
soldier leaving the army | reconversion | agent_public | 26_29 | autre | cep_actifs | §1 §4 reconversion
council worker asking for training | formation | agent_public | 30_plus | autre | cep_actifs | §1 §4 formation
jobseeker, recipient of RSA | emploi | demandeur_emploi | 30_plus | france_travail | apec cep_actifs mission_locale | §1 §4 emploi
recipient of RSA who says nothing else | emploi | autre | 30_plus | france_travail | apec cep_actifs mission_locale | §1 §4 emploi
recipient of RSA, wants training | formation | demandeur_emploi | 30_plus | france_travail | apec cep_actifs | §1 §4 formation
detained person who prepares to leave | emploi | autre | 26_29 | france_travail | apec cep_actifs | §1 §4 emploi
detained person of 19 | emploi | autre | 18_25 | mission_locale france_travail | apec cep_actifs | §1 §4 emploi
parent at home who wants to work again | emploi | autre | 30_plus | france_travail | apec cep_actifs | §1 §4 emploi
refugee who learns French | langue | autre | 30_plus | autre | apec cep_actifs | §1 §4 langue
jobseeker who cannot read well | langue | demandeur_emploi | 30_plus | autre france_travail | apec cep_actifs | §1 §4 langue
young refugee of 20, out of school | langue | sorti_16_25 | 18_25 | autre mission_locale | apec cep_actifs | §1 §4 langue
employee who cannot read well | langue | salarie | 30_plus | autre | apec france_travail | §1 §4 langue
foreign doctor, says nothing else | diplome_etranger | - | 30_plus | spro_conseil | apec cep_actifs | §1 §4 diplome_etranger
foreign diploma, jobseeker | diplome_etranger | demandeur_emploi | 30_plus | france_travail | apec cep_actifs | §1 §4 diplome_etranger
foreign diploma, employee | diplome_etranger | salarie | 30_plus | cep_actifs | apec france_travail | §1 §4 diplome_etranger
foreign diploma, student | diplome_etranger | etudiant | 18_25 | scuio | apec cep_actifs | §1 §4 diplome_etranger
out of school at 16 | decrochage | sorti_16_25 | 16_17 | mission_locale | france_travail apec cep_actifs | §1 §4 decrochage
out of school at 21 | decrochage | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs | §1 §4 decrochage
left college at 15 | decrochage | collegien | moins_16 | cio | mission_locale france_travail apec | §1 §4 decrochage
stopped lycée at 17 | decrochage | lyceen | 16_17 | cio mission_locale | france_travail apec | §1 §4 decrochage
mother of a boy who left school | decrochage | parent | - | cio mission_locale | france_travail apec | §1 §4 decrochage
left university in the first year | decrochage | etudiant | 18_25 | scuio | apec cep_actifs | §1 §4 decrochage
says nothing, 17, no longer at school | decrochage | - | 16_17 | mission_locale | france_travail apec | §1 §4 decrochage
says nothing, 14, no longer at school | decrochage | - | moins_16 | cio | mission_locale france_travail | §1 §4 decrochage
28, left school long ago, jobseeker | decrochage | demandeur_emploi | 26_29 | france_travail | apec cep_actifs | §1 §4 decrochage
pupil of troisième choosing | scolaire | collegien | moins_16 | cio | france_travail mission_locale scuio | §1 §4 scolaire
pupil of terminale, Parcoursup | scolaire | lyceen | 16_17 | cio | france_travail scuio | §1 §4 scolaire
adult pupil of terminale | scolaire | lyceen | 18_25 | cio | france_travail scuio | §1 §4 scolaire
father asking for his daughter | scolaire | parent | 30_plus | cio | france_travail mission_locale | §1 §4 scolaire
father asking, he is a jobseeker | scolaire | parent demandeur_emploi | 30_plus | cio | apec cep_actifs | §1 §4 scolaire
student who changes course | scolaire | etudiant | 18_25 | scuio | france_travail apec | §1 §4 scolaire
student who also works | cep | etudiant salarie | 18_25 | scuio cep_actifs | apec | §1 §4 cep
student, first job | emploi | etudiant | 18_25 | scuio information_jeunesse | apec cep_actifs | §1 §4 emploi
pupil, summer job | emploi | lyceen | 16_17 | information_jeunesse | france_travail apec | §1 §4 emploi
child of 15 looking for a summer job | emploi | - | moins_16 | information_jeunesse | france_travail mission_locale | §1 §4 emploi
16, out of school, looking for a job | emploi | sorti_16_25 | 16_17 | mission_locale | france_travail apec | §1 §4 emploi
24, out of school, looking for a job | emploi | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs | §1 §4 emploi
24, says nothing | emploi | - | 18_25 | mission_locale france_travail | apec cep_actifs | §1 §4 emploi
27, jobseeker with a handicap | emploi+h | demandeur_emploi | 26_29 | france_travail cap_emploi | apec cep_actifs | §1 §4 emploi
45, jobseeker with a handicap | emploi+h | demandeur_emploi | 30_plus | france_travail cap_emploi | mission_locale | §1 §4 emploi
20, out of school with a handicap | emploi+h | sorti_16_25 | 18_25 | mission_locale cap_emploi | apec cep_actifs | §1 §4 emploi
employee whose handicap threatens the job | handicap+h | salarie | 30_plus | cap_emploi | apec france_travail | §1 §4 handicap
asks about RQTH, says nothing else | handicap | - | 30_plus | cap_emploi | apec cep_actifs | §1 §4 handicap
pupil with a handicap | handicap+h | lyceen | 16_17 | cio | cep_actifs france_travail | §1 §4 handicap
student with a handicap | handicap+h | etudiant | 18_25 | scuio | cep_actifs apec | §1 §4 handicap
parent of a child of 13 with a handicap | handicap+h | - | moins_16 | cio mdph | cap_emploi france_travail | §1 §4 handicap
retired person asking about MDPH | handicap | retraite | 30_plus | mdph | cap_emploi mission_locale | §1 §4 handicap
22, rights and housing | jeunes | salarie | 18_25 | information_jeunesse | apec france_travail | §1 §4 jeunes
15, BAFA | jeunes | collegien | moins_16 | information_jeunesse | france_travail mission_locale | §1 §4 jeunes
29, driving licence | jeunes | demandeur_emploi | 26_29 | information_jeunesse | apec mission_locale | §1 §4 jeunes
19, out of school, housing | jeunes | sorti_16_25 | 18_25 | information_jeunesse mission_locale | apec cep_actifs | §1 §4 jeunes
student going abroad | international | etudiant | 18_25 | information_jeunesse scuio | apec cep_actifs | §1 §4 international
jobseeker who wants to work in Quebec | international | demandeur_emploi | 26_29 | information_jeunesse france_travail | apec cep_actifs | §1 §4 international
employee who dreams of leaving | international | salarie | 30_plus | information_jeunesse | apec | §1 §4 international
pupil looking for an apprenticeship | alternance | lyceen | 16_17 | cio | france_travail apec | §1 §4 alternance
18, out of school, apprenticeship | alternance | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs | §1 §4 alternance
jobseeker of 28, apprenticeship | alternance | demandeur_emploi | 26_29 | france_travail | apec cep_actifs | §1 §4 alternance
employee, sandwich course | alternance | salarie | 30_plus | cep_actifs | apec | §1 §4 alternance
17, says nothing, apprenticeship | alternance | - | 16_17 | mission_locale cma cci | france_travail apec | §1 §4 alternance
retired person curious about a trade | metier | retraite | 30_plus | spro_conseil | cep_actifs france_travail mission_locale | §1 §4 metier
retired person who looks for some work | emploi | retraite | 30_plus | france_travail | cep_actifs mission_locale | §1 §4 emploi
retired person, advice | cep | retraite | 30_plus | spro_conseil | cep_actifs france_travail mission_locale | §1 §4 cep
retired person who says employee | cep | retraite salarie | 30_plus | spro_conseil cep_actifs | mission_locale | §1 §4 cep
pupil who asks about a trade | metier | collegien | moins_16 | cio | france_travail mission_locale | §1 §4 metier
parent who asks about a trade | metier | parent | 30_plus | cio | france_travail mission_locale | §1 §4 metier
employee who asks about a trade | metier | salarie | 30_plus | cep_actifs | apec france_travail | §1 §4 metier
20, says nothing, a trade | metier | - | 18_25 | mission_locale spro_conseil | apec cep_actifs | §1 §4 metier
says nothing at all, advice | cep | - | - | spro_conseil | apec cep_actifs france_travail | §1 §4 cep
says nothing at all, take stock | bilan | - | 30_plus | spro_conseil | apec cep_actifs | §1 §4 bilan
wants a person | humain | - | - | spro_conseil | apec | §1 §4 humain
pupil who wants a person | humain | lyceen | 16_17 | spro_conseil | france_travail apec | §1 §4 humain
complaint | reclamation | salarie | - | spro_conseil | apec cep_actifs | §1 §4 reclamation
asks who sees the data | donnees | - | - | spro_conseil | apec cep_actifs | §1 §4 donnees
lost paper, nothing to do with orientation | hors_sujet | - | - | france_services | apec cep_actifs france_travail | §1 §4 hors_sujet
overseas jobseeker who wants to train on the mainland | formation | demandeur_emploi | 26_29 | france_travail | apec cep_actifs | §1
overseas, 20, out of school, to train on the mainland | formation | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs | §1
employee of Réunion who wants a diploma | formation | salarie | 30_plus | cep_actifs | apec france_travail | §1
works part time, registered, 23, wants to resign | reconversion | salarie demandeur_emploi | 18_25 | cep_actifs | france_travail mission_locale apec | §1 §4 reconversion
executive of 24 who wants to resign | reconversion | cadre | 18_25 | apec | france_travail mission_locale cep_actifs | §1 §4 reconversion
disabled executive who wants to resign | reconversion+h | cadre | 30_plus | apec cap_emploi | france_travail mission_locale cep_actifs | §1 §4 reconversion
jobseeker who wants another trade, nothing to resign from | reconversion | demandeur_emploi | 30_plus | france_travail | apec cep_actifs | §4 reconversion
intermittent performer between two contracts | emploi | salarie demandeur_emploi | 30_plus | cep_actifs france_travail | apec mission_locale | §1
intermittent technician of 24 who takes stock | bilan | salarie demandeur_emploi | 18_25 | cep_actifs france_travail mission_locale | apec | §1
seasonal worker in season who plans winter training | formation | salarie | 26_29 | cep_actifs | apec | §1
seasonal worker of 20 out of season | formation | demandeur_emploi | 18_25 | france_travail mission_locale | apec cep_actifs | §1
apprentice of 20 looking for another employer | alternance | salarie | 18_25 | cep_actifs | apec france_travail | §1 §4 alternance
disabled apprentice who doubts the trade | metier+h | salarie | 18_25 | cep_actifs cap_emploi | apec | §1 §4 handicap
apprentice of 16 who stops everything | decrochage | salarie | 16_17 | mission_locale | france_travail apec | §1 §4 decrochage
apprentice of 17 shouted at | travail | salarie | 16_17 | autre | apec france_travail mission_locale | §4 travail
foreign diploma, public servant | diplome_etranger | agent_public | 30_plus | autre | cep_actifs apec | §1 §4 diplome_etranger
foreign diploma, executive | diplome_etranger | cadre | 30_plus | apec | cep_actifs | §1 §4 diplome_etranger
foreign diploma, 20, neither at school nor at work | diplome_etranger | sorti_16_25 | 18_25 | mission_locale | apec cep_actifs | §4 diplome_etranger
foreign diploma, self-employed | diplome_etranger | independant | 30_plus | cep_actifs | apec france_travail | §1 §4 diplome_etranger
back from ten years abroad, registered | international | demandeur_emploi | 30_plus | information_jeunesse france_travail | apec cep_actifs mission_locale | §4 international
pupil who dreams of a year abroad | international | lyceen | 16_17 | information_jeunesse | france_travail apec | §4 international
20, out of school, wants to volunteer in Europe | international | sorti_16_25 | 18_25 | information_jeunesse | apec cep_actifs | §4 international
RQTH, self-employed, the back gives way | handicap+h | independant | 30_plus | cap_emploi | apec france_travail | §1 §4 handicap
RQTH, jobseeker of 24, training | formation+h | demandeur_emploi | 18_25 | france_travail mission_locale cap_emploi | apec cep_actifs | §1
RQTH, jobseeker, who pays | financement+h | demandeur_emploi | 30_plus | france_travail cap_emploi | apec cep_actifs transitions_pro | §4 financement
RQTH, public servant whose post is threatened | handicap+h | agent_public | 30_plus | cap_emploi | cep_actifs apec | §1 §4 handicap
RQTH and RSA, looks for work | emploi+h | autre | 30_plus | france_travail cap_emploi | apec cep_actifs mission_locale | §1
RQTH, jobseeker of 28, apprenticeship | alternance+h | demandeur_emploi | 26_29 | france_travail cap_emploi | apec cep_actifs | §4 alternance
RQTH, employee who starts a company | creation+h | salarie | 30_plus | cep_actifs cma cci cap_emploi | apec france_travail | §1 §4 creation
RQTH, 17, out of school, training | formation+h | sorti_16_25 | 16_17 | mission_locale cap_emploi | france_travail apec cep_actifs | §1
RQTH, employee, VAE | vae+h | salarie | 30_plus | cep_actifs point_vae cap_emploi | apec france_travail | §1 §4 vae
RQTH, part-time employee who is registered | emploi+h | salarie demandeur_emploi | 30_plus | cep_actifs france_travail cap_emploi | apec mission_locale | §1
disabled pupil, apprenticeship | alternance+h | lyceen | 16_17 | cio | france_travail apec cap_emploi | §1 §4 alternance
disabled student curious about a trade | metier+h | etudiant | 18_25 | scuio | apec cep_actifs cap_emploi | §1
RSA and a small company | emploi | independant autre | 30_plus | cep_actifs | apec mission_locale | §1
RSA, brings up children alone | emploi | parent autre | 30_plus | france_travail | apec cep_actifs mission_locale | §1
RSA, was an executive | emploi | cadre autre | 30_plus | apec | cep_actifs mission_locale | §1
RSA, wants to open a shop | creation | autre | 30_plus | cma cci | apec cep_actifs | §4 creation
detained minor out of school | decrochage | autre | 16_17 | mission_locale | france_travail apec cep_actifs | §1 §4 decrochage
soldier of 22 at the end of the contract | emploi | agent_public | 18_25 | france_travail autre | cep_actifs apec | §1
public contract ended, registered | emploi | agent_public demandeur_emploi | 30_plus | france_travail autre | cep_actifs apec | §1
public contract about to end, registered, training | formation | agent_public demandeur_emploi | 30_plus | autre france_travail | cep_actifs apec | §1
public servant who takes stock | bilan | agent_public | 30_plus | autre | cep_actifs apec france_travail | §1 §4 bilan
public servant, who pays | financement | agent_public | 30_plus | autre | cep_actifs transitions_pro france_travail | §1 §4 financement
public servant, conflict at work | travail | agent_public | 30_plus | autre | cep_actifs apec | §4 travail
public servant with a company on the side | creation | agent_public independant | 30_plus | cma cci | cep_actifs apec | §1 §4 creation
senior public servant, two statuses said | reconversion | agent_public cadre | 30_plus | autre apec | cep_actifs france_travail mission_locale | §1
17, out of school, training | formation | sorti_16_25 | 16_17 | mission_locale | france_travail apec cep_actifs | §1
16, out of school, apprenticeship | alternance | sorti_16_25 | 16_17 | mission_locale | france_travail apec cep_actifs | §1 §4 alternance
17, says jobseeker | emploi | demandeur_emploi | 16_17 | mission_locale | france_travail apec cep_actifs | §1
disabled child of 15 out of school | decrochage+h | - | moins_16 | cio | mission_locale france_travail cap_emploi | §4 decrochage
parent of a pupil of 12 | scolaire | parent | moins_16 | cio | france_travail mission_locale scuio | §4 scolaire
parent of a boy of 15 who no longer goes | decrochage | parent | moins_16 | cio | mission_locale france_travail | §4 decrochage
parent of a girl of 17 who has left school | decrochage | parent | 16_17 | cio mission_locale | france_travail apec | §1 §4 decrochage
parent of a son of 16, apprenticeship | alternance | parent | 16_17 | cio | france_travail apec | §4 alternance
parent of a daughter of 10 with a handicap | handicap+h | parent | moins_16 | cio mdph | cap_emploi france_travail | §4 handicap
parent of a son of 20 without work | emploi | parent | 18_25 | mission_locale france_travail | apec cep_actifs | §1
parent of a girl of 15, summer job | emploi | parent | moins_16 | information_jeunesse | france_travail mission_locale | §4 emploi
parent and jobseeker, asks about a trade | metier | parent demandeur_emploi | 30_plus | cio france_travail | apec cep_actifs | §1 §4 metier
retired executive who looks for missions | emploi | retraite cadre | 30_plus | apec france_travail | cep_actifs mission_locale | §1
retired person who opens a guest house | creation | retraite | 30_plus | cma cci | cep_actifs mission_locale | §4 creation
retired person still on her own account | bilan | retraite independant | 30_plus | spro_conseil cep_actifs | mission_locale apec | §1
retired person who learns to read | langue | retraite | 30_plus | autre | cep_actifs mission_locale | §4 langue
student with a part-time job, who pays | financement | etudiant salarie | 18_25 | scuio cep_actifs | apec france_travail | §1 §4 financement
student of 27 also registered | emploi | etudiant demandeur_emploi | 26_29 | scuio information_jeunesse france_travail | apec cep_actifs | §1
young graduate of 24, executive, registered | emploi | cadre demandeur_emploi | 18_25 | apec france_travail mission_locale | cep_actifs | §1
student, trouble in an internship | travail | etudiant | 18_25 | autre | apec cep_actifs | §4 travail
self-employed, VAE | vae | independant | 30_plus | cep_actifs point_vae | apec france_travail | §1 §4 vae
24, out of school, VAE | vae | sorti_16_25 | 18_25 | mission_locale point_vae | apec cep_actifs | §4 vae
carer at home, VAE | vae | autre | 30_plus | spro_conseil point_vae | apec cep_actifs | §4 vae
pupil newly arrived who learns French | langue | lyceen | 16_17 | autre | apec cep_actifs france_travail | §4 langue
22, out of school, starts a company | creation | sorti_16_25 | 18_25 | cma cci | apec cep_actifs | §4 creation
disabled jobseeker who starts a company | creation+h | demandeur_emploi | 30_plus | cma cci cap_emploi | apec cep_actifs | §4 creation
jobseeker of 20, an appointment | rdv | demandeur_emploi | 18_25 | france_travail mission_locale | apec cep_actifs | §4 rdv
disabled employee, an appointment | rdv+h | salarie | 30_plus | cep_actifs cap_emploi | apec france_travail | §4 rdv
says nothing, an appointment | rdv | - | - | spro_conseil | apec cep_actifs | §4 rdv
executive who cannot find the appointment again | rdv_gestion | cadre | 30_plus | spro_conseil | cep_actifs france_travail | §4 rdv_gestion
pupil in distress, somebody to talk to afterwards | detresse | lyceen | 16_17 | spro_conseil | france_travail apec cep_actifs | §3
disabled student who also works, first talk | cep+h | etudiant salarie | 18_25 | scuio cep_actifs cap_emploi | apec france_travail | §1
disabled student also registered | emploi+h | etudiant demandeur_emploi | 26_29 | scuio information_jeunesse france_travail cap_emploi | apec cep_actifs | §1
disabled retired person registered again | emploi+h | retraite demandeur_emploi | 30_plus | france_travail cap_emploi | apec cep_actifs mission_locale | §1
disabled student whose parent answers | emploi+h | etudiant parent | 18_25 | scuio information_jeunesse | apec cep_actifs cap_emploi | §1 §4 emploi
parent of a disabled son of 19, a trade | metier+h | parent | 18_25 | cio cap_emploi | apec cep_actifs | §1 §4 metier
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
        for who, need, statuses, age, doors, never, _facts in cells
    ]


@pytest.mark.parametrize(("request_", "doors", "never"), [pytest.param(*rest, id=who) for who, *rest in read()])
def test_who_may_receive_whom(request_: Request, doors: set[str], never: set[str]) -> None:
    """L02, NO11, PA2: the doors of each situation, none too many, none forbidden."""
    found = open_doors(load_rules(), request_)
    assert {kind.value for kind in found.main} == doors
    assert not {kind.value for kind in StructureType if kind in found} & never


def test_there_are_enough_situations() -> None:
    """L02: a golden set of at least 150 situations, none told twice."""
    assert len(read()) >= 150
    assert len({who for who, *_ in read()}) == len(read())
