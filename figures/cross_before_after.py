"""An ice pick scar before and half a year after four sessions of TCA CROSS."""

from saving import save

from toolkit import TREATMENTS, Plan, ice_pick, run_course
from toolkit.drawing import before_after_scene

plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=4)
course = run_course(ice_pick(width_mm=1.2, depth_mm=1.6), plan, follow_up_weeks=26)
heads = ("Before", "Half a year after four sessions")
skins = course.sections[0], course.sections[-1]
scene = before_after_scene(*skins, heads=heads, title="What CROSS does to an ice pick scar")

if __name__ == "__main__":
    save(scene, __file__)
