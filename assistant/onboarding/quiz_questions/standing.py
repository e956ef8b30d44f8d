"""A report → its sentences that can be read alone, or with the sentence before them that names their subject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.inventory.lemmas import is_verbal
from assistant.inventory.report_text import Part, ReportText
from assistant.onboarding.standing_alone import LEAST_WORDS, stands_alone
from assistant.subjects import VERB
from assistant.vocabulary import is_a_word
from ingest.terms import WORD, fold, straight

SHORTEST, SHORT, LONGEST, LONGEST_PAIR = 40, 80, 270, 380
KINDS = ("paragraph", "list_item")
ENGLISH_WORDS = re.compile(r"\b(?:the|of|and|is|to|in|that|for|are|by|with|which)\b")
NOT_PROSE = re.compile(
    r"https?:|www\.|@|\w/\w+/|(?:^|[\s(])[~/.]?/\w|[\\{}|<>=\[\]`~#*_•→•…§]|\.\.|--|\b\w+\(\d?\)|\w\.(?:fr|com|org|net|gz|deb|"
    r"txt|conf|html?|pdf|py|sh|csv)\b|\w_\w|«\s*»|\(\s*\)|«\s*«|,\s*\.| {3}|: «[^»]*»$"
)
POINTS_ELSEWHERE = re.compile(
    r"\b(?:voir|cf|ci-dessus|ci-dessous|ci-apres|ci-contre|ci-joint\w*|supra|infra|suivante?s?|precedente?s?|"
    r"precedemment|susmentionne\w*|dudit|ledit|ladite|desdits|susdite?s?|present (?:chapitre|livre|titre|article)|"
    r"presente section|plus haut|plus bas|en annexe|susvise\w*|"
    r"(?:figures?|tableaux?|tableau|chapitres?|sections?|paragraphes?|pages?|annexes?|encadres?|notes?|parties?|"
    r"table|chapter|appendix) (?:n[°o] ?)?[\divx]+\b|see|above|below|following|previous)\b"
)
SPEAKS_FROM = re.compile(
    r"\b(?:je|j'|me|m'|mon|ma|mes|nous|notre|nos|aujourd'hui|actuellement|recemment|hier|demain|cette annee|"
    r"l'an dernier|l'annee derniere|ces derniers|ce dernier|cette derniere|ces dernieres|celui-ci|celle-ci|ceux-ci|"
    r"celles-ci|lui|eux|cela|ceci|ca|leur (?:est|a|ont|sont|permet)|i|we|our|my|today|now|recently|here)\b"
)
GOES_ON = re.compile(
    r"\b(?:egalement|aussi|cependant|toutefois|neanmoins|ainsi|alors|par ailleurs|en outre|pourtant|en revanche|donc|"
    r"similaires?|correspondante?s?|en question|concernee?s?|le cas echeant|de meme|d'autres|inverse|"
    r"also|however|therefore|thus|similar|corresponding|then)\b"
)
"""They tie a sentence to the one before it; those that speak of the report itself are understood all the same."""
SECOND_PERSON = re.compile(r"\b(?:vous|votre|vos|veuillez|you|your)\b|\b(?!chez|assez|rez)[a-z]{3,}ez\b")
OPENS_ON_ANOTHER = re.compile(
    r"[\W_]*(?:"
    r"(?:il|elle|ils|elles|on|ce|c'|cela|ceci|ca|celui|celle|ceux|celles|ces|cet|cette|son|sa|ses|leur|leurs|lui|y|tel|"
    r"telle|tels|telles|certaine?s?|d'autres?|l'un|l'une|l'autre|les autres|autre|autres|chacune?|tous|toutes|"
    r"aucune?|beaucoup|"
    r"les? (?:deux|trois|quatre|cinq|memes?|premiers?|seconds?|derniers?|tout)|la (?:meme|premiere|seconde|derniere)|"
    r"cependant|toutefois|neanmoins|mais|or|donc|ainsi|enfin|ensuite|puis|aussi|en effet|de plus|en outre|par ailleurs|"
    r"par consequent|en consequence|en revanche|au contraire|a l'inverse|inversement|pourtant|d'ailleurs|d'une part|"
    r"d'autre part|de meme|a ce titre|c'est|"
    r"(?:a|dans|pour|de|sur|avec|par|en|sous|selon|parmi|apres|avant) (?:ce|cet|cette|ces|cela)|"
    r"c'est|alors|egalement|autrement|non|oui|si|et|ou|car|parce|puisque|bref|certes|notamment|premierement|"
    r"deuxiemement|troisiemement|dans le premier|dans le second|dans un premier|dans un second|d'abord|tout d'abord|"
    r"en particulier|par exemple|a titre|apres quoi|la-bas|maintenant|desormais|ici|la encore|parfois|quant|"
    r"au meme moment|en fait|a ce moment|dans tous|pour autant|sans cela|meme si|au total|"
    r"au final|finalement|malheureusement|heureusement|bien sur|evidemment|seulement|"
    r"it|they|he|she|this|that|these|those|its|their|his|her|such|however|but|so|then|also|thus|therefore|moreover|"
    r"furthermore|finally|and|or|yes|no|if|here|there|both|for example|in addition|instead|otherwise)\b)"
)
NAMES_THE_REPORT = re.compile(
    r"\W*(?:ce|cet|cette|ces|le present|la presente|this) (?:rapport|document|etude|mission|guide|livre|manuel|"
    r"ouvrage|note|enquete|report|study|guide)\b"
)
OWNS = re.compile(r"\b(?:son|sa|ses|leurs?|its|their|ces?|cet|cette|this|these)\b")
POINTING = re.compile(r"\b(?:ce|cet|cette|ces) ([a-z]{3,})")
OF_THE_REPORT = frozenset("rapport document etude mission guide livre manuel ouvrage note enquete qui que dont".split())
TAKES_UP = {
    "il": r"(?:le |l'|un |ce |cet )",
    "elle": r"(?:la |l'|une |cette )",
    "ils": r"(?:les |des |ces |plusieurs )",
    "elles": r"(?:les |des |ces |plusieurs )",
    "it": r"(?:the |an? |this )",
    "they": r"(?:the |these |several )",
}
"""What a sentence opens with whose subject the next one may take up."""
CLAUSE = re.compile(
    r"\s*[;:] |, (?=[a-zà-ÿ]{3,}(?:er|ir|re) (?:[ld]['’]|l[ae]s? |des? |une? ))|, (?=(?:"
    r"afin|et|ce qui|dont|notamment|en vue|pour|qui|où|alors que|tandis que|ainsi que|grâce|dans|avec|"
    r"and|which|who|so that|in order|while|including)\b)"
)
BARE_SUBJECT = re.compile(
    r"(?:^|, )(?:le |la |l'|les |une? |des )(?P<noun>[a-zà-ÿœ]+) (?P<next>[a-zà-ÿœ]+)", re.IGNORECASE
)
LONE_SUBJECT = re.compile(r"(?:L[ea] |L'|[^,]{2,60}, (?:l[ea] |l'))(?P<noun>[a-zà-ÿœ]+)(?P<aside>,)? ")
HEADING_NUMBER = re.compile(r"^(?:chapitre |partie |annexe )?[\dIVX]+(?:\.\d+)*[.)]?\s+(?:[–—:-]\s*)?", re.IGNORECASE)
RELATIVE = frozenset("qui que qu dont lorsque lorsqu quand si puisque tandis parce afin which that who when".split())
TAKES_AN_OBJECT_UP = re.compile(r"(?<!\w)(?:l['’]|[Ll]es? |[Ll]a |[Uu]ne? |[Dd]es |du |de |d['’])\w+")
"""After an article no verb, or one whose object only the sentence before tells."""
OBJECT_PRONOUN = re.compile(
    r"(?:^|\b(?:d'|(?:de|a|pour|sans|et|ou|peu\w+|pou\w+|doi\w+|dev\w+|fau\w+|,) ))"
    r"(?:l[ea]s?|l'|y|en) ?\w+(?:er|ir|re)\b(?! (?:de|d'|du|des)\b)"
)
TAKES_OF_IT = re.compile(
    r"\w (?:n')?en (?:prend|prennent|fait|font|tire|tirent|a|ont|est|sont|sera|seront|resulte|decoule|donne|dispose)\b"
)
OF_IT = re.compile(
    r"(?<!il )(?<!s')\ben (?:ne |n')?(?:a|ont|avai(?:t|ent)|aura|est|sont|etai(?:t|ent)|compt\w+|comport\w+|"
    r"recens\w+|contien\w+|dispos\w+|benefici\w+|recoi\w+|consacr\w+|fai(?:t|sait|saient)|font|attend\w*|"
    r"[a-z]{2,}(?:(?<!m)ent|aient|erent|era|eront))\b|(?<!il )(?<!il n')\by (?!compris\b)[a-z]|\bs'en\b|"
    r"\b(?:l'une? (?:a|de|et) l'autre|dans l'une?|d'entre (?:eux|elles)|les memes|"
    r"les? (?:deux|trois|quatre|cinq)(?= [a-z]+ent\b))|\b(?:plus|moins) [a-z]+ encore\b|^(?:plus|moins) [a-z]+,|"
    r"\b(?:pour (?:sa|leur) part|a l'oppose|de (?:son|leur) cote)\b|^ailleurs\b|"
    r"^(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|\d+) (?:sont|ont|etaient|avaient)\b"
)
"""« 204 y ont droit », « en comporte 204 », « neuf d'entre elles », « est plus rare encore »."""
PRONOUN_FIRST = re.compile(
    r"[^,]{2,60}, (?:elles?|ils|il (?!faut|convient|existe|s'agit|y a|est (?:\w+ )?(?:que|de|d')))\b"
)
LONGEST_HEADING = 90
RUN_ON = re.compile(
    r"[\wà-ÿ] (?:Ce|Cet|Cette|Ces|Il|Elle|Ils|Elles|Un|Une|Des|Dans|Pour|Sur|En|Est|Sont|On|This|It|In|For) "
)
"""A heading or a label that runs into the sentence after it."""
NOT_FINITE = re.compile(
    r"(?:ant|ants|ante|antes|é|és|ée|ées|er|ir|oir|ire|dre|tre|vre|us?|ues?|is|ise|ises|its|ite|ites)$"
)
ITEMS = re.compile(
    r" ?; (?:et )?|(?:, (?:et )?|(?<!er)(?<!ir)(?<!re) et )"
    r"(?=[a-zà-ÿ]{3,}(?:er|ir|re) (?:[ld]['’]|[ld]es |[lu]n?[ae]? |à ))"
)
SHORTEST_CUT, FEWEST_AFTER_A_COLON = 60, 4
ENDS = re.compile(r"[.!]\s*[»”\"]?$")


