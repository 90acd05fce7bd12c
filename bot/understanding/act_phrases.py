"""The sayings that the closed grammar of answers knows, to be read and added to by anybody.

Words are folded (no capital, accent, apostrophe nor hyphen). ``|`` or a new line parts two sayings; ``(a|b)`` is one
of the two, ``[a]`` may be missing; a name in capitals stands for a group of words (``GROUPS``).
"""

# What is said, act by act.
PHRASES = {
    "yes": """
        (ok|okay|d accord|daccord) merci|mais (oui|bien sur|carrement)|oui|ouais|ouai|oue|we|wai|ouaip|ouep|ui|yes
        yep|yeah|si|mais si|ah si|moui|affirmatif|bien sur|bien sur que oui|evidemment|absolument|exact|exactement
        tout a fait|parfaitement|correct|en effet|effectivement|certainement|carrement|clairement|grave|volontiers
        avec plaisir|pourquoi pas|bonne idee|pas de (probleme|souci)|aucun probleme
        [oui] c est [bien] (ca|cela|juste|exact|correct|vrai|le cas)
        c est (bon|parfait|tout a fait ca|exactement ca)|[oui] voila|voila c est ca
        ca (marche|roule|me va|me convient|m interesse|va tres bien)|ca me va [tres] bien
        (vous avez|t as|tu as) raison
        je (confirme|valide|prends|suis d accord|l accepte|accepte)|j accepte|je [le] veux bien|je le veux
        j aimerais bien|je prefererais oui|plutot oui|je (pense|crois) [que oui|bien]|allez y|vas y|allons y|allez
        go|continuez|vous pouvez y aller|on y va|on fait comme ca|faites [donc]|entendu|impeccable|nickel|top
        ca me parait bien|ca m irait|je suis (partant|partante|interesse|interessee)
        c est (ok|tout bon|valide|vendu|parti|moi)|[c est] tout bon|tout juste|valide|vendu|banco|adjuge
        tope la|wi|me oui|ca (joue|colle|serait bien)|ca m arrange [bien]|cela me (va|convient) [tres] [bien]
        avec joie|on peut dire ca|(vous avez|t as|tu as) [tout|bien|parfaitement] compris|[c est] a peu pres ca
        [oui] a peu pres|en quelque sorte|(d accord|ok|faites|on fait) [faites|on fait] comme ca""",
    "no": """
        mais non|non|nan|na|nn|nope|nop|no|que non|negatif|pas du tout|du tout|absolument pas|surtout pas
        certainement pas|jamais|pas (vraiment|trop|forcement|specialement|encore|exactement)
        pas (tout a fait|maintenant|aujourd hui|tellement|ca|moi)|pas pour (l instant|le moment)|pas tout de suite
        plus tard|une autre fois|peut etre plus tard|bof|bien sur que non|c est [pas] (faux|inexact)
        (c est|ce n est) pas [du tout|vraiment|tout a fait|exactement] (ca|cela|le cas|bon|vrai|juste)
        (ca|cela) [ne] (me va|me convient|m interesse|marche) pas [du tout]
        je [ne] (veux|souhaite|prefere|crois|pense) pas|je [n en|en] veux pas|je prefere pas
        je [ne] suis pas (d accord|interesse|interessee)|je refuse|je prefere non|plutot non
        (vous avez|t as|tu as) (mal compris|rien compris)|vous [n] avez pas [bien] compris|vous vous trompez
        [c est|ce sera|ca sera] tout|rien d autre|ca ira merci|ca (ira|suffit) comme ca|ca suffira|sans facon|aucun
        aucune|aucun des (deux|trois)|aucune des (deux|trois)|ni l un ni l autre|ni l une ni l autre
        rien de tout (ca|cela)|moi non plus|non plus
        c est autre chose|[ca n a|ca a] rien a voir|aucun de (ceux la|ces choix)|aucune de (celles la|ces reponses)
        pas (interesse|interessee)|j ai dit autre chose
        vous m avez mal compris|vous avez compris de travers
        [que] nenni|awa|jamais de la vie|hors de question|pas question|pas (celui la|celle la|ce jour la|cette fois)
        j aime autant pas|[j en ai|je n en ai] pas besoin|[c est] pas la peine|merci ca ira""",
    "skip": """
        passe|passer|passez|je passe|on passe|passons|on peut passer|[a la] question suivante|[la] suivante|suivant
        sauter|sautez|ignorer|joker|sans reponse|pas de reponse|je saute|passez a (la suite|autre chose)
        (passez|passer|passons) [a] la question [suivante]
        je [ne] (prefere|veux|souhaite|voudrais|desire) pas [le|vous le] dire
        je [ne] (prefere|veux|souhaite|voudrais|desire) pas [y|vous] (repondre|en parler)
        je prefere (me taire|eviter)|je prefere ne pas [le|vous le|y] (dire|repondre|preciser)
        je prefere ne pas en parler|je prefere pas en parler|je [ne] (dis|reponds|repondrai|dirai) pas
        je [ne] le (dis|dirai) pas|je garde ca pour moi|je refuse de repondre|ca [ne] vous regarde pas
        c est (prive|personnel|confidentiel)|(peu|qu) importe|n importe|n importe (lequel|laquelle)|ca m est egal
        comme vous voulez|je [n ai|ai] pas de preference|pas de preference|sans preference
        on saute|pas envie (de repondre|d en parler)""",
    "unknown": """
        je [ne] sais pas [trop|du tout|vraiment|encore|quoi dire|quoi repondre]|je [n en|en] sais [trop] rien
        j en sais rien|je saurais pas [vous] dire|je ne saurais [pas] [vous] dire|aucune idee
        (j ai|je n ai|j en ai|je n en ai) aucune idee|(j ai|je n ai) pas d idee|pas d idee|chais pas [trop]|chai pas
        ch ais pas|chepa|chepas|j sais pas|jsais pas|jsp|jsais po|je sais po|sais pas|ne sais pas|j se pas|je se pas
        je c pas|va savoir|pas sur|pas sure|je [ne] suis pas (sur|sure)|j hesite|peut etre|ca depend|mystere
        je connais pas|je me (souviens|rappelle) (pas|plus)|je ne me (souviens|rappelle) (pas|plus)
        je [ne] sais plus|j ai oublie|faut voir|(c est|ce n est) pas clair [pour moi]|mouais
        pas (certain|certaine)|je [ne] suis pas (certain|certaine)|bonne question|jsp trop
        je vois pas [trop|bien|du tout]|difficile a dire
        [il] faut que je (demande|regarde|verifie)|je [ne] saurais dire|je [ne] l ai (pas|plus)|je l ai (perdu|oublie)
        (j ai|je n ai) (pas|plus) [le|mon|ce|de] code|j ai (perdu|oublie|egare) [le|mon|ce] code
        je [ne] (trouve|retrouve) (pas|plus) [le|mon|ce] [code]""",
    "repeat": """
        [vous pouvez|tu peux|pouvez vous] [me] (repeter|redire) [la question|ca|cela|encore]
        (peux tu|pourriez vous|vous pourriez) [me] (repeter|redire) [la question|ca|cela|encore]
        repetez [moi] [la question|ca]|repete [la question|ca]|redites [moi] [la question|ca]|redis
        encore [une fois]|hein|quoi|keu|plait il|vous dites|vous avez dit [quoi]|qu avez vous dit
        qu est ce que vous (dites|avez dit|disiez)|vous disiez|comment ca
        (j ai|je n ai) (pas|rien) [bien|tout] (entendu|compris|saisi|capte|suivi)|j entends (pas|rien|mal)
        (j ai|je n ai) pas [bien|tout] compris (votre|la|cette) (reponse|explication)
        pas [bien] (entendu|compris)|je [ne] (comprends|comprend|capte|entends) (pas|rien) [bien] [la question]
        je vous entends (mal|pas)|c etait quoi|quelle [est|etait] la question|la question
        (je voudrais|j aimerais) que vous repetiez|reecouter|rejouer|dieze|diese
        [une] deuxieme fois|relisez [moi] [la question]|repassez [moi] le message|je [ne] vous ai pas [bien] entendu
        reformulez [la question]|[vous pouvez|pouvez vous|pourriez vous] reformuler [la question]
        dites [le] autrement""",
    "slower": """
        [parlez|allez|dites le|un peu|beaucoup] (moins vite|plus lentement|plus doucement)|lentement|doucement
        moins vite
        [vous pouvez|pouvez vous|pourriez vous] parler [un peu] (moins vite|plus lentement|plus doucement)|ralentir
        ralentissez|[parlez|allez] un peu (moins vite|plus lentement|plus doucement)
        [vous parlez|vous allez|ca va|c est] trop vite|repetez [plus] (lentement|doucement)
        [vous pouvez|pouvez vous|pourriez vous] repeter [plus] (lentement|doucement)
        pas si vite|mollo|tout doux|une chose a la fois|calmez le debit""",
    "louder": """
        [parlez|un peu] plus fort|parlez un peu plus fort
        [vous pouvez|pouvez vous|pourriez vous] parler [un peu] plus fort|plus de (son|volume)
        augmentez le (son|volume)|montez le (son|volume)|c est pas assez fort|vous parlez [trop] (bas|doucement)
        [vous pouvez|pouvez vous] (augmenter|monter) le (son|volume)|repetez plus fort|trop bas
        ca coupe|vous etes loin|le son est [trop] (faible|bas)|on [ne] vous entend (pas|mal)
        je suis [un peu] (dur|dure) d oreille""",
    "back": """
        retour|[je veux|je voudrais|on peut|je peux] revenir [en arriere]|revenez [en arriere]|reviens
        retour en arriere|en arriere|[question|etape|page] precedente|precedent|[la] question d avant
        [je veux|je voudrais] (corriger|modifier|changer)
        [je veux|je voudrais] (corriger|modifier|changer) [ma reponse|ca]|je me suis (trompe|trompee)|je me trompe
        [j ai fait une|c est une] erreur|oups|annuler [la|ma] [derniere] reponse|etoile|on revient [en arriere]
        (annule|annulez) ma [derniere] reponse|je corrige|j ai mal repondu|je reviens sur ma reponse|mauvaise touche
        erreur de touche|je me suis (goure|gouree|plante|plantee)|je voulais dire autre chose
        (c etait|ce n etait|c est) pas ca que je voulais dire""",
    "restart": """
        [je veux|je voudrais] [tout] (recommencer|reprendre) [tout] [a zero|du debut|au debut|depuis le debut]
        (on peut|on va|il faut) [tout] (recommencer|reprendre) [tout] [a zero|du debut|au debut|depuis le debut]
        on recommence [tout] [a zero|du debut|au debut|depuis le debut]|recommencez|recommence|recommencons
        reprenons [au debut|depuis le debut]|on reprend [au debut|depuis le debut|a zero]|repartir (a|de) zero
        on repart (a|de) zero|[tout] depuis le debut|retour au debut|[revenir|revenez] au debut|a zero|restart|reset
        (tout effacer|effacer tout|effacez tout)|nouvelle (conversation|demande|question)|[menu|accueil] principal
        retour (au menu|a l accueil)|repartir du debut|on efface [tout] et on recommence""",
    "person": """
        [PLEASE] (parler|discuter|echanger|voir) [a|avec|directement a|au telephone avec] SOMEBODY
        [PLEASE] (joindre|contacter|appeler|avoir|passer) [a|avec|directement a|au telephone avec] SOMEBODY
        [PLEASE] (etre mis|etre mise|me mettre|etre|mettre) en (relation|contact|ligne|communication) [avec] SOMEBODY
        [PLEASE] etre (rappele|rappelee|appele|appelee|aide|aidee) par SOMEBODY
        [PLEASE|donnez moi|il me faut|j ai besoin d] SOMEBODY|(passez|passe|appelez|mettez) [moi] SOMEBODY
        (mettez|mets) moi en (relation|contact|ligne|communication) [avec] SOMEBODY
        (transferez|transfere) moi [a|vers|avec] [SOMEBODY]|[j en ai marre|y en a marre|marre] des (robots|machines)
        pas un robot|zero|je [ne] veux pas parler (a|avec) (un|une|des) (robot|machine|repondeur|robots)
        je [ne] parle pas aux (robots|machines)|un vrai|une vraie""",
    "stop": """
        stop|stopper|arreter|arretez [tout|ca|la]|arrete [tout|ca]|j arrete [tout|la]
        [je veux|je voudrais|on peut|je prefere] [tout] arreter [la]|on arrete [tout|la|ici]|on s arrete la
        [je veux|je voudrais] [tout] annuler [tout]|annulez [tout]|annule|on annule [tout]|j annule|abandonner
        j abandonne|(laisse|laissez|je laisse|on laisse) tomber|(laisse|laissez) beton|quitter|fin|terminer
        [c est] termine|fini|c est fini|ca suffit|je raccroche|taisez vous|tais toi|silence|effacer et quitter
        tant pis|je (veux|vais) (partir|quitter|raccrocher)|je vais couper|je [ne] veux plus [continuer]
        je [ne] souhaite pas continuer|je [ne] veux pas continuer|fermer|basta|laissez moi tranquille""",
    "more": """
        [je veux|je voudrais|j aimerais|on peut|je peux] [bien] en savoir [un peu] plus|dites m en [un peu] plus
        dis m en [un peu] plus
        (plus|davantage) d (infos|info|informations|information|explications|explication|exemples)
        plus de (details|renseignements|precisions)
        [je veux|je voudrais|j aimerais|donnez moi] plus (d infos|d informations|d explications)
        [je veux|je voudrais|j aimerais|donnez moi] plus (de details|de precisions|de renseignements)
        expliquez [moi] [un peu] [plus|mieux]|explique [moi]|developpez|detaillez|precisez|c est quoi exactement
        c est a dire|cad|la suite|en detail
        [vous pouvez|pouvez vous|pourriez vous] (m expliquer|developper|detailler|preciser|m en dire plus)
        [je veux|je voudrais] des (details|precisions)""",
    "wait": """
        attendez [moi] [un peu|une minute|une seconde|un instant]
        attendez [moi] (un moment|deux secondes|deux minutes|2 secondes|2 minutes)|attends [un peu]
        [juste] (un instant|un moment|une minute|une seconde|deux secondes)
        [juste] (deux minutes|2 secondes|2 minutes|2 sec|une sec)|patientez|attendez voir
        [juste] (une petite minute|une petite seconde|un petit instant|un petit moment)|je reviens [tout de suite]
        [attendez] (on sonne|ca sonne) [a la porte]|(je note|minute je note) [tout] (le code|ca|l adresse)
        [attendez] (mon fils|ma fille|le petit|la petite|le bebe|mon bebe|le chien) (pleure|m appelle|crie|aboie)
        [attendez] j ai (mon fils|ma fille|le petit|la petite|le bebe|mon bebe) qui (pleure|m appelle|crie|se reveille)
        [vous pouvez|pouvez vous] patienter [un instant|un moment|une minute|deux minutes|deux secondes]
        [attendez] je vais chercher THING (dans|a|au|sur) [la|le|l|mon|ma] (cuisine|chambre|salon|bureau|cote|table|sac)
        (attendez|attends) [que] je (prends|prenne|trouve)|[attendez|attends] [que] je (cherche|vais chercher)
        [attendez|attends] [que] je (note|regarde|verifie|reflechis|reviens|reviens tout de suite)
        [attendez|attends] [que] je (cherche|prends|prenne|vais chercher|trouve) THING|[ne] quittez pas|bougez pas
        ne raccrochez pas
        laissez moi [le temps de] (reflechir|noter|chercher|regarder|verifier|une minute|une seconde)
        [attendez] j ai pas (de stylo|de quoi noter|fini)
        [attendez] [j ai besoin d|il me faut|donnez moi] (un stylo|de temps|du temps)
        [attendez] [j ai besoin d|il me faut|donnez moi] (une minute|un instant|un peu de temps)|minute [papillon]""",
    "thanks": """
        [un] [grand] merci|merci (beaucoup|bien|infiniment|enormement|mille fois)
        merci (a vous|pour tout|pour votre aide|pour l info|de votre aide)
        merci pour [toutes] (ces|les|vos) (infos|informations|renseignements|conseils|reponses|explications)|thanks
        thank you|mci|je vous remercie|merci a vous aussi
        je vous remercie [beaucoup|infiniment|pour tout|de votre aide|pour votre aide]
        c est [bien] (gentil|sympa|tres gentil|aimable)|bien aimable|mille mercis|mesi [anpil]|gracias
        vous etes [bien|tres] (sympa|gentil|gentille|aimable)""",
    "goodbye": """
        au revoir|aurevoir|bye|bye bye|ciao|tchao|salut a bientot|a bientot|a plus [tard]|a la prochaine
        a demain|bonne (journee|soiree|nuit|fin de journee)|bon (week end|weekend|apres midi|courage)
        passez une bonne (journee|soiree)|bonne continuation|je vous laisse|[je vous souhaite] une bonne journee
        je vais vous laisser|au plaisir|adiu|kenavo|salut a plus [tard]|adieu (monsieur|madame) [et merci]
        au revoir [et] merci [beaucoup|bien|pour tout]|merci [beaucoup|bien] [pour tout] [et] au revoir
        je dois (y aller|partir|vous laisser)""",
    "greeting": """
        bonjour|bonsoir|salut|coucou|hello|hey|bjr|bsr|slt|cc|yo|wesh|allo|bonjour a (vous|tous)|re bonjour
        rebonjour|enchante|enchantee|(bonjour|bonsoir) (madame|monsieur|mademoiselle|m|mme)
        [est ce que] vous m entendez|vous etes la|(il y|y) [a] SOMEBODY|oui (bonjour|bonsoir|allo)
        comment (allez vous|ca va|vas tu)|bien le bonjour|salutations""",
    "help": """
        aide|aidez moi|aide moi|help [please]|please help|[j ai] besoin d aide|j ai besoin d un peu d aide
        [vous pouvez|pouvez vous|pourriez vous] m aider|menu|options|mode d emploi
        [je voudrais|je veux|je souhaite|j aimerais] de l aide
        comment (ca marche|ca fonctionne|faire|je fais|on fait)|ca marche comment|je fais comment
        [mais] (qu est ce que|que) (je dois|je peux|puis je|dois je|je peux vous) (dire|repondre|demander|faire)
        je dois (dire|repondre|faire) quoi|vous (servez|sers) a quoi
        (a quoi|qu est ce que) (vous servez|vous faites|ca sert)|(j y|je n y) comprends rien
        je suis bloque|je suis bloquee|je dis quoi|je [ne] sais pas comment (dire|expliquer|formuler)""",
    "unhelped": """
        vous [ne] (comprenez|comprends|compreniez) (pas|rien) [du tout|vraiment]|vous [ne] m avez pas [bien] compris
        [votre|la|cette] reponse [ne] m (aide|avance|apprend) (pas|en rien|a rien|rien) [du tout|vraiment|beaucoup]
        [votre|la|cette] reponse [ne] m a (pas|en rien) [vraiment] aide [du tout]
        (ca|cela) [ne] m (aide|avance|arrange|apprend) (pas|en rien|a rien|rien) [du tout|vraiment|beaucoup|des masses]
        (ca|cela) [ne] m a (pas|en rien) [vraiment] aide|vous [ne] m aidez (pas|en rien) [du tout|vraiment|beaucoup]
        (ca|cela) [ne] me (sert|servira) (pas|a rien) [du tout]|(ca|cela) [ne] sert a rien
        (ca|cela) [ne] repond (pas|en rien) [du tout|vraiment] [a] [ma|la] [question|demande]
        vous [ne|n] (repondez|avez) pas [repondu] [du tout|vraiment] [a] [ma|la] [question|demande]
        [votre|la|cette] reponse [ne] (repond|correspond) pas [du tout|vraiment] [a] [ma|la] [question|demande]
        (ca|cela) [ne] correspond pas [du tout|vraiment] [a] [ma|la] [question|demande|situation]
        (c est|ce n est) pas [du tout|vraiment] (ma question|la question|ce que je cherche|ce que je cherchais)
        (c est|ce n est) pas [du tout|vraiment] ce que (je demande|je demandais|j ai demande|je veux|je voulais)
        (c est|ce n est) pas [du tout|vraiment] ce que je (veux|voulais|voudrais) savoir
        [c est|votre reponse est|la reponse est] [a] cote [de la plaque]|[c est] inutile|(c est|ce n est) pas utile
        (votre|la|cette) reponse est (nulle|inutile|hors sujet)""",
    "why": """
        [mais|et] pourquoi [ca|cela|cette question|donc]|pour quoi faire|[et] pour quelle raison
        [mais|et] pourquoi [est ce que] vous [me] (demandez|posez) (ca|cela|la question|cette question|tout ca)
        [mais|et] pourquoi (vous voulez|voulez vous|vous avez besoin de) [le] savoir [ca|cela|tout ca]
        [mais|et] pourquoi me demandez vous (ca|cela)|(ca|cela) vous sert a quoi [de savoir ca]
        [mais|et] en quoi (ca|cela) vous (regarde|concerne|interesse)|qu est ce que (ca|cela) peut vous faire
        (c est|est ce que c est|est ce) [vraiment] (obligatoire|oblige|necessaire|utile)
        [est ce que] (je dois|je suis oblige de|je suis obligee de|on est oblige de) [vous] [le] (repondre|dire)""",
}

