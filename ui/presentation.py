"""What `assistant` returns → Rich texts for the terminal, with nothing taken for markup."""

from collections.abc import Mapping, Sequence

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer
from assistant.generation import Generation, Struck
from assistant.register_answers import FromRegister
from assistant.sentences import Citation
from ingest.build import FileFailed, FileRead
from ingest.manifest import DocumentRecord
from ingest.readers.pdf.scanned import HOW_TO_RECOGNISE
from ui.wording import FOUND, OUTCOMES, SET_ASIDE_REASONS, Wording

QUOTED_WHOLE = {"recommendations", "examples"}
"""Registers whose entries are what is quoted; of the others, a sentence that holds the entry is."""


def citation_place(citation: Citation, texts: Wording) -> str:
    """« rapport · Section › Sous-section · page 12 · page imprimée 10 · caractères 3 à 9 », what is known of it."""
    parts = [citation.document, " › ".join(citation.section) or texts.no_section]
    if citation.page is not None:
        parts.append(texts.page.format(page=citation.page))
    if citation.folio is not None:
        parts.append(texts.folio.format(folio=citation.folio))
    if citation.voice in texts.voices:
        parts.append(texts.voices[citation.voice])
    parts.append(texts.characters.format(start=citation.start, end=citation.end))
    return " · ".join(parts)


def answer_panel(answer: Answer, texts: Wording) -> Panel:
    """An answer, or a refusal with its evidence, as a panel titled with the question."""
    lines = [Text()]
    if answer.standalone_question != answer.question:
        lines.append(Text(texts.standalone.format(question=answer.standalone_question), style="dim"))
    if answer.refusal:
        refusal = answer.refusal
        lines.append(Text(refusal.explanation, style="yellow"))
        if refusal.correction:
            lines.append(Text(f"« {refusal.correction.quote} »"))
            lines.append(Text(citation_place(refusal.correction, texts), style="dim"))
        lines.append(Text(texts.searched.format(count=refusal.passages_searched), style="dim"))
        lines.append(Text(texts.terms.format(terms=", ".join(refusal.terms)), style="dim"))
        if refusal.nearest:
            sections = " ; ".join(" › ".join(near.section) or near.document for near in refusal.nearest)
            lines.append(Text(texts.nearest.format(sections=sections), style="dim"))
    if answer.listed:
        lines += [Text(line, style="bold") for line in listed_lines(answer.listed, texts)]
    for statement in answer.statements:
        marks = "".join(f" [{number}]" for number in statement.citations)
        lines.append(Text.assemble(statement.text, (marks, "bold cyan")))
    if answer.citations:
        lines.append(Text())
    for citation in answer.citations:
        lines.append(Text.assemble((f"[{citation.id}] ", "bold cyan"), (citation_place(citation, texts), "dim")))
    if answer.generation:
        notice = answer.generation.notice
        lines += [Text(notice, style="yellow")] if notice else []
        lines.append(Text(model_line(answer.generation, texts), style="dim"))
        lines += [Text(line, style="dim") for line in struck_lines(answer.generation.struck, texts)]
    if not (answer.refusal or answer.listed):
        lines.append(Text(texts.confidence.format(percent=round(answer.confidence * 100)), style="dim"))
    return Panel(Group(*lines[1:]), title=Text(answer.question), title_align="left", border_style="cyan")


def listed_lines(listed: FromRegister, texts: Wording) -> list[str]:
    """That the answer is a whole register, what it lists, and the numbers that the report's numbering skips."""
    lines = [texts.register.format(said=listed.said)]
    if listed.kind not in QUOTED_WHOLE:
        lines.append(" ; ".join(listed.entries))
    if listed.missing_numbers:
        lines.append(texts.missing_numbers.format(numbers=", ".join(listed.missing_numbers)))
    return lines


