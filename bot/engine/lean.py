"""What makes Rasa 3.6.21 light enough for two cores; import it before anything of Rasa.

TensorFlow is answered by empty modules, since no component of ours runs it and it would bring 1.7 GB and ten seconds
(docs/decisions/0002). What a turn leaves out is in `bot.engine.one_turn` (docs/decisions/0005). Both refuse to work on
another version of Rasa.
"""

import gc
import importlib.abc
import importlib.machinery
import importlib.metadata
import importlib.util
import sys
import types
import warnings
from collections.abc import Sequence

RASA_VERSION = "3.6.21"
ABSENT = ("tensorflow", "tensorflow_hub", "tensorflow_text", "tensorflow_addons", "keras")


class _Hollow(types.ModuleType):
    """A module that answers every name with an empty class or another hollow module."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        value: object = type(name, (), {}) if name[:1].isupper() else _Hollow(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value

    def __call__(self, *args: object, **_: object) -> object:
        # Some names are used as decorators (tf.function): hand the decorated function back.
        return args[0] if len(args) == 1 and callable(args[0]) else self


class _HollowFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".", maxsplit=1)[0] in self._names:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Hollow(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        module.__path__ = []


def leave_tensorflow_out() -> None:
    """Answer imports of TensorFlow and its kin with hollow modules, those of them that are not installed."""
    absent = frozenset(name for name in ABSENT if importlib.util.find_spec(name) is None)
    if absent and not any(isinstance(finder, _HollowFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _HollowFinder(absent))


def keep_quiet() -> None:
    """Show no deprecation warning of libraries frozen for good; several of them reset the ordinary filters."""
    warnings.showwarning = lambda *_args, **_kwargs: None


def prepare() -> None:
    """Make Rasa ready to be imported, or stop with a clear sentence when it is not the version this was written for."""
    found = importlib.metadata.version("rasa")
    if found != RASA_VERSION:
        raise SystemExit(f"bot/engine/lean.py was written for Rasa {RASA_VERSION}, found {found}: read it again first.")
    keep_quiet()
    leave_tensorflow_out()


def settle() -> None:
    """Leave what is loaded out of every later collection: no turn waits while tables are gone through."""
    gc.collect()
    gc.freeze()
