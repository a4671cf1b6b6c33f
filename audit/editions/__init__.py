"""Editions of the sheet (指标版本), and the sites that their rows apply to."""
