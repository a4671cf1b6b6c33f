"""The columns (栏目) that a page leads to."""
