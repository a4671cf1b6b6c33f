"""What tests share: clocks, servers and databases that implement our ports."""
