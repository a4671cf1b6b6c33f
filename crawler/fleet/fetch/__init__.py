"""One request to its one outcome, over all redirects and repetitions."""
