"""A report's text → the organisations that it names: ministries, agencies, councils, associations, known acronyms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.inventory.acronyms import find_acronyms
from assistant.inventory.entries import Entry
from assistant.inventory.gazetteer import PUBLIC_BODIES
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import Mention, Told, as_entries, folded, on_one_line, told_in

_B = r"[\s\u00a0\u202f]"
_HEADS = (
    "agence|académie|administration|alliance|assemblée|association|autorité|banque|bibliothèque|bureau|cabinet|caisse|"
    "centre|cercle|chambre|cnav|collège|collectif|comité|commissariat|commission|communauté|confédération|conférence|"
    "conseil|conservatoire|coopérative|cour|délégation|direction|école|entreprise|établissement|fédération|fondation|"
    "fonds|forum|groupe|groupement|haut|haute|hôpital|inspection|institut|institution|laboratoire|ligue|mairie|métropole|"
    "ministère|mission|mutuelle|observatoire|office|organisation|organisme|parc|parlement|préfecture|présidence|pôle|"
    "rectorat|régie|réseau|secrétariat|sénat|service|société|syndicat|tribunal|union|université"
)
_ADJECTIVE = (
    r"(?!(?:pour|leur|ailleurs|faire|entre|avec|elle|quel\w*|tel\w*|lequel)\b)(?:[a-zà-ÿ]+(?:ale|aux|ales|al|elle|els|elles|el|"
    r"iques?|ifs?|ives?|aires?|iens?|iennes?|éens?|éennes?|aines?|ain|aises?|ais|ières?|iers?|eurs?|eures?|ieures?|ables?|ibles?)|"
    r"publi(?:c|que|cs|ques)|mixtes?|urbaines?|associées?|décentralisées?|unies?|autonomes?|hautes?|verts?|"
    r"central|scientifiques)"
)
_NOUN = r"(?!(?:la|le|les|ce|cette|ces|son|sa|ses|leurs?|un|une|nombreu\w+|plusieurs|tous|toutes|chaque|même)\b)[^\W\d_][\w-]{2,}"
_LINK = r"(?:de{b}la{b}|de{b}l[’']|des{b}|du{b}|de{b}|d[’'])".replace("{b}", _B)
_AIM = (
    rf"(?:pour{_B}(?:la|le|les){_B}|pour{_B}l[’']|à{_B}la{_B}|à{_B}l[’']|aux{_B})"
    r"(?!(?:suite|fois|fin|demande|place|charge|période|première|durée|plupart|mise|réalisation|date|différence)\b)"
)
_COMPLEMENT = (
    rf"(?:{_B}(?:{_LINK}|{_AIM}){_NOUN}(?:{_B}{_ADJECTIVE}\b)*"
    rf"|(?:,|{_B}et){_B}{_LINK}{_NOUN}(?:{_B}{_ADJECTIVE}\b)*"
    rf"|{_B}et{_B}{_NOUN}(?:{_B}{_ADJECTIVE}\b)*)"
)
_NAME = r"(?:[A-ZÀ-Ý][\w’&-]*)"
NAMED = re.compile(
    rf"\b(?P<head>{_HEADS})(?P<rest>(?:{_B}(?:{_ADJECTIVE}))*(?:{_B}{_NAME}(?:{_B}{_NAME})*)?(?:{_COMPLEMENT})*)"
    rf"(?:{_B}?\((?P<acronym>[A-ZÀ-Ý][A-Za-zÀ-ÿ]{{1,9}})\))?",
)
CAPITAL_HEAD = re.compile(
    rf"\b(?P<head>{'|'.join(head[0].upper() + head[1:] + '|' + head[0].upper().replace('É', 'E').replace('Ô', 'O') + head[1:] if head[0] in 'éô' else head[0].upper() + head[1:] for head in _HEADS.split('|'))})"
    rf"(?P<rest>(?:{_B}(?:{_ADJECTIVE}))*(?:{_B}{_NAME}(?:{_B}{_NAME})*)?(?:{_COMPLEMENT})*)"
    rf"(?:{_B}?\((?P<acronym>[A-ZÀ-Ý][A-Za-zÀ-ÿ]{{1,9}})\))?",
)
FIXED = re.compile(
    r"\b(?:[Cc]our des comptes|[Cc]onseil d[’']État|[Cc]onseil constitutionnel|Sénat\b|[Aa]ssemblée nationale|"
    r"[Uu]nion européenne|Commission européenne|Parlement européen|Défenseur des droits|Premier ministre|"
    r"Caisse des dépôts(?: et consignations)?|Banque de France|Banque des territoires|Nations [Uu]nies|Matignon|"
    r"Régions de France|Départements de France|France [Ss]tratégie|France Travail|Pôle emploi|La Poste|Bpifrance|"
    r"Action [Ll]ogement|Unis-Cité|Croix-Rouge française|Etalab|Commission nationale du débat public)"
)
NOT_ORGANISATIONS = re.compile(r"Premier ministre|Matignon")
INDEFINITE = re.compile(
    r"\b(?:une?|des|les|ces|cette|ce|chaque|plusieurs|certaine?s|quelques|toute?|leurs?|son|sa|ses|notre|nos|votre|"
    r"aucune?|autres?|nouvel(?:le)?s?|grande?s?|petite?s?|deux|trois|d[’']|en|par|aux|sans|telle?|quel(?:le)?s?)\s*$",
    re.IGNORECASE,
)
OPENS = re.compile(r"^[\s«“\"•–—*_|>-]*$|[.!?:]\s+[«“\"]?\s*$|\t\s*$|\|\s*$|\n\s*$")
LOWER_NEEDS_A_NAME = re.compile(r"[\s\u00a0\u202f’'][A-ZÀ-Ý]")
LOWER_MINISTRY = re.compile(rf"ministère(?:{_B}{_LINK}|{_B}chargé)")
NAMES_ITSELF = frozenset(
    "association fondation agence université institut société cabinet entreprise groupe fédération laboratoire école "
    "collectif coopérative mutuelle préfecture métropole syndicat hôpital conseil communauté chambre ministère réseau "
    "observatoire rectorat académie office union".split()
)
"""Organisations that go by a proper name after these words in small letters: « l'association Mémoire Vive »."""
NAME_FOLLOWS_AT_ONCE = frozenset(
    "association agence société cabinet entreprise groupe laboratoire collectif coopérative mutuelle réseau".split()
)
NAME_AT_ONCE = re.compile(rf"{_B}[A-ZÀ-Ý]")
ACRONYM = re.compile(r"(?<![\w./-])[A-Z]{2,}[A-Za-z]*(?![\w/]|\.\w|-\w)")
HEAD_OF_EXPANSION = re.compile(rf"^(?:{_HEADS})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Where an organisation is named in a sentence, as what, and by which acronym it goes."""

    start: int
    end: int
    name: str
    acronym: str | None = None


def find_organisations(report: ReportText) -> list[Entry]:
    """Every organisation of the report, in the order of first mentions; its acronym is the same organisation."""
    sentences = list(told_in(report))
    expansions = _expansions(report)
    spans = {told.start: list(organisations_in(told.text)) for told in sentences}
    for found in spans.values():
        for span in found:
            if span.acronym:
                expansions.setdefault(span.acronym, span.name)
    mentions = [one for told in sentences for one in _mentions(told, spans[told.start], expansions)]
    return as_entries(report, "organisations", mentions)


def _expansions(report: ReportText) -> dict[str, str]:
    """The report's acronyms that are organisations, by what they are expanded to or because they are known."""
    return {
        one.form: on_one_line(one.expansion)
        for one in find_acronyms(report)
        if one.expansion and (HEAD_OF_EXPANSION.match(one.expansion) or one.form.upper() in PUBLIC_BODIES)
    }


def _mentions(told: Told, spans: list[Span], expansions: dict[str, str]) -> Iterator[Mention]:
    names = {folded(name): form for form, name in expansions.items()}
    found: list[tuple[int, Mention]] = []
    for span in spans:
        form = span.acronym or names.get(folded(span.name))
        label = f"{span.name} ({form})" if form else span.name
        found.append((span.start, Mention(told, label, _key(span.name))))
    for acronym in ACRONYM.finditer(told.text):
        if any(span.start <= acronym.start() < span.end + len(acronym[0]) + 3 for span in spans):
            continue
        form = acronym[0]
        name = expansions.get(form)
        if name:
            found.append((acronym.start(), Mention(told, f"{name} ({form})", _key(name))))
        elif form.upper() in PUBLIC_BODIES:
            found.append((acronym.start(), Mention(told, form, folded(form))))
    yield from (mention for _, mention in sorted(found, key=lambda one: one[0]))


def _key(name: str) -> str:
    return folded(name)


def organisations_in(text: str) -> Iterator[Span]:
    """The organisations named in full in a sentence, in order, none inside another."""
    found = [Span(one.start(), one.end(), on_one_line(one[0])) for one in FIXED.finditer(text)]
    found += list(_named(text))
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end and not NOT_ORGANISATIONS.match(span.name):
            yield span
            end = span.end


def _named(text: str) -> Iterator[Span]:
    for one in CAPITAL_HEAD.finditer(text):
        before = text[: one.start()]
        rest = one["rest"]
        opens = bool(OPENS.search(before))
        proper = bool(LOWER_NEEDS_A_NAME.search(rest))
        if not rest.strip() or (opens and not (proper or one["acronym"])) or text.isupper():
            continue
        if INDEFINITE.search(before) and not proper and not one["acronym"]:
            continue
        yield _span(one)
    for one in NAMED.finditer(text):
        before, rest = text[: one.start()], one["rest"]
        if not rest.strip() or one["head"] not in NAMES_ITSELF or re.search(r"[\w-]$", before):
            continue
        if one["acronym"] or (LOWER_MINISTRY.match(one[0]) and not INDEFINITE.search(before)) or (
            not INDEFINITE.search(before)
            and LOWER_NEEDS_A_NAME.search(rest)
            and (one["head"] not in NAME_FOLLOWS_AT_ONCE or NAME_AT_ONCE.match(rest))
        ):
            yield _span(one)


def _span(one: re.Match[str]) -> Span:
    name = on_one_line(one["head"] + one["rest"])
    end = one.start() + len(one["head"]) + len(one["rest"])
    return Span(one.start(), end, name, one["acronym"])
