"""One plan in two hundred virtual patients: how differently skins answer."""

from saving import save

from toolkit import TREATMENTS, Plan, ice_pick, run_cohort
from toolkit.drawing import spread_scene

plan = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=4)
cohort = run_cohort(ice_pick(width_mm=1.2, depth_mm=1.6), plan, n=200)
scene = spread_scene(cohort, plan=plan, title="The same plan in two hundred patients")

if __name__ == "__main__":
    save(scene, __file__)
