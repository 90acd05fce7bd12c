"""What the carrier refuses."""


class CarrierError(AssertionError):
    """The hotline did something the real carrier would refuse, or that would leave a caller stranded."""
