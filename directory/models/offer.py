"""What the directory describes: networks, structures, their sites and services, whom they serve and when."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.models.base import Base, codes
from directory.vocabulary import Need, Status, StructureType


class StructureStatus(StrEnum):
    """Where a structure stands in the network; suspended and withdrawn ones are not proposed."""

    CANDIDATE = "candidate"
    LABELLED = "labelled"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


class Scope(StrEnum):
    """How far a service reaches (L28)."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class HoursKind(StrEnum):
    """What weekly hours are for."""

    OPEN = "open"
    WALK_IN = "walk_in"


class Zone(Base):
    """A territory in which structures work together: a member of one leads people to the others (L18, PA3, PC4)."""

    __tablename__ = "zone"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    region: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(200))
    sample: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)

    areas: Mapped[list["ZoneArea"]] = relationship(cascade="all, delete-orphan", order_by="ZoneArea.area")


class ZoneArea(Base):
    """A part of a zone, written as :class:`ServedArea` writes it ("epci:200030195", "commune:13055")."""

    __tablename__ = "zone_area"

    zone_id: Mapped[int] = mapped_column(ForeignKey("zone.id", ondelete="CASCADE"), primary_key=True)
    area: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class Network(Base):
    """A family of structures (missions locales, CIO …)."""

    __tablename__ = "network"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))


class Structure(Base):
    """An organisation that receives people. ``key`` is stable and comes from its source ("tours/cio-tours").

    ``origin`` names the exchange file it came from (``None``: a region pack), ``imported_at`` the last import that had
    it, ``fingerprint`` what that import said. ``identity`` (name, commune, type) recognises it in another source.
    ``provenance`` tells, field by field, a source and a day of verification other than the structure's own.
    """

    __tablename__ = "structure"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    region: Mapped[str] = mapped_column(String(40), index=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"), index=True)
    type: Mapped[StructureType] = mapped_column(codes(StructureType))
    status: Mapped[StructureStatus] = mapped_column(codes(StructureStatus))
    status_from: Mapped[date | None]
    status_until: Mapped[date | None]
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    phone: Mapped[str | None] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254))
    website: Mapped[str | None] = mapped_column(String(300))
    siret: Mapped[str | None] = mapped_column(String(14), index=True)
    identity: Mapped[str | None] = mapped_column(String(300), index=True)
    origin: Mapped[str | None] = mapped_column(String(80), index=True)
    imported_at: Mapped[datetime | None]
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    commitments: Mapped[list[str]] = mapped_column(JSON, default=list)
    provenance: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    source: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    sample: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[datetime]

    network: Mapped[Network | None] = relationship()
    sites: Mapped[list["Site"]] = relationship(back_populates="structure", order_by="Site.id")
    services: Mapped[list["Service"]] = relationship(back_populates="structure", order_by="Service.id")
    areas: Mapped[list["ServedArea"]] = relationship(cascade="all, delete-orphan")


# Keys under which an exchange file describes a structure that the directory already has from elsewhere. A plain table
# of the imports, mapped to no class: sessions confined to a structure refuse it altogether.
structure_alias = Table(
    "structure_alias",
    Base.metadata,
    Column("key", String(160), primary_key=True),
    Column("structure_id", ForeignKey("structure.id", ondelete="CASCADE"), index=True, nullable=False),
)


class ServedArea(Base):
    """A territory a structure serves: "france", "region:24", "departement:37", "epci:243700754" or "commune:37261"."""

    __tablename__ = "served_area"

    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"), primary_key=True)
    area: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class Site(Base):
    """A place (lieu) of a structure. A remote site has no address to go to: it answers by telephone, video or web.

    ``tile`` numbers the square of a quarter of a degree it stands in (``REMOTE_TILE`` when remote), so that a
    search near a place reads an index.
    """

    __tablename__ = "site"
    __table_args__ = (
        Index("ix_site_tile_type", "tile", "type"),
        CheckConstraint("remote OR commune_code IS NOT NULL", name="has_commune"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    type: Mapped[StructureType] = mapped_column(codes(StructureType))  # of the structure, for the index above
    name: Mapped[str] = mapped_column(String(200))
    remote: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(5), default="")
    commune_code: Mapped[str | None] = mapped_column(String(5), index=True)
    commune_name: Mapped[str] = mapped_column(String(120), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    tile: Mapped[int | None]
    time_zone: Mapped[str] = mapped_column(String(40))
    step_free: Mapped[bool | None]
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    transport: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(40))
    website: Mapped[str | None] = mapped_column(String(300))
    sample: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)

    structure: Mapped[Structure] = relationship(back_populates="sites")
    hours: Mapped[list["Hours"]] = relationship(cascade="all, delete-orphan", order_by="(Hours.weekday, Hours.opens)")
    closures: Mapped[list["Closure"]] = relationship(cascade="all, delete-orphan", order_by="Closure.first_day")


class Hours(Base):
    """Weekly hours of a site, on its own clock (Monday is 0): when it is open, or when one can just come."""

    __tablename__ = "hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens < closes", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    kind: Mapped[HoursKind] = mapped_column(codes(HoursKind))
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class Closure(Base):
    """Days, both included, on which a site receives nobody, appointments included (public holidays need no row).

    ``declared_at``: when the structure said so at its desk; ``None`` for those that its data file has.
    """

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    label: Mapped[str] = mapped_column(String(200), default="")
    declared_at: Mapped[datetime | None]


class Service(Base):
    """What a structure does for people, in plain words, with the result one may expect (L19)."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    expected_result: Mapped[str] = mapped_column(default="")
    scope: Mapped[Scope] = mapped_column(codes(Scope))
    origin: Mapped[str | None] = mapped_column(String(80), index=True)
    imported_at: Mapped[datetime | None]
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sample: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)

    structure: Mapped[Structure] = relationship(back_populates="services")
    needs: Mapped[list["ServiceNeed"]] = relationship(cascade="all, delete-orphan", order_by="ServiceNeed.need")
    audiences: Mapped[list["ServiceAudience"]] = relationship(cascade="all, delete-orphan")
    sites: Mapped[list[Site]] = relationship(secondary="service_site")


class ServiceNeed(Base):
    """A need a service answers."""

    __tablename__ = "service_need"

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    need: Mapped[Need] = mapped_column(codes(Need), primary_key=True)


class ServiceAudience(Base):
    """A status a service is for (``welcome``), or not for. A service with no row is for everyone the rules send."""

    __tablename__ = "service_audience"

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[Status] = mapped_column(codes(Status), primary_key=True)
    welcome: Mapped[bool]


class ServiceSite(Base):
    """A site where a service is given."""

    __tablename__ = "service_site"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True, index=True)
