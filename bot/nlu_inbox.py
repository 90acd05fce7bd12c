"""What a maintainer does with the sentences that were not understood: read, label, drop, export."""

from collections.abc import Sequence

from bot.engine.sentences import read_lines
from bot.opening import open_directory
from bot.settings import Settings
from directory import learning
from directory.service import Directory


def act_on(settings: Settings, *, label: tuple[int, str] | None, drop: Sequence[int], export: bool) -> str:
    """The answer to one command; without any, the sentences that wait for a label."""
    directory = open_directory(settings)
    if label:
        return _labelled(directory, *label)
    if drop:
        return f"{learning.drop(directory, drop)} phrase(s) effacée(s)."
    if export:
        return learning.as_training(learning.waiting(directory, labelled=True)) or "Aucune phrase étiquetée."
    return "\n".join(map(_shown, learning.waiting(directory))) or "Aucune phrase en attente."


def _labelled(directory: Directory, number: int, label: str) -> str:
    known = sorted({line.label for line in read_lines()})
    if label not in known:
        return f"« {label} » n’est pas une étiquette : {', '.join(known)}."
    try:
        learning.give_label(directory, number, label)
    except learning.UnknownSentence:
        return f"Aucune phrase ne porte le numéro {number} : voyez « deux-portes nlu inbox »."
    return f"Phrase {number} : {label}."


def _shown(sentence: learning.Unclear) -> str:
    label = f", étiquette : {sentence.label}" if sentence.label else ""
    return f"{sentence.number:5}  {sentence.day:%d/%m/%Y}  {sentence.said}  (voulait : {sentence.meant}{label})"
