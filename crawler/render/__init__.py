"""A browser of our own for pages that only scripts fill; it needs the extra pucha[render]."""
