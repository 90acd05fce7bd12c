"""What people say of working for somebody: an employer, a contract, a workplace."""

from bot.understanding import status_words as words
from bot.understanding.status_levels import CONTRACT, HINT, OWN, SURE, TRADE, WORK
from directory.vocabulary import Status

# Status, how sure, one way of saying it a line, as a regular expression on folded text with figures.
EMPLOYEES: tuple[tuple[Status, str, str], ...] = (
    (
        Status.SALARIE,
        SURE,
        rf"""
        {words.SELF}(?:(?<!non )salariee?|interimaire|intermittente?)\b
        {words.SELF}(?:apprentie?|alternante?|travailleu(?:r|se) saisonni\w+|saisonni(?:er|ere)|ouvri(?:er|ere))\b
        {words.SELF}employee?\b(?! (?:municipale?|communale?|de (?:la )?mairie)\b){words.NOT_BY_THE_PUBLIC}
        (?<!offres )(?<!offre )(?<!postes )(?<!emplois )(?<!emploi )\ben interim\b
        \ben \w+ par (?:alternance|apprentissage)\b
        \b(?:fais de l|contrats? d|(?<!fin de )missions? d|(?<!fin de )mission) interim\b
        \b(?:mon|ma|par une?|pour une?|avec une?|dans une?) (?:agence|boite) d interim\b
        \bje fais (?:un|mon) (?:apprentissage|alternance|contrat pro)\b
        \bfais des missions?(?: d| en)? interim\b
        \A(?:euh |ben |bonjour |alors |moi )*interim$
        \bchomage (?:partiel|technique)\b
        {words.OPENING}{words.TRADES} (?:saisonni\w+|interimaire|salariee?|a mi temps|a temps (?:plein|partiel))\b
        \ben portage salarial\b|^portage salarial\b
        \bsalariee? (?:a|au|chez|dans|depuis)\b
        \b(?:dans le|du|secteur) prive\b
        \b{words.NOW_IN} (?:\w+ ){{0,2}}?{words.IN_APPRENTICESHIP}
        {words.OPENING}(?:(?:toujours|actuellement|deja|je suis|et|mais) )?{words.IN_APPRENTICESHIP}(?! ou\b)
        \b(?:suis|actuellement|depuis) (?:\w+ ){{0,2}}?en contrat pro\b|^en contrat pro\b
        \ben (?:apprentissage|alternance) (?:chez|dans)\b
        \bau cfa\b
        \bmon cfa\b
        {words.OPENING}(?:mon |en |sous )?contrat (?:pro|de professionnalisation|d apprentissage\
        |d alternance)\b(?! ou\b){words.NOT_THEN}
        {words.OPENING}(?:(?:encore|toujours|un|une|jeune) )*(?:apprentie?|alternante?)\b
        {words.SELF}(?:vrp|cheminote?|agente? de maitrise|technicien(?:ne)? superieure?|smicarde?|extras?)\b
        \bstatut (?:de )?(?:vrp|technicien|agent de maitrise|etam|ouvrier|employe|non cadre)\b
        {words.SELF}{words.STAFF}\b{words.NOT_BY_THE_PUBLIC}
        \b(?:en|un|mon|de l|structure d|entreprise d|chantier d\
        |contrat d) (?:chantier d )?insertion\b(?! (?:sociale|pro))
        \b(?:elue? (?:au|du) cse|delegue?e? (?:syndicale?|du personnel)|representante? du personnel)\b
        \b(?:entrepreneu(?:r|se) salariee?|cae|cooperative d activites?)\b
        \b(?:suis|toujours|encore) (?:\w+ )?sous contrat\b(?! (?:d engagement|jeune))
        \bsalariee? (?!agricole|de france|ou\b)(?:\w+ )?(?:aujourd hui|maintenant|desormais|actuellement)\b
        """,
    ),
    (
        Status.SALARIE,
        CONTRACT,
        rf"""
        \b(?:cdi|cdd|cdii|c d i|c d d)\b{words.NOT_THEN}
        \bcontrat (?:a duree (?:in)?determinee|aide(?! pour)|saisonnier|unique d insertion|pec|en cours)\b
        \ben (?:conge (?:parental|maternite|paternite|sabbatique|maladie|formation)|maladie)\b
        \ben arret(?: de travail| maladie)?\b(?! d)
        \b(?:conge parental|arret maladie|arret de travail|accident du travail|mi temps therapeutique)\b
        (?<!formation )(?<!apprentissage )(?<!etudes )(?<!cours )\ba (?:temps partiel|mi temps)\b
        (?<!formation )(?<!apprentissage )(?<!etudes )(?<!cours )(?<!benevole )\ba (?:temps plein|plein temps|80)\b
        \b(?:un|mon) (?:temps partiel|mi temps)\b
        ^temps partiel\b
        \ben (?:conge )(?:mat|pater|patho\w*|longue (?:maladie|duree)|sans solde|d adoption|de presence|pour creation)\b
        {words.OPENING}(?:mi temps|interim|cdd|cdi)\b(?! (?:ou|c est|ca))
        \bgagne (?:\d+|mille \w+|le smic) (?:euros |e |net |brut |par mois |nets )*(?:dans|chez|en|au|a la|comme)\b
        (?<!formation )(?<!etudes )\ba temps complet\b
        \b(?:suis|actuellement|deja|toujours) (?:\w+ )?en contrat de professionnalisation\b
        \ben mission (?:\w+ ){{0,2}}?(?:chez|pour|dans)\b
        \bj enchaine (?:\w+ ){{0,2}}?(?:cdd|contrats?|missions?|remplacements?|interims?|extras|vacations)\b
        \b(?:de|en) (?:contrat|cdd|mission) (?:court )?en (?:contrat|cdd|mission)\b
        \bje fais (?:\d+ ?h(?:eures?)? )(?:\w+ ){{0,4}}?(?:chez|en cesu|en extra|de menage|dans|au|a)\b
        \b(?:suis|reste|encore|toujours) a \d+ ?h(?:eures?)?(?: (?:par|la))? ?semaine\b
        \b\d+ ?h(?:eures?)? (?:par|la|/) ?semaine (?:chez|dans|en cesu|au|a la) (?!moi|bus|train|route)
        \bpayee?s? en (?:cesu|cheques? emploi)\b|^en cesu\b
        \bje fais des extras\b|^en extra\b
        \b(?:j ai|avec) (?:deux|trois|quatre|2|3|4|plusieurs) (?:employeurs|patrons|emplois|jobs|boulots|contrats)\b
        \b(?:j ai|g|ai) un (?:contrat|cdi|cdd|temps partiel) (?:de |d )?(?:\d+|trente|vingt|quinze|dix)\b
        \b(?:va|vais|vont|allons|menacee?s?|convoquee?s?) (?:\w+ )?(?:etre (?:tous )?licenciee?s?\
        |nous licencier|me licencier|me virer|de licenciement)\b
        \b(?:ai|viens de) (?:\w+ )?(?:pose|poser|donne|donner|remis|remettre|depose|deposer) ma (?:lettre de )?dem\w+
        \b(?:preavis|licenciement|procedure de licenciement) (?:en cours|est lancee?|engagee?|prevue?|annoncee?)\b
        \b(?:deux|2|plusieurs) mi temps\b
        {words.OPENING}embauchee?\b
        \b(?:viens d etre|suis|j ai ete) (?:\w+ )?(?:embauchee?|recrutee?)\b
        {words.OPENING}cadre (?:\w+ ){{1,3}}?{words.AT_A_FIRM}
        ^conge (?:paternite|maternite|mat)\b
        \btitulaire d un (?:cdi|cdd)\b
        \bje fais (?:la plonge|le service|la caisse|les chambres) (?:dans|a|au|chez)\b
        \bconge (?:pour|de) (?:une )?(?:vae|validation|formation|bilan|transition)
        \b(?:en|ma) periode d essai\b{words.NOT_THEN}
        \bje fais (?:le menage|des menages) (?:dans|a|au|chez)\b(?! (?:moi|la maison|nous))
        \blicenciement pour inaptitude\b
        \b(?:licenciement|procedure) en cours\b
        \b(?:en poste|en emploi|en activite|activite partielle|en preavis|en reclassement)\b
        """,
    ),
    (
        Status.SALARIE,
        WORK,
        rf"""
        \b(?:je|j|moi qui)(?: y| me| en| ne)? {words.WORKS}\b{words.NOT_ANY_MORE}{words.NOT_A_JOB}
        {words.OPENING}{words.WORKS_NOW} (?:chez|dans|a|au|comme|depuis|en|pour|de nuit)\b
        \bj ai (?:deja |actuellement |toujours |aussi |encore |enfin )?(?:un|mon|une|du) (?:petit |bon )?{words.JOB}\b
        \b(?:j occupe|j ai (?:trouve|decroche|signe|eu)) (?:un|le) (?:nouveau |petit )?{words.JOB}\b
        (?:{words.EMPLOYED_AS}|\b{words.TRADES}) (?:dans|chez|pour) (?:une|la meme)(?: grosse| petite)? {words.FIRM}\b
        \bje \w+ (?:\w+ ){{0,3}}?(?:a|chez|pour) {words.FIRMS}\b
        \bje fais (?:le|mon) (?:boulot|travail|taf)\b
        \bje (?:{words.TOILS}) (?:\w+ ){{0,4}}?(?:pour|dans) une? {words.FIRM}\b
        """,
    ),
    (
        Status.SALARIE,
        TRADE,
        rf"""
        \b{words.I_AM} (?:une )?{words.TRADES}\b
        {words.OPENING}{words.TRADES}(?= (?:depuis|chez|dans|a|au|en|de nuit|pour)\b)
        \bje fais (?:{words.TRADES}|le menage|des menages)\b
        """,
    ),
    (
        Status.SALARIE,
        CONTRACT,
        rf"""
        \b{words.I_AM} (?:une? )?{words.TRADES} (?:\w+ ){{0,2}}?{words.AT_A_FIRM}
        {words.OPENING}{words.TRADES} (?:\w+ ){{0,2}}?{words.AT_A_FIRM}
        \bsuis (?!bien|alle)\w+ (?:\w+ )?chez (?!moi|vous|nous|lui|mon|ma|mes|un|une|des)
        \bsuis (?!bien|alle)\w+ (?:\w+ )?dans une (?:boite|usine)\b
        """,
    ),
    (
        Status.SALARIE,
        HINT,
        rf"""
        \b(?<!trouver )(?:le|la) (?:patron|patronne|chef|cheffe|manager|drh|boss|direction|hierarchie) {words.DOES}\b
        \b(?:la|cette|leur) boite (?!me prend){words.DOES}\b
        \bl employeur (?:peut|doit|a|va|sera|refuse|veut|saura)\b
        \bl entreprise (?:ne|n|refuse|veut|m)\b
        \bces (?:horaires|plannings|cadences)\b
        \b(?:les rh|la rh|la drh|les chefs|mes chefs|un chef (?:qui|me|m))\b
        \bla (?:direction|hierarchie) (?:rigole|ferme les yeux|s en fiche|ne|n|veut|refuse|nous|me|m|dit|a|va\
        |laisse|sait|fait|parle)\b
        (?<!pas )(?<!pas d )(?<!plus d )\b(?:l|en|notre|d) usine\b(?! a (?:ferme|brule))
        \b(?:au|du|en|notre) magasin\b
        \b(?:le poste|du poste|equipe) de nuit\b
        \bj ai un contrat\b
        \b(?:medecin|docteur) m a (?:mise? en arret|arretee?)\b
        \bon (?:me|nous|m a|m) (?:propose|proposent|impose) (?:un|une) (?:mobilite|promotion)\b
        \bon (?:me|nous|m a|m) (?:propose|proposent|impose) (?:un|une) (?:poste|mutation|reclassement)\b
        \b(?:evoluer|mobilite|evolution) (?:en )?interne\b
        \b(?:mon temps de travail|reprends le travail|au meme poste|changer de poste|a mon poste)\b
        \b(?:de|dans) la boite\b(?! a | aux)
        \b(?:la boite|l usine|l entreprise|le magasin|l entrepot) (?:ferme|va fermer|delocalise|licencie|coule|me|m)\b
        {words.OF_MINE}(?<!quelqu un )\b(?:a l usine|au bureau|a l entrepot|au boulot|au taf|au travail)\b
        \bon est en redressement\b
        \bje suis (?:(?:encore|toujours|mal|bien|que) )?payee?\b(?! pour)
        \b(?:nous|on est) (?:les )?(?:salaries|employes|ouvriers)\b
        \b(?:dernier|derniers|derniere) (?:jours?|semaines?) (?:dans|chez) (?:l|ma|la|cette|mon)\b
        \bon (?:me|m|nous) (?:change|mute|deplace|envoie) (?:de|dans|sur|a|au)\b
        \b(?:mon|ma|mes) (?:travail|boulot|job|taf|emploi)(?! d ete| etudiant| ideal| de reve)\b
        \bmon (?:alternance|apprentissage) (?:me|m|se passe|ne|est)\b
        \b(?:j ai ete|viens d etre|suis) (?:\w+ )?(?:embauchee?|recrutee?|mutee?|promue?)\b
        \b(?:sors|sort|rentre|finis|reviens|pars) (?:du|le|de mon|de|au) (?:travail|boulot|taf|bureau|usine)\b
        ^(?:et |mais )?(?:au|a mon) (?:travail|boulot|taf|bureau)\b(?! (?:c est|on peut))
        \brepris le (?:travail|boulot|taf)\b
        \bje demissionne\b
        \b(?<!fait )demissionner\b
        \bma (?:lettre de )?demission\b
        ^(?:euh |ben )?arretee? (?:depuis|jusqu|par (?:le|mon) medecin)\b(?!.*\b(?:ecole|lycee|fac|etudes|cours)\b)
        \bteletravail (?:\d|un|deux|trois|quatre|total|complet|impose|partiel|integral)\b
        \b(?:refuse|annule|impose|decale)\w* (?:mes|mon) (?:vacances|conges?)\b
        \bmes (?:horaires|conges|jours de repos|repos|gardes|plannings?|nuits|tournees|heures de (?:boulot|travail))\b
        \b(?:mon equipe|mon service|ma tournee|mon planning|mon badge)\b
        \bje fais (?:les|des|mes) (?:nuits|3 8|3x8|trois huit|2x8|postes)\b
        \b(?:3 ?x ?8|2 ?x ?8|trois huit|3 8)\b
        \b(?:en horaires decales|en teletravail|medecin du travail|convention collective)\b
        \b(?:mon|ma|notre|nos) {words.WORKPLACE}\b(?! (?:a moi|familiale?))
        \b{words.FIRMS} (?:me|m|nous) (?:propose|demande|a|ont|impose|licencie|mute|refuse)\w*\b
        \bdemander une augmentation\b
        \bon (?:me|m|nous) (?:paye|paie|a (?:mise? au placard|retire|supprime)|fait (?:travailler|bosser))\b
        \bon (?:me|nous) demande de (?:virer|tricher|rembourser|signer|travailler|rester)\b
        \b(?:ils|elle|il) (?:m ont|nous font|me font|nous fait|me fait) (?:travailler|bosser|signer|mise? au placard)\b
        \b(?:mes|ma|nos) (?:primes?|rtt|objectifs|astreintes?|tournees?|heures (?:de nuit|payees))\b
        \b(?:contrat|cdi|cdd) (?:de )?\d\d ?h(?:eures?)?\b
        \bmise? au placard\b
        \ben sous effectif\b
        \b(?:contremaitre|superieur|superviseur|collegue|maitre d hotel) (?:(?:qui|il|elle) )?(?:me|m)\b
        \bpayee? (?:a la|au|en|a l) (?:commission|heure|noir|colis|tache|liquide|piece|smic)\b
        \brupture co\b
        \b(?:le|mon) planning (?:tombe|change|affiche|est)\b
        \bdepuis (?:le rachat|le nouveau directeur)\b
        \bce (?:boulot|job|travail|taf|poste) (?:me|m|je)\b
        \b(?:la responsable|les rh|la rh|le superieur|le gerant|la gerante) {words.DOES}\b
        \b(?:heures sup\w*|mise a pied|inapte|retour de conge|conges refuses|reclassement|temps partiel impose)\b
        \ble cdd (?:finit|se termine|s arrete)\b
        """,
    ),
    (
        Status.SALARIE,
        OWN,
        rf"""
        \b(?:mon|ma|mes|notre|nos) (?:nouveau |nouvelle |petite? |grosse? |vieux )?{words.EMPLOYER}\b(?! a moi)
        \bentretien (?:prealable|annuel|professionnel|pro|individuel|de mi carriere)\b
        \b(?:suis|paye\w*) au smic\b
        \b\w+ ans d anciennete\b
        \bsous contrat (?:jusqu|de travail|depuis)
        \b(?:on|ils) (?:ferment?|licencient?) (?:le|la|les|mon|nos|notre|des) (?:site|usine|poste|postes|boite)\b
        \b(?:on|ils) (?:suppriment?|delocalisent?) (?:le|la|les|mon|nos|notre|des) (?:site|usine|poste|postes|boite)\b
        \bon nous (?:paye|paie|annonce|a annonce|interdit|vire|licencie)\b
        \b(?:plan social|plan de licenciements?|plan de depart volontaire|pse|plan de sauvegarde)\b
        \b(?:rupture conventionnelle|mutation)\b
        \bsalaires? (?:impayes?|non payes?)\b
        \b(?:\w+ ans|des annees|une vie) (?:de|dans la(?: meme)?|dans cette|dans l) (?:boite|maison|entreprise|usine)\b
        \bentretien (?:de|d) (?:licenciement|recadrage|evaluation|sanction)\b
        \b(?:on|ils) (?:nous|me|m) (?:oblige\w*|forcent?|mutent?|font signer|fait signer|pousse\w* (?:a la))\b
        \b(?:on|ils) (?:nous|me|m) (?:oblige\w*|forcent?|mutent?|font signer|fait signer|pousse\w* (?:vers la|dehors))\b
        \b\w+ ans chez (?:le|la) meme (?:patron|employeur|boite)\b
        \b\d+ ans dans (?:le|la) meme (?!ville|quartier|maison|appart|village|region|situation|classe)\w+
        \bsalaires? (?:pas|non|jamais) (?:paye|verse)s?\b
        \bpas payee?s? (?:\w+ ){{0,4}}?par (?:la boite|le patron|l entreprise|mon patron)\b
        \b(?:veut|veulent|va|vont) me (?:muter|licencier|virer|reclasser)\b
        \b(?:mon|ma|mes) {words.PAY}\b{words.NOT_THEN}(?! (?:a (?:capote|ete|pris)|n a (?:pas )?ete))
        """,
    ),
    (
        Status.CADRE,
        SURE,
        rf"""
        \b{words.I_AM} (?:salariee? )?(?:jeune )?cadre\b(?! de vie)
        \b(?:statut|niveau) (?:de )?cadre\b
        \bcadre \d\d ans\b
        \bcadre (?:sup|superieure?|dirigeante?|commerciale?|bancaire|de direction)\b
        {words.OPENING}(?:directeur|directrice|drh|daf) (?:des|du|general|commercial|adjoint)
        {words.OPENING}(?:jeune |ex )?cadre(?! de (?:vie|reference|formation)\b| (?:legal|juridique|ou)\b)
        \b(?:poste|fonctions?) de cadre\b
        \b{words.I_AM} (?:directeur|directrice|drh|daf)\b
        \b{words.WORKS} comme cadre\b
        {words.OPENING}(?:{words.TRADES}|chef(?:fe)? de projet|consultante?) cadre\b
        \bsuis (?:(?!pas|plus|ni|que|pour|chez|encore|dans|avec)\w+ ){{0,4}}?cadre\b(?! de (?:vie|reference)\b\
        | (?:legal|juridique|ou)\b)
        \b(?:passee?|nommee?|promue?) (?:\w+ )?cadre\b
        \bforfaits? jours?\b
        \bcotise (?:\w+ ){{0,2}}?(?:a l )?(?:agirc|apec)\b|\b(?:suivie?|inscrite?|accompagnee?) (?:a|par) l apec\b
        \bami(?:e)? cadre\b
        """,
    ),
)
