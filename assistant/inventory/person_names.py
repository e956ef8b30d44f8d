"""A sentence → the people that it names, each with the role that it gives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.claims import OPENERS, TITLES
from assistant.inventory.gazetteer import PUBLIC_BODIES, as_key, first_names, territories, towns
from assistant.inventory.organisation_names import ADJECTIVE, COMPLEMENT, organisations_in
from assistant.inventory.told import on_one_line
from assistant.vocabulary import is_a_word
from ingest.terms import EMPTY_WORDS, fold

_B = r"[ \u00a0\u202f\n]"
_WORD = r"(?:[A-ZÀ-Ý][a-zà-ÿ]+(?:[’'-][A-ZÀ-Ý]?[a-zà-ÿ]+)*|[A-ZÀ-Ý]{2,}(?:[’'-][A-ZÀ-Ý]+)*|[A-ZÀ-Ý][’'][A-ZÀ-Ý][\w-]+)"
_INITIAL = r"[A-Z]\.(?:-?[A-Z]\.)*"
_PARTICLE = rf"(?:(?:de{_B}la|de|du|des|van{_B}der|van|von|der|den|el|al|ben|bin|di|da|dos)(?:{_B})|d[’'])"
_MORE = rf"(?:{_B}(?:{_PARTICLE})?(?:{_WORD}|{_INITIAL}))"
_NAME = rf"(?:{_INITIAL}{_B}?)?(?:{_PARTICLE})?{_WORD}{_MORE}{{0,3}}"
_TITLE = (
    r"(?:MM?\.|M(?:mes?|lles?|r|rs|s)\b\.?|Monsieur|Madame|Mademoiselle|Messieurs|Mesdames|Docteur|Dr\b\.?|"
    r"Professeure?|Pr\b\.?)"
)
TITLED = re.compile(rf"(?<![\w.]){_TITLE}{_B}(?:(?:le|la|l[’']){_B}?(?:[a-zà-ÿ’-]+{_B}){{1,5}}?)?(?P<name>{_NAME})")
TITLE_BEFORE = re.compile(rf"(?P<title>{_TITLE}){_B}$")
AND_ANOTHER = re.compile(rf"(?:,{_B}|{_B}et{_B}|,{_B}et{_B})(?P<name>{_NAME})")
CAPITALISED = re.compile(rf"(?:(?<=\b[dlDL][’'])|(?<![\w’'.-]))(?P<name>{_WORD}{_MORE}{{1,4}})(?![\w-])")
_ROLE = (
    r"(?:maire|adjointe?|président(?:e|s|es)?|vice-présidente?|directeur|directrice|directeurs|ministre|secrétaire|"
    r"(?:sous-)?préf(?:et|ète)|sénateur|sénatrice|députée?|eurodéputée?|conseill(?:er|ère)|chef(?:fe)?|responsable|"
    r"déléguée?|inspecteur|inspectrice|professeure?|chercheure?|chercheuse|fondateur|fondatrice|cofondateur|"
    r"cofondatrice|co-fondateur|co-fondatrice|maître|maîtresse|rapporteure?|chargée?|gérante?|élue?|commissaire|"
    r"ingénieure?|consultante?|avocate?|médecin|économiste|sociologue|urbaniste|architecte|géographe|historienn?e?|"
    r"journaliste|experte?|coordinateur|coordinatrice|coordonnateur|administrateur|administratrice|recteur|rectrice|"
    r"doyenn?e?|ambassadeur|ambassadrice|premi(?:er|ère) ministre|DGS|DSI|DRH|auditeur|auditrice|magistrate?|"
    r"animateur|animatrice|porte-parole|membre|agent|technicienn?e?|bibliothécaire|archiviste|philosophe|juriste|"
    r"designer|entrepreneure?|contrôleure?|vérificateur|attachée?|assistante?|infirmi(?:er|ère)|trésori(?:er|ère)|"
    r"mayor|director|president|minister|professor|chair|head|chief|secretary|senator|founder)"
)
_BEFORE_ROLE = (
    r"(?:(?:le|la|l[’']|notre|un|une|alors|actuel(?:le)?|ancien(?:ne)?|premi(?:er|ère)|haute?|the|former)\s?){0,3}"
)
ROLE_AFTER = re.compile(
    rf"\s*(?:,\s*|\(\s*|\t\s*|\|\s*|\s[–—-]\s)(?P<role>{_BEFORE_ROLE}{_ROLE}\b[^,;.()\t|]{{0,110}})", re.IGNORECASE
)
ROLE_ENDS = re.compile(
    rf"\s+(?:et|ainsi que|and)\s+(?:de |d[’'])?(?={_TITLE}|[A-ZÀ-Ý][a-zà-ÿ]+{_B}[A-ZÀ-Ý])"
    rf"|\s+(?:a|ont|est|sont|avait|qui|dont|pour)\s|\s*\n\s*(?=[A-ZÀ-Ý][\w’-]+{_B}[A-ZÀ-Ý])"
)
ROLE_BEFORE = re.compile(
    rf"(?:^|[\s’'(]){_ROLE}(?:[^.;:!?()]{{0,90}},)?{_B}$|(?:^|[\s’'(]){_ROLE}(?:{_B}[a-zà-ÿ’'-]+){{0,6}}{_B}$",
    re.IGNORECASE,
)
ROLE_JUST_BEFORE = re.compile(
    rf"(?:^|[\s’'(])(?P<role>{_ROLE}(?:{_B}{ADJECTIVE}\b)*(?:{COMPLEMENT})*),?{_B}(?:{_TITLE}{_B})?$"
)
OF_ANOTHER = re.compile(r"[A-ZÀ-Ý][\w’'-]+\s?[,(]\s(?:(?:le|la|ancien(?:ne)?)\s|l[’'])?$")
"""« Rachida Amrani, directrice des archives, Jean Nérac »: the role is hers."""
NOT_OF_PEOPLE = re.compile(
    r"\b(?:rues?|avenues?|av\.|boulevards?|bd|places?|allées?|quais?|chemins?|impasses?|squares?|ponts?|gares?|stades?|"
    r"parcs?|aéroports?|stations?|musées?|théâtres?|salles?|espaces?|résidences?|immeubles?|tours?|"
    r"lycées?|collèges?|écoles?|universités?|instituts?|centres?|h[ôo]pita(?:l|ux)|cliniques?|fondations?|prix|cités?|"
    r"associations?|sociétés?|entreprises?|groupes?|cabinets?|laboratoires?|maisons?|villa|bibliothèques?|"
    r"médiathèques?|éditions?|librairies?|magasins?|marques?|navires?|sous-marin|porte-avions|ouragan|tempête|cyclone|"
    r"quartiers?|communes?|villes?|villages?|département|région|île|saint|sainte|street|avenue|université)"
    r"\s+(?:(?:de|du|des|de la|d[’']|de l[’'])\s*)?$",
    re.IGNORECASE,
)
"""What bears a person's name without being one."""
IS_A_FIRM = re.compile(
    r"^\s*(?:&|et (?:fils|associés|compagnie)\b|SAS?\b|SARL\b|Inc\b|Ltd\b|GmbH\b|SCOP\b|Conseil\b|Consulting\b|Group\b)"
)
NO_NAME = frozenset(
    "ministre ministere maire president presidente conseil direction service region ville commune etat rapport mission "
    "madame monsieur premier premiere haut saint sainte union agence institut centre universite projet plan programme "
    "loi code livre annexe tableau figure partie chapitre article proposition recommandation internet web open data "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche nord sud est ouest europe france republique grand grande petit petite nouveau nouvelle "
    "the and of for software foundation project linux debian free public general license academie national "
    "street museum road manual guide book user edition system server college institute inc ltd chapter page "
    "version".split()
)
SHORTEST_SURNAME = 3
BEFORE_NAMES = TITLES | {"mm", "mmes", "mlles", "mgr"}


