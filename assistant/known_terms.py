"""The inventories of documents → the terms they define or spell out, each once, under all the forms it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.inventory.definitions import Definition
from assistant.inventory.inventory import Inventory
from assistant.inventory.lemmas import lemma_key
from assistant.sentences import Citation

Key = tuple[str, ...]
SUREST_FIRST = (
    "heading_asks is_defined_as is_meant_by means glossary list is_who consists_in is_called that_is is_a section or "
    "apposition presents is_for tagged"
).split()
_RANKS = {form: rank for rank, form in enumerate(SUREST_FIRST)}


@dataclass(eq=False)
class KnownTerm:
    """A term that is defined, or an acronym, in any of the documents."""

    form: str
    forms: list[str] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    expansion: str | None = None
    acronym: Citation | None = None

    def surest_first(self) -> list[Definition]:
        """Its definitions, the ones in so many words before those that only tell it in passing."""
        return sorted(self.definitions, key=lambda one: _RANKS.get(one.form, len(_RANKS)))


class KnownTerms:
    """Every known term, found by any of its forms; an acronym and its expansion are one."""

    def __init__(self, inventories: Sequence[Inventory]) -> None:
        self._by_key: dict[Key, KnownTerm] = {}
        for inventory in inventories:
            self._learn(inventory)
        self.all = list(dict.fromkeys(self._by_key.values()))

    def of(self, keys: Iterable[Key]) -> KnownTerm | None:
        """The term of the first key that has one."""
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def __contains__(self, term: str) -> bool:
        return lemma_key(term) in self._by_key

    def _learn(self, inventory: Inventory) -> None:
        for definition in inventory.definitions:
            self._entry(definition.term).definitions.append(definition)
        for acronym in inventory.acronyms:
            known = self._entry(acronym.form)
            known.form = acronym.form if known.acronym is None else known.form
            if known.acronym is None or (known.expansion is None and acronym.expansion):
                known.acronym, known.expansion = acronym.citation, acronym.expansion
            if acronym.expansion:
                self._join(known, acronym.expansion)

    def _entry(self, term: str) -> KnownTerm:
        known = self._by_key.setdefault(lemma_key(term), KnownTerm(term))
        if term not in known.forms:
            known.forms.append(term)
        return known

    def _join(self, known: KnownTerm, expansion: str) -> None:
        """What was known under the expansion is known under the acronym."""
        other = self._entry(expansion)
        if other is not known:
            known.definitions += other.definitions
            known.forms += [form for form in other.forms if form not in known.forms]
            for form in other.forms:
                self._by_key[lemma_key(form)] = known
