"""The form of a voice webhook, as production code has seen it: every key, most of them blank for a French caller."""

HOTLINE = "+33261910000"  # a range kept for fiction by the French regulator
CALLER = "+33639980123"

PLACES = tuple(
    f"{side}{part}" for side in ("Called", "Caller", "From", "To") for part in ("City", "Country", "State", "Zip")
)


def voice_form(sid: str, account: str, caller: str, **more: str) -> dict[str, str]:
    """All the fields of a webhook for this call."""
    blank = dict.fromkeys(PLACES, "")
    country = dict.fromkeys(("CalledCountry", "CallerCountry", "FromCountry", "ToCountry"), "FR")
    numbers = {"From": caller, "Caller": caller, "To": HOTLINE, "Called": HOTLINE}
    known = {
        "AccountSid": account,
        "ApiVersion": "2010-04-01",
        "CallSid": sid,
        "CallStatus": "in-progress",
        "CallToken": '{"parentCallInfoToken":"eyJhbGciOiJFUzI1NiJ9"}',
        "Direction": "inbound",
        "StirVerstat": "TN-Validation-Passed-C",
    }
    return blank | country | known | numbers | more
