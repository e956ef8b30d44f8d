"""One report → what it holds, found once when it is read: definitions, acronyms, registers. One module a kind."""
