"""A report's text → the same as patterns read it: one kind of apostrophe, blank, quotation mark; terms from it."""

import re
import unicodedata

from ingest.terms import fold

EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
CODE_MARK = re.compile(r"`+([^`]+)`+")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
NOTE_LABEL = re.compile(r"\[\^\w{1,6}\]:\s*")
NOTE_MARK = re.compile(r"\[\^?\w{1,4}\]")
QUOTES = re.compile(r"[“”„\"]([^“”„\"«»]*)[“”\"]|<<([^<>]*)>>|''([^']*)''")
BLANKS = re.compile(r"[\s\u00a0\u202f\u2007\ufeff]+")

LONGEST_TERM_WORDS, LONGEST_TERM = 8, 90
ARTICLE = re.compile(
    r"^(?:(?:l'|d'|qu'(?=une?\b)|(?:les?|la|une?|des|du|de la|de l'|de|au|aux|the|an?|ce que l'on appelle|"
    r"ce qu'on appelle)\s+)(?=\S))+",
    re.IGNORECASE,
)
NAMING = re.compile(
    r"^(?:(?:l'|les? |la |ce |cette |un |une |the )?(?:seule? )?"
    r"(?:termes?|mots?(?! d'ordre)|expressions?|notions?|concepts?|acronyme|sigle|vocable|locution|appellation|"
    r"abréviation|term|"
    r"word|"
    r"expression|concept|notion|acronym)(?: anglais(?:e)?| juridique| générique| même)?)"
    r"(?:(?: même)? (?:d'|de l'|de la |de |du |des |of ))?\s*",
    re.IGNORECASE,
)
NO_TERM_WORD = frozenset(
    "qui que qu quoi dont lequel laquelle lesquels lesquelles est sont etait etaient sera seront soit ont avait "
    "avoir "
    "etre il elle ils elles on nous vous je tu ce cela ceci ca celui celle ceux celles cet cette ces c pas ne n plus "
    "mon ton ma ta mes tes nos votre vos notre leur leurs son sa ses si lorsque lorsqu quand comment pourquoi combien "
    "ainsi donc mais car peut peuvent doit doivent faut fait font puis ici lui eux y tout tous toute toutes chacun "
    "autre autres aucun aucune quel quelle quels quelles this that these those which it is are was were he she "
    "they".split()
)
NO_TERM_OPENING = frozenset(
    "dans sur sous avec sans pour par vers chez entre depuis pendant selon apres avant lors afin en et ou ni comme "
    "souvent parfois ailleurs toujours jamais encore notamment generalement rarement tel telle tels telles premier "
    "premiere premiers premieres deuxieme second seconde dernier derniere derniers "
    "dernieres principal "
    "principale principaux principales seul seule seuls seules "
    "meme deux trois quatre cinq plusieurs quelques certains certaines chaque si aussi enfin of in on with for".split()
)
ENDS_OPEN = re.compile(
    r"\b(?:de|du|des|à|au|aux|en|et|ou|par|pour|sur|dans|avec|le|la|les|un|une)$|"
    r"\b[ld]'$",
    re.IGNORECASE,
)
VAGUE = frozenset(
    "terme mot notion concept objectif objectifs but finalite role roles suite resultat chose exemple idee enjeu "
    "enjeux "
    "etape methode approche solution question reponse probleme difficulte fait cas point points raison consequence "
    "principe ambition mission missions proposition recommandation rapport document chapitre section partie annexe "
    "tableau figure page texte article alinea paragraphe definition definitions signification sens difference "
    "ensemble "
    "coeur total nombre montant part reste moitie titre sujet defi demarche choix action avantage inconvenient "
    "interet "
    "option "
    "travail presence absence valeur nom note remarque attention important importance limite risque tout rien ligne "
    "colonne champ commande option exemple exemples conclusion introduction contexte objet personne personnes".split()
)
"""Words that name no notion when they stand alone: « l'objectif consiste à » defines no objective."""


def plain(text: str) -> str:
    """`text` in one line, apostrophes straight, every quotation and emphasis between « and », notes and links out."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("ʼ", "'").replace("\u00ad", "")
    text = LINK.sub(r"\1", text)
    text = NOTE_MARK.sub("", text)
    text = CODE_MARK.sub(r"«\1»", text)
    text = EMPHASIS.sub(lambda found: f"«{found[2].strip(' «»')}»", text)
    text = QUOTES.sub(lambda found: f"«{next(filter(None, found.groups()), '')}»", text)
    text = BLANKS.sub(" ", text)
    return re.sub(r"\s*»", "»", re.sub(r"«[\s«]*", "«", text)).strip()


def length_of_label(sentence: str) -> int:
    """The characters of « [^1]:  » where a sentence begins with it, as a note of Markdown does."""
    label = NOTE_LABEL.match(sentence)
    return label.end() if label else 0


def words_of(phrase: str) -> list[str]:
    """The words of a phrase, folded, elided ones apart: « l'État » → l, etat."""
    return re.findall(r"[^\W_]+", fold(phrase))


def as_term(phrase: str, listed: bool = False) -> str | None:
    """The term that a noun phrase names, without article, quotation marks or « la notion de »; None when it is none.

    `listed` for what a glossary lists, which is a term whatever its words.
    """
    phrase = phrase.strip(" \t:;,.–—-")
    if phrase.endswith(")"):
        phrase = re.sub(r"\s*\([^()]*\)$", "", phrase)
    named = NAMING.sub("", phrase, count=1)
    quoted = re.fullmatch(r"(?:l'|d'|(?:une?|les?|la|des?|du|the|an?) )?«([^«»]+)»", named.strip(" :,"))
    if quoted:
        phrase = quoted[1]
    else:
        phrase = named if named.strip() else phrase
        phrase = phrase.replace("«", "").replace("»", "")
    phrase = ARTICLE.sub("", phrase.strip(" :;,.")).strip(" :;,.–—")
    found = words_of(phrase)
    if not found or len(found) > LONGEST_TERM_WORDS + 2 * bool(quoted) or len(phrase) > LONGEST_TERM:
        return None
    if len(re.findall(r"[^\W\d_]", phrase)) < 2 or re.search(r"[;:!?|=<>{}\\]|\.\s|,\s.*,\s", phrase):
        return None
    if quoted or listed:
        return phrase
    if (
        ENDS_OPEN.search(phrase)
        or re.search(r"(?<![\w'-])a\s", phrase)
        or found[0] in NO_TERM_OPENING
        or set(found) & NO_TERM_WORD
        or (len(found) == 1 and found[0] in VAGUE)
    ):
        return None
    return phrase
