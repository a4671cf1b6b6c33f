"""The nouns of the house: frozen values that flow between its rooms."""
