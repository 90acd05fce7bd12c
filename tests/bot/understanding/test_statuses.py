"""What people say of their situation, typed or as a recogniser writes it."""

import time
from pathlib import Path

import pytest
import yaml

from bot.understanding.status_sayings import age_band
from bot.understanding.statuses import read_situation
from directory.vocabulary import AgeBand, Status

# what is said | statuses | age | h when a handicap is stated
CASES = """
    je suis salarié                                              | salarie
    Je suis salariée en CDI.                                     | salarie
    salarié                                                      | salarie
    en CDI                                                       | salarie
    en cdd jusqu'en juin                                         | salarie
    j'ai un CDI dans une banque                                  | salarie
    je suis en c d i depuis dix ans                              | salarie
    intérimaire                                                  | salarie
    je fais de l'intérim                                         | salarie
    je suis en intérim chez Manpower                             | salarie
    je travaille chez Michelin à Tours depuis 2009               | salarie
    je bosse chez Leclerc                                        | salarie
    je bosse dans une boîte de transport                         | salarie
    jbosse chez mcdo                                             | salarie
    jtravaille de nuit                                           | salarie
    je taffe dans un entrepôt                                    | salarie
    je suis cariste                                              |
    cariste chez Amazon                                          | salarie
    vendeuse                                                     |
    caissière à Auchan, je voudrais changer                      | salarie
    je suis aide-soignante en ehpad                              | salarie
    je suis une employée de bureau                               | salarie
    j'ai un travail mais il ne me plaît pas                      | salarie
    j'ai un boulot                                               | salarie
    je suis apprenti boulanger                                   | salarie
    en apprentissage chez un plombier                            | salarie
    je suis en alternance                                        | salarie
    je suis en contrat pro                                       | salarie
    je suis en arrêt maladie                                     | salarie
    en congé parental                                            | salarie
    je suis au chômage partiel                                   | salarie
    à temps partiel                                              | salarie
    mon patron ne veut pas me former                             | salarie
    mon employeur refuse ma formation                            | salarie
    je travaille dans le privé                                   | salarie
    saisonnier                                                   | salarie
    assistante maternelle                                        |
    je suis assistante maternelle agréée                         |
    je suis au CFA                                               | salarie
    salarié et je cherche un autre travail                       | salarie
    je suis salariée, je cherche un nouveau poste                | salarie
    en poste depuis vingt ans                                    | salarie
    je suis toujours en poste                                    | salarie
    j'étais au chômage, j'ai trouvé un CDD                       | salarie
    je suis secrétaire médicale                                  |
    chauffeur routier depuis quinze ans                          | salarie
    je travaille comme serveuse                                  | salarie
    je ne travaille pas le mercredi                              | salarie
    moi je suis ouvrier                                          | salarie
    je voudrais me former, je suis en CDI                        | salarie
    je voudrais savoir si je peux me former je suis salarié      | salarie
    avec mon CDI est-ce que je peux faire une VAE                | salarie
    je suis cadre                                                | cadre
    cadre                                                        | cadre
    cadre dans l'industrie                                       | cadre
    cadre en CDI                                                 | cadre
    cadre au chômage                                             | cadre demandeur_emploi
    je suis ingénieure                                           |
    ingénieur informatique                                       |
    ingénieur, je travaille chez Thales                          | salarie
    j'ai le statut cadre                                         | cadre
    je suis demandeur d'emploi                                   | demandeur_emploi
    demandeuse d'emploi                                          | demandeur_emploi
    au chômage                                                   | demandeur_emploi
    chômage                                                      | demandeur_emploi
    je suis au chomage depuis un an                              | demandeur_emploi
    chui au chomdu                                               | demandeur_emploi
    sans emploi                                                  | demandeur_emploi
    je suis sans travail                                         | demandeur_emploi
    je n'ai plus de travail                                      | demandeur_emploi
    inscrit à pôle emploi                                        | demandeur_emploi
    je suis inscrite à France Travail                            | demandeur_emploi
    inscrit à l'anpe                                             | demandeur_emploi
    je cherche du travail                                        |
    je cherche du boulot                                         |
    je cherche un emploi                                         |
    en recherche d'emploi                                        | demandeur_emploi
    je suis à la recherche d'un emploi                           | demandeur_emploi
    je touche le RSA                                             | demandeur_emploi
    au RSA                                                       | demandeur_emploi
    rsa                                                          | demandeur_emploi
    bénéficiaire du RSA                                          | demandeur_emploi
    je suis en fin de droits                                     | demandeur_emploi
    je touche le chômage                                         | demandeur_emploi
    je viens d'être licenciée                                    | demandeur_emploi
    j'ai été licencié                                            | demandeur_emploi
    licencié économique                                          | demandeur_emploi
    j'ai perdu mon emploi                                        | demandeur_emploi
    j'ai perdu mon boulot le mois dernier                        | demandeur_emploi
    mon CDD vient de se terminer                                 | demandeur_emploi
    mon contrat est fini                                         | demandeur_emploi
    ma conseillère France Travail m'a dit de vous appeler        | demandeur_emploi
    je ne travaille plus                                         | demandeur_emploi
    je travaille pas                                             | demandeur_emploi
    j'étais salarié, maintenant au chômage                       | demandeur_emploi
    avant j'étais caissière maintenant je suis au chômage        | demandeur_emploi
    j'étais cadre, je suis au chômage                            | demandeur_emploi
    je suis cariste au chômage                                   | demandeur_emploi
    je veux trouver un travail                                   |
    je suis au chômage et je travaille à temps partiel           | demandeur_emploi salarie
    salarié à mi-temps et inscrit à France Travail               | demandeur_emploi salarie
    auto-entrepreneur                                            | independant
    je suis auto-entrepreneuse                                   | independant
    micro-entrepreneur                                           | independant
    je suis à mon compte                                         | independant
    je travaille à mon compte                                    | independant
    je bosse à mon compte comme plombier                         | independant
    indépendant                                                  | independant
    je suis indépendante                                         | independant
    freelance                                                    | independant
    je suis en free lance                                        | independant
    artisan                                                      | independant
    je suis artisan menuisier                                    | independant
    commerçante                                                  | independant
    infirmière libérale                                          | independant
    kiné en libéral                                              | independant
    profession libérale                                          | independant
    chef d'entreprise                                            | independant
    j'ai ma boîte                                                | independant
    j'ai mon salon de coiffure                                   | independant
    je suis agriculteur                                          | independant
    je suis gérante d'un restaurant                              | independant
    travailleur non salarié                                      | independant
    salarié et auto-entrepreneur à côté                          | independant salarie
    je suis en CDI et j'ai une micro-entreprise                  | independant salarie
    fonctionnaire                                                | agent_public
    je suis fonctionnaire territoriale                           | agent_public
    contractuelle                                                | agent_public
    je suis contractuel dans la fonction publique                | agent_public
    titulaire de la fonction publique                            | agent_public
    agent de mairie                                              | agent_public
    je travaille à la mairie                                     | agent_public
    je bosse à la mairie de Tours en CDD                         | agent_public
    je travaille à l'hôpital                                     | agent_public
    aide-soignante à l'hôpital                                   | agent_public
    je suis infirmière au CHU                                    | agent_public
    je suis prof                                                 | agent_public
    prof au collège                                              | agent_public
    je suis prof de maths au lycée                               | agent_public
    enseignante                                                  | agent_public
    professeur des écoles                                        | agent_public
    je suis AESH                                                 | agent_public
    atsem dans une école                                         | agent_public
    militaire                                                    | agent_public
    je suis policier                                             | agent_public
    pompier professionnel, je voudrais changer                   | agent_public
    fonction publique hospitalière                               | agent_public
    je travaille pour le conseil départemental                   | agent_public
    collégien                                                    | collegien
    je suis au collège                                           | collegien
    je suis en troisième                                         | collegien
    en 3ème                                                      | collegien
    je suis en quatrième                                         | collegien
    lycéen                                                       | lyceen
    lycéenne en terminale                                        | lyceen
    je suis au lycée                                             | lyceen
    je suis en seconde                                           | lyceen
    en 2nde                                                      | lyceen
    en première générale                                         | lyceen
    je suis en 1ère                                              | lyceen
    terminale                                                    | lyceen
    je suis en terminale STMG                                    | lyceen
    je suis en bac pro vente                                     | lyceen
    jsuis en bac pro                                             | lyceen
    je passe le bac cette année                                  | lyceen
    en CAP coiffure au lycée                                     | lyceen
    étudiant                                                     | etudiant
    étudiante en L2 de psycho                                    | etudiant
    je suis en licence d'histoire                                | etudiant
    je suis en master                                            | etudiant
    je fais un BTS                                               | etudiant
    en BTS                                                       | etudiant
    je suis à la fac                                             | etudiant
    je suis en troisième année de licence                        | etudiant
    je suis en deuxième année                                    | etudiant
    je suis en école d'ingénieurs                                | etudiant
    doctorante                                                   | etudiant
    je suis étudiante et je travaille le week-end                | etudiant salarie
    étudiant en alternance                                       | etudiant salarie
    étudiante, je cherche un job                                 | etudiant
    j'ai 17 ans et j'ai arrêté l'école                           | sorti_16_25 | 17
    jai 16 ans jai arreté lécole                                 | sorti_16_25 | 16
    j'ai arrêté le lycée, j'ai 18 ans                            | sorti_16_25 | 18
    je fais rien depuis juin j'ai 19 ans                         | sorti_16_25 | 19
    19 ans, je suis plus à l'école                               | sorti_16_25 | 19
    déscolarisé                                                  | sorti_16_25
    j'ai dix-huit ans et j'ai quitté le lycée en première        | sorti_16_25 | 18
    17 ans, j'ai lâché mon bac pro                               | sorti_16_25 | 17
    j'ai arrêté l'école à 16 ans                                 |
    j'ai arrêté l'école à 16 ans et j'en ai 40                   |             | 40
    j'ai 45 ans j'ai arrêté l'école en troisième                 |             | 45
    mon fils est en troisième                                    | collegien parent
    ma fille est en seconde                                      | lyceen parent
    mon fils a 17 ans                                            | parent | 17
    c'est pour mon fils                                          | parent
    c'est pour ma fille qui est au chômage                       | demandeur_emploi parent
    je cherche un stage pour mon fils                            | parent
    je cherche un emploi pour ma fille                           | parent
    parent d'élève                                               | parent
    je suis la maman d'un lycéen                                 | lyceen parent
    je suis le père d'une collégienne                            | collegien parent
    mon ado ne veut plus aller en cours                          | parent
    mon fils est handicapé                                       | parent
    ma fille est en seconde et moi je suis salariée              | lyceen parent salarie
    mes enfants cherchent leur orientation                       | parent
    je m'occupe de mes enfants, je voudrais retravailler         | autre
    mère au foyer                                                | autre
    je suis maman au foyer et je cherche du travail              | autre
    je garde mon fils le mercredi                                |
    mon mari est au chômage                                      |
    ma femme est fonctionnaire et moi je suis artisan            | independant
    mon frère est lycéen                                         |
    retraité                                                     | retraite
    je suis à la retraite                                        | retraite
    jeune retraitée                                              | retraite
    je pars à la retraite dans deux ans                          |
    je suis en service civique                                   | autre
    demandeur d'asile                                            | autre
    je ne suis pas cadre                                         |
    je ne suis ni salarié ni au chômage                          |
    pas encore inscrit à France Travail                          |
    je suis pas étudiant                                         |
    je ne suis plus salarié                                      |
    je voudrais devenir fonctionnaire                            |
    je veux me mettre à mon compte                               |
    comment devenir infirmière libérale                          |
    j'aimerais créer ma boîte                                    |
    je voudrais entrer en BTS                                    |
    je veux faire un master                                      |
    je cherche une alternance                                    |
    je cherche un apprentissage                                  |
    une formation de cariste                                     |
    dans le cadre de ma formation                                |
    c'est quoi le statut cadre                                   |
    les salariés ont droit à quoi                                |
    est-ce que c'est réservé aux demandeurs d'emploi             |
    j'ai eu mon bac pro                                          |
    j'ai une licence de droit                                    |
    je suis titulaire d'un master                                |
    j'ai travaillé dix ans comme caissière                       |
    je suis un ancien militaire                                  |
    j'ai 20 ans d'expérience                                     |
    j'ai vingt ans de boîte                                      | salarie
    je suis de Tours                                             |
    bonjour                                                      |
    je voudrais changer de métier                                |
                                                                 |
    ma DRH me parle d'un plan social                             | salarie
    ça fait 22 ans de boîte et on me pousse dehors               | salarie
    vingt-deux ans dans la même boîte, je m'ennuie               | salarie
    22 ans chez le même patron                                   | salarie
    mon CDD se termine en mars et après je fais quoi             | salarie
    j'ai un CDD qui se termine en juin                           | salarie
    mon cdd de remplacement s'arrête fin juin                    | salarie
    je veux quitter mon poste de comptable                       | salarie
    c'est quoi le congé pour VAE, ma chef ne connaît pas         | salarie
    j'ai un entretien préalable lundi                            | salarie
    on veut me muter à Lille                                     | salarie
    mes salaires sont impayés                                    | salarie
    salaire pas versé ce mois ci                                 | salarie
    je passe à temps partiel en janvier                          | salarie
    je suis en arrêt                                             | salarie
    en arrêt maladie depuis mars pour mon dos                    | salarie
    au bureau on me dit que je suis trop vieille                 | salarie
    dans mon entreprise on parle de délocalisation               | salarie
    mon patron il veut pas signer                                | salarie
    ma boîte est rachetée                                        | salarie
    mon employeur peut-il refuser mon départ en formation        | salarie
    l'employeur peut il savoir que je fais un bilan              | salarie
    est ce que mon boss saura                                    | salarie
    je bosse en usine de nuit                                    | salarie
    boulot à l'usine depuis 10 ans, mal au dos                   | salarie
    je suis préparatrice de commandes dans un entrepôt           | salarie
    vendeuse dans une boutique de fringues                       | salarie
    hôtesse de caisse chez casino                                | salarie
    je suis comptable dans un cabinet                            | salarie
    je suis en CDI comme magasinier                              | salarie
    ouvrière à la chaîne                                         | salarie
    employé de banque                                            | salarie
    actuellement aide à domicile pour une association            | salarie
    mon entreprise me propose une rupture conventionnelle        | salarie
    je pense démissionner                                        | salarie
    j'ai envie de démissionner de mon travail                    | salarie
    je travaille dans la restauration                            | salarie
    je bosse en cuisine                                          | salarie
    moi je bosse dans le bâtiment                                | salarie
    j'ai un poste de technicien depuis 2010                      | salarie
    je gagne le smic à l'usine                                   | salarie
    on me refuse une formation au travail                        | salarie
    licenciement pour inaptitude en cours                        | salarie
    mon contrat s'arrête bientôt                                 | salarie
    en contrat aidé à l'école                                    | salarie
    je suis salarié d'une association                            | salarie
    agent de sécurité en CDI                                     | salarie
    mon manager                                                  | salarie
    salarié cherche bilan de compétences                         | salarie
    bilan de compétences salarié cdi                             | salarie
    financement formation cdi                                    | salarie
    cdi 45 ans reconversion                                      | salarie
    caissière en CDI je veux changer                             | salarie
    je suis en fin de CDD                                        | salarie
    fin de cdd vendredi                                          | salarie
    je suis infirmière                                           |
    soudeur, je cherche autre chose                              |
    je suis comptable et je voudrais changer                     |
    je cherche du taf                                            |
    je suis coiffeuse                                            |
    je cherche un emploi de vendeuse                             |
    recherche d'emploi dans la logistique                        |
    ingénieur en informatique, je m'ennuie                       |
    est-ce que j'aurai droit au chômage                          |
    ma petite-fille est en seconde                               |
    mon neveu est au collège                                     |
    mon mari est artisan                                         |
    le fils de ma voisine a arrêté l'école                       |
    ma belle-fille est infirmière                                |
    je suis radié de France Travail                              | demandeur_emploi
    j'ai oublié mon actualisation                                | demandeur_emploi
    mes allocations s'arrêtent en mai                            | demandeur_emploi
    mon ARE se termine                                           | demandeur_emploi
    je perçois l'ARE                                             | demandeur_emploi
    inscrite à France Travail depuis janvier                     | demandeur_emploi
    je suis au chômedu                                           | demandeur_emploi
    au chômage depuis 6 mois                                     | demandeur_emploi
    chômeuse de longue durée                                     | demandeur_emploi
    chômeur 50 ans                                               | demandeur_emploi | 50
    demandeur d'emploi longue durée                              | demandeur_emploi
    mon conseiller france travail ne répond pas                  | demandeur_emploi
    je suis sans emploi depuis la fermeture                      | demandeur_emploi
    j'ai été radiée                                              | demandeur_emploi
    ils m'ont radié pour un rendez-vous manqué                   | demandeur_emploi
    je n'ai pas d'emploi                                         | demandeur_emploi
    j'ai été licenciée en juin                                   | demandeur_emploi
    mon indemnisation s'arrête dans deux mois                    | demandeur_emploi
    je viens de perdre mon travail                               | demandeur_emploi
    je suis au chômage j'ai été caissière                        | demandeur_emploi
    L1 droit je me suis trompée                                  | etudiant
    je suis en L1 de psycho et ça me plaît pas                   | etudiant
    en PASS, je vais rater                                       | etudiant
    LAS 2 échouée, que faire                                     | etudiant
    BUT GEA première année, je veux arrêter                      | etudiant
    bts en cours, cherche stage                                  | etudiant
    mon école coûte trop cher                                    | etudiant
    mon école de commerce est hors de prix                       | etudiant
    faire une césure                                             | etudiant
    cherche logement étudiant à Poitiers                         | etudiant
    M2 marketing cherche stage                                   | etudiant
    je suis à l'université                                       | etudiant
    j'ai une bourse sur critères sociaux crous                   | etudiant
    je suis en deuxième année de BUT                             | etudiant
    je redouble ma première année de droit                       | etudiant
    je fais des études de lettres                                | etudiant
    mes études de droit me dépriment                             | etudiant
    étudiante infirmière                                         | etudiant
    en troisième année d'école d'ingénieur                       | etudiant
    je suis en prépa maths sup                                   | etudiant
    ma fac ne m'aide pas                                         | etudiant
    je suis en term                                              | lyceen
    ma terminale se passe mal                                    | lyceen
    quelles spécialités garder en terminale                      | lyceen
    mes spécialités de 1re                                       | lyceen
    j'ai 16 ans et mon lycée veut pas me changer de filière      | lyceen | 16
    16 ans en seconde pro                                        | lyceen | 16
    première stmg j'aime pas                                     | lyceen
    je suis en 1re générale spé maths svt                        | lyceen
    terminale pro commerce                                       | lyceen
    j'hésite pour mes voeux parcoursup                           | lyceen
    mes vœux sur Parcoursup                                      | lyceen
    en seconde générale                                          | lyceen
    bac dans deux mois et aucune idée                            | lyceen
    je suis interne au lycée                                     | lyceen
    j'ai le bac en juin                                          | lyceen
    17 ans, le lycée me saoule                                   | lyceen | 17
    je prépare mon bac                                           | lyceen
    mon stage de 3e                                              | collegien
    je cherche un stage de troisième                             | collegien
    je suis en 3e et je sais pas quoi faire                      | collegien
    j'ai 14 ans je veux pas aller en général l'orientation du collège me stresse | collegien | 14
    j'ai treize ans et à l'école on me demande mon métier        | collegien | 13
    4e, je veux être vétérinaire                                 | collegien
    j'ai 17 ans je veux retourner au lycée                       | sorti_16_25 | 17
    viré du lycée, 16 ans                                        | sorti_16_25 | 16
    renvoyée du lycée à 17 ans je fais quoi                      | sorti_16_25 | 17
    j'ai lâché la fac, j'ai 20 ans                               | sorti_16_25 | 20
    vingt ans, j'ai abandonné mon bts                            | sorti_16_25 | 20
    sans diplôme, je fais rien                                   | sorti_16_25
    j'ai pas de diplôme je fais rien de mes journées             | sorti_16_25
    plus d'école depuis un an, 18 ans                            | sorti_16_25 | 18
    la mission locale me suit, j'ai 19 ans, j'ai quitté le lycée | sorti_16_25 | 19
    j'ai dix-neuf ans j'ai tout lâché                            | sorti_16_25 | 19
    je suis radié du lycée                                       | sorti_16_25
    je vais plus au lycée depuis septembre                       | sorti_16_25
    je veux plus aller en cours, j'ai 16 ans                     | sorti_16_25 | 16
    j'ai arrêté mes études je suis perdu                         | sorti_16_25
    j'ai lâché la fac                                            | sorti_16_25
    j'ai arrêté le lycée                                         | sorti_16_25
    décrocheur 18 ans                                            | sorti_16_25
    21 ans ni emploi ni formation                                | sorti_16_25 | 21
    je tiens un salon de coiffure et j'en peux plus              | independant
    je tiens une boutique de fleurs                              | independant
    mon activité est immatriculée depuis mars                    | independant
    micro-entrepreneur depuis 2020                               | independant
    on est artisans mon mari et moi                              | independant
    mes clients ne paient pas                                    | independant
    ma SARL va mal                                               | independant
    je suis conjointe collaboratrice                             | independant
    un micro-entrepreneur peut-il avoir droit au CPF             | independant
    j'ai un food truck                                           | independant
    je suis agricultrice                                         | independant
    je suis exploitant agricole                                  | independant
    infirmière libérale                                          | independant
    j'ai une petite entreprise de peinture                       | independant
    à mon compte depuis dix ans                                  | independant
    taxi à mon compte                                            | independant
    nous tenons un restaurant                                    | independant
    agent territorial titulaire                                  | agent_public
    je suis agent territorial titulaire à la mairie              | agent_public
    policier, je veux changer de vie                             | agent_public
    hospitalière depuis 20 ans                                   | agent_public
    à la mairie titulaire                                        | agent_public
    titulaire à la mairie de Blois                               | agent_public
    aide soignante titulaire à l'hôpital                         | agent_public
    adjoint administratif territorial                            | agent_public
    je suis fonctionnaire de catégorie C                         | agent_public
    prof des écoles                                              | agent_public
    je suis dans l'éducation nationale                           | agent_public
    gendarme bientôt en retraite                                 | agent_public
    ATSEM depuis 15 ans                                          | agent_public
    un agent public peut-il faire un bilan de compétences        | agent_public
    contractuel au conseil départemental                         | agent_public
    infirmière hospitalière                                      | agent_public
    cadre marketing, je m'ennuie                                 | cadre
    cadre commercial                                             | cadre
    cadre dans une banque                                        | cadre
    cadre 50 ans au placard                                      | cadre
    je suis cadre supérieur                                      | cadre
    je suis retraité et je voudrais du bénévolat                 | retraite
    retraitée de la poste                                        | retraite
    à la retraite depuis mars je veux continuer à travailler     | retraite
    un retraité peut-il travailler                               | retraite
    mon patron part en retraite                                  | salarie
    je pars en retraite dans deux ans                            |
    ma fille veut être vétérinaire                               | parent
    mon bébé a quatre mois et je veux un mode de garde           | parent
    c'est la maman de Léo                                        | parent
    bonjour je suis la maman d'Emma qui est en troisième         | parent
    mon fils de 15 ans ne va plus au collège                     | parent | 15
    mes deux enfants sont perdus avec parcoursup                 | parent
    notre fils veut arrêter le lycée                             | parent
    mon grand est en terminale                                   | lyceen parent
    mon aîné cherche un apprentissage                            | parent
    j'ai eu un accident sur le chantier et le patron refuse de le déclarer | salarie
    l'entreprise ne fait rien pour nous protéger                 | salarie
    on m'a changée de bureau pendant mon congé paternité         | salarie
    on nous annonce la fermeture du site                         | salarie
    ils suppriment mon poste                                     | salarie
    on nous paye pas les heures                                  | salarie
    à mon entretien pro on m'a parlé du cep                      | salarie
    entretien de mi-carrière prévu en mars                       | salarie
    mon nouveau patron est odieux                                | salarie
    ma petite boîte va mal                                       | independant
    je suis au smic depuis dix ans                               | salarie
    douze ans d'ancienneté et toujours pas cadre                 | salarie
    on me propose une mobilité interne                           | salarie
    j'aimerais changer de poste dans ma boîte                    | salarie
    je suis employée de magasin                                  | salarie
    responsable de magasin en cdi                                | salarie
    je veux évoluer en interne                                   | salarie
    je suis payé au noir par mon patron                          | salarie
    conducteur de bus chez keolis                                | salarie
    facteur à la poste                                           | salarie
    téléconseiller dans un centre d'appel                        | salarie
    agent de sécurité pour une société privée                    | salarie
    femme de chambre dans un hôtel                               | salarie
    mon équipe de nuit                                           | salarie
    je travaille à mi-temps                                      | salarie
    actuellement en cdd de 6 mois                                | salarie
    je suis sous contrat jusqu'en décembre                       | salarie
    je suis en période d'essai                                   | salarie
    mon chef d'atelier                                           | salarie
    est-ce que mon employeur paye le bilan                       | salarie
    puis-je me former sur mon temps de travail                   | salarie
    mon congé parental se termine                                | salarie
    je reprends le travail après un long arrêt                   | salarie
    je suis inapte à mon poste                                   | salarie
    je suis en STI2D                                             | lyceen
    en première techno au lycée                                  | lyceen
    je suis élève en terminale                                   | lyceen
    élève de première générale                                   | lyceen
    je suis en terminale et je sais pas quoi faire               | lyceen
    seconde générale, je veux aller en pro                       | lyceen
    1ère STMG je veux changer                                    | lyceen
    je suis en bac techno                                        | lyceen
    2nde pro vente                                               | lyceen
    au lycée en seconde                                          | lyceen
    j'ai 15 ans je suis au lycée pro                             | lyceen | 15
    terminale ST2S, ifsi ou bts                                  | lyceen
    en licence 2 d'éco                                           | etudiant
    étudiant à la fac de Tours                                   | etudiant
    je suis en IFSI                                              | etudiant
    en école de commerce                                         | etudiant
    à la fac de droit, je décroche                               | etudiant
    je suis en première année de médecine                        | etudiant
    en L3 socio                                                  | etudiant
    en M1                                                        | etudiant
    doctorant en fin de thèse                                    | etudiant
    je suis en dut                                               | etudiant
    étudiant étranger, je cherche un job                         | etudiant
    élève infirmière en 2e année                                 | etudiant
    je suis en année de césure                                   | etudiant
    je suis en 5e                                                | collegien
    au collège, en quatrième                                     | collegien
    en 3e segpa                                                  | collegien
    élève de troisième                                           | collegien
    ma 3e se passe mal                                           | collegien
    je suis auto-entrepreneur depuis 2 ans                       | independant
    je suis kiné libéral                                         | independant
    je suis gérant de SARL                                       | independant
    consultant freelance                                         | independant
    j'ai mon entreprise de plomberie                             | independant
    j'ai une boutique                                            | independant
    je suis paysan                                               | independant
    maraîchère depuis 5 ans                                      | independant
    photographe à mon compte                                     | independant
    commerçant en centre ville                                   | independant
    chauffeur VTC                                                | independant
    coiffeuse à domicile en micro-entreprise                     | independant
    je suis fonctionnaire à la préfecture                        | agent_public
    prof de français en collège                                  | agent_public
    infirmière à l'hôpital public                                | agent_public
    je travaille à la mairie de Joué                             | agent_public
    agent de la ville de Tours                                   | agent_public
    contractuelle dans un lycée                                  | agent_public
    je suis dans l'armée                                         | agent_public
    gendarme, je voudrais me reconvertir                         | agent_public
    instit depuis vingt ans                                      | agent_public
    aide-soignante au CHU de Tours                               | agent_public
    surveillant de prison                                        | agent_public
    je bosse aux impôts                                          | agent_public
    agent hospitalier                                            | agent_public
    cantinière à l'école, agent de la commune                    | agent_public
    je suis cadre dans l'automobile                              | cadre
    cadre en transition                                          | cadre
    cadre sup                                                    | cadre
    directrice commerciale, statut cadre                         | cadre
    cadre au chômage depuis un an                                | cadre demandeur_emploi
    je suis au chômage et je veux me former                      | demandeur_emploi
    je touche l'allocation chômage                               | demandeur_emploi
    j'ai plus de boulot                                          | demandeur_emploi
    licenciée éco                                                | demandeur_emploi
    inscrit à France travail                                     | demandeur_emploi
    je suis en ASS                                               | demandeur_emploi
    ma conseillère france travail                                | demandeur_emploi
    sans emploi, 50 ans                                          | demandeur_emploi | 50
    chômage depuis janvier                                       | demandeur_emploi
    mes droits au chômage s'arrêtent                             | demandeur_emploi
    je suis sans activité                                        | demandeur_emploi
    j'ai 16 ans et plus d'école                                  | sorti_16_25 | 16
    17 ans, viré du cfa                                          | sorti_16_25 | 17
    j'ai quitté le lycée à Noël                                  | sorti_16_25
    je suis déscolarisée depuis un an                            | sorti_16_25
    j'ai dix-sept ans et j'ai rien, pas de brevet                | sorti_16_25 | 17
    j'ai 20 ans j'ai arrêté ma licence                           | sorti_16_25 | 20
    j'ai stoppé mon bac pro, 17 ans                              | sorti_16_25 | 17
    retraité depuis peu                                          | retraite
    jeune retraité, je veux être utile                           | retraite
    mon fils a décroché                                          | parent sorti_16_25
    pour mon fils de 17 ans                                      | parent | 17
    ma gamine veut faire coiffure                                | parent
    c'est ma fille, elle a eu son bac                            | parent
    je cherche une école pour mon fils                           | parent
    ma sœur est étudiante                                        |
    mon copain est au chômage                                    |
    je veux devenir prof                                         |
    je veux être infirmière libérale                             |
    créer ma micro-entreprise                                    |
    comment devenir auto-entrepreneur                            |
    je voudrais faire un BTS                                     |
    entrer au lycée professionnel à trente ans                   |  | 30
    mon ancien patron me doit de l'argent                        |
    j'ai été salariée dix ans                                    |
    avant j'étais fonctionnaire                                  |
    j'étais indépendant                                          |
    mes collègues savent où ils vont, pas moi                    | salarie
    frappé par mon chef pendant que mon mari était là            | salarie
    j'aimerais reprendre le lycée à trente ans                   |  | 30
    je voudrais monter ma boîte avec mes économies               |
    mon conseiller prend sa retraite                             |
    à qui peut s'adresser un agent territorial ?                 | agent_public
    le lycée m'a radiée en mars                                  | sorti_16_25
    j'ai 20 ans et juste le brevet                               | sorti_16_25 | 20
    un complément de ma petite retraite                          | retraite
    maman de Lucas qui est au lycée                              | parent
    ils ferment l'usine en juin                                  | salarie
    j'ai 17 ans j'ai quitté le cfa                               | sorti_16_25 | 17
    j'ai perdu mon poste en janvier                              | demandeur_emploi
    j'ai perdu mon salaire                                       |
    je suis perdue, si je touche le chômage                      |
    j'ai quarante-deux ans                                       |             | 42
    42 ans                                                       |             | 42
    j'ai 17 piges                                                |             | 17
    17 piges                                                     |             | 17
    la cinquantaine                                              |             | 50
    j'ai la quarantaine                                          |             | 40
    j'aurai 18 ans en mars                                       |             | 17
    j'ai bientôt trente ans                                      |             | 29
    j'ai dix-sept ans et demi                                    |             | 17
    je suis âgée de 53 ans                                       |             | 53
    à 45 ans je veux changer de métier                           |             | 45
    j'ai 45 ans, je travaille à Tours depuis 2009                | salarie     | 45
    j'ai 42 ans en CDI                                           | salarie     | 42
    demandeur d'emploi de 28 ans                                 | demandeur_emploi | 28
    femme de 35 ans au RSA                                       | demandeur_emploi | 35
    ma fille a 15 ans et moi j'en ai 40                          | parent      | 40
    depuis 20 ans je suis salarié                                | salarie
    j'ai deux enfants de 5 et 8 ans                              |
    j'ai la RQTH                                                 |             |    | h
    j'ai une RQTH                                                |             |    | h
    travailleur handicapé                                        |             |    | h
    je suis reconnue travailleuse handicapée                     |             |    | h
    je suis reconnu handicapé                                    |             |    | h
    je suis en situation de handicap                             |             |    | h
    j'ai un handicap                                             |             |    | h
    je touche l'AAH                                              |             |    | h
    je suis sourd et je cherche du travail                       |             |    | h
    je suis suivie par Cap emploi                                |             |    | h
    je suis salarié avec une RQTH                                | salarie     |    | h
    en fauteuil roulant, étudiante                               | etudiant    |    | h
    pension d'invalidité                                         | autre       |    | h
    je voudrais demander la RQTH                                 |
    c'est quoi la RQTH                                           |
    je ne suis pas handicapé                                     |
    je n'ai pas de handicap                                      |
"""

