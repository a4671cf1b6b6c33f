"""What people make of findings (人工复核): pure folds over the log of casework."""
