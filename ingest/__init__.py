"""A document → blocks → chunks → vectors and terms → the index."""
