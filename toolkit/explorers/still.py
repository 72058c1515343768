"""A still picture in the output of an explorer, for pages that have no kernel."""

from toolkit.drawing import Scene, picture, sentence

STILL_PX = 640  #: words keep a good size beside the skin


def with_still(live: dict, scene: Scene) -> tuple[dict, dict]:
    """Return what a live view shows, joined with a picture of a scene and its words.

    A page without a kernel shows the picture; one without pictures reads the sentence.
    """
    drawn = picture(scene, width_px=STILL_PX)._repr_mimebundle_()
    data, about = drawn if isinstance(drawn, tuple) else (drawn, {})
    return {**data, **live, "text/plain": sentence(scene)}, about
