"""Where a figure goes: beside its script, as SVG and as PNG, light and dark, with its words."""

from pathlib import Path

from toolkit.drawing import Scene, picture, sentence


def save(scene: Scene, script: str, **how) -> None:
    """Write the scene under the script's name; dark ones carry `_dark`."""
    stem = Path(script).with_suffix("")
    for theme, tail in (("light", ""), ("dark", "_dark")):
        drawn = picture(scene, theme=theme, **how)
        stem.with_name(stem.name + tail + ".svg").write_text(drawn.svg, encoding="utf-8")
        stem.with_name(stem.name + tail + ".png").write_bytes(drawn.png)
    stem.with_suffix(".txt").write_text(sentence(scene) + "\n", encoding="utf-8")
