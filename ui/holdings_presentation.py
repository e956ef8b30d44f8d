"""Definition cards, glossaries and registers → Rich texts for the terminal, with nothing taken for markup."""

from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assistant.lexicon import DefinitionCard, GlossaryLine
from assistant.registers import Register
from ui.holdings_wording import HoldingsWording, of_kind
from ui.presentation import citation_place
from ui.wording import Wording

SHOWN_PLACES = 3


def card_panel(card: DefinitionCard, texts: Wording, words: HoldingsWording) -> Panel:
    """A definition card, or what is said of a term that is not defined or not there."""
    return Panel(
        Group(*_card_lines(card, texts, words)), title=Text(card.asked), title_align="left", border_style="cyan"
    )


def _card_lines(card: DefinitionCard, texts: Wording, words: HoldingsWording) -> list[Text]:
    if not card.defined and card.mentions == 0:
        near = [Text(f"{words.near} : {', '.join(card.near)}", style="dim")] if card.near else []
        return [Text(words.absent.format(term=card.asked), style="yellow"), *near]
    lines = []
    if card.near:
        lines.append(Text(words.read_as.format(term=card.term), style="dim"))
    if card.expansion:
        lines.append(Text(words.expansion.format(expansion=card.expansion)))
    for definition in card.definitions:
        lines += [
            Text(" ".join(definition.text.split())),
            Text(citation_place(definition.citation, texts), style="dim"),
        ]
    if card.completes:
        lines.append(Text(f"{words.completed_by} :", style="bold"))
        lines += [Text(f"• {' '.join(one.quote.split())}") for one in card.completes]
    if card.defined or card.expansion:
        said = words.mention if card.mentions == 1 else words.mentions
        lines.append(Text(said.format(count=card.mentions), style="dim"))
    else:
        lines.append(Text(never_defined(card, words), style="yellow"))
        if card.best_context:
            lines += [
                Text(f"{words.best_context} : {' '.join(card.best_context.quote.split())}"),
                Text(citation_place(card.best_context, texts), style="dim"),
            ]
    lines += [Text(f"• {citation_place(one, texts)}", style="dim") for one in card.places[:SHOWN_PLACES]]
    if card.related:
        lines.append(Text(f"{words.related} : {', '.join(card.related)}", style="dim"))
    return lines


def never_defined(card: DefinitionCard, words: HoldingsWording) -> str:
    """« employé 14 fois, jamais défini »."""
    said = words.never_defined_once if card.mentions == 1 else words.never_defined
    return said.format(term=card.term, count=card.mentions)


def glossary_table(lines: list[GlossaryLine], words: HoldingsWording) -> Table:
    table = Table(words.term, words.defined_here)
    for line in lines:
        table.add_row(Text(line.term), Text(line.text or words.acronym_alone))
    return table


def register_group(found: Register, language: str, texts: Wording, words: HoldingsWording) -> Group:
    """The count, then an entry a row with its place."""
    said = Text(counted(found, words, language), style="bold")
    if not found.entries:
        return Group(said)
    table = Table(show_header=False, box=None, padding=(0, 1))
    for entry in found.entries:
        often = f" ({words.times.format(count=entry.times)})" if entry.times > 1 else ""
        place = Text(citation_place(entry.citation, texts), style="dim")
        mark = f"{entry.number}." if entry.number else "•"
        table.add_row(Text(mark), Text.assemble(f"{' '.join(entry.label.split())}{often}\n", place))
    missing = [Text(missing_numbers(found, texts), style="yellow")] if found.missing_numbers else []
    return Group(said, *missing, table)


def counted(found: Register, words: HoldingsWording, language: str) -> str:
    """« 3 sur 12 recommandations, au sujet de… »."""
    if not found.of:
        return words.none.format(of_kind=of_kind(found.kind, language))
    if found.topic is None:
        return words.count.format(count=len(found.entries), of=found.of, kind=words.kinds[found.kind])
    if not found.entries:
        return words.none_about.format(of=found.of, topic=found.topic)
    return words.count_about.format(
        count=len(found.entries), of=found.of, kind=words.kinds[found.kind], topic=found.topic
    )


def missing_numbers(found: Register, texts: Wording) -> str:
    return texts.missing_numbers.format(numbers=", ".join(found.missing_numbers))
