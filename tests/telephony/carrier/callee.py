"""How the human line behaves when it is rung."""

from enum import StrEnum


class Callee(StrEnum):
    """The script of whoever is rung; `keys` and `status` say what the carrier sees of it."""

    ACCEPTS = "accepts"
    REFUSES = "refuses"
    PRESSES_NOTHING = "presses nothing"
    VOICEMAIL = "voicemail"
    HANGS_UP = "hangs up on the whisper"
    BUSY = "busy"
    NO_ANSWER = "no answer"
    FAILED = "failed"
    CALLER_LEAVES = "caller leaves while it rings"

    @property
    def status(self) -> str | None:
        """The DialCallStatus of a leg that nobody answered; None when somebody, or a machine, did."""
        return {
            "busy": "busy",
            "no answer": "no-answer",
            "failed": "failed",
            "caller leaves while it rings": "canceled",
        }.get(self.value)

    @property
    def keys(self) -> str:
        """The key pressed on the whisper."""
        return {"accepts": "1", "refuses": "2"}.get(self.value, "")