@dataclass(frozen=True)
class Standing:
    """A sentence that is understood as shown: `text` from `start` to `end`, its own part from `own` on.

    What stands before `own` is the sentence that says who « il » is; `text` is the document's, its lines joined and
    what is too long to be shown cut at the end of a clause, marked « […] ».
    """

    text: str
    start: int
    end: int
    own: int
    spans: tuple[tuple[int, int], ...]
    section: tuple[str, ...]
    tied: bool = False

    @property
    def alone(self) -> bool:
        return self.own == 0

    def where(self, form: str) -> str:
        """The part that it stands in, where its own words do not tell which « le programme » it speaks of."""
        told = self.is_bare or (self._is_short and len(self.heading) <= LONGEST_HEADING)
        return form.format(self.heading) if told and self.heading else ""

    @property
    def _is_short(self) -> bool:
        """A few words after an article and no name among them: « Le temps d'attente est de sept minutes »."""
        opens = re.match(r"(?:L[ea]s? |L['’]|Une? |Des |Chaque )", self.text)
        return bool(opens) and len(self.text) <= SHORT and not re.search(r"[A-ZÀ-Ý]", self.text[3:])

    @property
    def is_bare(self) -> bool:
        """« Le programme a… »: a subject that only what stands above it tells."""
        bare = BARE_SUBJECT.search(straight(self.text))
        if not bare or fold(bare["noun"]).rstrip("sx") in OF_THE_REPORT:
            return False
        return bool(VERB.fullmatch(bare["next"])) or _is_finite(bare["next"])

    @property
    def leans(self) -> bool:
        """Whether its subject or what it counts was told before: « Le site a fermé », « 204 y ont droit »."""
        lone = LONE_SUBJECT.match(straight(self.text))
        untold = lone is not None and fold(lone["noun"]) not in fold(" ".join(self.section))
        of_what = lone is not None and untold and (lone["aside"] is not None or self.is_bare)
        return self.tied or of_what or bool(OF_IT.search(fold(straight(self.text))))

    @property
    def heading(self) -> str:
        return HEADING_NUMBER.sub("", shown(self.section[-1])).strip(" .:") if self.section else ""


