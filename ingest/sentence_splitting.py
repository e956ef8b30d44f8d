"""French text → the spans of its sentences.

`sentencex` (Wikimedia, MIT) finds the boundaries; what is added here are the French abbreviations and
initials after which it cuts too early (« M. Akim Oural », « art. L. 123-4 », « J.-P. Dupont »).
"""

import re

import sentencex

ABBREVIATION_BEFORE_NAME = re.compile(
    r"(?:^|[\s(«\"'’-])(?:MM?|Mmes?|Mlles?|Drs?|Prs?|Me|St|Ste|art|al|chap|cf|éd|fig|hab|ibid|id|n[o°]s?|op|cit|pp?|"
    r"par|réf|sect|suiv|t|tél|tab|vol|v|[A-ZÀ-Ý](?:\.-?[A-ZÀ-Ý])*)\.\s*$"
)
ENUMERATOR = re.compile(r"^\s*(?:\(?\d{1,2}|[a-zA-Z]|[IVX]{1,4})[.)]\s*$")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text[start:end]`, without surrounding blanks, in order."""
    piece = text[start:end]
    spans: list[tuple[int, int]] = []
    joins_next = False
    for boundary in sentencex.get_sentence_boundaries("fr", piece):
        begin, sentence = boundary["start_index"], boundary["text"]
        if not sentence.strip():
            continue
        lead = len(sentence) - len(sentence.lstrip())
        span = (start + begin + lead, start + begin + len(sentence.rstrip()))
        if spans and joins_next:
            span = (spans.pop()[0], span[1])
        spans.append(span)
        whole = text[span[0] : span[1]]
        joins_next = bool(ABBREVIATION_BEFORE_NAME.search(whole) or ENUMERATOR.match(whole))
    return spans
