"""A report and its inventory → the report in one page: who asked for it, who wrote it, when, why, what it proposes.

Each line is a sentence of the report with its place. What the report does not say stays empty: a sentence is taken
only when it speaks of the report itself, in its own voice, and says the thing asked in so many words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from assistant.answers import Answer
from assistant.claims import Claims
from assistant.inventory.inventory import Inventory
from assistant.inventory.report_text import ReportText
from assistant.onboarding.outline import Outline, outline_of
from assistant.orders import gives_orders
from assistant.refusals import Language
from assistant.sentences import Citation
from ingest.chunks import UPDATED_LABEL
from ingest.manifest import SetAsideText
from ingest.terms import fold, straight

Ask = Callable[[str], Answer]
"""The assistant's own question answering: by quotation."""

MOST_LINES = 3
MOST_PROPOSALS = 5
FRONT_SHARE, LEAST_FRONT = 0.08, 12_000
"""Of a report's characters: what stands later speaks of its subject rather than of itself."""
LEAST_CONFIDENCE = 0.15
WITHIN = 120
"""Characters after « réalisé par » within which the author is named."""
LONGEST_DATE_LINE = 12
"""In words: a longer line that holds a date does not date the report."""

_REPORT = (
    r"(?:rapport|etude|mission|document|guide|livre blanc|ouvrage|travail|enquete|evaluation|audit|synthese|"
    r"manuel|report|study|review|inquiry|paper)"
)
OF_THE_REPORT = re.compile(
    rf"\b(?:ce|cet|cette|le present|la presente|notre|this|the present|our) (?:\w+ )?{_REPORT}\b|"
    r"\b(?:la|notre) mission (?:a |avait |s'est |est |qui (?:m'a|nous a|lui a|leur a) ete|confiee)|"
    r"\bthe mission (?:was|is)"
)
"""By its own name, or as the mission that it comes from."""
OF_A_REPORT = re.compile(rf"{OF_THE_REPORT.pattern}|\b(?:le|the) {_REPORT}\b")
GIVES_A_MISSION = re.compile(r"\b(?:la|une|the|a) mission (?:de |d'|sur |portant |relative |visant |of |to |on )")
OFFICE = re.compile(
    r"\b(?:ministres?|ministeres?|gouvernement|president|presidente|directeur|directrice|direction|secretaire|"
    r"secretariat|prefet|prefete|maire|conseil|region|departement|metropole|commission|parlement|assemblee|senat|"
    r"agence|inspection|autorite|minister|ministry|government|council|commission|committee|parliament)\b"
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
OPENS_ON_IT = re.compile(r"^(?:\w+,? ){0,3}(?:il|elle|it)\b")
DATED = re.compile(
    r"\b(?:publie|remis|acheve|redige|mis a jour|mise a jour|date de (?:publication|remise|mise a jour)|version du|"
    r"published|updated|submitted|delivered|date of publication)\b"
)
QUESTIONS = {
    "asked_by": ("Qui a demandé ce rapport ?",),
    "written_by": ("Qui est l'auteur du rapport ?", "Qui a écrit ce rapport ?"),
    "purposes": ("Quels sont les objectifs du rapport ?",),
    "proposals": ("Quelles sont les propositions du rapport ?",),
}


class Overview(BaseModel):
    """The report in one page; a list is empty where the report does not say, never guessed.

    `announced` are the sentences by which the report says that it proposes something; `proposals` the first of its
    `recommendations_in_all` recommendations where it has a register of them, else the same.
    """

    model_config = ConfigDict(frozen=True)

    document: str
    version: str
    title: str | None
    name: str
    updated: str | None
    pages: int | None
    asked_by: tuple[Citation, ...]
    written_by: tuple[Citation, ...]
    dated: tuple[Citation, ...]
    purposes: tuple[Citation, ...]
    proposals: tuple[Citation, ...]
    announced: tuple[Citation, ...]
    recommendations_in_all: int
    outline: Outline


@dataclass(frozen=True)
class _Line:
    """A sentence where a report may speak of itself: as plain text, with what precedes it in its block and in all."""

    citation: Citation
    text: str
    before: str
    in_letter: bool
    at: int

    @property
    def of_the_report(self) -> bool:
        taken_up = OPENS_ON_IT.match(self.text) and OF_THE_REPORT.search(self.before)
        return self.in_letter or bool(OF_THE_REPORT.search(self.text) or taken_up)


def overview(report: ReportText, inventory: Inventory, ask: Ask | None = None, language: Language = "fr") -> Overview:
    """One report in one page; `ask` puts first, of what the rules find, what the assistant answers."""
    record = report.record
    lines = list(_lines(report))
    recommendations = [entry for entry in inventory.entries if entry.kind == "recommendations"]
    proposals = [entry.citation for entry in recommendations[:MOST_PROPOSALS]]
    announced = _said(report, lines, _proposes, ask, "proposals", MOST_LINES)
    return Overview(
        document=record.id,
        version=record.version,
        title=record.title,
        name=record.name,
        updated=record.updated,
        pages=record.pages,
        asked_by=_said(report, lines, _asks_for_it, ask, "asked_by", 2),
        written_by=_said(report, lines, _names_its_author, ask, "written_by", 2)
        or _said(report, lines, _is_entrusted, ask, "written_by", 1),
        dated=tuple(_dated(report, lines)),
        purposes=_said(report, lines, _says_why, ask, "purposes", MOST_LINES),
        proposals=tuple(proposals) or announced,
        announced=announced,
        recommendations_in_all=len(recommendations),
        outline=outline_of(report, language),
    )


def _lines(report: ReportText) -> Iterator[_Line]:
    """The sentences of its beginning, and of its mission letter wherever that stands."""
    front = max(LEAST_FRONT, int(sum(len(part.text) for part in report.parts) * FRONT_SHARE))
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
                    yield _Line(citation, _plain(citation.quote), _plain(before), in_letter, at)


def _said(
    report: ReportText,
    lines: Sequence[_Line],
    says: Callable[[_Line], bool],
    ask: Ask | None,
    line: str,
    most: int,
) -> tuple[Citation, ...]:
    """The lines that say the thing, in the report's order; when there are too many, what the assistant answers."""
    found = [one for one in lines if says(one)]
    if len(found) > most and ask:
        answered = {citation.start for question in QUESTIONS[line] for citation in _answers(report, ask, question)}
        found.sort(key=lambda one: one.citation.start not in answered)
    chosen = sorted(found[:most], key=lambda one: one.citation.start)
    whole = (_with_what_it_takes_up(report, one) for one in chosen)
    return tuple({one.end: one for one in whole}.values())


def _with_what_it_takes_up(report: ReportText, line: _Line) -> Citation:
    """« Enfin, il tire… » from the sentence of its block that names the report."""
    if OF_THE_REPORT.search(line.text) or not OPENS_ON_IT.match(line.text):
        return line.citation
    start, end = line.citation.start, line.citation.end
    for part in report.parts:
        if part.start <= start < part.end:
            for begin, finish in reversed([span for span in part.sentences if span[0] < start]):
                if OF_THE_REPORT.search(_plain(part.text[begin - part.start : finish - part.start])):
                    return report.cite(begin, end) or line.citation
    return line.citation


def _answers(report: ReportText, ask: Ask, question: str) -> list[Citation]:
    answer = ask(question)
    if answer.status != "answered" or answer.confidence < LEAST_CONFIDENCE:
        return []
    return [one for one in answer.citations if one.document == report.record.id]


def _asks_for_it(line: _Line) -> bool:
    """Somebody, by name or office, who has asked for this report, or given the mission that it comes from."""
    if not ASKED.search(line.text):
        return False
    if line.in_letter:
        return True
    own = OF_THE_REPORT.search(line.text) or OF_A_REPORT.search(line.text) or GIVES_A_MISSION.search(line.text)
    return bool(own and (OFFICE.search(line.text) or Claims(line.citation.quote).names))


def _names_its_author(line: _Line) -> bool:
    cue = WRITTEN.search(line.text)
    signed = bool(cue and cue[0].endswith(":"))
    return bool(cue and (signed or line.of_the_report) and _named_after(line, cue.end()))


def _is_entrusted(line: _Line) -> bool:
    cue = ENTRUSTED.search(line.text)
    return bool(cue and _asks_for_it(line) and _named_after(line, cue.end()))


def _named_after(line: _Line, position: int) -> bool:
    """Whether a person or a body is named soon after this place in the sentence."""
    claims = Claims(line.citation.quote)
    after = line.text[position : position + WITHIN]
    return any(_plain(name) in after for name in [*claims.names, *claims.acronyms])


def _says_why(line: _Line) -> bool:
    if not line.of_the_report:
        return bool(GIVES_A_MISSION.search(line.text)) and _asks_for_it(line)
    return bool(PURPOSE.search(line.text))


def _proposes(line: _Line) -> bool:
    return not line.in_letter and bool(PROPOSES.search(line.text)) and line.of_the_report


def _dated(report: ReportText, lines: Sequence[_Line]) -> Iterator[Citation]:
    """Its date of update; else what dates it on its cover, in a line of its beginning, or in a sentence on itself."""
    updated = next((chunk for chunk in report.chunks if chunk.label == UPDATED_LABEL), None)
    if updated and (citation := report.cite(updated.start, updated.end)):
        yield citation
        return
    cover = next((text for text in report.record.set_aside if text.reason == "cover" and _is_a_date(text.text)), None)
    if cover:
        yield _on_the_cover(report, cover)
        return
    for line in lines:
        short = len(line.text.split()) <= LONGEST_DATE_LINE and line.at < LEAST_FRONT / 4
        if (short and _is_a_date(line.text)) or (
            DATED.search(line.text) and (short or line.of_the_report) and _has_a_day(line.text)
        ):
            yield line.citation
            return


def _is_a_date(text: str) -> bool:
    """Whether the text is a date and little else: « Paris, le 3 mars 2015 », « Mars 2015 »."""
    return _has_a_day(text) and len(_plain(text).split()) <= 5


def _has_a_day(text: str) -> bool:
    return any(day.year and day.month for day in Claims(text).days)


def _on_the_cover(report: ReportText, cover: SetAsideText) -> Citation:
    return Citation(
        id=1,
        document=report.record.id,
        section=[],
        page=cover.page,
        folio=None,
        start=cover.start,
        end=cover.end,
        quote=cover.text,
    )


def _plain(text: str) -> str:
    return " ".join(fold(straight(text)).split())
