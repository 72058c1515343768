"""Published trials against the model: what was reported, what is predicted, and the misses."""

from saving import save

from toolkit import trials
from toolkit.drawing import trials_scene

found = trials.board(trials.targets())
scene = trials_scene(found, title="What trials reported, and what the model says")

if __name__ == "__main__":
    save(scene, __file__)