def standing_sentences(report: ReportText, english: bool) -> list[Standing]:
    """In the report's order, each once."""
    found = (sentence for part in report.parts if part.kind in KINDS for sentence in _of_part(part, english))
    return [one for one in found if not (one.is_bare and (len(one.heading) > LONGEST_HEADING or "<" in one.heading))]


def shown(text: str) -> str:
    """One line, character for character."""
    return text.replace("\n", " ").replace("\t", " ")


def _of_part(part: Part, english: bool) -> Iterator[Standing]:
    before: Standing | None = None
    for number, span in enumerate(part.sentences):
        whole = shown(part.text[span[0] - part.start : span[1] - part.start])
        last = number == len(part.sentences) - 1 and part.kind == "paragraph"
        closes = bool(ENDS.search(whole)) or (last and whole[-1].isalnum())
        earlier, before = before, None
        if not whole[:1].isupper() or not closes:
            continue
        folded = fold(straight(whole))
        of_the_report = bool(NAMES_THE_REPORT.match(folded))
        if of_the_report or not OPENS_ON_ANOTHER.match(folded):
            tied = bool(GOES_ON.search(folded)) and not of_the_report
            text = next(
                (text for text in as_short(whole) if _can_be_read(text, english) and _is_clear(text, english)), None
            )
            if text:
                before = Standing(text, span[0], span[1], 0, (span,), part.section, tied)
                yield before
            for text in _item_by_item(whole):
                if before and _can_be_read(text, english) and _is_clear(text, english):
                    yield Standing(text, span[0], span[1], 0, (span,), part.section, tied)
        elif earlier and _takes_up(folded, earlier.text) and _can_be_read(whole, english):
            if (text := _of_the_report(folded, whole, earlier.text)) is not None:
                yield Standing(text, span[0], span[1], 0, (span,), part.section, earlier.tied)
                continue
            joined = f"{earlier.text} {whole}"
            if len(joined) <= LONGEST_PAIR and not _points_back(joined):
                own = len(earlier.text) + 1
                yield Standing(joined, earlier.start, span[1], own, (*earlier.spans, span), part.section, earlier.tied)


