"""A sheet as slides: what comes on which slide is planned first, then drawn with python-pptx."""

from kb.renderers.slides.canvas import to_slides

__all__ = ["to_slides"]
