"""Run as `python -m pucha`."""

from pucha.cli import main

main()
