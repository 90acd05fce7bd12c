"""Complaints: what was said at each step, so that an answer stays when the next level gives its own."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEPT = """
    UPDATE complaint_step
    SET words = coalesce((SELECT answer FROM complaint WHERE complaint.id = complaint_step.complaint_id), '')
    WHERE id IN (SELECT max(id) FROM complaint_step WHERE state = 'answered' GROUP BY complaint_id)
"""
GIVEN_BACK = """
    UPDATE complaint
    SET answer = (
        SELECT words FROM complaint_step
        WHERE complaint_step.id = (
            SELECT max(id) FROM complaint_step AS last
            WHERE last.complaint_id = complaint.id AND last.state = 'answered'
        ) AND words <> ''
    )
"""


def upgrade() -> None:
    op.add_column("complaint_step", sa.Column("words", sa.String(length=4000), nullable=False, server_default=""))
    op.execute(KEPT)
    op.drop_column("complaint", "answer")


def downgrade() -> None:
    op.add_column("complaint", sa.Column("answer", sa.String(length=4000), nullable=True))
    op.execute(GIVEN_BACK)
    op.drop_column("complaint_step", "words")
