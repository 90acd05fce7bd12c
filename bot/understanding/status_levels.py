"""How much a way of saying proves of a person's situation."""

# How much a phrase proves: all but "sure" give way to what is said more precisely elsewhere.
SURE, CONTRACT, WORK, TRADE, HINT, LOOKING = "sure", "contract", "work", "trade", "hint", "looking"
EVENT = "event"  # true although told in the past ("j'ai été licencié")
OWN = "own"  # what one has ("mon patron", "mes clients"), whatever is wished of it
SIGN = "sign"  # proves nothing alone, confirms an event
WHEN_ASKED = frozenset({TRADE, LOOKING})  # a trade or a search is a situation only as the answer to that question
