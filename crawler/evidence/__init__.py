"""Evidence as bytes: records, their digests, their seals; no file is opened here."""
