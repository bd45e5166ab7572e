"""Starts the program. A folder that is run is no package by itself: it is made one, with nothing around it."""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

NAME = "picture_decoder"


def load(folder: Path) -> None:
    """Know the folder as a package of that name, so that its modules find each other, and nothing else of the site."""
    # Python puts a folder that it runs on its path, even with -I: our modules could stand in for others there.
    sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != folder]
    spec = spec_from_file_location(NAME, folder / "__init__.py", submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise ImportError(folder)
    package = sys.modules[NAME] = module_from_spec(spec)
    spec.loader.exec_module(package)


if __name__ == "__main__":
    load(Path(__file__).resolve().parent)
    sys.exit(import_module(f"{NAME}.program").main(*sys.argv[1:]))