def _of_the_report(folded: str, whole: str, before: str) -> str | None:
    """« [Ce rapport] rend compte de… » for « Il rend compte de… » after a sentence on the report itself."""
    if not NAMES_THE_REPORT.match(fold(straight(before))) or OWNS.search(folded):
        return None
    return f"[{' '.join(before.split()[:2])}] {whole.split(' ', 1)[1]}"


def _takes_up(folded: str, before: str) -> bool:
    """Whether « il » can be what the sentence before speaks of: its first noun, of that gender and number."""
    opening = TAKES_UP.get(folded.split()[0])
    named = re.match(r"(?:M\.|Mme) ", before) is not None and folded.startswith(("il ", "elle "))
    return bool(opening and (named or re.match(rf"\W*{opening}", fold(straight(before)))))


def as_short(text: str) -> Iterator[str]:
    """The sentence, then what it says before one of its last clauses, longest first, marked as cut."""
    yield text
    for found in reversed(list(CLAUSE.finditer(text))):
        kept = text[: found.start()]
        if len(kept) >= SHORTEST_CUT and len(kept.rpartition(" : ")[2].split()) >= FEWEST_AFTER_A_COLON:
            yield f"{kept} […]"


def _item_by_item(text: str) -> Iterator[str]:
    """« … plusieurs objectifs : […] identifier… »: what announces a list too long to be shown, with one item of it."""
    head, announces, rest = text.partition(" : ")
    items = ITEMS.split(rest.rstrip(" .")) if announces and len(text) > LONGEST else []
    for number, item in enumerate(items[1:], start=1):
        yield f"{head} : […] {item}" + (" […]" if number < len(items) - 1 else ".")