# Acts only when nothing else is said: in "pardon, oui" or "ok, non merci" the rest decides.
ALONE = {
    "repeat": """
        pardon|pardonnez moi|excusez moi|comment|hein|quoi|encore""",
    "yes": """
        ok|okay|oki|okey|d accord|daccord|d acc|dac|dacc|d ac|tres bien|parfait|super|genial|bien|bien recu|compris
        cool|c est (note|compris)|j ai [bien] compris""",
}

# Words of politeness or hesitation, which say nothing by themselves.
FILLERS = """
        euh|heu|hum|hmm|hm|mmh|ben|bah|beh|bin|eh|eh bien|et bien|ah|oh|ha|ho|bon|alors|donc|enfin|du coup|en fait
        tu sais|vous savez|la|a priori|ma foi|s il (vous|te) plait|s il vous plais|svp|stp|si vous voulez [bien]
        si possible|madame|monsieur|mademoiselle|desole|desolee|je suis (desole|desolee)|mon dieu|justement
        franchement|honnetement|[tout] simplement|juste|plutot|moi|pour moi|quand meme|maintenant|tout de suite
        finalement|lol|mdr"""

# Too unclear to be taken for an answer: the question is asked again.
UNDECIDED = "[non] c est bon merci|ca va merci"

# A yes or a no that opens a longer answer, and the word that would make it neither when it comes next.
OPENINGS = {
    "yes": """
        oui|ouais|ouep|yes|exactement|tout a fait|c est [bien] ca|absolument|exact|effectivement|en effet|volontiers""",
    "no": """
        non|nan|nope|pas du tout|pas vraiment|[c est|ce n est] pas ca|c est faux|vous vous trompez""",
}
SPOILERS = {
    "yes": "mais enfin sauf non ou pas que bonjour bonsoir allo",
    "no": "oui salarie salariee diplome diplomee titulaire inscrit inscrite cadre qualifie qualifiee voyant voyante",
}

