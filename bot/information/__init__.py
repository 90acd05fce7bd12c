"""First-level information: one fiche per need, sourced and dated, in written, plain and spoken French."""

from bot.information.checks import check_fiches
from bot.information.fiches import FOLDER, Fiche, FicheError, load_fiches
from bot.information.sources import Source
from bot.information.values import Value

__all__ = ["FOLDER", "Fiche", "FicheError", "Source", "Value", "check_fiches", "load_fiches"]
