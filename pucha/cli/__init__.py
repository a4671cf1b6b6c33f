"""The command line: `pucha`. Results on stdout, talk on stderr, named exit statuses."""

from pucha.cli.app import main

__all__ = ["main"]
