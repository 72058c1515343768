"""Ice pick, boxcar and rolling in one slice of skin, and what one treatment does to each."""

from dataclasses import replace

from saving import save

from toolkit import TREATMENTS, Plan, mixed, run_course
from toolkit.drawing import weeks_scene

plan = Plan.every(TREATMENTS["rf_microneedling"](), sessions=3, weeks_apart=6)
course = run_course(mixed("ice_pick", "boxcar", "rolling"), plan, follow_up_weeks=26)
scene = weeks_scene(course, weeks=(0, 38), title="Most people have a mix of scars")
scene = replace(scene, rows=(1, 1))

if __name__ == "__main__":
    save(scene, __file__)
