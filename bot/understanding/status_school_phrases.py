"""What pupils and students say of their class and school, and of having left it."""

from bot.understanding import status_words as words
from bot.understanding.status_levels import EVENT, OWN, SIGN, SURE
from directory.vocabulary import Status

# Status, how sure, one way of saying it a line, as a regular expression on folded text with figures.
SCHOOL: tuple[tuple[Status, str, str], ...] = (
    (
        Status.COLLEGIEN,
        SURE,
        rf"""
        {words.SELF}collegien(?:ne)?\b
        \bau college\b
        \ben segpa\b
        \bpasse le brevet\b
        (?<!un )(?<!une )\beleve (?:de|en) (?:6e|5e|4e|3e|sixieme|cinquieme|quatrieme|troisieme)\b
        ^(?:sixieme|cinquieme|quatrieme|troisieme)$
        {words.OPENING}(?:6|5|4|3)e(?:me)?(?=$| (?:au|en|prepa)\b)
        \b(?:6|5|4|3)e?m?e? segpa\b
        \b(?:en|classe de) (?:6|5|4|3)(?:e|eme|ieme)\b(?! (?:annee|position|an\b|arrondissement))
        \b(?:en|classe de) (?:6|5|4|3)(?=$| (?:au|et|je|j|prepa|segpa|mais|il|elle|qui)\b)
        \b(?:en|classe de) (?:sixieme|cinquieme|quatrieme|troisieme)\b(?! (?:annee|position|ligne))
        \b3e prepa(?: \w+)?\b
        \bredouble (?:ma |la )?(?:sixieme|cinquieme|quatrieme|troisieme|[3456]e)\b
        """,
    ),
    (
        Status.COLLEGIEN,
        OWN,
        r"""
        \b(?:mon|mes|cherche) stages?(?: d observation)? (?:de|en) (?:3e|3eme|troisieme|4e|quatrieme)\b
        \b(?:cherche|trouver|trouve) un stages?(?: d observation)? (?:de|en) (?:3e|3eme|troisieme|4e|quatrieme)\b
        \bapres ma (?:troisieme|3e|3eme)\b
        \bpour le stage (?:de|en) (?:3e|3eme|troisieme|4e|quatrieme)\b
        \ben (?:fin|debut|milieu) de (?:6e|5e|4e|3e|3eme|sixieme|cinquieme|quatrieme|troisieme)\b
        \bje (?:veux|voudrais|vais|sais pas) (?:\w+ ){0,6}?apres la (?:troisieme|3e|3eme)\b
        \b(?:mon college|mon brevet(?: blanc)|ma (?:6|5|4|3)(?:e|eme)|ma (?:sixieme|cinquieme))\b(?! annee)
        \b(?:mon college|mon brevet(?: des colleges)|ma (?:6|5|4|3)(?:e|eme)|ma (?:sixieme|cinquieme))\b(?! annee)
        \b(?:mon college|mon brevet(?: blanc)|ma (?:6|5|4|3)(?:e|eme)|ma (?:quatrieme|troisieme))\b(?! annee)
        \b(?:mon college|mon brevet(?: des colleges)|ma (?:6|5|4|3)(?:e|eme)|ma (?:quatrieme|troisieme))\b(?! annee)
        \b(?:mon college|mon brevet(?: cette annee)|ma (?:6|5|4|3)(?:e|eme)|ma (?:sixieme|cinquieme))\b(?! annee)
        \b(?:mon college|mon brevet(?: en juin|$)|ma (?:6|5|4|3)(?:e|eme)|ma (?:sixieme|cinquieme))\b(?! annee)
        \b(?:mon college|mon brevet(?: cette annee)|ma (?:6|5|4|3)(?:e|eme)|ma (?:quatrieme|troisieme))\b(?! annee)
        \b(?:mon college|mon brevet(?: en juin|$)|ma (?:6|5|4|3)(?:e|eme)|ma (?:quatrieme|troisieme))\b(?! annee)
        """,
    ),
    (
        Status.LYCEEN,
        SURE,
        rf"""
        {words.SELF}lyceen(?:ne)?\b
        \b(?:mon|termine le|finis le) lycee\b
        \bau lycee\b
        \ben (?:lycee|bac pro|cap|stmg|sti2d|st2s|mfr|term|tle)\b
        \ben terminales?\b
        {words.OPENING}(?:eleve (?:de|en) )?(?:terminale|tle)\b(?! (?:ou|et)\b)
        (?<!un )(?<!une )\beleve (?:de|en) (?:premiere|seconde|terminale|1re|2nde|bac pro)\b
        \b(?:suis en|en) bac (?:techno\w*|general|stmg|sti2d|st2s|stl)\b
        \b(?:en|classe de|suis) (?:seconde|2nde|premiere|1e?re|terminale)\b(?! (?:annee|fois|ligne|instance|place))
        ^(?:euh |ben )*(?:terminale|seconde|premiere (?:generale|techno|pro)|terminale \w+|bac pro(?: \w+)?)$
        \bje (?:passe|prepare) (?:le|mon|un) (?:bac|cap)\b
        \bdans mon lycee\b
        \bau bac cette annee\b
        \bredouble (?:ma |la )?(?:seconde|premiere|terminale|2nde|1ere)\b(?! annee)
        \bredoublement (?:de |en )(?:ma |la )?(?:seconde|premiere|terminale|2nde|1ere)\b(?! annee)
        {words.OPENING}(?:interne|pensionnaire|eleve) (?:\w+ )?(?:au|en|d un) (?:lycee|bac pro|cap)\b
        """,
    ),
    (
        Status.LYCEEN,
        OWN,
        r"""
        \b(?:ma|mon annee de|de ma) (?:terminale|tle|seconde|2nde|premiere (?:generale|techno\w*|pro|stmg|st2s|sti2d))\b
        \b(?:ma|mes) (?:spe|spes|specialites?)\b
        \ben (?:fin|debut|milieu) de (?:1e?re|premiere|seconde|2nde|terminale|tle)\b
        \bmon stage de (?:seconde|2nde|2de|bac pro)\b
        \bquelles? (?:spe|spes|specialites?)\b
        ^(?:seconde|premiere|1e?re|terminale|2nde|tle) (?:gt|g|s|es|l|std2a|sthr|pro\w*|generale|techno\w*|pro\
        |stmg|st2s|sti2d|stl|agricole)\b
        ^(?:j ai (?:le |mon )?)?bac (?:dans \d+ (?:mois|semaines)|en juin|cette annee)\b
        \b(?:mon lycee|mon bac (?:blanc|de francais|pro en cours)|mon grand oral|mes epreuves du bac)\b
        \bchoisir (?:\w+ )?(?:spe|spes|specialites)\b
        \bparcoursup (?:m|me|ma)\b
        \b(?:mes voeux|mon parcoursup|mon dossier parcoursup|mon compte parcoursup)\b
        \bmon (?:prof|professeur) principal\b
        """,
    ),
    (
        Status.ETUDIANT,
        SURE,
        rf"""
        {words.SELF}etudiante?\b
        (?:\bsuis |{words.OPENING})boursi(?:er|ere)\b
        \b(?:a|en) la fac\b
        \ba (?:la fac|l universite|l iut)\b
        \ben fac\b
        \bj etudie\b
        \b(?:en|inscrite? en) {words.HIGHER}\b
        \bje (?:fais|suis|prepare) (?:un|une|mon|ma|des|mes) (?:{words.HIGHER}|etudes)\b
        \bje (?:finis|termine|suis en train de faire) (?:un|une|mon|ma|des|mes) (?:{words.HIGHER}|etudes)\b
        (?<!apprenti )(?<!apprentie )(?<!alternance )\ben {words.NTH} annee\b(?! de (?:cap|bac|lycee\
        |apprentissage|college|contrat))
        \b(?:en|dans une) ecole (?:d|de) (?:ingenieurs?|commerce|infirmi\w+|art)\b
        \b(?:en|dans une) ecole (?:d|de) (?:archi\w*|design|management|journalisme)\b
        \beleve (?:ingenieure?|infirmiere?|avocate?)\b
        \b(?:doctorante?|thesarde?)\b
        {words.OPENING}prepa (?:scientifique|litteraire|eco\w*|mpsi|pcsi|bcpst|ecg|khagne|hypokhagne)\b
        \b(?:en|dans mes|pendant mes) etudes\b(?! de marche)
        ^(?:l[123]|m[12]|licence|master|bts|fac)$
        {words.OPENING}(?:licence|master) ?[123]\b(?! (?:ou|et) )
        {words.OPENING}(?:las|but|pass|bts|licence|dut|prepa) (?:\w+ ){{0,2}}?(?:[123]|premiere annee)\b
        {words.OPENING}(?:las|but|pass|bts|licence|dut|prepa) (?:\w+ ){{0,2}}?(?:1e?re annee|[23]e annee)\b
        {words.OPENING}(?:l ?[123]|m ?[12]|but ?[123]|bts ?[12])\b(?! (?:ou|et) )
        """,
    ),
    (
        Status.ETUDIANT,
        OWN,
        r"""
        \b(?:ma|mon|mes) (?:l[123]|m[12]|fac|iut|prepa)\b
        \b(?:ma|mon|mes) (?:promo|partiels?|cesure|annee de cesure|semestre|memoire de master)\b
        \b(?:dans|quitte|quitter|arreter|arrete|finis|lacher|pendant) (?:ma|mon) (?:licence|master|bts|but|ecole d\w*)\b
        \b(?:une|annee de|en|l annee de|la) cesure\b
        \b(?:j abandonne|j arrete|arreter|quitter|lacher|abandonner) (?:la|cette|ma) (?:fac|prepa|licence|l1)\b
        \b(?:reorientation|reorienter) (?:de |en |ma |la |mon |apres )?(?:l[123]|pass|las|licence|fac|but|bts)\b
        \b(?:redoubler|redouble|changer) (?:de |en |ma |la |mon |apres )?(?:l[123]|pass|las|licence|fac|but|bts)\b
        \bmon but (?:de|d|en|info|gea|tc|mmi|1|2|3)\b
        \b(?:pass|las|bts|but|licence|prepa|master) en cours\b
        \bmon ecole (?:\w+ ){0,4}?(?:coute|chere?|payante|hors de prix)\b
        \bpay\w+ mon ecole\b
        \bbourse sur criteres sociaux\b
        \bstage de fin d etudes\b
        ^(?:mon |ma )?(?:pass|las|prepa|l1|licence|bts|but) (?:rate|ratee|loupe|loupee)\b
        \b(?:ai|viens de) commencer? (?:une?|mon|ma|la) (?:licence|master|bts|but|fac|prepa|these|bachelor)\b
        \bmon ecole (?:de|d) (?:commerce|ingenieurs?|archi\w*|art|design|infirmi\w+|kine|com\w*|management)\b
        \bmes etudes (?:de|d|en|me|sont|coutent)\b
        \b(?:logement|job|chambre|pret|carte|residence) (?:d )?etudiante?s?\b
        \b(?:ma bourse|mon dossier) (?:du )?crous\b
        \bmon (?:stage de (?:fin d etudes|licence|master|l[123]|m[12])|universite)\b
        \b(?:(?:1|2|3)(?:re|ere|e|eme)?|premiere|deuxieme|troisieme|seconde) annee de (?:licence|droit|bts|but)\b
        \b(?:(?:1|2|3)(?:re|ere|e|eme)?|premiere|deuxieme|troisieme|seconde) annee de (?:master|medecine)\b
        \b(?:(?:1|2|3)(?:re|ere|e|eme)?|premiere|deuxieme|troisieme|seconde) annee de (?:psycho\w*|fac)\b
        """,
    ),
    (
        Status.SORTI_16_25,
        EVENT,
        rf"""
        \b{words.LEFT}(?: de l| d aller a)? (?:(?:l|le|la|les|mes|ma|mon|en|au|a l) )?{words.SCHOOL}\b
        \b(?:plus|pas) (?:a l ecole|au lycee|scolarisee?|en cours|de cours|d ecole)\b
        \bvais plus (?:en cours|a l ecole|au lycee)\b
        \b(?:sortie?|sors) (?:de l ecole|du lycee|du systeme(?: scolaire)?|sans diplome)\b
        \b(?:fais|fait|fou|fous|fais plus) rien\b
        \bfais plus rien\b
        \brien de mes journees\b
        \bje glande\b
        \bni (?:en )?(?:emploi|etudes|formation|cours|ecole)\b
        \bneet\b
        \b(?:plus|jamais) remis les pieds (?:en cours|a l ecole|au lycee|au college)\b
        \b(?:viree?|renvoyee?) (?:definitivement )?(?:du|de|de mon) (?:lycee|college|l ecole|la fac|l iut|cfa)\b
        \b(?:radiee?|exclue?|exclus) (?:definitivement )?(?:du|de|de mon) (?:lycee|college|l ecole|la fac|l iut|cfa)\b
        \b(?:veux|vais) (?:plus|pas) (?:y )?(?:aller|retourner) (?:en cours|au lycee|a l ecole|au college)\b
        \bdecrochage\b
        \b(?:exclure|virer|jarter|jeter|renvoyer) (?:definitivement )?(?:du|de|de mon|de l) (?:lycee|college\
        |ecole|cfa|fac|apprentissage)\b
        \b(?:sans|aucune|pas de) qualification\b
        \b(?:lycee|college|ecole|cfa|fac) m (?:a|ont) (?:radiee?|viree?|renvoyee?|exclue?)\b
        \b(?:que|juste|seulement) (?:le|mon) brevet\b
        \bretour (?:a l ecole|au lycee|en cours|au college)\b
        \b(?:retourner|revenir|remettre les pieds) (?:au lycee|a l ecole|en cours|au college)\b
        \bj ai tout (?:arrete|lache|plaque)\b
        (?:^|\bai )(?:plus|jamais) rien(?: fait)?$
        \b(?:apprentissage|alternance|contrat pro) (?:a ete |est |s est fait )?(?:rompue?|cassee?)\b
        \b(?:sans|aucun|pas de|pas le) (?:diplome|brevet)\b
        \bj ai rien(?=$| (?:comme diplome|du tout|je|j|meme)\b)
        \b(?:pas|plus) (?:d |de )(?:ecole|cours|lycee|stage|formation)\b
        \bfe (?:rien|que dormir|ke dormir)\b
        """,
    ),
    (
        Status.SORTI_16_25,
        SIGN,
        rf"""
        \b(?:sans|aucun|pas de) bac\b
        \b(?:il y a|ca fait|depuis) (?:\d+|quelques|plusieurs) (?:mois|semaines?|jours)\b
        \b(?:cette annee|le mois dernier|la semaine derniere|l an dernier|l annee derniere|hier|depuis la rentree)\b
        \b(?:depuis|en|a|debut|fin|aux vacances de) (?:la )?(?:noel|toussaint|paques|fevrier|mars|avril|mai|juin)\b
        \b(?:depuis|en|debut|fin) (?:septembre|octobre|novembre|decembre|janvier)\b
        \b{words.LEFT} (?:mon|ma|mes) {words.SCHOOL}\b
        \bmission locale\b
        \b{words.LEFT} (?:le |la |au )?(?:lycee|fac|bac pro)\b(?! (?:en (?:19|20)|a \d|il y a \d+ ans|y a \d+ ans))
        \b(?:viree?|renvoyee?|radiee?|exclue?) (?:definitivement )?du lycee\b
        """,
    ),
    (
        Status.SORTI_16_25,
        SURE,
        rf"""
        {words.SELF}(?:descolarisee?|decrocheu(?:r|se))\b
        ^(?:\w+ ){{0,4}}?(?:\d+ ans )?descolarisee?\b
        \b(?:en|mon) (?:cej|contrat d engagement jeunes?)\b
        \b(?:garantie jeunes?) (?:terminee?|finie?|en cours|depuis)\b|\ben garantie jeunes?\b
        \b(?:suivie?|accompagnee?|inscrite?) (?:par|a|avec) (?:la |une )?mission locale\b
        \bplus d ecole (?:depuis|du tout)\b
        \b(?:suis|inscrite?|entree?) (?:a l |en )(?:epide|e2c|ecole de la (?:2e|deuxieme|seconde) chance)\b
        \b(?:j ai|ai) (?:plus |jamais )?rien fait depuis (?:la fin du |le |mon )?(?:lycee|bac|college|brevet|ecole)\b
        \bj ai decroche\b(?! (?:un|une|le|la|mon|du|des|pas|mes)\b)
        \bje decroche\b(?! (?:pas|que|rien|un|une)\b)
        """,
    ),
)