# the answers to "quelle est votre situation ?" that would state nothing if told unasked
ANSWERS = """
    je suis cariste                                              | salarie
    vendeuse                                                     | salarie
    assistante maternelle                                        | salarie
    je suis assistante maternelle agréée                         | salarie
    je suis secrétaire médicale                                  | salarie
    chauffeur routier depuis quinze ans                          | salarie
    je cherche du travail                                        | demandeur_emploi
    je cherche du boulot                                         | demandeur_emploi
    je cherche un emploi                                         | demandeur_emploi
    je veux trouver un travail                                   | demandeur_emploi
    je suis cariste au chômage                                   | demandeur_emploi
"""


@pytest.mark.parametrize("line", CASES.strip("\n").splitlines())
def test_a_situation_is_read(line: str) -> None:
    """L01: every status and age is heard, in the words of the person; nothing is assumed."""
    text, statuses, age, handicap = ([cell.strip() for cell in line.split("|")] + ["", ""])[:4]
    read = read_situation(text)
    expected = (frozenset(Status(code) for code in statuses.split()), int(age) if age else None, handicap == "h")
    assert (read.statuses | read.child, read.age, read.handicap) == expected


BY_PHENOMENON: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "statuses.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("phenomenon", "line"), [(name, line) for name, lines in BY_PHENOMENON.items() for line in lines]
)
def test_a_situation_is_read_however_it_is_told(phenomenon: str, line: str) -> None:
    """L01: ellipses, short messages, misspellings, negation, past, wish, somebody else's situation, several at once."""
    text, statuses, age, handicap = ([cell.strip() for cell in line.split("|")] + ["", ""])[:4]
    read = read_situation(text)
    expected = (frozenset(Status(code) for code in statuses.split()), int(age) if age else None, handicap == "h")
    assert (read.statuses | read.child, read.age, read.handicap) == expected, phenomenon