@dataclass(frozen=True)
class Person:
    """A person named in a sentence: the name and its span, the role given, and whether a title stands before."""

    start: int
    end: int
    name: str
    role: str | None
    titled: bool


def title_before(text: str, one: Person) -> str | None:
    """« M. », « Mme » in front of a person's name."""
    title = TITLE_BEFORE.search(text[: one.start]) if one.titled else None
    return title["title"] if title else None


def people_in(text: str, listed: bool = False) -> Iterator[Person]:
    """The people named in a sentence, in order; `listed` where the section lists people."""
    taken: list[tuple[int, int]] = []
    for one in sorted([*_titled(text), *_untitled(text, listed)], key=lambda one: (one.start, not one.titled)):
        if not any(start < one.end and one.start < end for start, end in taken):
            taken.append((one.start, one.end))
            yield one


def _titled(text: str) -> Iterator[Person]:
    for found in TITLED.finditer(text):
        one = _person(text, found.start("name"), found["name"], titled=True)
        if one is None:
            continue
        yield one
        several = found[0].startswith(("MM", "Mmes", "Messieurs", "Mesdames"))
        position = one.end
        while several and (another := AND_ANOTHER.match(text, position)):
            one = _person(text, another.start("name"), another["name"], titled=True)
            if one is None:
                break
            yield one
            position = one.end


