"""All live documents' definitions, acronyms and words → the card of a term, suggestions as one types, the glossary."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.frequent_terms import frequent_terms
from assistant.inventory.definitions import Definition
from assistant.inventory.inventory import Inventory
from assistant.inventory.lemmas import lemma_key
from assistant.inventory.mentions import Mention, Mentions
from assistant.inventory.report_text import ReportText
from assistant.inventory.term_lists import without_its_term
from assistant.known_terms import KnownTerm, KnownTerms
from assistant.sentences import Citation
from assistant.suggestions import DEFINED, FREQUENT, SPELT_OUT, Suggestions
from assistant.typed_terms import checked_term, mended, squeezed, term_typed
from ingest.terms import fold

MOST_PLACES, MOST_RELATED, MOST_NEAR, MOST_COMPLETING = 5, 8, 5, 8
SHORTEST_CONTEXT, LONGEST_CONTEXT = 8, 45
TELLS = re.compile(
    r"\b(?:est|sont|permet\w*|vise\w*|consiste\w*|désigne\w*|constitue\w*|comprend|repose\w*|sert|assure\w*|"
    r"regroupe\w*|offre\w*|is|are|allows)\b",
    re.IGNORECASE,
)


class CardDefinition(BaseModel):
    """A definition as it is shown: its words, which stand in the citation's quote, and the citation."""

    model_config = ConfigDict(frozen=True)

    text: str
    citation: Citation


class DefinitionCard(BaseModel):
    """All that the documents say of a term.

    `mentions` 0 without definitions: the term is absent. `near` are then near terms; else the word typed, when it was
    read as another, is in `asked` and the one that it was read as in `near`. `best_context` is for a term that is used
    and never defined.
    """

    model_config = ConfigDict(frozen=True)

    term: str
    defined: bool
    definitions: list[CardDefinition]
    mentions: int
    expansion: str | None
    completes: list[Citation] = []
    places: list[Citation] = []
    best_context: Citation | None = None
    related: list[str] = []
    near: list[str] = []
    asked: str = ""


class GlossaryLine(BaseModel):
    """A term with one of its definitions, or with its expansion; `text` is None for an acronym that nothing expands."""

    model_config = ConfigDict(frozen=True)

    term: str
    text: str | None
    expansion: str | None
    citation: Citation


def open_lexicon(reports: Sequence[tuple[ReportText, Inventory]]) -> "Lexicon":
    """The lexicon of the documents, in their order."""
    return Lexicon(reports)


