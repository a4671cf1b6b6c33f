"""普查 pucha: audits government websites against the official scoring sheets, with evidence."""

__version__ = "0.1.0"
