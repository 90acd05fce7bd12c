"""The directory: offer, agendas, appointments, desk"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


NO_OVERLAP_POSTGRESQL = """
ALTER TABLE taken_time ADD CONSTRAINT ex_taken_time_overlap
EXCLUDE USING gist (agenda_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
"""

# SQLite lets one transaction write at a time, so a trigger that looks before each write cannot be overtaken
NO_OVERLAP_SQLITE = """
CREATE TRIGGER taken_time_overlap_on_{event} BEFORE {event} ON taken_time
WHEN EXISTS (
    SELECT 1 FROM taken_time AS other
    WHERE other.agenda_id = NEW.agenda_id AND other.id IS NOT {itself}
    AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
)
BEGIN SELECT RAISE(ABORT, 'ex_taken_time_overlap'); END
"""


def upgrade() -> None:
    op.create_table(
        "network",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sa.UniqueConstraint("key", name=op.f("uq_network_key")),
    )
    op.create_table(
        "structure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("region", sa.String(40), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("website", sa.String(300), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_structure_network_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure")),
        sa.UniqueConstraint("key", name=op.f("uq_structure_key")),
    )
    op.create_index(op.f("ix_structure_network_id"), "structure", ["network_id"], unique=False)
    op.create_index(op.f("ix_structure_region"), "structure", ["region"], unique=False)
    op.create_table(
        "counsellor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_counsellor_structure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counsellor")),
        sa.UniqueConstraint("email", name=op.f("uq_counsellor_email")),
    )
    op.create_index(op.f("ix_counsellor_structure_id"), "counsellor", ["structure_id"], unique=False)
    op.create_table(
        "served_area",
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_served_area_structure_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("structure_id", "area", name=op.f("pk_served_area")),
    )
    op.create_index(op.f("ix_served_area_area"), "served_area", ["area"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("expected_result", sa.String(), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_service_structure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("key", name=op.f("uq_service_key")),
    )
    op.create_index(op.f("ix_service_structure_id"), "service", ["structure_id"], unique=False)
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("postcode", sa.String(5), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=True),
        sa.Column("commune_name", sa.String(120), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("tile", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(40), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("transport", sa.String(), nullable=True),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("website", sa.String(300), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("remote OR commune_code IS NOT NULL", name=op.f("ck_site_has_commune")),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_site_structure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("key", name=op.f("uq_site_key")),
    )
    op.create_index(op.f("ix_site_commune_code"), "site", ["commune_code"], unique=False)
    op.create_index(op.f("ix_site_structure_id"), "site", ["structure_id"], unique=False)
    op.create_index("ix_site_tile_type", "site", ["tile", "type"], unique=False)
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("reading", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["counsellor_id"], ["counsellor.id"], name=op.f("fk_access_log_counsellor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index("ix_access_log_appointment_id_at", "access_log", ["appointment_id", "at"], unique=False)
    op.create_index(op.f("ix_access_log_counsellor_id"), "access_log", ["counsellor_id"], unique=False)
    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(240), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 5 AND 480", name=op.f("ck_agenda_minutes")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_agenda_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
        sa.UniqueConstraint("key", name=op.f("uq_agenda_key")),
    )
    op.create_index(op.f("ix_agenda_site_id"), "agenda", ["site_id"], unique=False)
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closure_order")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_closure_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_site_id"), "closure", ["site_id"], unique=False)
    op.create_table(
        "hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_hours_order")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_hours_weekday")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_hours_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours")),
    )
    op.create_index(op.f("ix_hours_site_id"), "hours", ["site_id"], unique=False)
    op.create_table(
        "service_audience",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("welcome", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_audience_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "status", name=op.f("pk_service_audience")),
    )
    op.create_table(
        "service_need",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_need_service_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "need", name=op.f("pk_service_need")),
    )
    op.create_table(
        "service_site",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_site_service_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_service_site_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("site_id", "service_id", name=op.f("pk_service_site")),
    )
    op.create_index(op.f("ix_service_site_service_id"), "service_site", ["service_id"], unique=False)
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_absence_order")),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_absence_agenda_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_agenda_id_ends_at", "absence", ["agenda_id", "ends_at"], unique=False)
    op.create_table(
        "availability",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("recurrence", sa.String(200), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_availability_order")),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["agenda.id"], name=op.f("fk_availability_agenda_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
    )
    op.create_index(op.f("ix_availability_agenda_id"), "availability", ["agenda_id"], unique=False)
    op.create_table(
        "taken_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_taken_time_order")),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_taken_time_agenda_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_time")),
        sa.UniqueConstraint("id", "agenda_id", "starts_at", "ends_at", name="uq_taken_time_times"),
    )
    op.create_index("ix_taken_time_agenda_id_starts_at", "taken_time", ["agenda_id", "starts_at"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(36), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("taken_time_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("need", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (taken_time_id IS NULL)", name=op.f("ck_appointment_time_is_taken")
        ),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_appointment_agenda_id")),
        sa.ForeignKeyConstraint(
            ["taken_time_id", "agenda_id", "starts_at", "ends_at"],
            ["taken_time.id", "taken_time.agenda_id", "taken_time.starts_at", "taken_time.ends_at"],
            name="fk_appointment_taken_time",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("code", name=op.f("uq_appointment_code")),
        sa.UniqueConstraint("taken_time_id", name=op.f("uq_appointment_taken_time_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_appointment_uid")),
    )
    op.create_index("ix_appointment_agenda_id_starts_at", "appointment", ["agenda_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_appointment_holder"), "appointment", ["holder"], unique=False)
    op.create_table(
        "hold",
        sa.Column("taken_time_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["taken_time_id"], ["taken_time.id"], name=op.f("fk_hold_taken_time_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("taken_time_id", name=op.f("pk_hold")),
        sa.UniqueConstraint("holder", name=op.f("uq_hold_holder")),
    )
    op.create_index(op.f("ix_hold_expires_at"), "hold", ["expires_at"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_consent_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_consent_structure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_appointment_id"), "consent", ["appointment_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(100), nullable=True),
        sa.Column("last_name", sa.String(100), nullable=True),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_contact_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_contact_consent_id")),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_contact")),
    )
    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("refusal_reason", sa.String(40), nullable=True),
        sa.Column("refusal_text", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_referral_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_referral_consent_id")),
        sa.ForeignKeyConstraint(["structure_id"], ["structure.id"], name=op.f("fk_referral_structure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_referral_appointment_id")),
    )
    op.create_index(op.f("ix_referral_structure_id"), "referral", ["structure_id"], unique=False)
    op.create_table(
        "referral_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["counsellor_id"], ["counsellor.id"], name=op.f("fk_referral_step_counsellor_id")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_step_referral_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_step")),
    )
    op.create_index(op.f("ix_referral_step_referral_id"), "referral_step", ["referral_id"], unique=False)
    op.create_table(
        "summary_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_summary_line_referral_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_line")),
        sa.UniqueConstraint("referral_id", "position", name=op.f("uq_summary_line_referral_id_position")),
    )
    _forbid_overlaps()


def downgrade() -> None:
    op.drop_table("summary_line")
    op.drop_index(op.f("ix_referral_step_referral_id"), table_name="referral_step")
    op.drop_table("referral_step")
    op.drop_index(op.f("ix_referral_structure_id"), table_name="referral")
    op.drop_table("referral")
    op.drop_table("contact")
    op.drop_index(op.f("ix_consent_appointment_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index(op.f("ix_hold_expires_at"), table_name="hold")
    op.drop_table("hold")
    op.drop_index(op.f("ix_appointment_holder"), table_name="appointment")
    op.drop_index("ix_appointment_agenda_id_starts_at", table_name="appointment")
    op.drop_table("appointment")
    op.drop_index("ix_taken_time_agenda_id_starts_at", table_name="taken_time")
    op.drop_table("taken_time")
    op.drop_index(op.f("ix_availability_agenda_id"), table_name="availability")
    op.drop_table("availability")
    op.drop_index("ix_absence_agenda_id_ends_at", table_name="absence")
    op.drop_table("absence")
    op.drop_index(op.f("ix_service_site_service_id"), table_name="service_site")
    op.drop_table("service_site")
    op.drop_table("service_need")
    op.drop_table("service_audience")
    op.drop_index(op.f("ix_hours_site_id"), table_name="hours")
    op.drop_table("hours")
    op.drop_index(op.f("ix_closure_site_id"), table_name="closure")
    op.drop_table("closure")
    op.drop_index(op.f("ix_agenda_site_id"), table_name="agenda")
    op.drop_table("agenda")
    op.drop_index(op.f("ix_access_log_counsellor_id"), table_name="access_log")
    op.drop_index("ix_access_log_appointment_id_at", table_name="access_log")
    op.drop_table("access_log")
    op.drop_index("ix_site_tile_type", table_name="site")
    op.drop_index(op.f("ix_site_structure_id"), table_name="site")
    op.drop_index(op.f("ix_site_commune_code"), table_name="site")
    op.drop_table("site")
    op.drop_index(op.f("ix_service_structure_id"), table_name="service")
    op.drop_table("service")
    op.drop_index(op.f("ix_served_area_area"), table_name="served_area")
    op.drop_table("served_area")
    op.drop_index(op.f("ix_counsellor_structure_id"), table_name="counsellor")
    op.drop_table("counsellor")
    op.drop_index(op.f("ix_structure_region"), table_name="structure")
    op.drop_index(op.f("ix_structure_network_id"), table_name="structure")
    op.drop_table("structure")
    op.drop_table("network")


def _forbid_overlaps() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(NO_OVERLAP_POSTGRESQL)
    else:
        op.execute(NO_OVERLAP_SQLITE.format(event="INSERT", itself="NULL"))
        op.execute(NO_OVERLAP_SQLITE.format(event="UPDATE", itself="OLD.id"))
