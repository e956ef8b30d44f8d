"""A report's text → the places that it names: towns, départements, regions, countries."""

import re
from collections.abc import Iterator

from assistant.inventory.entries import Entry
from assistant.inventory.gazetteer import (
    ALSO_SOMETHING_ELSE,
    as_key,
    departements,
    first_names,
    other_towns,
    territories,
    towns,
)
from assistant.inventory.organisation_names import organisations_in
from assistant.inventory.person_names import people_in
from assistant.inventory.report_text import ReportText
from assistant.inventory.told import Mention, Told, as_entries, on_one_line, told_in
from assistant.vocabulary import is_a_word

_B = r"[ \u00a0\u202f]"
WORD = re.compile(r"[^\W\d_]+")
JOINS = re.compile(r"[ \u00a0\u202f\n’'-]{1,2}")
LONGEST = 6
CALLS_A_TOWN = re.compile(
    rf"\b(?:communes?|villes?|villages?|bourgs?|agglomérations?|mairies?|maires?|municipalités?|municipal(?:e|es)?|"
    rf"chef-lieu|centre-ville|town|city|pays|massifs?|vallées?|plateaux?|plateau|cantons?|arrondissements?|provinces?|"
    rf"comtés?|hameaux?|hameau|gares?|né à|née à){_B}(?:nouvelle{_B})?(?:de la|de l[’']|de|d[’']|du|des|of){_B}?$"
    rf"|\badjointe?{_B}(?:au{_B}maire{_B})?(?:de|d[’']){_B}?$",
    re.IGNORECASE,
)
CALLS_A_TERRITORY = re.compile(
    rf"\b(?:départements?|préfectures?|préfète?|régions?|pays|île|conseil (?:départemental|général|régional)|"
    rf"département|métropole)(?:{_B}(?:de la|de l[’']|de|du|des|d[’']|of)){_B}?$|\b(?:département|région){_B}$",
    re.IGNORECASE,
)
LEADS_TO_A_PLACE = re.compile(
    r"(?:\b(?:à|de|en|vers|depuis|sur|pour|par|entre|et|ou|dans|près de|comme|of|in|at|from|to)|[(,:/–—-]|\bd[’']|"
    r"\b(?:la|le|du|au|l[’']))\s*$",
    re.IGNORECASE,
)
AT = re.compile(rf"\b[àÀ]{_B}$|\bat{_B}$")
NAMES_SOMETHING_ELSE = re.compile(
    rf"\b(?:rues?|avenues?|boulevards?|places?|quais?|portes?|traités?|accords?|conventions?|protocoles?|"
    rf"pactes?|batailles?|ponts?|routes?|chemins?|duc|duchesse|comte|comtesse|prince|sauce|"
    rf"déclarations?|stades?|aéroports?|procès|édit|paix|fort|loi|saint|sainte|hôtel|château|canal){_B}"
    rf"(?:(?:de|du|de la|d[’']|des){_B}?)?$",
    re.IGNORECASE,
)
IN_A_DEPARTEMENT = re.compile(rf"^{_B}?\((?P<name>[A-ZÀ-Ý][\w’'-]+(?:{_B}[\w’'-]+)*)(?:,[^)]*)?\)")
STREET = re.compile(
    rf"\b(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Qq]uai|[Aa]llée|[Ii]mpasse|[Ss]quare|[Cc]ours|[Pp]lace){_B}"
    rf"(?!(?:de la |de l[’']|du |des |de |d[’'])?[A-Z]{{2,}}\b)"
    rf"(?:(?:de la|de l[’']|du|des|de|d[’']){_B}?)?"
    rf"(?P<name>[A-ZÀ-Ý][\w’'-]+(?:{_B}(?:(?:de|du|des){_B})?[A-ZÀ-Ý][\w’'-]+){{0,3}})"
)
UNKNOWN_TOWN = re.compile(
    r"(?:La |Le |Les |L[’'])?[A-ZÀ-Ý][a-zà-ÿ]+(?:(?:-(?:sur|en|de|du|des|la|le|les|lès|aux|sous|et|au|d[’']|l[’'])?-?|"
    r" (?:sur|en|de|du|des|la|le|les|lès|sous) )[A-ZÀ-Ý][a-zà-ÿ]+)*"
)
LARGE = 20_000
OPENING = re.compile(r"^[\s«“\"•*_>|(–—-]*$|[.!?:|\t]\s*[«“\"]?$")
ARTICLE_FIRST = re.compile(r"(?:La|Le|Les|L[’'])\s?\S+$")


def find_places(report: ReportText) -> list[Entry]:
    """Every place of the report, in the order of first mentions."""
    return as_entries(report, "places", (one for told in told_in(report) for one in _places(told)))


def _places(told: Told) -> Iterator[Mention]:
    for start, end in places_in(told.text):
        name = on_one_line(told.text[start:end])
        yield Mention(told, name, as_key(name))


