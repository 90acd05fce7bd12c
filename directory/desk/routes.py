"""All addresses of the desk. None of them has a database session but through the visitor's confined one."""

from fastapi import APIRouter, Depends, Response

from directory.desk.account_routes import add_account
from directory.desk.alert_routes import add_alerts
from directory.desk.busy_routes import add_busy
from directory.desk.call_back_routes import add_call_backs
from directory.desk.card_link_routes import add_card_links
from directory.desk.card_routes import add_cards
from directory.desk.case_routes import add_case
from directory.desk.door import Anybody
from directory.desk.elsewhere_routes import add_elsewhere
from directory.desk.frame import Desk
from directory.desk.front import FrontDoor
from directory.desk.front_routes import add_front
from directory.desk.hours_routes import add_hours
from directory.desk.list_routes import add_lists
from directory.desk.live_routes import add_live
from directory.desk.offer_routes import add_offers
from directory.desk.plan_routes import add_plan
from directory.desk.service_routes import add_services
from directory.desk.signing_routes import add_signing
from directory.desk.team_routes import add_team


def desk_router(desk: Desk, front: FrontDoor) -> APIRouter:
    """The counsellors' desk, at ``/desk``: to be included without a prefix. ``front`` is the first door."""
    router = desk.router()

    @router.get("/static/{name}", dependencies=[Depends(Anybody())])
    def static_file(name: str) -> Response:
        return desk.pages.static[name].answer() if name in desk.pages.static else desk.door.missing()

    add_signing(router, desk)
    add_lists(router, desk)
    add_live(router, desk)
    add_front(router, desk, front)
    add_plan(router, desk, front)
    add_offers(router, desk)
    add_elsewhere(router, desk)
    add_hours(router, desk)
    add_busy(router, desk)
    add_cards(router, desk, front)
    add_services(router, desk)
    add_card_links(router, desk)
    add_call_backs(router, desk)
    add_case(router, desk, front)
    add_account(router, desk)
    add_alerts(router, desk)
    add_team(router, desk)
    return router
