"""A caution: one calm sentence about a plan, with its reason and its source."""

from dataclasses import dataclass

#: The kinds of caution, the weightiest first. Each has a file of rules of the same name.
KINDS = ("contraindicated", "not_indicated", "too_close", "pigment_risk", "needs_medical_check")


@dataclass(frozen=True, kw_only=True)
class Caution:
    """What a plan should be warned of. It informs; it never replaces a doctor."""

    kind: str  #: one of `KINDS`
    rule: str  #: name of the rule that raised it
    treatment: str | None  #: name in ``TREATMENTS``; None if it is about the whole plan
    scar: str | None  #: "ice_pick", "boxcar", "rolling", "pore", "none"; None if about no scar
    week: float  #: of the first session that it concerns
    message: str  #: for patients
    why: str  #: for trainees: mechanism or evidence
    source: str  #: key of ``sources()``, or "chosen"
