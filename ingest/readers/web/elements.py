"""Elements of a page → what they are: seen or not, blocks or not, of which class, how much of them is links."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li listing main menu nav ol optgroup "
    "option p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul xmp".split()
)
UNSEEN = frozenset(
    "annotation annotation-xml audio canvas datalist head iframe noframes noscript rp script style svg template title "
    "video".split()
)
SKIP_LINKS = {"skip-link", "skiplink", "skip-to-content", "evitement"}
HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
PERMALINKS = {"¶", "#", "§", "🔗", "\uf0c1"}
"""What a heading's link to itself shows."""

START, END, UNSEEN_END = "start", "end", "unseen end"


def walk(root: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Starts and ends of the elements that are seen; one that is not has only an end, for the text after it."""
    steps = etree.iterwalk(root, events=("start", "end"))
    unseen = None
    for event, element in steps:
        if event == "start":
            if is_seen(element):
                yield START, element
            else:
                unseen = element
                steps.skip_subtree()
        elif element is unseen:
            unseen = None
            yield UNSEEN_END, element
        else:
            yield END, element


def is_seen(element: HtmlElement) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in UNSEEN:
        return False
    attributes = element.attrib
    if not attributes:
        return True
    if attributes.get("hidden", "until-found") != "until-found" or HIDING_STYLE.search(attributes.get("style", "")):
        return False
    if attributes.get("aria-hidden") == "true" and tag in ("i", "span") and len(_start_of(element)) <= 2:
        return False
    return not (tag == "a" and is_permalink(element))


def is_block(element: HtmlElement) -> bool:
    """A link for those who do not see the page stands alone at its top, in no element of its own."""
    return element.tag in BLOCKS or (element.tag == "a" and not classes(element).isdisjoint(SKIP_LINKS))


def is_permalink(link: HtmlElement) -> bool:
    return "headerlink" in classes(link) or (link.get("href", "").startswith("#") and _start_of(link) in PERMALINKS)


def _start_of(element: HtmlElement) -> str:
    """The first characters of an element, enough to tell an icon from a text."""
    text = ""
    for piece in element.itertext():
        text += piece.strip()
        if len(text) > 2:
            break
    return text


def classes(element: HtmlElement) -> set[str]:
    return set(element.get("class", "").lower().split())


def roles(element: HtmlElement) -> set[str]:
    """Of the `role` attribute, and of `epub:type`, whose names are the same but for a prefix."""
    return {*element.get("role", "").lower().split(), *element.get("epub:type", "").lower().split()}


def share_of_links(element: HtmlElement, within_page: bool = False) -> float:
    """Of the letters of an element, those that are links (only links to a place of the page, when asked)."""
    linked = letters = 0
    link = None
    for event, inner in walk(element):
        text = inner.text if event == START else inner.tail if inner is not element else None
        if event == START and link is None and _is_link(inner, within_page):
            link = inner
        elif event == END and inner is link:
            link = None
        count = sum(map(str.isalpha, text or ""))
        letters += count
        linked += count if link is not None else 0
    return linked / letters if letters else 0.0


def _is_link(element: HtmlElement, within_page: bool) -> bool:
    if element.tag != "a":
        return False
    address = element.get("href", "")
    return len(address) > 1 and address.startswith("#") if within_page else bool(address)
