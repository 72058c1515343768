"""Six treatments at the moment they act, to scale, each on a scar that it suits."""

from dataclasses import replace

from saving import save

from toolkit import TREATMENTS, boxcar, ice_pick, rolling
from toolkit.drawing import acting_scene

HEADS = ("CROSS", "Fractional laser", "Radiofrequency needles", "Subcision", "Filler", "Punch")
on = {"tca_cross": ice_pick(), "fractional_co2": boxcar(), "rf_microneedling": boxcar()}
on |= {"subcision": rolling(), "filler": rolling(), "punch_excision": ice_pick()}
edges = {"window_mm": (-2.9, 2.9), "title": "Six treatments at the moment they act"}
scenes = [acting_scene(scar, TREATMENTS[name](), **edges) for name, scar in on.items()]
panels = [replace(one.panels[0], head=head) for one, head in zip(scenes, HEADS, strict=True)]
top = min(panel.window.top for panel in panels)  # so that all stand on one level
panels = [replace(panel, window=replace(panel.window, top=top)) for panel in panels]
panels[1:3] = [replace(panel, left_ticks=None) for panel in panels[1:3]]
panels[4:] = [replace(panel, left_ticks=None) for panel in panels[4:]]
facts = (fact for one in scenes for fact in one.facts[2:])
facts = ("Six sections of skin with a scar and a treatment, all at one scale.", *facts)
scene = replace(scenes[0], panels=tuple(panels), rows=(3, 3), facts=facts)

if __name__ == "__main__":
    save(scene, __file__)
