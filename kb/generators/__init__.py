"""From evidence to a material, out of the texts' own words."""
