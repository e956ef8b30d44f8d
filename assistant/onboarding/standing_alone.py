"""A sentence → whether it is understood without the one before it; a row, a caption or a fragment is not."""

import re

from ingest.terms import fold, straight

LEAST_WORDS, MOST_WORDS = 9, 60
LEAST_LETTERS = 0.75
"""Share of letters and blanks: below, a line of figures, of code or of addresses."""
WHOLE = re.compile(r"^[«\"“(]?\s*(?:[A-ZÀ-ÝŒÆ]|\d+ )(?s:.*)[.!…][»\"”)]?$")
_OF_THE_REPORT = (
    r"(?:(?:present|presente|meme) )?(?:rapport|document|etude|mission|guide|livre|manuel|travail|texte|dossier|"
    r"synthese|note|enquete|livre blanc|report|study|guide|document|paper|book)s?\b"
)
TAKEN_UP = (
    r"(?:il|elle|ils|elles|celui|celle|ceux|celles|celui-ci|celle-ci|ceux-ci|celles-ci|cela|ceci|ca|lui|eux|y|en|"
    r"son|sa|ses|leur|leurs|le leur|it|they|he|she|its|their|his|her|this|that|these|those|such|both|there)"
)
CONNECTED = (
    r"(?:cependant|toutefois|neanmoins|pourtant|en effet|ainsi|donc|or|mais|et|ou|ni|car|de plus|en outre|"
    r"par ailleurs|enfin|ensuite|puis|de meme|par exemple|en revanche|au contraire|a l'inverse|inversement|des lors|"
    r"par consequent|en consequence|c'est|ce sont|ce n'est|c'etait|a cet effet|a cette fin|a ce titre|a cet egard|"
    r"pour ce faire|pour cela|pour autant|pour sa part|de son cote|d'autant|d'une part|d'autre part|d'ou|dont|"
    r"autrement dit|en d'autres termes|en somme|bref|aussi|egalement|encore|ici|maintenant|la encore|la aussi|"
    r"tel|telle|tels|telles|un tel|une telle|de tels|de telles|outre|alors|sinon|seul|au final|"
    r"l'annee (?:suivante|d'apres|precedente)|le (?:lendemain|mois suivant)|la (?:veille|meme annee)|entre-temps|"
    r"peu (?:apres|avant)|plus tard|(?:\w+ ){1,2}(?:plus tard|apres|auparavant)|depuis lors|jusque-la|auparavant|"
    r"finalement|in fine|du coup|surtout|notamment|"
    r"l'un|l'une|les uns|les unes|l'autre|les autres|d'autres|un autre|une autre|certains d'entre|"
    r"(?:le|la|les) (?:premier|premiere|second|seconde|deuxieme|troisieme|dernier|derniere|suivant|suivante|meme)s?|"
    r"les (?:deux|trois|quatre|cinq)|tous deux|toutes deux|parmi (?:eux|elles|ceux|celles)|premierement|"
    r"deuxiemement|troisiemement|dans un (?:premier|second|deuxieme|troisieme) temps|exemples?|remarques?|"
    r"note|nota|attention|source|figure|tableau|encadre|graphique|schema|carte|photo|legende|voir|voyez|voici|voila|notez|"
    r"remarquez|veuillez noter|"
    r"cf|consultez|reportez-vous|se reporter|pour plus d'informations?|pour en savoir plus|"
    r"however|therefore|thus|hence|moreover|furthermore|but|and|or|so|also|then|instead|for example|in addition|"
    r"nevertheless|nonetheless|otherwise|as a result|finally|similarly|conversely|likewise|see|table|yet|still)"
)
OPENS_ON_THE_BEFORE = re.compile(rf"^\W*(?:{CONNECTED}|{TAKEN_UP})(?![\w-])(?!')")
CLITIC_OPENING = re.compile(r"^\W*(?:c'|s'y |s'en )")
IMPERSONAL_VERB = (
    r"(?:faut|convient|importe|s'agit|y a|n'y a|existe|n'existe|appartient a|en (?:va|resulte|decoule)|est apparu|"
    r"apparait|semble|suffit|ressort|reste|demeure|devient|(?:n')?est (?:pas )?(?:donc |egalement |aussi |ainsi )?"
    r"(?:necessaire|essentiel|indispensable|important|possible|impossible|urgent|souhaitable|recommande|conseille|"
    r"propose|utile|difficile|facile|frequent|rare|vrai|clair|interdit|temps|prevu|prefere|preferable))\b"
)
IMPERSONAL = re.compile(rf"^\W*il (?!s'agit|semble|reste|demeure|devient|suffit|en ){IMPERSONAL_VERB}")
"""« Il faut », « il existe »: a pronoun that takes nothing up."""
PRONOUN_AFTER_A_SCENE = re.compile(
    rf"^(?!si |s'|lorsqu|quand |comme |puisqu|bien qu|des qu|apres qu|une fois|if |when |while |although )"
    rf"(?:[^,;:]{{2,120}}, ){{1,3}}"
    rf"(?:(?:ils|elles?|celui-ci|celle-ci|ceux-ci|celles-ci|they|she|he)\b|il (?!{IMPERSONAL_VERB}))"
)
"""« À la fac, il préside »: the subject was named before."""
POSSESSIVE_IN_A_SCENE = re.compile(
    r"^(?:apres|avant|lors de|depuis|pendant|durant|dans|a|au|aux|en|sur|sous|par|pour|avec|malgre|grace a|des|"
    r"after|before|during|since|in|at|on|with|despite)\b[^,]*\b(?:son|sa|ses|leurs?|its|their|his|her)\b[^,]*,"
)
"""« Après sa mise en place, »: whose, was said before; « Après leur vote, les élus… » is lost with it."""
PARTS_OF_WHAT_WAS_COUNTED = re.compile(r"^(?:parmi|sur|de|among|of) (?:ces|les|the|these) (?:\d|deux|trois|quatre)")
POINTS_BACK = re.compile(
    rf"\b(?:ce|cet|cette|ces|celui|celle|ceux|celles|celui-ci|celle-ci|cela|ceci|tels?|telles?|"
    rf"this|these|those|such)\b(?! {_OF_THE_REPORT})(?! (?:qui|que|qu'|dont|a quoi|de|d'|du|des)\b)"
)
POINTS_ELSEWHERE = re.compile(
    r"\b(?:ci-dessus|ci-dessous|ci-apres|ci-contre|ci-joint|susvise|precite|susmentionne|"
    r"suivant(?:e|s|es)?(?! (?:le|la|les|l'|un|une|que|qu'|leur|son|sa|ses)\b)|qui (?:suit|suivent|precede|precedent)|"
    r"comme suit|precedemment|plus haut|plus bas|(?:le |la )?(?:figure|tableau|graphique|encadre|annexe|section|"
    r"chapitre|partie|page|schema|carte|paragraphe) (?:[a-z]\.)?\d+|above|below|as follows)\b|:\W*$|\. ?\.+$"
)
DEMONSTRATIVE = re.compile(r"\b(?:ce|cet|cette|ces|these|those) (?!qu|qui\b|dont\b|jour\b|moment\b)(?P<noun>\w{3,})")
POINTS_TO_THE_LAST = re.compile(
    r"\b(?:ce dernier|cette derniere|ces derniers|ces dernieres|cependant|toutefois|neanmoins|pourtant|en effet|donc|"
    r"en revanche|par ailleurs|egalement|aussi|quant a (?:lui|elle|eux|elles)|qui en (?:resulte|decoule)\w*|"
    r"(?:a|de|dans|pendant|durant) la meme (?:epoque|periode|annee)|au meme moment|however|also)\b"
)
"""Among the words that a sentence begins with, they carry the one before it on."""
CODE = re.compile(r"https?://|www\.|[{}|\\$=<>]|\t|\w/\w+/|\.{3,}|(?: \.){3,}|\S+@\S+|\w_\w|--\w")
WORDS_BEFORE_A_POINTER = 6
"""A pronoun among the first words points to an earlier sentence; later, to this one more often."""


