"""An HTML page: bytes → tree → pieces, each placed in the tree → which pieces are its content."""