class Lexicon:
    """Looks terms up in all the documents; made once for a state of the index, then quick."""

    def __init__(self, reports: Sequence[tuple[ReportText, Inventory]]) -> None:
        self._reports = [report for report, _ in reports]
        self._mentions = [Mentions(report) for report in self._reports]
        self._known = KnownTerms([inventory for _, inventory in reports])
        self._squeezed = {squeezed(form): known for known in self._known.all for form in known.forms}
        frequent = self._frequent()
        self._suggestions = Suggestions([*_ranked(self._known), *((term, FREQUENT) for term in frequent)])
        self._often: Counter[str] = Counter()
        self._at: list[dict[int, list[str]]] = [{} for _ in self._mentions]
        for known in self._known.all:
            if known.definitions or known.expansion:
                self._place(known.form, known.forms)
        for term in frequent:
            self._place(term, [term])

    def _frequent(self) -> list[str]:
        """The terms that only come back often, without what is but a piece of a known one.

        « fonction publique territoriale » that stands only in the name of the centre that trains it is no term.
        """
        often: Counter[str] = Counter()
        for report, mentions in zip(self._reports, self._mentions, strict=True):
            often.update(frequent_terms(report, mentions))
        pieces: dict[tuple[str, ...], int] = {}
        for known in self._known.all:
            times = sum(len(mentions.of(*known.forms)) for mentions in self._mentions)
            for key in map(lemma_key, known.forms):
                for first in range(len(key) - 1):
                    for last in range(first + 2, len(key) + 1):
                        pieces[key[first:last]] = max(times, pieces.get(key[first:last], 0))
        return [
            term for term, count in often.items() if term not in self._known and count > pieces.get(lemma_key(term), 0)
        ]

    def _place(self, term: str, forms: Sequence[str]) -> None:
        """Note in which sentences of each document a term stands."""
        for places, mentions in zip(self._at, self._mentions, strict=True):
            for mention in mentions.of(*forms):
                places.setdefault(mention.unit, []).append(term)
                self._often[term] += 1

    def card(self, term: str) -> DefinitionCard:
        """The card of a term, however it is typed; raises `TermError` for nothing or for a whole text."""
        asked = checked_term(term)
        typed = term_typed(asked)
        for read, mended_from in self._readings(typed):
            known = self._known_as(read)
            forms = known.forms if known else [read]
            found = [mentions.of(*forms) for mentions in self._mentions]
            if known or any(found):
                return self._card(asked, known, forms, found, [read] if mended_from else [])
        return DefinitionCard(
            term=typed,
            defined=False,
            definitions=[],
            mentions=0,
            expansion=None,
            near=self._suggestions.near(typed, MOST_NEAR),
            asked=asked,
        )

    def _readings(self, typed: str) -> Iterable[tuple[str, bool]]:
        yield typed, False
        in_one_piece = self._squeezed.get(squeezed(typed))
        if in_one_piece:
            yield in_one_piece.form, squeezed(in_one_piece.form) != squeezed(typed)
        if corrected := self._corrected(typed):
            yield corrected, True

    def _known_as(self, term: str) -> KnownTerm | None:
        return self._known.of([lemma_key(term), *(mentions.key_of(term) for mentions in self._mentions)])

    def _corrected(self, typed: str) -> str | None:
        """The term with each word that no document holds read as the one it must be; None when one cannot be."""
        words = []
        for word in re.findall(r"[^\W_]+|[\W_]+", typed):
            if not re.match(r"\w", word) or any(mentions.holds(word) for mentions in self._mentions):
                words.append(word)
                continue
            near = mended(fold(word), self._words())
            if near is None:
                return None
            words.append(near)
        corrected = "".join(words)
        known = self._known_as(corrected)
        return known.form if known else self._as_written(corrected)

    def _words(self) -> Iterable[str]:
        return (word for mentions in self._mentions for word in mentions.written)

    def _as_written(self, term: str) -> str:
        """The term as the documents write it most often."""
        written: Counter[str] = Counter()
        for report, mentions in zip(self._reports, self._mentions, strict=True):
            for place in mentions.of(term)[:20]:
                if citation := report.cite(place.start, place.end):
                    written[" ".join(citation.quote.split())] += 1
        as_typed = {one: times for one, times in written.items() if fold(one) == fold(term)} or written
        return min(as_typed, key=lambda one: (-as_typed[one], sum(map(str.isupper, one))), default=term)

    def _card(
        self, asked: str, known: KnownTerm | None, forms: Sequence[str], found: Sequence[list[Mention]], near: list[str]
    ) -> DefinitionCard:
        definitions = known.surest_first() if known else []
        completes = [one for definition in definitions for one in definition.completes]
        return DefinitionCard(
            term=known.form if known else self._as_written(forms[0]),
            defined=bool(definitions),
            definitions=[CardDefinition(text=shown(one), citation=one.citation) for one in definitions],
            mentions=max(sum(map(len, found)), len(definitions)),
            expansion=known.expansion if known else None,
            completes=completes[:MOST_COMPLETING],
            places=self._places(found)[:MOST_PLACES],
            best_context=None if definitions else self._best_context(found),
            related=self._related(known, forms, found),
            near=near,
            asked=asked,
        )

    def _places(self, found: Sequence[list[Mention]]) -> list[Citation]:
        places: list[Citation] = []
        for report, mentions, here in zip(self._reports, self._mentions, found, strict=True):
            for unit in dict.fromkeys(mention.unit for mention in here):
                if len(places) < MOST_PLACES and (citation := report.cite(*mentions.units[unit])):
                    places.append(citation)
        return places

    def _best_context(self, found: Sequence[list[Mention]]) -> Citation | None:
        """The sentence that tells most of the term: early in it, of a good length, with a verb that says what it is."""
        best: tuple[float, Citation] | None = None
        for report, mentions, here in zip(self._reports, self._mentions, found, strict=True):
            for mention in here[:200]:
                start, end = mentions.units[mention.unit]
                if mention.unit in mentions.headings or not (citation := report.cite(start, end)):
                    continue
                length = len(citation.quote.split())
                early = 1 - (mention.start - start) / max(1, end - start)
                tells = bool(TELLS.search(citation.quote[mention.end - start :]))
                score = early + 2 * tells + (SHORTEST_CONTEXT <= length <= LONGEST_CONTEXT)
                if best is None or score > best[0]:
                    best = score, citation
        return best[1] if best else None

    def _related(self, known: KnownTerm | None, forms: Sequence[str], found: Sequence[list[Mention]]) -> list[str]:
        """Terms that stand in the same sentences or beside, those that share a word with it first."""
        own = {lemma_key(form) for form in forms}
        words = {lemma for key in own for lemma in key}
        together: Counter[str] = Counter()
        for number, here in enumerate(found):
            for unit in {near for mention in here for near in (mention.unit - 1, mention.unit, mention.unit + 1)}:
                together.update(self._at[number].get(unit, ()))
        scores: dict[str, float] = {term: count / self._often[term] ** 0.5 for term, count in together.items()}
        for entry in self._known.all:
            if entry is not known and entry.definitions and words & set(lemma_key(entry.form)):
                scores[entry.form] = scores.get(entry.form, 0) + 1
        ranked = sorted(scores, key=lambda term: (-scores[term], fold(term)))
        others = {known.form} if known else set()
        return [term for term in ranked if term not in others and lemma_key(term) not in own][:MOST_RELATED]

    def suggest(self, typed: str, most: int = 8) -> list[str]:
        """Terms as one types: those that begin so, those that hold it, those mistyped; the defined ones first."""
        return self._suggestions.for_typed(typed, most)

    def glossary(self) -> list[GlossaryLine]:
        """Every definition and every acronym, in alphabetical order, accents and case aside."""
        lines = [line for known in self._known.all for line in _lines(known)]
        return sorted(lines, key=lambda line: (re.sub(r"[\W_]+", " ", fold(line.term)).strip(), line.citation.start))


def _ranked(known: KnownTerms) -> Iterator[tuple[str, int]]:
    for one in known.all:
        yield one.form, DEFINED if one.definitions else SPELT_OUT if one.expansion else FREQUENT
        if one.expansion:
            yield one.expansion, SPELT_OUT


def _lines(known: KnownTerm) -> Iterator[GlossaryLine]:
    for definition in known.surest_first():
        yield GlossaryLine(
            term=known.form, text=shown(definition), expansion=known.expansion, citation=definition.citation
        )
    if not known.definitions and known.acronym:
        yield GlossaryLine(term=known.form, text=known.expansion, expansion=known.expansion, citation=known.acronym)


def shown(definition: Definition) -> str:
    """The words of a definition; those of a glossary's entry without the term in front of them."""
    quote = definition.citation.quote
    return without_its_term(quote, definition.term) if definition.form == "glossary" else quote
