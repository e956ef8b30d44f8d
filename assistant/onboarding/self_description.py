"""The beginning of a report → the sentences by which it speaks of itself, and what each of them says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.claims import Claims
from assistant.inventory.report_text import ReportText
from assistant.orders import gives_orders
from assistant.sentences import Citation
from ingest.terms import fold, straight

FRONT_SHARE, LEAST_FRONT = 0.08, 12_000
"""Of a report's characters: what stands later speaks of its subject rather than of itself."""
NAME_WITHIN, OFFICE_WITHIN = 30, 8
"""Characters after « réalisé par » within which the name of the author begins, or the word for a body."""
_NAMES = r"(?:rapport|document|mission|guide|livre blanc|manuel|report|review|paper)"
_STUDIES = r"(?:etude|enquete|evaluation|audit|synthese|ouvrage|travail|study|inquiry|survey)"
_REPORT = rf"(?:{_NAMES}|{_STUDIES})"
OF_THE_REPORT = re.compile(
    rf"\b(?:ce|cet|cette|this) (?:\w+ )?{_NAMES}\b|"
    rf"\b(?:le present|la presente|notre|the present|our) (?:\w+ )?{_REPORT}\b|"
    r"\b(?:la|notre) mission (?:a |avait |s'est |est |qui (?:m'a|nous a|lui a|leur a) ete|confiee)|"
    r"\bthe mission (?:was|is)"
)
"""By its own name, or as the mission that it comes from."""
THIS_STUDY = re.compile(rf"\b(?:ce|cet|cette|this) (?:\w+ )?(?P<name>{_STUDIES})\b")
"""The report itself when its title says that it is one; else perhaps one that it speaks of."""
OF_A_REPORT = re.compile(rf"{OF_THE_REPORT.pattern}|\b(?:le|the) {_REPORT}\b")
GIVES_A_MISSION = re.compile(r"\b(?:la|une|the|a) mission (?:de |d'|sur |portant |relative |visant |of |to |on )")
GIVEN_IN_WRITING = re.compile(r"\b(?:lettre|courrier|saisine|letter)\b|\b(?:m'a|nous a|me|nous) (?:ete )?confie")
SPOKEN_TO_SOMEBODY = re.compile(r"\b(?:je|j'|nous|vous|m'|me|i|we|you)\b|\bj'")
"""A mission letter says « je vous confie »; what it tells of the world has no such word."""
OPENING = 2_000
"""Characters: a mission that somebody is given here is this report's."""
OFFICE = re.compile(
    r"\b(?:ministres?|ministeres?|gouvernement|president|presidente|directeur|directrice|direction|secretaire|"
    r"secretariat|prefet|prefete|maire|conseil|region|departement|metropole|commission|parlement|assemblee|senat|"
    r"agence|inspection|autorite|cabinet|mission|comite|groupe|equipe|cour|service|bureau|observatoire|institut|"
    r"minister|ministry|government|council|commission|committee|parliament)\b"
)
ASKED = re.compile(
    r"\b(?:a|ont|avait|avaient) (?:\w+ ){0,2}?(?:confie|demande|donne|charge|commande|missionne|sollicite|mandate|"
    r"saisi|souhaite|designe|nomme|commissioned|requested|asked|appointed|tasked)\b|"
    r"\b(?:a la demande|sur (?:la )?demande|a l'initiative|commandit\w+ par|command\w+ par|demand\w+ par|"
    r"confi\w+ par|saisine d|sur saisine|par lettre de mission|requested by|commissioned by|at the request of)\b|"
    r"\b(?:commissioned|requested) (?:this|the)\b|"
    r"\b(?:vous|nous) (?:a |avez |ai )?(?:confie|demande|charge)\w*\b|\bj'ai (?:decide|souhaite)\b|"
    r"\bje (?:vous (?:confie|charge|demande)|souhaite (?:vous confier|que vous))"
)
_DONE = (
    r"(?:realise|redige|ecrit|elabore|etabli|presente|prepare|conduit|mene|remis|produit|coordonne|dirige|pilote|"
    r"written|prepared|drafted|authored|conducted|led)e?s?"
)
WRITTEN = re.compile(
    rf"\b{_DONE} (?:\w+ )?(?:par|by)\b|\b(?:auteure?s?|rapporteure?s?|redacteurs?|redactrices?|authors?|rapporteurs?)"
    rf"(?:\(?e?s?\)?) ?:"
)
ENTRUSTED = re.compile(
    r"\b(?:confie|donne|remis)e?s?(?: cette mission| la mission| une mission)? a (?:m\.|mm\.|mme|monsieur|madame)|"
    r"\b(?:charge|missionne|mandate|designe)e?s? (?:m\.|mm\.|mme|monsieur|madame)"
)
PURPOSE = re.compile(
    r"\b(?:objectifs?|l'objet d[eu'] ?|(?:le|pour) but d[eu'] ?|la vocation d[eu'] ?|"
    r"a pour (?:objet|but|ambition|vocation|mission|finalite)|vise(?:nt)? |visant a|"
    r"(?:la|pour) mission d|ambition(?:ne)?|poursuit|se propose de|est (?:destine|consacre)e?s? a|cherche a|"
    r"aims? (?:to|at)|purpose|objectives?|seeks to|sets out to|intended to)\b"
)
PROPOSES = re.compile(
    r"\b(?:propose|preconise|recommande|formule|avance|tire|emet|presente|suggere)(?:nt|ons)?\b.{0,80}?"
    r"\b(?:propositions?|recommandations?|preconisations?|mesures?|pistes?|axes?|orientations?)\b|"
    r"\b(?:makes?|sets? out|offers?) (?:\w+ ){0,3}(?:recommendations?|proposals?)\b|"
    r"\b(?:we|it) (?:recommends?|proposes?)\b|"
    rf"\b{_REPORT} (?:recommends?|proposes? (?:to|that))\b|"
    rf"\b{_REPORT} (?:propose (?:de |d'|que )|preconise|recommande)"
)
OPENS_ON_THE_REPORT = re.compile(
    rf"^(?:\w+, )?(?:le |la |l'|the ){_REPORT} (?:\w+ ){{0,2}}?"
    r"(?:propose|preconise|recommande|formule|avance|emet|suggere|recommends|proposes|makes|sets)"
)
OPENS_ON_IT = re.compile(r"^(?:\w+,? ){0,3}(?:il|elle|it)\b")
DATED = re.compile(
    r"\b(?:publie|remis|acheve|redige|enregistre|adopte|mis a jour|mise a jour|"
    r"date de (?:publication|remise|mise a jour)|version du|"
    r"published|updated|submitted|delivered|date of publication)\b"
)


