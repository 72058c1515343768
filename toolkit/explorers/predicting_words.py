"""What is said to a prediction: the question, the line in words, and how far off it was, kindly."""

from itertools import groupby

from toolkit import TREATMENTS, Plan
from toolkit.drawing.predicted import LEVEL_MM, ProfileGap
from toolkit.explorers.knobs import treatment_words

SHAPES = {
    "pointed": "Pointed, like a V",
    "flat": "Flat, with steep walls",
    "round": "Round, like a wave",
}
SAME_MM = 0.005  #: what is less than this is nothing in two decimals
NEAR_MM = 0.03  #: two lines as near as this cannot be told apart by eye
SURPRISE = "Where the two differ is a good place to ask why."
NOT_A_FORECAST = (
    "The model is a simple scar in a computer. It shows how treatments work. It is not a forecast "
    "for anyone's skin."
)


def question(week: float) -> str:
    """Return the question about a week.

    Examples
    --------
    >>> question(26.0)
    'How deep will this scar be at week 26?'
    """
    return f"How deep will this scar be at {week_words(week)}?"


def week_words(week: float) -> str:
    """Return a week in words."""
    return f"week {round(week, 1):g}"


def line_words(line: dict[str, object], week: float) -> str:
    """Return a line in words, as a sentence."""
    when = f"Your line for {week_words(week)}"
    if line["depth_mm"] < LEVEL_MM:
        return f"{when}: level with the skin around it."
    size = f"{line['depth_mm']:.2f} mm deep and {line['width_mm']:.2f} mm wide"
    return f"{when}: {size}, with a {line['shape']} floor."


def plan_words(plan: Plan) -> str:
    """Return what is done, and in which weeks, as a sentence.

    Examples
    --------
    >>> tool = TREATMENTS["subcision"]()
    >>> plan_words(Plan.every(tool, sessions=2, weeks_apart=4))
    'What is done: Subcision (needle) in weeks 0 and 4.'
    """
    if not plan.sessions:
        return "What is done: nothing. The scar is left alone."
    named = [(_treatments(session), f"{session.week:g}") for session in plan.sessions]
    visits = ((words, [week for _, week in each]) for words, each in groupby(named, lambda v: v[0]))
    return f"What is done: {'; then '.join(_visits(*each) for each in visits)}."


def verdict(gap: ProfileGap, *, was_mm: float) -> tuple[str, ...]:
    """Return what the model gives beside what was expected, in sentences.

    Parameters
    ----------
    gap
        How far the two are apart.
    was_mm
        How deep the scar was before. [mm]
    """
    return tuple(filter(None, (_depth(gap, was_mm), _width(gap), _farthest(gap))))


def _treatments(session):
    words = {TREATMENTS[name]: words for name, words in treatment_words().items()}
    return " with ".join(words.get(type(one), type(one).__name__) for one in session.treatments)


def _visits(words, weeks):
    if len(weeks) == 1:
        return f"{words} in week {weeks[0]}"
    return f"{words} in weeks {', '.join(weeks[:-1])} and {weeks[-1]}"


def _depth(gap, was_mm):
    expected, given = _rounded(gap.expected_depth_mm), _rounded(gap.given.depth_mm)
    both = f"You expected {expected:.2f} mm; the model gives {given:.2f} mm"
    by = expected - given
    if abs(by) < SAME_MM:
        return f"{both}: that is what you expected."
    if abs(by) < NEAR_MM - SAME_MM:
        return f"{both}: that is only {abs(by):.2f} mm from what you expected."
    if by < 0 and given > was_mm - SAME_MM:
        return f"{both}: it is deeper than you expected, by {-by:.2f} mm."
    return (
        f"{both}: it filled {'more' if by > 0 else 'less'} than you expected, by {abs(by):.2f} mm."
    )


def _width(gap):
    if gap.width_mm is None:
        whose = "The model's skin" if gap.given.depth_mm < LEVEL_MM else "Your line"
        return f"{whose} is level there, so there is no mouth to compare."
    expected, given = _rounded(gap.expected_width_mm), _rounded(gap.given.width_mm)
    by = given - expected
    how = f"{'wider' if by > 0 else 'narrower'} by {abs(by):.2f} mm"
    how = "the same" if abs(by) < SAME_MM else how
    return f"Width: you expected {expected:.2f} mm; the model gives {given:.2f} mm, {how}."


def _farthest(gap):
    far = abs(gap.gap_mm)
    if far < NEAR_MM:
        return f"The two lines are never more than {NEAR_MM:g} mm apart."
    side = "higher" if gap.gap_mm > 0 else "lower"
    return f"The largest gap is {far:.2f} mm, {gap.place}: there the model's skin lies {side}."


def _rounded(length):
    return round(length, 2)
