"""A sentence and what it rests on → how they disagree: negation, quantity, obligation, direction.

Words may be the same and the meaning the opposite: « n'est pas », « aucun », « tous », « doit », « avant », « hausse ».
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from ingest.terms import WORD, fold, stem, straight, terms

Disagreement = Literal["negation", "quantifier", "opposite"]

_STOP = r"(?!(?:lorsque?|quand|que?|qui|si|mais|car|parce|et|ou|pour|afin|alors|sauf|tant|comme|puisque?)\b)"
"""A negation does not reach over these."""
_NEGATOR = r"pas|plus|jamais|guere|point|aucune?|rien|personne|nulle?|ni|nullement|pas encore"
NEGATION = re.compile(
    rf"\b(?:ne |n')(?P<verb>(?:[\w'-]+ ){{1,4}}?)(?P<no>{_NEGATOR})\b(?P<after>(?: {_STOP}[\w'-]+){{0,4}})"
    rf"|\b(?P<no2>aucune?|nulle?|jamais|personne|rien) (?P<after2>[\w'-]+(?: [\w'-]+){{0,2}}) ne\b"
    rf"(?P<verb2>(?: [\w'-]+){{1,2}})"
    rf"|\b(?:ne |n')(?P<no3>pas) (?P<after3>[\w'-]+(?: [\w'-]+){{0,2}})"
    rf"|\bni\b[^.;]{{0,200}}?\b(?:ne |n')(?P<verb5>(?:[\w'-]+ ){{1,3}}[\w'-]+)(?P<no5>)"
    rf"|\b(?P<no4>(?:sans|not|never|no|peu ou pas|pas ou peu|(?<!pas )loin d(?:e|'etre)) |"
    rf"sans qu'\w+ (?:\w+ )?(?:\w+ de |"
    rf"possible d')?|non[ -]|(?<!pas )loin d'|"
    rf"(?:exempte?|depourvue?)s? d(?:e |'))(?P<after4>[\w'-]+(?: [\w'-]+)?)"
)
NOT_A_NEGATION = re.compile(r"^ ?(loin\b|seulement|uniquement|que\b|simplement|forcement)")
REACH, REACH_BEYOND_A_VERB, NEAREST, SHORTEST_OF_A_FAMILY = 3, 1, 2, 5
"""Terms after a negation that it may deny."""

QUANTIFIERS: dict[str, re.Pattern[str]] = {
    "all": re.compile(
        r"\b(tous(?! deux)|toutes(?! deux)|(?<!malgre )(?<!avant )(?<!en )(?<!du )tout(?! de | a | au | cas| en |"
        r" comme| si)|"
        r"toute|chaque|chacune?|l'ensemble (des|du|de)|(l')?integralite|(la )?totalite|totalement|completement|"
        r"pleinement|toujours|systematiquement|entierement|partout|unanim\w+|quel(le)?s? que soi(en)?t|all|every|"
        r"always)\b"
    ),
    "none": re.compile(r"\b(aucune?|nulle? part|jamais|personne ne|rien ne|ne \w+ rien)\b"),
    "most": re.compile(r"\b(la plupart|majorite|majoritair\w*|principalement|essentiellement|l'essentiel|surtout)\b"),
    "some": re.compile(
        r"\b(certaine?s|quelques|quelques-une?s|plusieurs|parfois|partie (des|de)|divers\w*|differente?s|some)\b"
    ),
    "many": re.compile(
        r"\b(nombreu\w+|beaucoup|frequent\w*|couran\w+|habituel\w*|multitude|souvent|frequemment|generalement)\b"
    ),
    "few": re.compile(r"\b(peu (de|d')|rares?|rarement|minorite|minoritair\w*)\b"),
    "only": re.compile(r"\b(seule?s?|seulement|uniquement|exclusivement)\b|\b(ne |n')[\w']+( \w+)? qu(e\b|')"),
    "exact": re.compile(r"\b(exactement|precisement|exactly)\b"),
    "must": re.compile(
        r"\b((doit|doivent|devra|devront|devrai(en)?t)(?= (\w+ ){0,2}?(\w+(er|ir|re|oir|etre)\b|s'|l'|y |en ))|"
        r"obligatoir\w*|oblige\w*|faut|faudra|imperatif\w*|exige\w*|impose\w*|"
        r"necessair\w*|indispensable\w*|must)\b"
    ),
    "may": re.compile(r"\b(peut|peuvent|pourra|pourront|pourrai(en)?t|eventuel\w*|facultati\w*|possible\w*|may|can)\b"),
}
APPOSITION = re.compile(r"\b(?P<who>[\w-]+), (?:la |le |l'|une? |alors )?(?P<role>[\w'-]+)")
LIMITING = re.compile(r"\b(certaine?s|quelques|parfois|rarement|peu (de|d')|la plupart|la majorite|une minorite)\b")
MUST_BE_THERE = ("all", "none", "most", "many", "few", "only", "exact", "must")
"""Said of more, of fewer or more strongly than the passage does. « some » and « may » say less."""
COUNTING = ("all", "none", "most", "many", "some", "few")
SAYS_LESS = {"all": ("most", "many", "some"), "most": ("many", "some"), "many": ("some",)}
"""What a quantifier lets one say too."""
COMPARED = re.compile(r"\b(?P<sign>plus|moins) (?P<what>\w{4,})")
NEGATIVE_PREFIX, SHORTEST_NEGATED = re.compile(r"^(in|im|il|ir|non|mal|anti)(?=\w)"), 5
EQUAL_QUANTIFIERS = {"most": {"many"}, "many": {"most", "some"}}
OPPOSITES = tuple(
    (re.compile(rf"\b({one})"), re.compile(rf"\b({other})"))
    for one, other in (
        (
            r"augment|hauss|progress|accroi|accru|croiss|croit|increase",
            r"diminu|baiss|recul|redui|reduct|chut|decrease",
        ),
        (r"avant\b|preced", r"apres\b|suivant|posterieur|lorsqu|une fois"),
        (r"au moins\b|au minimum", r"au plus\b|au maximum"),
        (r"superieur|plus (de|d')", r"inferieur|moins (de|d')"),
        (r"premier|premiere", r"dernier|derniere"),
        (r"favoris|facilit|encourag|permet", r"frein|empech|entrav|decourag|interdi"),
        (r"accept|approuv|adopt", r"refus|rejet|rejett"),
        (r"autoris", r"interdi"),
        (r"obligatoir", r"facultati"),
        (r"public", r"prive"),
        (r"gratuit", r"payant"),
        (r"rapid", r"lent"),
        (r"debut|commenc", r"fin\b|finir|termin|achev"),
        (r"ouver|ouvr", r"ferm"),
        (r"meilleur|mieux", r"pire\b|moins bon"),
        (r"fort", r"faibl"),
        (r"facil", r"difficil"),
        (r"positif|positiv", r"negatif|negativ"),
        (r"urbain", r"rural"),
        (r"hommes?\b", r"femmes?\b"),
        (r"jeunes?\b", r"ages?\b|agees?\b|seniors?\b"),
        (r"ancien|vieux|vieille", r"nouveau|nouvel|neuf|neuve"),
        (r"court", r"long"),
        (r"grand", r"petit"),
        (r"riche", r"pauvre"),
        (r"utile", r"inutile"),
        (r"possible", r"impossible"),
        (r"capable", r"incapable"),
        (r"legal", r"illegal"),
        (r"suffisan", r"insuffisan"),
        (r"succes|reussi", r"echec|echou"),
        (r"gagn", r"perd"),
        (r"nord", r"sud"),
        (r"interieur|interne", r"exterieur|externe"),
        (r"national", r"local"),
        (r"ascendant", r"descendant"),
        (r"avantage", r"inconvenient"),
        (r"ajout", r"supprim|retir"),
        (r"cree|creation", r"supprim|suppression"),
        (r"gauche", r"droite"),
        (r"entre(r|e|nt)?\b", r"sort(ir|i|ie)?\b"),
    )
)


def disagreements(said: str, supports: str, names: Sequence[str] = ()) -> list[Disagreement]:
    """How the sentence, with the names that it gives, and the text that it rests on disagree."""
    sentence, there = _plain(said), _plain(supports)
    found: list[Disagreement] = []
    if _negations_differ(sentence, there):
        found.append("negation")
    if _quantifiers_differ(sentence, there):
        found.append("quantifier")
    plain_names = [_plain(name) for name in names]
    if (
        _opposite(sentence, there)
        or _change_places(sentence, there, plain_names)
        or _said_of_another(sentence, there, supports, plain_names)
    ):
        found.append("opposite")
    return found


def _negations_differ(sentence: str, there: str) -> bool:
    """Whether a term that both use is denied by one and not by the other, or a denial has no counterpart."""
    denials_here, denials_there = denials(sentence), denials(there)
    here, elsewhere = set(terms(sentence)), set(terms(there))
    if denials_here and not denials_there:
        return True
    denied_here: set[str] = set().union(*denials_here)
    denied_there: set[str] = set().union(*denials_there)
    if any(elsewhere.intersection(denial) and not _meet(denial[:NEAREST], denied_there) for denial in denials_here):
        return True
    return any(
        not _meet([term], denied_here)
        for denial in denials_there
        if not _meet(denial[:NEAREST], denied_here)
        for term in _only_denied(denial, there) & here
    )


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a term is in both, or one of its family (« originale », « originalité »)."""
    return any(
        one == other
        or (min(len(one), len(other)) >= SHORTEST_OF_A_FAMILY and (one.startswith(other) or other.startswith(one)))
        for one in some
        for other in others
    )


