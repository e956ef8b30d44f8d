"""A sentence → the organisations that it names in full: « Agence nationale de la recherche », « association X »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.inventory.told import folded

_B = r"[\s\u00a0\u202f]"
HEADS = (
    "agence de l[’']eau|agence|académie|alliance|assemblée|association|autorité|banque|bibliothèque|bureau|cabinet|"
    "caisse|centre|cercle|chambre|collège|collectif|comité|commissariat|commission|communauté|confédération|conférence|"
    "conseil|conservatoire|coopérative|cour|délégation|direction|école|entreprise|établissement|fédération|fondation|"
    "fonds|forum|groupe|groupement|haut-commissariat|haute autorité|haut conseil|hôpital|inspection|institut|"
    "institution|laboratoire|maison|ligue|lycée|mairie|médiathèque|métropole|ministère|mission|mouvement|musée|mutuelle|"
    "observatoire|office|ordre|organisation|organisme|parlement|préfecture|pôle|rectorat|régie|secrétariat|"
    "service|société|syndicat|théâtre|tribunal|union|université"
)
_CAPITAL_HEADS = (
    "|".join(head[0].upper() + head[1:] for head in HEADS.split("|"))
    + "|Ecole|Etablissement|Haute Autorité|Haut Conseil"
)
ADJECTIVE = (
    r"(?!(?:pour|leur|ailleurs|faire|entre|avec|elle|quel\w*|tel\w*|lequel|mais|jamais|désormais)\b)(?:"
    r"[a-zà-ÿ]+(?:ales?|aux|al|elles?|els?|iques?|ifs?|ives?|aires?|ien(?:ne)?s?|éen(?:ne)?s?|aines?|ain|aises?|ais|"
    r"ières?|iers?|eurs?|eures?|ables?|ibles?|oises?|ois)|"
    r"publi(?:c|que|cs|ques)|mixtes?|urbaines?|associées?|décentralisées?|unie?s|autonomes?|verts?)"
)
_NOUN = (
    r"(?!(?:la|le|les|ce|cette|ces|son|sa|ses|leurs?|un|une|nombreu\w+|plusieurs|tous|toutes|chaque|même|façon|"
    r"manière|nouveau|nouvelles?|nouveaux)\b)(?:(?:petite?|grande?|jeune|ancien(?:ne)?|haute?|libre)s?{b})?"
    r"(?:[A-ZÀ-Ý][\w’-]+(?:{b}[A-ZÀ-Ý][\w’-]+)*|[^\W\d_][\w-]{2,})"
).replace("{b}", _B)
_LINK = rf"(?:de{_B}la{_B}|de{_B}l[’']|des{_B}|du{_B}|de{_B}|d[’'])"
_AIM = (
    rf"(?:pour{_B}(?:la|le|les){_B}|pour{_B}l[’']|à{_B}la{_B}|à{_B}l[’']|aux{_B}|sur{_B}(?:les|la|le){_B})"
    r"(?!(?:suite|fois|fin|demande|place|charge|période|première|durée|plupart|mise|réalisation|date|différence|base|"
    r"question|point|sujet|thème)\b)"
)
COMPLEMENT = (
    rf"(?:{_B}(?:{_LINK}|{_AIM}){_NOUN}(?:{_B}{ADJECTIVE}\b)*"
    rf"|(?:,|{_B}et){_B}{_LINK}(?!(?:{_CAPITAL_HEADS})\b){_NOUN}(?:{_B}{ADJECTIVE}\b)*"
    rf"|{_B}et{_B}d[’'][^\W\d_]\w+(?:{_B}{ADJECTIVE}\b)*"
    rf"|{_B}et{_B}{_NOUN}(?<=[sx])\b(?:{_B}{ADJECTIVE}\b)*)"
)
_NAME = r"(?:[A-ZÀ-Ý][\w’&-]*)"
_REST = rf"(?:{_B}{ADJECTIVE}\b)*(?:{_B}{_NAME}(?:{_B}{_NAME})*(?:{_B}{ADJECTIVE}\b)*)?(?:{COMPLEMENT})*"
_ACRONYM = rf"(?:{_B}?\((?P<acronym>[A-ZÀ-Ý][A-Za-zÀ-ÿ]{{1,9}})\))?"
CAPITAL = re.compile(rf"\b(?P<head>{_CAPITAL_HEADS})(?P<rest>{_REST}){_ACRONYM}")
SMALL = re.compile(rf"(?<![\w-])(?P<head>{HEADS})(?P<rest>{_REST}){_ACRONYM}")
FIXED = re.compile(
    r"\b(?:[Cc]our des comptes|[Cc]onseil d[’']État|[Cc]onseil constitutionnel|Sénat|[Aa]ssemblée nationale|"
    r"[Uu]nion européenne|Commission européenne|Parlement(?: européen)?|Défenseur des droits|Gouvernement|"
    r"[Cc]aisse des dépôts(?: et consignations)?|Banque de France|Banque des territoires|Nations [Uu]nies|"
    r"(?:Intercommunalités|Régions|Départements|Maires|Villes|Métropoles) de France|France [Ss]tratégie|France Travail|"
    r"Pôle emploi|Bpifrance|Action [Ll]ogement|Unis-Cité|Croix-Rouge française|Etalab|"
    r"Commission nationale du débat public)"
    r"\b"
)
SUFFIXED = re.compile(
    rf"\b(?!(?:La|Le|Les|L[’']|Une?|Cette|Chaque|The|This|An?){_B})(?:[A-ZÀ-Ý][\w’-]+{_B}){{1,3}}"
    r"(?:Agglomération|Agglo|Communauté|Métropole|Habitat|Mobilités)\b"
    rf"|\b(?!(?:The|This|An?|La|Le|Les|Une?){_B})(?:[A-Z][\w-]+{_B}){{1,4}}"
    r"(?:Foundation|Association|Institute|University|Society|Agency|Council|Committee|Organi[sz]ation|Corporation)\b"
)
"""« Redon Agglomération », « Free Software Foundation »: the word that tells comes last."""
INDEFINITE = re.compile(
    r"\b(?:une?|des|les|ces|cette|ce|chaque|plusieurs|certaine?s|quelques|toute?|leurs?|son|sa|ses|notre|nos|votre|"
    r"aucune?|autres?|nouvel(?:le)?s?|grande?s?|petite?s?|premi(?:er|ère)|deux|trois|d[’']|en|par|aux|sans|telle?|"
    r"quel(?:le)?s?)\s*$",
    re.IGNORECASE,
)
OPENS = re.compile(r"^[\s«“\"•–—*_|>-]*$|[.!?:]\s+[«“\"]?\s*$|\t\s*$|\|\s*$|\n\s*$")
HAS_A_NAME = re.compile(r"[\s\u00a0\u202f’'][A-ZÀ-Ý]")
MINISTRY = re.compile(rf"ministère{_B}(?:{_LINK}|chargé)")
NAMED_IN_SMALL_LETTERS = frozenset(
    "association fondation agence université institut société cabinet entreprise groupe fédération laboratoire école "
    "collectif coopérative mutuelle préfecture métropole syndicat hôpital conseil communauté chambre ministère "
    "observatoire rectorat académie office union bibliothèque médiathèque musée lycée collège théâtre tribunal "
    "maison".split()
)
"""Organisations that go by a proper name after these words: « l'association Mémoire Vive »."""
ALSO_OTHERWISE = frozenset(("Service", "Office", "Mission", "Commission", "Institution", "Fonds"))
"""« Service Discovery », « Fonds Barnier »: a name right after makes them another thing."""
NAME_AT_ONCE = re.compile(rf"{_B}[A-ZÀ-Ý]")
NEEDS_THE_NAME_AT_ONCE = frozenset(
    "agence société cabinet entreprise groupe laboratoire collectif coopérative mutuelle union".split()
)
FORMS_OF = {
    "communauté": re.compile(rf"{_B}(?:de{_B}communes|d[’']agglomération|urbaine|métropolitaine|intercommunale)\b"),
    "bibliothèque": re.compile(rf"(?:{_B}{ADJECTIVE})*{_B}{_LINK}"),
}
"""As against what else these are: « la communauté Debian », « la bibliothèque GNU »."""
OF_SOMETHING = re.compile(rf"{_B}(?:des|du|de la|de l[’']){_B}?[a-zà-ÿ]")
OF_PEOPLE_TOGETHER = re.compile(rf"{_B}(?:des{_B}|d[’']|[A-ZÀ-Ý])")
TERRITORIAL = re.compile(
    r"^(?:conseil|préfecture|métropole|communauté|mairie|rectorat|académie|bibliothèque|médiathèque|musée|théâtre|"
    r"tribunal|chambre|syndicat|maison)\b",
    re.IGNORECASE,
)
"""Organisations whose name holds the place that they are of: the place is named too."""


