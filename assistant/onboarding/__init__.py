"""One report → what brings a newcomer up to speed: overview, path, quiz, first questions, printable sheet."""