def denials(text: str) -> list[list[str]]:
    """The terms that each negation of the (folded) text reaches, the nearest first."""
    found: list[list[str]] = []
    for match in NEGATION.finditer(text):
        part = match.groupdict()
        after = part["after"] or part["after2"] or part["after3"] or part["after4"] or ""
        if NOT_A_NEGATION.match(after):
            continue
        verb = part["verb"] or part["verb2"] or part["verb5"] or ""
        reached = terms(verb)[-1:] + terms(after)[: REACH if not terms(verb) else REACH_BEYOND_A_VERB]
        found.append(reached or ["ne pas"])
    return found


def _only_denied(denied_terms: Iterable[str], text: str) -> set[str]:
    """Those of the denied terms that the text uses but once: used again, they may be asserted there."""
    counts = [stem(word) for word in WORD.findall(text)]
    return {term for term in denied_terms if counts.count(term) == 1}


def _quantifiers_differ(sentence: str, there: str) -> bool:
    for name in MUST_BE_THERE:
        if QUANTIFIERS[name].search(sentence) and not any(
            QUANTIFIERS[one].search(there) for one in {name, *EQUAL_QUANTIFIERS.get(name, set())}
        ):
            return True
    if _quantity_of_another_kind(sentence, there):
        return True
    # « Certaines communes » is not « les communes » said of all: the limit must stay where its noun does.
    limits_something = any(QUANTIFIERS[one].search(sentence) for one in ("some", "few", "most", "many", "may"))
    return not limits_something and bool(_limited_terms(there) & set(terms(sentence)))