def _can_be_read(text: str, english: bool) -> bool:
    """A sentence of prose, of a fair length, that sends nowhere else."""
    kept = text.replace(" […]", "")
    folded = fold(straight(kept))
    return (
        SHORTEST <= len(text) <= LONGEST
        and not NOT_PROSE.search(kept)
        and text.count("(") == text.count(")")
        and text.count("«") == text.count("»")
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and not POINTS_ELSEWHERE.search(folded)
        and not SPEAKS_FROM.search(folded)
        and not SECOND_PERSON.search(folded)
        and not _points_back(text)
        and not RUN_ON.search(kept)
        and (english or len(ENGLISH_WORDS.findall(folded)) < 2)
    )


def _is_clear(text: str, english: bool) -> bool:
    """Understood alone, and more than a clause that hangs on another."""
    kept = text.replace(" […]", "").rstrip(" .!")
    folded = fold(straight(kept))
    if (
        TAKES_OF_IT.search(folded)
        or PRONOUN_FIRST.match(folded)
        or any(_is_verb_of(found[0]) for found in OBJECT_PRONOUN.finditer(folded))
    ):
        return False
    understood = len(kept.split()) < LEAST_WORDS or bool(NAMES_THE_REPORT.match(folded)) or stands_alone(f"{kept}.")
    return understood and (english or _has_a_verb(kept))


def _has_a_verb(text: str) -> bool:
    """More verbs than « qui » and « lorsque »: neither participles nor infinitives, as far as endings tell."""
    words = [found[0] for found in WORD.finditer(TAKES_AN_OBJECT_UP.sub(" ", text))]
    finite = sum(
        bool(VERB.fullmatch(fold(word)) and word not in ("ne", "n", "se", "s", "à")) or _is_finite(word)
        for word in words
        if word.islower()
    )
    return finite > sum(fold(word) in RELATIVE for word in words)


def _is_verb_of(pronoun_and_verb: str) -> bool:
    """« de les supprimer », but not « de la mer »."""
    verb = WORD.findall(pronoun_and_verb)[-1]
    return is_verbal(verb) and not is_a_word(f"{verb}s")


def _is_finite(word: str) -> bool:
    return is_verbal(word) and not NOT_FINITE.search(word)


def _points_back(text: str) -> bool:
    """« cette mesure » of a sentence that has not named the measure."""
    folded = fold(straight(text))
    for found in POINTING.finditer(folded):
        noun = found[1]
        if noun not in OF_THE_REPORT and noun.rstrip("sx") not in OF_THE_REPORT:
            earlier = folded[: found.start()]
            if noun.rstrip("sx") not in earlier:
                return True
    return False
