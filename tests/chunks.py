"""Passages made by hand, for what is checked against one."""

from ingest.chunks import Chunk


def chunk_of(section: tuple[str, ...], *sentences: str, blank: str = " ") -> Chunk:
    """One passage of these sentences, `blank` between them."""
    text = blank.join(sentences)
    starts = [sum(len(one) + len(blank) for one in sentences[:number]) for number in range(len(sentences))]
    spans = tuple((start, start + len(one)) for start, one in zip(starts, sentences, strict=True))
    return Chunk("d@1#00000", "d", text, 0, len(text), section, spans, "", "author", ())
