"""Steering: activity records, opinions, complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CODE = sa.String(32)
DRAWN = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _activity()
    _tallies()
    _opinions()
    _complaints()


def downgrade() -> None:
    for table in ("complaint_step", "complaint", "opinion", "tallied", "tally", "activity"):
        op.drop_table(table)


def _activity() -> None:
    op.create_table(
        "activity",
        sa.Column("id", DRAWN, autoincrement=False, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("moment", CODE, nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.Column("territory", sa.String(120), nullable=False),
        sa.Column("need", CODE, nullable=True),
        sa.Column("statuses", sa.String(120), nullable=False),
        sa.Column("outcome", CODE, nullable=False),
        sa.Column("doors", sa.Integer(), nullable=False),
        sa.Column("misunderstood", sa.Integer(), nullable=False),
        sa.Column("travel", CODE, nullable=False),
        sa.Column("first_slot", CODE, nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index("ix_activity_month_territory", "activity", ["month", "territory"], unique=False)


def _tallies() -> None:
    key = ("month", "definition", "territory", "network", "structure_id", "item")
    op.create_table(
        "tally",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("definition", sa.String(16), nullable=False),
        sa.Column("territory", sa.String(120), nullable=False),
        sa.Column("network", sa.String(80), nullable=False),
        sa.Column("structure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_tally")),
    )
    op.create_table(
        "tallied",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("definition", sa.String(16), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("month", "definition", name=op.f("pk_tallied")),
    )


def _opinions() -> None:
    op.create_table(
        "opinion",
        sa.Column("id", DRAWN, autoincrement=False, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.Column("territory", sa.String(120), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("understood", sa.Boolean(), nullable=True),
        sa.Column("useful", sa.Boolean(), nullable=True),
        sa.Column("words", sa.String(500), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_opinion_rating")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
    )
    op.create_index("ix_opinion_month_territory", "opinion", ["month", "territory"], unique=False)


def _complaints() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("territory", sa.String(120), nullable=False),
        sa.Column("words", sa.String(2000), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(4000), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("reference", name=op.f("uq_complaint_reference")),
    )
    op.create_index("ix_complaint_territory_state", "complaint", ["territory", "state"], unique=False)
    op.create_table(
        "complaint_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_complaint_step_complaint_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["counsellor_id"], ["counsellor.id"], name=op.f("fk_complaint_step_counsellor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_step")),
    )
    op.create_index(op.f("ix_complaint_step_complaint_id"), "complaint_step", ["complaint_id"], unique=False)
