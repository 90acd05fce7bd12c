"""A faithful carrier for tests: it signs, rings, retries and executes TwiML as documented, on a virtual clock.

Nothing is tolerated that the real carrier would refuse: an unknown verb, attribute, value or content type fails the
test. Each behaviour names where it is documented.
"""

from tests.telephony.carrier.call import Call, Carrier
from tests.telephony.carrier.callee import Callee
from tests.telephony.carrier.clock import VirtualClock
from tests.telephony.carrier.errors import CarrierError

__all__ = ["Call", "Callee", "Carrier", "CarrierError", "VirtualClock"]
