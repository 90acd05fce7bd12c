"""The desk: sign-in, invitations, answers to a referral, calendars."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("territory", sa.String(120), nullable=True),
        sa.Column("totp", sa.String(300), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("subject", sa.String(300), nullable=True),
    ):
        op.add_column("counsellor", column)
    for name in ("failed_logins", "locked_until"):
        op.drop_column("counsellor", name)
    op.create_index(op.f("ix_counsellor_subject"), "counsellor", ["subject"], unique=True)
    _visits()
    _invitations()
    _plans()
    _feeds()
    _cards()


TABLES = (
    "card_change",
    "calendar_feed",
    "plan_step",
    "action_plan",
    "invitation",
    "recovery_code",
    "desk_try",
    "desk_visit",
)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.drop_index(op.f("ix_counsellor_subject"), table_name="counsellor")
    op.add_column("counsellor", sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("counsellor", sa.Column("failed_logins", sa.Integer(), nullable=False, server_default="0"))
    for name in ("subject", "totp_step", "totp", "territory"):
        op.drop_column("counsellor", name)


def _instant(name: str) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _points_to(column: str, target: str, table: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    rule = "CASCADE" if cascade else None
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=rule)


def _visits() -> None:
    op.create_table(
        "desk_visit",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        _instant("since"),
        _instant("seen"),
        sa.Column("secret", sa.String(300), nullable=True),
        sa.Column("farewell", sa.Text(), nullable=True),
        _points_to("counsellor_id", "counsellor", "desk_visit", cascade=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_desk_visit")),
    )
    for name in ("counsellor_id", "seen"):
        op.create_index(op.f(f"ix_desk_visit_{name}"), "desk_visit", [name], unique=False)
    op.create_table(
        "desk_try",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _instant("until"),
        _instant("last"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_desk_try")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        _points_to("counsellor_id", "counsellor", "recovery_code", cascade=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_counsellor_id"), "recovery_code", ["counsellor_id"], unique=False)


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("territory", sa.String(120), nullable=True),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        _instant("created_at"),
        _instant("expires_at"),
        _points_to("structure_id", "structure", "invitation"),
        _points_to("invited_by", "counsellor", "invitation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("key", name=op.f("uq_invitation_key")),
    )
    for name in ("email", "structure_id"):
        op.create_index(op.f(f"ix_invitation_{name}"), "invitation", [name], unique=False)


def _plans() -> None:
    op.create_table(
        "action_plan",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        _instant("changed_at"),
        _points_to("appointment_id", "appointment", "action_plan", cascade=True),
        _points_to("counsellor_id", "counsellor", "action_plan"),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_action_plan")),
    )
    op.create_table(
        "plan_step",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("doer", sa.String(32), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["action_plan.appointment_id"],
            name=op.f("fk_plan_step_appointment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("appointment_id", "position", name=op.f("pk_plan_step")),
    )


def _feeds() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        _instant("made_at"),
        _points_to("counsellor_id", "counsellor", "calendar_feed", cascade=True),
        sa.PrimaryKeyConstraint("counsellor_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("key", name=op.f("uq_calendar_feed_key")),
    )


def _cards() -> None:
    op.create_table(
        "card_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        _instant("asked_at"),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        _points_to("structure_id", "structure", "card_change"),
        _points_to("site_id", "site", "card_change"),
        _points_to("asked_by", "counsellor", "card_change"),
        _points_to("decided_by", "counsellor", "card_change"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_change")),
    )
    op.create_index(op.f("ix_card_change_structure_id"), "card_change", ["structure_id"], unique=False)
