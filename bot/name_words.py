"""Words that tell a name from the rest of a sentence, folded: first names, and words that are never one after a cue."""

_FIRST_NAMES = """
    aaron abdel abdelkader abdou adam adele adrien agathe agnes ahmed aicha aissata alain alban albert alexandre
    alexia alexis ali alice aline alix alizee amadou ambre amelie amina aminata amine amira anais anaelle andrea
    andree angele angelique anissa anita anna anne annick annie anthony antoine antonio ariane arnaud arthur assia
    astrid aude audrey aurelie aurelien awa axel axelle aya ayoub baptiste barbara bastien beatrice benedicte
    benjamin benoit bernadette bernard bertrand bilal boubacar brahim brigitte bruno caroline catherine cathy cecile
    cedric celestin celia celine chantal charlene charles charlotte chloe christelle christian christiane christine
    christophe cindy claire clara claude claudine clemence clement clementine colette coralie corentin corinne cyril
    cyrille damien daniel daniele danielle daphne david deborah delphine denis denise diane didier dimitri djibril
    dominique dorian dorothee dylan eddy edith edouard eleonore eliane elias elisa elisabeth elise ella elodie
    eloise elsa elsie emeline emilie emilien emma emmanuel emmanuelle enzo eric erika erwan estelle esteban ethan
    etienne eugene eva evelyne fabien fabienne fabrice fadila fanny fanta farid farida fatiha fatima fatimata fatou
    fatoumata felix fernand flavien floriane florent florian francine francis franck francois francoise frederic
    frederique gabin gabriel gabrielle gael gaelle gaetan genevieve geoffrey georges gerald geraldine gerard germain
    ghislaine gilbert gilles ginette gisele gregory guillaume gustave guy habib hadja hakim hamid hamza hanane hanna
    hassan hassane hector helene henri henriette herve hicham hippolyte houria hubert hugo ibrahim ibrahima ibtissem
    idriss ikram ilies ilyes imane ines irene iris isaac isabelle ismael jacky jacqueline jacques jamal jamila jean
    jeanne jeannine jennifer jeremie jeremy jerome jessica joachim joan joanna joel joelle johan johanna johnny
    jonas jonathan jordan joris joseph josephine josette josiane josselin julia julian juliana julie julien julienne
    juliette justin justine kadiatou kamel karamoko karim karima karine kelly kenza kevin khadija khaled killian
    koffi lae laetitia laila lamine laura laure laureline laurence laurent laurie laurine lea leila leina lena leo
    leon leonie leslie lila liliane lilou lina linda lionel lisa lise loan loic lola lorenzo louane louis louisa
    louise luc lucas lucie lucien lucienne lucile ludivine ludovic lydia lydie lyna maelle maeva magali maimouna
    malik malika mamadou manon manuel marc marcel marcelle margaux margot marguerite maria mariam mariama marianne
    marie marielle marina marine marion marjorie marlene martial martine marwa maryse mathieu mathilde mathis mathys
    matteo matthieu maud maurice maxence maxime maya medhi mehdi melanie melina melissa melodie michel michele
    micheline michelle mickael mila milan mireille miriam mohamed mohammed moise monique morgane moussa mouna mourad
    mustapha myriam mylene nabil nadege nadia nadine naima najat nassim natacha nathalie nathan nawel nelly nicolas
    nicole nina ninon noa noah noam noe noemie nora nordine norbert noura odette odile olga olivia olivier omar
    oscar ophelie oumar ousmane pascal pascale pascaline patrice patricia patrick paul paula paulette pauline
    philippe pierrette pierrick quentin rachel rachid rachida rania raphael raphaelle raymond raymonde regine regis
    remi renaud rene renee richard rita robert robin roger roland romain romane romuald rosalie roselyne roxane
    ruben sabine sabrina said salima salimata salma salome samantha samia samir samira samuel sandra sandrine sandy
    sarah sasha sebastien serge severine seydou shana simon simone sofia sofiane solange solene soline sonia sophie
    soraya souad soufiane stephane stephanie steve steven sylvain sylvaine sylvie tatiana teddy teo thais theo
    theodore therese thibault thibaut thierry thomas tiphaine titouan tom tony tristan ugo ulysse valentin valentine
    valerie vanessa vera veronique vincent virginie viviane wafa walid wassim wendy wilfried william xavier yacine
    yael yanis yann yannick yasmina yasmine yassine yoann yohan yolande youcef youssef yvan yves yvette yvonne zahra
    zakaria zelie zeynep zineb zoe zohra"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())

# First names that are words too: only a capital, or a sure cue, makes them names.
ALSO_WORDS = frozenset(
    ["manuel", "clement", "lise", "martial", "said", "robin", "marine", "romane", "claude", "claire", "clemence"]
)

# Ordinary words that are common surnames: after a first name they go on with it.
SURNAMES_TOO = frozenset(["petit", "grand", "patron", "maire", "cuisinier"])

# Words that stop a name, however it was announced.
_ORDINARY = """
    a abord absolument accord actuellement adore agent agree ah ai aider aide aie aime aimerai aimerais ainsi aller
    alors allez allo an annee annees annonce ans apparait appel appelle appelez appeler apprenti apprentie
    apprentissage apres artisan as assez assistante attend attendez au aucun aucune aujourd aupres aura aurai aurait
    auriez aussi autant autre autres aux avais avait avant avec avez avoir avons ayant bah bac beaucoup ben besoin
    bien bientot bilan bon bonjour bonne bonsoir bref bts c ca cadre cadet cap car ce ceci cela celle celui cep
    certain ces cest cet cette ceux chacun change changer chaque chef cherche chercher chez chomage ci cinq
    cinquante collegien collegienne combien comme comment complet completement composer comprends concernant conseil
    conseille conseiller conseillere contrat contre cpf cdi cdd croire crois d dans de debut deja demain demande
    demander demandeur demandeuse depuis des desole desolee dessus deux devant devenir devez dois doit donc dont
    dire directeur directrice dis dit dites dix docteur donner du eh elle elles emploi employe employee en encore
    enfant enfants enfin ensuite entre entreprise envie es est et etaient etais etait etant ete etes etre etudes
    etudiant etudiante eu euh eux evidemment exact exactement excusez existe explique fac faire fais fait faites
    faut fille fils finalement financer fini fois font formation formations francais francaise france fut h habite
    habitant habitons hein heures hesite hier hum huit ici il ils inscrit inscrite inscription interesse interessee
    interimaire j jamais je jeune jeunes jour jours jusqu juste justement k l la lance laquelle le lequel les lettre
    leur leurs lieu licence lui lycee lyceen lyceenne m ma madame mademoiselle mail mairie maintenant mais majeur
    mal malheureusement maman mari marre me mecs meme mere merci mes met metier metiers mettre mieux mille mineur
    mineure mission moi moins mois mon monde monsieur n naissance ne ni niveau nom nombre non normal nos notamment
    notre nous nouveau nouvelle numero o occupe ok on ont onze ou oui ouais pa papa par parce pardon pareil parent
    parents parfois parle parler part pas passe passer patron peu peut peux pense pere permet permettez personne
    personnel personnellement petit petite peuvent plait plus plutot point pole portable porte possible pour
    pourquoi pourra pourrai pourrais pourrait pourriez pouvez pouvoir prefere premier premiere prenom prend prendre
    prends presque pris probleme professionnel projet promis propos puis puisque quand quarante quatre que quel
    quelle quelles quelqu quelque quelques quels question qui quinze quitte quoi rdv rappelle rappeler rappelez
    reconversion recherche recu referent reprendre retraite retraitee reste rendez rien s sa sait sais salarie
    salariee salut sans saurait savez savoir se second seize sept sera serai serait serez ses seul seule seulement
    si sinon six soit soixante soixantaine sommes son sont sors sort sortie sorti souhaite souhaiterai souhaiterais
    stage stagiaire suis suite suivi suivie suivre sur svp stp t ta tant te tel telephone tellement tenez terminale
    termine tes titulaire toi ton toujours tous tout toute toutes travail travaille travailler travailleur treize
    trente tres trois trop trouve trouver tu u un une va vacances vae vais valider venir venu venue verifier vers
    veut veuillez veux vie vient viens vigueur vingt visio voici voila voir voire vos votre voudrai voudrais
    voudrait voulais voulez vouloir voulons vous vrai vraiment vu x y zero important importante inconnu confidentiel
    prive secret inutile obligatoire affiche compris necessaire dure souvent genre surtout triste merde nul jolie
    beau belle ecole cherchait lundi mardi mercredi jeudi vendredi samedi dimanche matin midi soir arrobase arobase
    rue avenue boulevard place chemin impasse cuisinier cuisiniere vendeur vendeuse ouvrier ouvriere caissier
    caissiere infirmier infirmiere chauffeur cariste maire president presidente ministre prof professeur ingenieur
    fonctionnaire militaire chomeur chomeuse independant independante retraites alzheimer asperger parkinson note
    notee ecrit ecrite enregistre enregistree visible garde gardee conserve conservee cache connu connue stocke
    autrement transmis donne partage emplois salaries nee nes handicape handicapee autiste aine ainee adulte ado
    adolescent adolescente scolarise scolarisee fatigue fatiguee desespere perdu perdue malade auto micro pile prevu
    prevue joignable disponible libre intermittent intermittente reconnu reconnue originaire nationalite origine
    marie mariee divorce divorcee celibataire veuf veuve enceinte grand grande"""
ORDINARY = frozenset(_ORDINARY.split()) - {"marie"}

# Small words inside a name ("de la Tour", "ben Salah").
PARTICLES = frozenset(["de", "du", "des", "d", "la", "le", "les", "el", "al", "ben", "bin", "van", "von", "der", "da"])

# Letters that spell a word everybody says, not a name.
_ACRONYMS = """
    aah aesh afpa agefiph als anpe apec apl ass atsem avs bac bafa bep bij bp bpjeps bpi bts but bulats c2rp caces
    caf cap capa cci cdd cdi cdii cej cep cerfa cesu cfa cfai cffpa chu cibc cidj cio cip civ clea cma cmu cnam cned
    cnil cpam cpf cpge cqp crij crous crpe csp cv dava deaes deas deug deust dif dips dnb dut dva edf eea ehpad
    epide epci epf epm esat esf espe eta etp eurl fle fongecif fpe fph fpt gmf gpec greta gmail grh hlm hpi iae iej
    ifsi imc ime inspe iot ipa iut jo lea llcer lmd mdph mfr mjc mlds msa nfa nsi oeth ong opco opca paca pass pec
    pij pix plie pme pmi pmsmp pole poe poei pro psad ptp pvt qcm qpv ratp rcs rep rh rgpd rib rmi rncp rqth rsa rse
    sas sasu sav scuio scp segpa sti ses ssiad sivp siae smic sncf snu spro ssi st2s staps std2a sti2d stl stmg svt
    tdah tgi tosa tp tpe tsa tva ulis urssaf upe2a vae vap vdi vie vip vrp vsi vtc wc xp uv uc ue ca usa gps sms mms
    ia tv dvd cd pc bd cm ce cp wwoof toeic toefl dalf delf tcf cir ofii ofpra cnda ase pjj spip dys ait aes aef
    adem adie aif are arce arefp acre faj fse fafcea fif"""
ACRONYMS = frozenset(_ACRONYMS.split())