@pytest.mark.parametrize("line", ANSWERS.strip("\n").splitlines())
def test_a_trade_or_a_search_answers_the_question_of_the_situation(line: str) -> None:
    """L01: a trade, or looking for work, is a situation only when it was asked for."""
    text, status = (cell.strip() for cell in line.split("|"))
    assert read_situation(text, asked=True).statuses == {Status(status)}


@pytest.mark.parametrize(
    ("text", "own", "child"),
    [
        ("ma fille est en terminale et ne sait pas quoi choisir", {Status.PARENT}, {Status.LYCEEN}),
        (
            "je travaille de nuit à l'usine et ma fille est en première",
            {Status.PARENT, Status.SALARIE},
            {Status.LYCEEN},
        ),
        ("mon fils de 20 ans ne fait rien de ses journées", {Status.PARENT}, {Status.SORTI_16_25}),
        ("pour mon fils", {Status.PARENT}, set()),
        ("je suis en terminale", {Status.LYCEEN}, set()),
    ],
)
def test_the_situation_of_a_child_is_kept_apart(text: str, own: set[Status], child: set[Status]) -> None:
    """L01: it decides who receives them, but the person who speaks is not at school."""
    read = read_situation(text)
    assert (read.statuses, read.child) == (own, child)


def test_words_of_others_never_become_the_persons_own() -> None:
    read = read_situation("mon mari de 49 ans est au chômage, handicapé, et moi je cherche un atelier de peinture")
    assert (read.statuses, read.age, read.handicap) == (frozenset(), None, False)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (15, AgeBand.UNDER_16),
        (16, AgeBand.FROM_16_TO_17),
        (17, AgeBand.FROM_16_TO_17),
        (18, AgeBand.FROM_18_TO_25),
        (25, AgeBand.FROM_18_TO_25),
        (26, AgeBand.FROM_26_TO_29),
        (29, AgeBand.FROM_26_TO_29),
        (30, AgeBand.FROM_30),
        (71, AgeBand.FROM_30),
    ],
)
def test_an_age_falls_in_one_band(age: int, band: AgeBand) -> None:
    assert age_band(age) is band


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("à 45 ans peut-on encore faire un CAP ?", 45),
        ("J'ai 33 ans et je veux reprendre mes études", 33),
        ("Femme, 55 ans, envie d'utilité", 55),
        ("je pars à la retraite à soixante ans si tout va bien", None),
        ("mon objectif : la retraite à 60 ans", None),
        ("je travaille depuis l'âge de 14 ans", None),
        ("j'ai arrêté l'école à 15 ans", None),
        ("mineure de 16 ans, plus d'école depuis septembre", 16),
        ("j'ai 20 ans d'expérience", None),
        ("j'ai fait 15 ans de nuit", None),
        ("mes enfants ont 10 et 12 ans", None),
        ("j'ai 40 ans, ma fille 16", 40),
        ("mon fils, 16 ans, veut arrêter", 16),
        ("j'ai raté mon brevet, j'ai vingt et un ans maintenant", 21),
        ("j'ai soixante et onze ans", 71),
        ("18 ans depuis hier", 18),
        ("licencié à 58 ans", 58),
        ("jeune homme 24 ans motivé", 24),
        ("salarié 43 ans", 43),
        ("43 ans, deux enfants", 43),
        ("43 ans cette année", 43),
        ("j'ai une petite trentaine", 30),
        ("quadra épuisée", 40),
        ("sexagénaire", 60),
        ("j'aurai 18 ans en mars", 17),
        ("faut-il avoir 18 ans pour le permis ?", None),
        ("l'alternance jusqu'à 29 ans", None),
        ("on peut entrer à 16 ans en CFA ?", None),
        ("il y a 15 ans j'étais prof", None),
        ("ça fait 12 ans", None),
        ("un bail de 99 ans", None),
        ("âge : 45 ans", 45),
        ("45ans", 45),
        ("trente-six ans, sans diplôme", 36),
        ("mon père a 60 ans et veut se former", 60),
        ("je vais avoir 20 ans", 19),
        ("g 15 ans", 15),
        ("du haut de mes 31 ans je ne sais toujours pas", 31),
        ("avec 57 ans au compteur", 57),
        ("agé de 23 ans", 23),
        ("le permis à 17 ans c'est possible maintenant ?", None),
        ("14 ans, en 4e", 14),
    ],
)
def test_an_age_is_that_of_today(text: str, age: int | None) -> None:
    """L01: not a length of time, a limit, a retirement to come, nor an age one had."""
    assert read_situation(text).age == age


def test_no_text_is_slow_to_read() -> None:
    """No catastrophic pattern."""
    hostile = ["je suis " * 125, "pas de " * 140, "mon fils " * 110, "a 20 ans " * 110, "x" * 1000, "suis un un " * 90]
    for text in hostile:
        start = time.perf_counter()
        read_situation(text)
        assert time.perf_counter() - start < 1.5  # a bad pattern takes minutes


@pytest.mark.parametrize(("words", "age"), [("il a seize ans", 16), ("elle a 14 ans et demi", 14), ("quinze ans", 15)])
def test_the_age_of_somebody_else_answers_the_question_of_the_situation(words: str, age: int) -> None:
    """L01: a parent who was asked says « il a seize ans »; unasked, these words are about nobody known."""
    assert read_situation(words, asked=True).age == age
