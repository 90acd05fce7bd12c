"""Alerts: how each account of the desk is told that somebody waits, and by which channel a message must go."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert_choice",
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("pace", sa.String(length=32), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_alert_choice_hour")),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["counsellor.id"],
            name=op.f("fk_alert_choice_counsellor_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("counsellor_id", name=op.f("pk_alert_choice")),
    )
    op.add_column("outgoing_message", sa.Column("channel", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column("outgoing_message", "channel")
    op.drop_table("alert_choice")
