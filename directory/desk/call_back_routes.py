"""Address of a call-back that was made: the number is erased with it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from directory import call_backs
from directory.desk.door import Posting, Visitor, to
from directory.desk.frame import Desk
from directory.desk.pages import PREFIX
from directory.desk.queries import call_back_query
from directory.desk.roles import Right


def add_call_backs(router: APIRouter, desk: Desk) -> None:
    """People who wait to be called back stand in the inbox."""

    @router.post("/rappels/{call_back}/fait")
    def done(call_back: int, visitor: Annotated[Visitor, Depends(Posting(desk.door, Right.CASES))]) -> Response:
        with visitor.scoped.writing() as session:
            found = session.scalar(call_back_query(call_back))
            if found is not None:
                call_backs.close(session, found.id, desk.clock())
        return to(PREFIX) if found is not None else desk.door.missing(visitor)
