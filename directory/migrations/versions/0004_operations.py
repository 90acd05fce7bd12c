"""What the directory still has to do by itself: messages to send, waiting list, call-backs, doors, other agendas."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, column in DESCRIBED:
        op.add_column(table, column())
    _outgoing_messages()
    _waiting_entries()
    _call_backs()
    _doors()
    _outside_agendas()


def downgrade() -> None:
    for table in ("outside_time", "outside_agenda", "onward", "call_back", "waiting_entry", "outgoing_message"):
        op.drop_table(table)
    for table, column in reversed(DESCRIBED):
        op.drop_column(table, column().name)


DESCRIBED = (
    ("structure", lambda: sa.Column("status_from", sa.Date(), nullable=True)),
    ("structure", lambda: sa.Column("status_until", sa.Date(), nullable=True)),
    ("structure", lambda: sa.Column("commitments", sa.JSON(), nullable=False, server_default="[]")),
    ("structure", lambda: sa.Column("provenance", sa.JSON(), nullable=False, server_default="{}")),
    ("closure", lambda: _instant("declared_at", nullable=True)),
    ("site", lambda: sa.Column("languages", sa.JSON(), nullable=False, server_default="[]")),
)


def _instant(name: str, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _points_to(column: str, target: str, table: str, *, cascade: bool = False) -> sa.ForeignKeyConstraint:
    rule = "CASCADE" if cascade else None
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=rule)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def _outgoing_messages() -> None:
    table = "outgoing_message"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("to", sa.String(32), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("counsellor_id", sa.Integer(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        _instant("due_at"),
        _instant("until", nullable=True),
        _instant("next_try"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        _instant("settled_at", nullable=True),
        *(
            sa.CheckConstraint(f"\"to\" <> '{who}' OR {column} IS NOT NULL", name=op.f(f"ck_{table}_{who}"))
            for who, column in (
                ("person", "appointment_id"),
                ("structure", "structure_id"),
                ("counsellor", "counsellor_id"),
            )
        ),
        _points_to("appointment_id", "appointment", table, cascade=True),
        _points_to("structure_id", "structure", table),
        _points_to("counsellor_id", "counsellor", table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    for columns in (("state", "next_try"), ("appointment_id",), ("structure_id",)):
        _index(table, *columns)


def _waiting_entries() -> None:
    table = "waiting_entry"
    op.create_table(
        table,
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        _instant("asked_at"),
        sa.Column("offered_agenda_id", sa.Integer(), nullable=True),
        _instant("offered_starts_at", nullable=True),
        _instant("offered_until", nullable=True),
        _points_to("appointment_id", "appointment", table, cascade=True),
        _points_to("offered_agenda_id", "agenda", table),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f(f"pk_{table}")),
    )
    _index(table, "asked_at")
    _index(table, "offered_until")


def _call_backs() -> None:
    table = "call_back"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("need", sa.String(32), nullable=True),
        sa.Column("consent", sa.String(80), nullable=False),
        _instant("asked_at"),
        _instant("called_at", nullable=True),
        _points_to("structure_id", "structure", table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    _index(table, "structure_id")
    _index(table, "asked_at")


def _doors() -> None:
    table = "onward"
    op.create_table(
        table,
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=True),
        sa.CheckConstraint("door = 2 OR (door > 2 AND reason IS NOT NULL)", name=op.f(f"ck_{table}_reason")),
        _points_to("appointment_id", "appointment", table, cascade=True),
        _points_to("previous_id", "appointment", table, cascade=True),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("previous_id", name=op.f(f"uq_{table}_previous_id")),
    )


def _outside_agendas() -> None:
    op.create_table(
        "outside_agenda",
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(40), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        _points_to("agenda_id", "agenda", "outside_agenda", cascade=True),
        sa.PrimaryKeyConstraint("agenda_id", name=op.f("pk_outside_agenda")),
    )
    _index("outside_agenda", "reference")
    op.create_table(
        "outside_time",
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("absence_id", sa.Integer(), nullable=False),
        _points_to("absence_id", "absence", "outside_time", cascade=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_outside_time")),
        sa.UniqueConstraint("absence_id", name=op.f("uq_outside_time_absence_id")),
    )
