"""What a register lists: an Entry, of one Kind, with the place that proves it."""

from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from assistant.sentences import Citation

Kind = Literal["recommendations", "examples", "places", "people", "organisations", "figures", "dates"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Entry(BaseModel):
    """One line of a register.

    `label` is what is listed (a name, a figure with what it counts, the text of a recommendation), `number` the
    report's own (« 7 » of « Proposition n° 7 »), None without one; `key` sorts; `citation` is the first place, its
    quote the sentence or the recommendation whole; `times` how often it stands in the report.
    """

    model_config = ConfigDict(frozen=True)

    kind: Kind
    label: str
    number: str | None = None
    key: str
    citation: Citation
    times: int = 1