def model_line(generation: Generation, texts: Wording) -> str:
    """Who wrote the answer, when a model did, and what it cost."""
    counted = generation.output_tokens is not None
    tokens = str((generation.input_tokens or 0) + (generation.output_tokens or 0)) if counted else texts.not_counted
    cost = texts.cost.format(tokens=tokens, seconds=round(generation.seconds, 1))
    if generation.from_cache:
        cost = texts.from_cache.format(cost=cost)
    return (
        f"{generation.model} · {cost}"
        if generation.notice
        else f"{texts.by_model.format(model=generation.model)} · {cost}"
    )


def struck_lines(struck: Sequence[Struck], texts: Wording) -> list[str]:
    """What the model wrote and is not shown as the report's, with what is wrong with it."""
    if not struck:
        return []
    lines = [texts.struck.format(count=len(struck))]
    for one in struck:
        problem = texts.problems[one.problem] + (f" ({one.detail})" if one.detail else "")
        lines.append(f"✗ {one.text} — {problem}")
    return lines


def documents_table(documents: tuple[DocumentRecord, ...]) -> Table:
    table = Table("Document", "Titre", "Mis à jour", "Pages", "Passages", "Lu le", "Fichier")
    for document in documents:
        cells = (document.title, document.updated, document.pages, document.passages, document.read_on, document.source)
        table.add_row(Text(document.id), *(Text("—" if cell is None else str(cell)) for cell in cells))
    return table


def show_reading(
    results: list[FileRead | FileFailed], found: Mapping[str, Mapping[str, int]], console: Console
) -> None:
    """The summary of a reading: what each file became, what is `found` in it, what was set aside with the reason."""
    for result in results:
        if isinstance(result, FileFailed):
            continue
        record = result.record
        console.print(
            Text.assemble(
                (record.name, "bold"),
                f" : {OUTCOMES[result.outcome]} — {record.passages} passages, {record.sentences} phrases",
                f", {record.pages} pages" if record.pages else "",
                f" (document « {record.id} »)",
            )
        )
        if found.get(record.id):
            console.print(Text(f"Trouvé : {found_line(found[record.id])}."))
        if record.recognised_pages:
            pages = page_ranges(record.recognised_pages)
            console.print(Text(f"Lu par reconnaissance de caractères, à vérifier sur l'original : page(s) {pages}."))
        if record.scanned_pages:
            pages = page_ranges(record.scanned_pages)
            console.print(Text(f"Images non lues : page(s) {pages}. {HOW_TO_RECOGNISE}", style="yellow"))
        if record.set_aside:
            count = sum(text.times for text in record.set_aside)
            console.print(Text(f"Mis de côté, jamais cité comme le rapport ({count}) :"))
            for line in set_aside_lines(record):
                console.print(Text.assemble("  • ", line))


def found_line(counts: Mapping[str, int]) -> str:
    """« 12 définitions, 8 sigles, 14 recommandations »."""
    return ", ".join(f"{count} {FOUND[name][count > 1]}" for name, count in counts.items())


def set_aside_lines(record: DocumentRecord) -> list[str]:
    """A line a reason: how many texts, on which pages, and the first words; a line a text where there are no pages."""
    lines = []
    for reason in dict.fromkeys(text.reason for text in record.set_aside):
        texts = [text for text in record.set_aside if text.reason == reason]
        if record.pages is None:
            lines += [f"{_excerpt(text.text)} — {SET_ASIDE_REASONS[reason]}" for text in texts]
            continue
        pages = page_ranges(tuple(sorted({text.page for text in texts if text.page is not None})))
        times = sum(text.times for text in texts)
        first = f" (« {_excerpt(texts[0].text)} »…)" if texts[0].text else ""
        lines.append(f"{SET_ASIDE_REASONS[reason]} : {times}, page(s) {pages}{first}")
    return lines


def page_ranges(pages: tuple[int, ...]) -> str:
    """« 1, 3-7, 12 »."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _excerpt(text: str) -> str:
    return " ".join(text.split())[:70]
