"""What of a failure may be our own: machine, network, crawl (vocabulary §4)."""
