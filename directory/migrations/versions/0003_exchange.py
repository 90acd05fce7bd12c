"""Exchange: where structures and services come from, and how another source names them"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("siret", sa.String(14), nullable=True),
        sa.Column("identity", sa.String(300), nullable=True),
    ):
        op.add_column("structure", column)
    for table in ("structure", "service"):
        op.add_column(table, sa.Column("origin", sa.String(80), nullable=True))
        op.add_column(table, sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column(table, sa.Column("fingerprint", sa.String(64), nullable=True))
        op.add_column(table, sa.Column("details", sa.JSON(), nullable=False, server_default="{}"))
        op.create_index(op.f(f"ix_{table}_origin"), table, ["origin"], unique=False)
    op.create_index(op.f("ix_structure_siret"), "structure", ["siret"], unique=False)
    op.create_index(op.f("ix_structure_identity"), "structure", ["identity"], unique=False)
    op.create_table(
        "structure_alias",
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_structure_alias_structure_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_structure_alias")),
    )
    op.create_index(op.f("ix_structure_alias_structure_id"), "structure_alias", ["structure_id"], unique=False)


def downgrade() -> None:
    op.drop_table("structure_alias")
    for name in ("identity", "siret"):
        op.drop_index(op.f(f"ix_structure_{name}"), table_name="structure")
    for table in ("service", "structure"):
        op.drop_index(op.f(f"ix_{table}_origin"), table_name=table)
        for name in ("details", "fingerprint", "imported_at", "origin"):
            op.drop_column(table, name)
    for name in ("identity", "siret", "email"):
        op.drop_column("structure", name)