@dataclass(frozen=True)
class SelfLine:
    """A sentence where a report may speak of itself: as plain text, with what precedes it in its block and in all,
    and the report's title."""

    citation: Citation
    text: str
    before: str
    in_letter: bool
    at: int
    title: str

    @property
    def of_the_report(self) -> bool:
        return self.in_letter or self.names_the_report(self.text) or self.takes_it_up

    @property
    def takes_it_up(self) -> bool:
        """Whether « il » stands for the report, named before in the same block."""
        return bool(OPENS_ON_IT.match(self.text)) and self.names_the_report(self.before)

    def names_the_report(self, text: str) -> bool:
        studies = (found["name"] for found in THIS_STUDY.finditer(text))
        return bool(OF_THE_REPORT.search(text)) or any(name in self.title for name in studies)


def lines_on_itself(report: ReportText) -> Iterator[SelfLine]:
    """The sentences of its beginning, and of its mission letter wherever that stands."""
    front = max(LEAST_FRONT, int(sum(len(part.text) for part in report.parts) * FRONT_SHARE))
    title = plain_text(report.record.title or "")
    read = 0
    for part in report.parts:
        at, read = read, read + len(part.text)
        in_letter = part.voice == "mission_letter"
        if part.kind in ("heading", "code", "table") or part.voice in ("example", "contributor"):
            continue
        if at < front or in_letter:
            for start, finish in part.sentences:
                citation = report.cite(start, finish)
                if citation and not gives_orders(citation.quote):
                    before = part.text[: start - part.start]
                    yield SelfLine(citation, plain_text(citation.quote), plain_text(before), in_letter, at, title)


def asks_for_it(line: SelfLine) -> bool:
    """Somebody, by name or office, who has asked for this report, or given the mission that it comes from."""
    if not ASKED.search(line.text):
        return False
    if line.in_letter:
        return bool(SPOKEN_TO_SOMEBODY.search(line.text))
    own = line.of_the_report or OF_A_REPORT.search(line.text) or _gives_its_mission(line)
    return bool(own and (OFFICE.search(line.text) or Claims(line.citation.quote).names))


def _gives_its_mission(line: SelfLine) -> bool:
    given = GIVES_A_MISSION.search(line.text)
    return bool(given and (line.at < OPENING or GIVEN_IN_WRITING.search(line.text)))


def names_its_author(line: SelfLine) -> bool:
    cue = WRITTEN.search(line.text)
    # « Établi par Mme X » under the title speaks of nothing else.
    signed = bool(cue and (cue[0].endswith(":") or (cue.start() == 0 and line.at < OPENING)))
    return bool(cue and (signed or line.of_the_report) and _named_after(line, cue.end()))


def is_entrusted(line: SelfLine) -> bool:
    cue = ENTRUSTED.search(line.text)
    return bool(cue and asks_for_it(line) and _named_after(line, cue.end()))


def _named_after(line: SelfLine, position: int) -> bool:
    """Whether a person or a body is named next: « par Mme Ève Corti », « par l'inspection générale des finances »."""
    after = re.split(r"[,;:(]", line.text[position:].strip())[0]
    office = OFFICE.search(after)
    if office and office.start() <= OFFICE_WITHIN:
        return True
    claims = Claims(line.citation.quote)
    places = (after.find(plain_text(name)) for name in [*claims.names, *claims.acronyms])
    return any(0 <= place <= NAME_WITHIN for place in places)


def says_why(line: SelfLine) -> bool:
    if line.in_letter and asks_for_it(line):
        return True
    if not line.of_the_report:
        return _gives_its_mission(line) and asks_for_it(line)
    return bool(PURPOSE.search(line.text))


def proposes_something(line: SelfLine) -> bool:
    return not line.in_letter and bool(
        (PROPOSES.search(line.text) and line.of_the_report)
        or (OPENS_ON_THE_REPORT.match(line.text) and PROPOSES.search(line.text))
    )


def plain_text(text: str) -> str:
    return " ".join(fold(straight(text)).split())