KIND_BEFORE_A_NAME = re.compile(
    r"^(?:association|société|entreprise|cabinet|groupe|collectif|réseau|coopérative)\s(?=[A-ZÀ-Ý])", re.IGNORECASE
)
SMALL_WORDS = frozenset("de du des d la le les l et a au aux pour".split())


@dataclass(frozen=True)
class Organisation:
    """Where an organisation is named in a sentence, as what, and the acronym given right after."""

    start: int
    end: int
    name: str
    acronym: str | None = None

    @property
    def key(self) -> str:
        """As it is compared: small words aside, and « association » in front of a proper name."""
        bare = KIND_BEFORE_A_NAME.sub("", self.name)
        return " ".join(word for word in folded(bare).replace("'", " ").split() if word not in SMALL_WORDS)

    @property
    def names_its_place(self) -> bool:
        return bool(TERRITORIAL.match(self.name))


def organisations_in(text: str) -> Iterator[Organisation]:
    """The organisations named in full in a sentence, in order, none inside another."""
    if text.isupper():
        return
    found = [Organisation(one.start(), one.end(), one[0]) for one in (*FIXED.finditer(text), *SUFFIXED.finditer(text))]
    found += [_organisation(one) for one in CAPITAL.finditer(text) if _is_named_in_capitals(text, one)]
    found += [_organisation(one) for one in SMALL.finditer(text) if _is_named_in_small_letters(text, one)]
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield Organisation(one.start, one.end, " ".join(one.name.split()), one.acronym)
            end = one.end