def places_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the places named in a sentence; none inside the name of a person or of an organisation."""
    taken = [(one.start, one.end) for one in people_in(text)]
    taken += [(one.start, one.end) for one in organisations_in(text) if not one.names_its_place]
    for street in STREET.finditer(text):
        if (
            not any(start <= street.start() < end for start, end in taken)
            and as_key(street["name"]) not in territories()
        ):
            taken.append((street.start(), street.end()))
            yield street.start(), street.end()
    words = list(WORD.finditer(text))
    position = 0
    while position < len(words):
        word = words[position]
        if word[0][0].isupper() and not any(start <= word.start() < end for start, end in taken):
            found = _longest(text, words, position)
            if found and _is_the_place(text, word.start(), found):
                yield word.start(), found
                while position < len(words) and words[position].start() < found:
                    position += 1
                continue
            if found:
                # Not a place: no part of it is one either.
                while position + 1 < len(words) and words[position + 1].start() < found:
                    position += 1
        position += 1


def _longest(text: str, words: list[re.Match[str]], position: int) -> int | None:
    """The end of the longest known name that begins with this word; of an unknown one where a town is announced."""
    start = words[position].start()
    last = position
    ends = [words[position].end()]
    while last + 1 < len(words) and len(ends) < LONGEST:
        if not JOINS.fullmatch(text[words[last].end() : words[last + 1].start()]):
            break
        last += 1
        ends.append(words[last].end())
    for end in reversed(ends):
        key = as_key(text[start:end])
        if text[end - 1].isalpha() and (key in towns() or key in territories() or key in other_towns()):
            return end
    unknown = UNKNOWN_TOWN.match(text, start)
    if unknown and (
        CALLS_A_TOWN.search(text[:start]) or (AT.search(text[:start]) and _departement(text, unknown.end()))
    ):
        return unknown.end()
    return None


def _departement(text: str, position: int) -> bool:
    following = IN_A_DEPARTEMENT.match(text[position:])
    return bool(following) and as_key(following["name"]) in departements() if following else False


def _is_the_place(text: str, start: int, end: int) -> bool:
    before, after = text[:start], text[end:]
    key = as_key(text[start:end])
    if NAMES_SOMETHING_ELSE.search(before) or (
        re.search(r"[\w’'/_.@-]$", before) and not re.search(r"[dlDL][’']$", before)
    ):
        return False
    if re.match(r"[-/_@]\w|\.\w|[’']\w", after) or (text[start:end].isupper() and len(key) > 4 and text.isupper()):
        return False
    if re.search(r"\b[Gg]are de $", before) and key == "lyon":
        # The station of that name is in Paris.
        return False
    opening = bool(OPENING.search(before))
    if opening and re.match(r", le \d", after):
        return True
    name = text[start:end]
    if ARTICLE_FIRST.match(name) and is_a_word(re.split(r"[\s’']", name)[-1].lower()):
        large = key in other_towns() or towns().get(key, 0) >= LARGE
        led = bool(large and not opening and LEADS_TO_A_PLACE.search(before))
        return led or bool(AT.search(before) or CALLS_A_TOWN.search(before))
    if name.isupper() and key not in territories() and not text.isupper():
        return False
    if _is_in_a_longer_name(before, after, opening):
        return False
    if CALLS_A_TOWN.search(before) or CALLS_A_TERRITORY.search(before):
        return True
    if key in ALSO_SOMETHING_ELSE:
        return bool(re.search(r"[A-ZÀ-Ý][\w’'-]+ \($", before)) and after.startswith(")")
    if key in territories():
        return len(key) > 3
    word = text[start:end].lower()
    if key not in towns():
        return bool(LEADS_TO_A_PLACE.search(before)) and not opening
    alone = len(key.split()) == 1
    if alone and (key in first_names() or is_a_word(word)):
        population = towns().get(key, 0)
        leads = AT.search(before) or (population >= LARGE and LEADS_TO_A_PLACE.search(before))
        return bool(leads and not opening)
    return len(key) > 3 or bool(AT.search(before)) or towns().get(key, 0) >= LARGE


def _is_in_a_longer_name(before: str, after: str, opening: bool) -> bool:
    """A capitalised word right before or right after: « Lille Métropole », « Jean Nevers »."""
    if re.match(rf"{_B}[A-ZÀ-Ý]\w", after):
        return True
    capital = re.search(rf"(?:^|\s)[A-ZÀ-Ý][\w’'-]*{_B}$", before)
    acronym = bool(re.search(rf"\b[A-Z]{{3,}}{_B}$", before))
    return bool(capital) and not acronym and not opening and not _after_a_small_word(before)


def _after_a_small_word(before: str) -> bool:
    """« À Lille », « De Lille »: the capital before the name is that of the sentence."""
    return bool(
        re.search(
            r"(?:^|[.!?:]\s+|[«“\"]\s*)(?:À|A|De|En|Entre|Pour|Depuis|Comme|Chez|Vers|Sur|Dans|In|At|From|La|Le|Les|L[’'])\s$",
            before,
        )
    )
