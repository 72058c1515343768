"""How deep an ice pick scar is, week by week, through four sessions of TCA CROSS."""

from saving import save

from toolkit import TREATMENTS, Plan, ice_pick, run_course
from toolkit.drawing import course_chart_scene

plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=4)
course = run_course(ice_pick(width_mm=1.2, depth_mm=1.6), plan, follow_up_weeks=26)
scene = course_chart_scene(course, week=26)

if __name__ == "__main__":
    save(scene, __file__, width_px=640)
