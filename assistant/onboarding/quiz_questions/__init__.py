"""A report and its inventory → drafts of questions, one module a kind, each wrong choice held against the report."""
