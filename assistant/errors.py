"""What can go wrong between a question and its answer; messages are in French and fit to show.

AssistantError
└── QuestionError (questions.py)    an empty question, or a text too long to be one
"""


class AssistantError(Exception):
    """Every message says what happened and what to do."""