def stands_alone(sentence: str) -> bool:
    """Whether a reader understands it with nothing before it. In doubt, no."""
    text = " ".join(sentence.split())
    words = text.split()
    if not LEAST_WORDS <= len(words) <= MOST_WORDS or not WHOLE.match(text) or CODE.search(text):
        return False
    if sum(char.isalpha() or char == " " for char in text) < LEAST_LETTERS * len(text):
        return False
    folded = fold(straight(text))
    opening = " ".join(folded.split()[:WORDS_BEFORE_A_POINTER])
    beginning = " ".join(folded.split()[: 2 * WORDS_BEFORE_A_POINTER])
    if POINTS_BACK.search(opening) or POINTS_TO_THE_LAST.search(beginning) or POINTS_ELSEWHERE.search(folded):
        return False
    if any(not _is_named_before(found, folded) for found in DEMONSTRATIVE.finditer(folded)):
        return False
    back = (CLITIC_OPENING, PRONOUN_AFTER_A_SCENE, POSSESSIVE_IN_A_SCENE, PARTS_OF_WHAT_WAS_COUNTED)
    if any(pattern.match(folded) for pattern in back):
        return False
    return bool(IMPERSONAL.match(folded)) or not OPENS_ON_THE_BEFORE.match(folded)


def _is_named_before(demonstrative: re.Match[str], folded: str) -> bool:
    """« ce rapport », or a noun that the sentence has named already."""
    noun = demonstrative["noun"]
    before = folded[: demonstrative.start()]
    return bool(re.match(_OF_THE_REPORT, noun)) or noun.rstrip("sx") in before
