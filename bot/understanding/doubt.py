"""When the assistant asks instead of assuming: the thresholds, in one place.

They were read off the curve « share asked against wrong without asking » of sentences the model had not seen
(``python -m bot.engine.evaluate``); change them there first.
"""

ASK_BELOW = 0.70
"""Probability of the likeliest need under which two or three needs are offered."""

ASIDE_ABOVE = 0.30
"""Probability above which an aside (is it free? are you a robot?) is answered as such."""

KNOWN_ABOVE = 0.35
"""Share of two-to-four-letter pieces known from training under which a text is taken for noise."""
