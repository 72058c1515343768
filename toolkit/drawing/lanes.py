"""Courses that are compared: each has a letter, a colour, a dash and a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.course import EACH, Course
from toolkit.drawing.scene import FORMS
from toolkit.section import Section

LETTERS = "ABCD"


@dataclass(frozen=True)
class Lane:
    """One course with everything that tells it from the others."""

    i: int
    course: Course
    name: str
    quantity: str
    last: float
    week: float

    @property
    def head(self) -> str:
        """Its letter and its name, as they stand over the section."""
        return f"{LETTERS[self.i]}: {self.name}" if self.name else f"Plan {LETTERS[self.i]}"

    @property
    def said(self) -> str:
        """Its name and its letter, as they stand in a sentence."""
        return f"{self.name} ({LETTERS[self.i]})" if self.name else f"Plan {LETTERS[self.i]}"

    @property
    def role(self) -> str:
        """The role of its line and its words."""
        return f"line_{self.i + 1}"

    @property
    def first(self) -> Section:
        """The skin before."""
        return self.course.sections[0]

    @property
    def now(self) -> Section:
        """The skin in the week that is shown."""
        return self.course.section_at(week=self.week)

    @property
    def sessions(self) -> list[float]:
        """The weeks of its sessions, up to the end of the shortest course."""
        return [one.week for one in self.course.plan.sessions if one.week <= self.last]

    @property
    def line(self) -> tuple[np.ndarray, np.ndarray]:
        """Weeks and values up to the end of the shortest course, two arrays."""
        weeks = np.asarray(self.course.weeks, float)
        values = np.asarray(self.course.quantity(self.quantity), float)
        here = weeks <= self.last
        end = np.interp(self.last, weeks, values)
        return np.append(weeks[here], self.last), np.append(values[here], end)

    def value(self, week: float) -> float:
        """Return depth, area or volume in a week."""
        return float(np.interp(week, *self.line))


def lanes_of(
    courses: Sequence[Course],
    *,
    names: Sequence[str] | None = None,
    week: float | None = None,
    quantity: str = "depth",
    form: str = "page",
) -> list[Lane]:
    """Return two to four courses as lanes; raise a ValueError if they cannot be compared."""
    _check(courses, names, quantity, form)
    last = min(float(course.weeks[-1]) for course in courses)
    week = last if week is None else float(week)
    if not 0 <= week <= last:
        raise ValueError(f"week is {week!r}; it must lie from 0 to {last:g}")
    return [
        Lane(i, course, names[i] if names else "", quantity, last, week)
        for i, course in enumerate(courses)
    ]


def _check(courses, names, quantity, form):
    if not 2 <= len(courses) <= len(LETTERS):
        raise ValueError(f"courses holds {len(courses)}; it must hold 2 to {len(LETTERS)} courses")
    if names is not None and (len(names) != len(courses) or len(set(names)) < len(names)):
        raise ValueError(f"names is {list(names)!r}; it must hold {len(courses)} different names")
    if quantity not in EACH:
        raise ValueError(f"quantity is {quantity!r}; it must be one of {EACH}")
    if form not in FORMS:
        raise ValueError(f"form is {form!r}; it must be one of {FORMS}")
