"""A filler takes the shadow from a rolling scar at once, and fades."""

from saving import save

from toolkit import TREATMENTS, Plan, rolling, run_course
from toolkit.drawing import View, patch, views_scene

plan = Plan.every(TREATMENTS["filler"](), sessions=1, weeks_apart=4)
course = run_course(rolling(), plan, follow_up_weeks=78)
first = patch([course.sections[0]], seed=5, width_mm=9, height_mm=6, px_per_mm=50)
skins = {"Before": first}
skins |= {f"Week {week}": first.later([course.section_at(week=week)]) for week in (4, 78)}
views = [View(patch=skin, light="raking", head=head) for head, skin in skins.items()]
scene = views_scene(views, title="A filler lifts a scar, and fades")

if __name__ == "__main__":
    save(scene, __file__)