# Groups of words that stand for one thing, as regular expressions; each is read as its name.
GROUPS = {
    "SOMEBODY": r"(?:(?:a|avec|d|un|une|le|la|l) ){0,2}(?:(?:vrai|vraie|veritable|autre) )?"
    r"(?:quelqu un|conseill(?:er|ere)|humaine?|etre humain|personne|operat(?:eur|rice)|interlocuteur|standard"
    r"|standardiste|(?<=un )(?:agent|technicien))(?: (?:humaine?|reelle?|en vrai|de vrai|physique|de chez vous))*",
    "PLEASE": r"(?:est ce que |et )?(?:je (?:veux|voudrais|souhaite|souhaiterais|prefere|prefererais|peux|pourrais)"
    r"|j aimerais|on peut|puis je|il faut que je puisse|(?:pouvez|peux|pourriez) (?:vous|tu) me"
    r"|(?:vous pouvez|vous pourriez|tu peux) me)(?: bien)?",
    "THING": r"(?:(?:mon|ma|mes|un|une|des|du|de|le|la|les|l) )?"
    r"(?:stylos?|crayons?|papiers?|lunettes|agenda|calepin|feuille|carnet|quoi (?:noter|ecrire)|bloc)",
}

# Signs that are words.
SIGNS = {"👍": "oui", "👌": "oui", "✅": "oui", "✔": "oui", "👎": "non", "❌": "non", "🙏": "merci", "👋": "bonjour"}

# The place of a choice in a list, and what may stand around it ("je prends plutôt le troisième créneau").
ORDINALS = """
    premier premiere|deuxieme second seconde|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme"""
AROUND_CHOICE = """
    le la les l au a plutot numero no n choix option proposition creneau rendez vous rdv lieu structure reponse touche
    je j prends prend choisis veux voudrais prefere aimerais vais prendre pour tapez dis oui non alors euh heu ben bah
    donc bon ok d accord c est ce sera s il te plait svp merci celui celle ci bien"""
