"""The counsellors' desk: the second door, where the person's own approved summary waits for who will meet them."""

from directory.desk.accounts import BadAccount, create_counsellor
from directory.desk.frame import Desk, open_desk
from directory.desk.organisation import Provider
from directory.desk.routes import desk_router

__all__ = ["BadAccount", "Desk", "Provider", "create_counsellor", "desk_router", "open_desk"]
