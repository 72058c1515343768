"""Draw your prediction: the reader sets the surface they expect, then sees the simulated one."""

from dataclasses import dataclass, replace
from functools import cached_property, partial

from toolkit import Course, Section, classify
from toolkit.checks import check_kind, check_number
from toolkit.drawing import Scene, svg
from toolkit.drawing.layout import lay_out
from toolkit.drawing.predicted import ProfileGap, compare_profiles
from toolkit.drawing.predicted_scene import DEEPEST, check_one_scar, predicted_scene
from toolkit.drawing.section_scene import section_scene
from toolkit.drawing.tissue import Found, scars_of, surface_of
from toolkit.explorers.explorer import Explorer, Kind
from toolkit.explorers.form import Form
from toolkit.explorers.front import read
from toolkit.explorers.page import (
    HALF_MM,
    PHONE_PX,
    STILL_PX,
    figures,
    labels_for,
    numbers_card,
    said,
    section_px,
    small,
)
from toolkit.explorers.predicting_words import (
    NOT_A_FORECAST,
    SHAPES,
    SURPRISE,
    line_words,
    plan_words,
    question,
    verdict,
)
from toolkit.measures import MOUTH

SHOW, BACK = "Show what the model gives", "Draw again"
RUN = "Run this cell to draw your answer."
LEAST_WIDTH_MM, FREE = 0.2, 1.3  #: a line may be so many times as deep or wide as the scar was
FINE_STEP_MM, STEP_MM = 0.01, 0.05
WIDE_MM, STRETCH = 5.0, 2.0  #: a wider picture is stretched down
SHALLOW_MM = 0.5  #: a scar less deep than this is drawn in fine steps
SHAPE_OF = {"ice_pick": "pointed", "pore": "pointed", "boxcar": "flat", "rolling": "round"}
LINE = ("depth_mm", "width_mm", "shape")
MOUTH_WORDS = '<p class="uts-small">The <b>mouth</b> of a scar is its opening at the top.</p>'
END = "export default { render };"  #: of the page of an explorer, around which ours is put


def predict(course: Course, *, week: float | None = None) -> "Prediction":
    """Let the reader draw the surface they expect of a course, and then show the simulated one.

    Parameters
    ----------
    course
        One scar, and a plan carried out: what `toolkit.run_course` returns.
    week
        When they shall expect it, since the first session; the end of the course if left out.
        [weeks]

    Raises
    ------
    ValueError
        If this is no course, it ends before that week, or it does not begin with one scar.

    Notes
    -----
    Before the reader asks for the answer, nothing of it is worked out for the page.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, ice_pick, run_course
    >>> plan = Plan.every(TREATMENTS["tca_cross"](), sessions=1, weeks_apart=4)
    >>> drawing = predict(run_course(ice_pick(), plan))
    >>> drawing.set(depth_mm=1.2, shape="round")
    >>> "the model gives" in drawing.html
    False
    >>> drawing.set(shown=True)
    >>> "the model gives" in drawing.html
    True
    """
    check_kind("course", course, Course, "be a Course, as run_course returns it")
    last = round(float(course.weeks[-1]), 6)
    week = last if week is None else check_number("week", week, 0, last)
    check_one_scar(course.sections[0], "course")
    return Prediction(Asked(course=course, week=week))


@dataclass(frozen=True, eq=False, kw_only=True)
class Asked:
    """What is asked about: a course with one scar at first, and a week of it."""

    course: Course
    week: float

    @property
    def before(self) -> Section:
        """The skin at first."""
        return self.course.sections[0]

    @property
    def scar(self) -> Found:
        """Its scar."""
        return scars_of(self.before)[0]

    @cached_property
    def after(self) -> Section:
        """The skin in that week: the answer."""
        last = float(self.course.weeks[-1])
        return self.course.section_at(week=min(self.week, last))

    @property
    def question(self) -> str:
        """The question in words."""
        return question(self.week)

    def gap(self, line: dict[str, object]) -> ProfileGap:
        """Return how far a line is from the answer."""
        mouth = {"mouth_mm": self.scar.size.width_mm, "middle_mm": self.scar.middle_mm}
        return compare_profiles(self.before.grid, surface_of(self.after), **line, **mouth)

    def seen(self, px: int) -> dict[str, object]:
        """Return how a picture of some width shows the scar; no wider on a phone than it must be.

        A wide and shallow scar is drawn deeper than it is, or nobody could shape a line over it.
        """
        is_page, half = px >= PHONE_PX, self.before.grid.width_mm / 2
        usual = HALF_MM.get(classify(self.scar.size).name, (half, half))[is_page]
        wide = (FREE if is_page else 1) * self.scar.size.width_mm
        reach = min(half, max(usual, wide / 2 + 0.4))
        middle = min(max(self.scar.middle_mm, reach - half), half - reach)
        stretch = STRETCH if 2 * reach > WIDE_MM else 1.0
        window_mm = middle - reach, middle + reach
        return {"window_mm": window_mm, "labels": labels_for(px), "stretch": stretch}


