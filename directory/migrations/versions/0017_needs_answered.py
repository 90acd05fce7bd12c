"""What the first door answered, by code: its words in a summary may be reworded."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SUBJECTS = {  # the words of summaries written until now
    "des informations sur le conseil en évolution professionnelle": "cep",
    "un changement de métier": "reconversion",
    "une formation": "formation",
    "le financement d’une formation": "financement",
    "un diplôme par l’expérience (VAE)": "vae",
    "un bilan pour faire le point": "bilan",
    "des informations sur un métier": "metier",
    "de l’aide pour trouver un emploi": "emploi",
    "une alternance ou un apprentissage": "alternance",
    "de l’aide pour choisir des études ou une filière": "scolaire",
    "une nouvelle voie après l’arrêt de l’école": "decrochage",
    "de l’aide pour créer ou reprendre une entreprise": "creation",
    "des réponses sur le travail et le handicap": "handicap",
    "des réponses sur la vie quotidienne et les droits des jeunes": "jeunes",
    "un départ à l’étranger": "international",
    "la reconnaissance d’un diplôme étranger": "diplome_etranger",
    "de l’aide face à une difficulté au travail": "travail",
    "de l’aide pour le français, le calcul ou le numérique": "langue",
}
LINES = sa.table("summary_line", sa.column("id"), sa.column("name"), sa.column("text"), sa.column("needs", sa.JSON()))


def upgrade() -> None:
    op.add_column("summary_line", sa.Column("needs", sa.JSON(), nullable=False, server_default="[]"))
    connection = op.get_bind()
    told = connection.execute(sa.select(LINES.c.id, LINES.c.text).where(LINES.c.name == "information")).all()
    for number, text in told:
        connection.execute(sa.update(LINES).where(LINES.c.id == number).values(needs=named(text)))


def named(text: str) -> list[str]:
    """The codes of the subjects of a line; one has commas in its own words."""
    line = f", {text}, "
    return [code for words, code in SUBJECTS.items() if f", {words}, " in line]


def downgrade() -> None:
    op.drop_column("summary_line", "needs")