def _is_named_in_capitals(text: str, one: re.Match[str]) -> bool:
    """A capital in the midst of a sentence; at its start, an acronym or a proper name has to follow."""
    before, rest = text[: one.start()], one["rest"]
    if one["head"] in ALSO_OTHERWISE and NAME_AT_ONCE.match(rest):
        return False
    sure = bool(one["acronym"] or HAS_A_NAME.search(rest))
    return bool(rest.strip()) and (sure or not (OPENS.search(before) or INDEFINITE.search(before)))


def _is_named_in_small_letters(text: str, one: re.Match[str]) -> bool:
    head, rest = one["head"], one["rest"]
    if (
        (head not in NAMED_IN_SMALL_LETTERS and " " not in head)
        or not rest.strip()
        or INDEFINITE.search(text[: one.start()])
    ):
        return False
    if one["acronym"] or MINISTRY.match(one[0]) or head.startswith("agence de l"):
        return bool(rest.strip())
    if head == "maison" and not OF_SOMETHING.match(rest):
        return False
    if head in NEEDS_THE_NAME_AT_ONCE and not NAME_AT_ONCE.match(rest):
        return False
    if head in FORMS_OF and not FORMS_OF[head].match(rest):
        return False
    if head == "association" and not OF_PEOPLE_TOGETHER.match(rest):
        return False
    return bool(HAS_A_NAME.search(rest))


def _organisation(one: re.Match[str]) -> Organisation:
    end = one.end("rest")
    return Organisation(one.start(), end, one.string[one.start() : end], one["acronym"])