def _untitled(text: str, listed: bool) -> Iterator[Person]:
    """« Marylise Lebranchu » by the first name; otherwise only beside a role, or in a list of people."""
    organisations = [(one.start, one.end) for one in organisations_in(text)]
    for found in CAPITALISED.finditer(text):
        start, name = _without_what_opens(found)
        before, after = text[:start], text[start + len(name) :]
        words = name.split()
        if len(words) < 2 or any(begin <= start < end for begin, end in organisations):
            continue
        if NOT_OF_PEOPLE.search(before) or IS_A_FIRM.match(after):
            continue
        beside = bool(ROLE_BEFORE.search(before) or ROLE_AFTER.match(after) or (listed and not before.strip()))
        if _is_known(words) or (beside and _is_a_name(words)):
            one = _person(text, start, name, titled=False)
            if one:
                yield one


def _is_known(words: list[str]) -> bool:
    """A first name first, or second before a surname: « Asif Ali Zardari »."""
    first_ones = words[: min(2, len(words) - 1)]
    return any(_is_a_first_name(word) for word in first_ones) and _may_be_called(words[0], words[-1])


def _is_a_name(words: list[str]) -> bool:
    """No word among them, or a surname in capitals before a first name: « MARCHAND Éric »."""
    surname_first = len(words) == 2 and words[0].isupper() and len(words[0]) >= SHORTEST_SURNAME
    if surname_first and _is_a_first_name(words[1]):
        return words[0] not in PUBLIC_BODIES
    return not any(is_a_word(word.lower()) for word in words if word[0].isupper())


def _is_a_first_name(word: str) -> bool:
    return fold(word) in first_names() or ("-" in word and fold(word).split("-")[0] in first_names())


def _without_what_opens(found: re.Match[str]) -> tuple[int, str]:
    """The run of capitals, from its first known first name on where a word opens it: « Selon Anne Morvan »."""
    name = found["name"]
    opening = fold(name.split()[0])
    if is_a_word(name.split()[0].lower()) or opening in EMPTY_WORDS | OPENERS | BEFORE_NAMES:
        for word in re.finditer(r"\S+", name):
            if _is_a_first_name(word[0]) and word.end() < len(name):
                return found.start("name") + word.start(), name[word.start() :]
    return found.start("name"), name


def _may_be_called(first: str, last: str) -> bool:
    """Two common words, or a word and an acronym, are no name: « Manuel LVM », « Roman Petit »."""
    if len(last) < SHORTEST_SURNAME or fold(last) in NO_NAME or last in PUBLIC_BODIES:
        return False
    acronym = last.isupper() and not re.search(r"[AEIOUY]", last)
    return not (acronym or (is_a_word(first.lower()) and is_a_word(last.lower())))


def _person(text: str, start: int, name: str, titled: bool) -> Person | None:
    words = re.split(r"\s+", name)
    if any(fold(word) in NO_NAME for word in words) or any(word in PUBLIC_BODIES for word in words[1:]):
        return None
    key = as_key(name)
    if not titled and (key in territories() or key in towns()):
        return None
    end = start + len(name)
    return Person(start, end, on_one_line(name), _role_after(text, end) or _role_before(text[:start]), titled)


def _role_after(text: str, end: int) -> str | None:
    role = ROLE_AFTER.match(text, end)
    return _role(role["role"]) if role else None


def _role_before(before: str) -> str | None:
    """« la ministre de la Santé, Mme X », « M. le préfet X », « l'architecte X »."""
    role = ROLE_JUST_BEFORE.search(before)
    if role is None or OF_ANOTHER.search(before[: role.start("role")]):
        return None
    return on_one_line(role["role"])


def _role(text: str) -> str:
    ends = ROLE_ENDS.search(text)
    return on_one_line(text[: ends.start()] if ends else text)
