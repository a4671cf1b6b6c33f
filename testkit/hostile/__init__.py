"""A server of hostile answers: the numbered cases of the catalogue, played on real sockets."""
