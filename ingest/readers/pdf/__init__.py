"""A PDF, page by page: words with their places → fragments of lines → columns and tables → blocks."""