class Prediction(Explorer):
    """A line to shape over a scar, a button that shows the answer, and a way back."""

    _esm = Explorer._esm.replace(END, "") + read("predict.js")

    def __init__(self, asked: Asked):
        super().__init__(_kind_of(asked), {})
        self.add_class("uts-predict")

    def set(self, **told: object) -> None:
        """Shape the line (``depth_mm``, ``width_mm``, ``shape``), or show the answer (``shown``).

        Raises
        ------
        ValueError
            If there is no such control, it cannot say this, or the line is changed while the
            answer is in sight.
        """
        late = [name for name in LINE if name in told]
        if self.settings["shown"] and told.get("shown", True) and late:
            raise ValueError(
                f"{late[0]} is {told[late[0]]!r}; it must be set before the answer is in sight: "
                f"press {BACK!r} first"
            )
        super().set(**told)

    def _fill(self, told, *, before, new):
        super()._fill(told, before=before, new=new)
        self.line = ""
        if self.settings["shown"]:
            self.fields = [field for field in self.fields if field["name"] == "shown"]


def _kind_of(asked):
    return Kind(
        name="predict",
        title="Draw your prediction",
        hint=f"{asked.question} Pull the two dots, or move the sliders.",
        ask=partial(_ask, asked),
        figure=partial(_figure, asked),
        still=partial(_still, asked),
    )


def _ask(asked, form: Form):
    size = asked.scar.size
    step = FINE_STEP_MM if size.depth_mm < SHALLOW_MM else STEP_MM
    deep, wide = _stepped(size.depth_mm, step), _stepped(size.width_mm, STEP_MM)
    most_deep, most_wide = _stepped(FREE * deep, step), _stepped(FREE * wide, STEP_MM)
    mm = {"unit": "millimetres"}
    form.between("depth_mm", "Depth left (mm)", 0, most_deep, start=deep, step=step, **mm)
    width = {"start": max(wide, LEAST_WIDTH_MM), "step": STEP_MM, **mm}
    form.between(
        "width_mm", "Width of the mouth (mm)", LEAST_WIDTH_MM, round(most_wide + 0.1, 6), **width
    )
    form.choice("shape", "Floor", SHAPES, start=SHAPE_OF[classify(size).name])
    form.switch("shown", BACK if form.told.get("shown") is True else SHOW)


def _stepped(length, step):
    return round(round(length / step) * step, 6)


def _figure(asked, *, shown, width_px=STILL_PX, **line):
    px = section_px(width_px)
    scene = _scene(asked, line, px, shown=shown)
    drawn = svg(scene, width_px=px) + ("" if shown else _handles(asked, line, scene, px))
    picture = f'<div class="uts-predict-drawn">{drawn}</div>'
    card = _answer(asked, line) if shown else _sketch(asked, line)
    return f'<figure class="uts-section">{picture}</figure>{card}'


def _scene(asked, line, px, *, shown) -> Scene:
    how = asked.seen(px)
    if shown:
        return predicted_scene(asked.after, before=asked.before, **line, **how)
    return predicted_scene(asked.before, **line, **how)


def _handles(asked, line, scene, px):
    """Return what a finger can pull: the floor up and down, the rim in and out, as HTML."""
    frame = (paper := lay_out(scene, width_px=px)).frames[0]
    window, middle = frame.panel.window, asked.scar.middle_mm
    rim = min(middle + line["width_mm"] / 2, window.right), MOUTH * line["depth_mm"]
    floor = middle, line["depth_mm"]
    pulls = (("depth_mm", "y", floor, frame.z_scale), ("width_mm", "x", rim, frame.x_scale / 2))
    return "".join(
        f'<span class="uts-predict-handle" aria-hidden="true" data-pulls="{name}" '
        f'data-along="{along}" data-mm="{paper.width / px_per_mm:.4g}" '
        f'style="left:{100 * x / paper.width:.2f}%;top:{100 * y / paper.height:.2f}%"></span>'
        for name, along, place, px_per_mm in pulls
        for x, y in (frame.place(*place),)
    )


def _sketch(asked, line):
    """The card before the answer: the line in numbers, and what will be done to the scar."""
    size = asked.scar.size
    return numbers_card(
        figures(
            ("deep before", f"{size.depth_mm:.2f} mm"), ("wide before", f"{size.width_mm:.2f} mm")
        ),
        said(line_words(line, asked.week)),
        small(plan_words(asked.course.plan)),
        MOUTH_WORDS,
    )


def _answer(asked, line):
    """The card with the answer: both depths, and the difference in words."""
    gap, own = asked.gap(line), "deep, you expected"
    numbers = figures(
        (own, f"{gap.expected_depth_mm:.2f} mm"),
        ("deep, the model", f"{gap.given.depth_mm:.2f} mm"),
        now=own,
    )
    sentences = map(said, verdict(gap, was_mm=asked.scar.size.depth_mm))
    words = " ".join(sentences).replace(' class="uts-said"', "")
    rest = (plan_words(asked.course.plan), SURPRISE, NOT_A_FORECAST)
    return numbers_card(numbers, f'<div class="uts-said">{words}</div>', *map(small, rest))


def _still(asked, **_):
    """The picture for pages without a kernel: the scar before, and the question."""
    px = section_px(STILL_PX)
    scene = section_scene(asked.before, layers=False, **asked.seen(px))
    (panel,), plan = scene.panels, plan_words(asked.course.plan)
    near = tuple(
        one for one in panel.labels if one.place == "below" or one.text.startswith(DEEPEST)
    )
    facts = (asked.question, RUN, plan, *scene.facts)
    second = f"{RUN} {scene.second}".strip()
    told = {"title": asked.question, "second": second, "facts": facts}
    return replace(scene, panels=(replace(panel, labels=near),), **told)
