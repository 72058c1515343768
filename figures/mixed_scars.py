"""Three scars in one slice of skin, and what each of three treatments does to them."""

from dataclasses import replace

from saving import save

from toolkit import TREATMENTS, Plan, measure_each, mixed, run_course
from toolkit.drawing import section_scene

SCARS = ("ice_pick", "boxcar", "rolling")
HEADS = {"tca_cross": "CROSS", "fractional_co2": "Fractional laser", "subcision": "Subcision"}
before, panels, facts = mixed(*SCARS), [], ["Three scars in one slice of skin, at one scale."]
first = section_scene(before, title="Each scar answers to another treatment")
for name, head in HEADS.items():
    plan = Plan.every(TREATMENTS[name](), sessions=3, weeks_apart=6)
    after = run_course(before, plan, follow_up_weeks=26).sections[-1]
    panel = section_scene(after, before=before).panels[0]
    panels.append(replace(panel, head=head, spans=first.panels[0].spans))
    each = zip(SCARS, measure_each(before), measure_each(after), strict=True)
    sizes = (f"{scar} {was.depth_mm:.2f} to {now.depth_mm:.2f} mm" for scar, was, now in each)
    facts.append(f"{head}, three sessions: {', '.join(sizes).replace('_', ' ')} deep.")
second = "Half a year after three sessions. Dashed: the skin before. One true scale."
scene = replace(first, second=second, panels=tuple(panels), rows=(1, 1, 1), facts=tuple(facts))

if __name__ == "__main__":
    save(scene, __file__)
