"""CROSS, fractional laser, and one after the other, on the same ice pick scar."""

from saving import save

from toolkit import TREATMENTS, Plan, ice_pick, run_course
from toolkit.drawing import compare_scene

cross = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=2, weeks_apart=6)
laser = Plan.every(TREATMENTS["fractional_co2"](), sessions=2, weeks_apart=6)
plans = [cross, laser, cross.then(laser, weeks_later=8)]
scar, names = ice_pick(), ["CROSS", "Fractional laser", "CROSS, then laser"]
courses = [run_course(scar, one, follow_up_weeks=44 - one.sessions[-1].week) for one in plans]
scene = compare_scene(courses, names=names, title="One treatment, or one after the other")

if __name__ == "__main__":
    save(scene, __file__)
