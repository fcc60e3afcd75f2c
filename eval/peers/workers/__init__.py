"""One process for each system; these modules run in the system's own environment and know nothing of ours."""
