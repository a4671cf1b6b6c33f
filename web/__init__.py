"""API and pages: read results and ask for rechecks; never crawl, never score."""
