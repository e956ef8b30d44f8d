"""A question → passages → statements with citations → a verified answer, or a refusal with its evidence."""
