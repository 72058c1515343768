"""An ice pick scar through four sessions of TCA CROSS and the months after them."""

from saving import save

from toolkit import TREATMENTS, Plan, ice_pick, run_course
from toolkit.drawing import weeks_scene

plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=4)
course = run_course(ice_pick(width_mm=1.2, depth_mm=1.6), plan, follow_up_weeks=26)
scene = weeks_scene(course, weeks=(0, 4, 8, 12, 16, 38), title="Four sessions of CROSS, in weeks")

if __name__ == "__main__":
    save(scene, __file__)
