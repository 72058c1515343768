"""Who the skin belongs to."""

from dataclasses import dataclass, fields

import numpy as np

from toolkit.checks import check_number, check_whole, is_number


@dataclass(frozen=True, kw_only=True)
class Patient:
    """The traits that change the result, the colour or the risk.

    Parameters
    ----------
    vigour
        How fast this person builds collagen; 1 is the middle of the population, above 0 to 5.
    skin_type
        Fitzpatrick type, 1 to 6. It moves colour and risk, not the depth that is reached: no
        trial shows a different gain in depth by skin type.
    sun
        How much sun the skin gets, 0 = well protected to 1 = daily and unprotected. It moves
        pigment; its effect on the depth of a treated scar was never measured and is none here.
    adherence
        Share of the daily creams that is really applied, 0 to 1.
    age_years, smoker
        Known to matter for wounds; what they do to a scar's depth is unknown, so here they do
        nothing but raise warnings.
    keloid_tendency, active_acne, recent_tan, pregnant, blood_thinners, herpes_history
        Reasons for care before some treatments; see `toolkit.warnings_for`.
    isotretinoin_months_ago
        Months since the last capsule, 0 = still taking it; None = never.

    Raises
    ------
    ValueError
        If a trait lies outside its range; the message names it.
    """

    vigour: float = 1.0
    skin_type: int = 3
    sun: float = 0.0
    adherence: float = 1.0
    age_years: float = 28.0
    smoker: bool = False
    keloid_tendency: bool = False
    active_acne: bool = False
    recent_tan: bool = False
    pregnant: bool = False
    blood_thinners: bool = False
    herpes_history: bool = False
    isotretinoin_months_ago: float | None = None

    def __post_init__(self):
        if not (is_number(self.vigour) and 0 < self.vigour <= 5):
            raise ValueError(f"vigour is {self.vigour!r}; it must lie above 0 and up to 5")
        object.__setattr__(self, "skin_type", check_whole("skin_type", self.skin_type, 1, 6))
        for name, low, high in (("sun", 0, 1), ("adherence", 0, 1), ("age_years", 10, 100)):
            check_number(name, getattr(self, name), low, high)
        if self.isotretinoin_months_ago is not None:
            check_number("isotretinoin_months_ago", self.isotretinoin_months_ago, 0, 1200)
        self._check_switches()

    def _check_switches(self):
        for field in fields(self):
            switch = getattr(self, field.name)
            if field.type in (bool, "bool") and not isinstance(switch, (bool, np.bool_)):
                raise ValueError(f"{field.name} is {switch!r}; it must be True or False")