def _quantity_of_another_kind(sentence: str, there: str) -> bool:
    """Whether the same noun is counted in both, and not alike: « tous les impôts », « plusieurs impôts »."""
    here, elsewhere = _counted(sentence), _counted(there)
    return any(
        not kinds & {one for kind in elsewhere[term] for one in (kind, *SAYS_LESS.get(kind, ()))}
        for term, kinds in here.items()
        if term in elsewhere
    )


def _counted(text: str) -> dict[str, set[str]]:
    """Terms → the quantifiers right before them."""
    found: dict[str, set[str]] = {}
    for name in COUNTING:
        for match in QUANTIFIERS[name].finditer(text):
            following = terms(" ".join(text[match.end() :].split()[:3]))
            if following:
                found.setdefault(following[0], set()).add(name)
    return found


def _limited_terms(text: str) -> set[str]:
    """The term right after each word that limits it."""
    following = (terms(" ".join(text[match.end() :].split()[:3])) for match in LIMITING.finditer(text))
    return {found[0] for found in following if found}


def _opposite(sentence: str, there: str) -> bool:
    for one, other in OPPOSITES:
        for here, against in ((one, other), (other, one)):
            if (
                here.search(sentence)
                and not against.search(sentence)
                and not here.search(there)
                and against.search(there)
            ):
                return True
    return _compared_otherwise(sentence, there) or _negated_by_a_prefix(sentence, there)


def _compared_otherwise(sentence: str, there: str) -> bool:
    """« moins profondément » of « plus profondément »."""
    here, elsewhere = _comparisons(sentence), _comparisons(there)
    return any(term in elsewhere and not signs & elsewhere[term] for term, signs in here.items())


def _comparisons(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in COMPARED.finditer(text):
        found.setdefault(stem(match["what"]), set()).add(match["sign"])
    return found


def _negated_by_a_prefix(sentence: str, there: str) -> bool:
    """« curables » of « incurables », or the reverse, where neither text has the other word."""
    here, elsewhere = set(WORD.findall(sentence)), set(WORD.findall(there))
    for ours, theirs in ((here, elsewhere), (elsewhere, here)):
        for word in theirs:
            bare = NEGATIVE_PREFIX.sub("", word)
            if bare != word and len(bare) >= SHORTEST_NEGATED and bare in ours and bare not in theirs:
                return True
    return False


def _change_places(sentence: str, there: str, names: Sequence[str]) -> bool:
    """Whether two names have each other's place: « A a donné à B » of « B a donné à A », but not « A a reçu de B »."""
    for one, other in itertools.combinations(names, 2):
        here = sorted((one, other), key=sentence.find)
        elsewhere = sorted((one, other), key=there.find)
        if one not in there or other not in there or here == elsewhere:
            continue
        before_second, before_there = _word_before(here[1], sentence), _word_before(elsewhere[1], there)
        if before_second == before_there and before_second not in ("et", "ou", ""):
            return True
    return False


def _said_of_another(sentence: str, there: str, as_written: str, names: Sequence[str]) -> bool:
    """Whether « A est maire » rests on « …B, maire »: what stands in apposition is said of whoever stands before it."""
    for name in names:
        said = re.search(
            rf"\b{re.escape(name)} (?:est|etait|fut|sera) (?:la |le |l'|une? )?(?P<role>[\w'-]+)", sentence
        )
        role = said and terms(said["role"])
        if not role:
            continue
        others = [found for found in APPOSITION.finditer(there) if terms(found["role"]) == role]
        capitalised = {fold(word) for word in re.findall(r"\b[A-ZÀ-Ý][\w-]+", as_written)}
        if any(found["who"] in capitalised and found["who"] not in name.split() for found in others):
            return True
    return False


def _word_before(name: str, text: str) -> str:
    """The word before a name, its title aside; nothing after a comma."""
    words = re.findall(r"[\w']+|[,;]", text[: text.find(name)])
    while words and words[-1] in ("m", "mme", "monsieur", "madame"):
        words.pop()
    return words[-1] if words and words[-1] not in ",;" else ""


def _plain(text: str) -> str:
    return " ".join(fold(straight(text)).split())
