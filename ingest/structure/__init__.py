"""From text to sections and units."""
