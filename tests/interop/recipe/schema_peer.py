"""Python's jsonschema as a peer.

`accepts SCHEMA FOLDER` validates each recipe below FOLDER; `refuses-keys` and `refuses-values` expect a complaint for
each of their keys that is misspelt and each of their values that is replaced by a list of lists.
"""

import copy
import json
import pathlib
import sys

from jsonschema import Draft7Validator
from ruamel.yaml import YAML

FREE = {"vars"}  # keys below are the user's own


def recipes(folder):
    for path in sorted(pathlib.Path(folder).rglob("*.yaml")):
        yield path, json.loads(json.dumps(YAML(typ="safe", pure=True).load(path)))


def places(node, path=()):
    """The path of every key and element below `node`."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield path + (key,)
        if key not in FREE:
            yield from places(child, path + (key,))


def parent_of(recipe, path):
    for key in path[:-1]:
        recipe = recipe[key]
    return recipe


def misspelt(recipe, path):
    """The recipe with other letters in the last key of `path`, or nothing where keys are the user's own."""
    if not isinstance(path[-1], str) or path[0] == "gates" and len(path) > 1:
        return
    for wrong in (path[-1] + "x", path[-1][1:], path[-1].upper(), path[-1][:-1]):
        mutant = copy.deepcopy(recipe)
        parent = parent_of(mutant, path)
        parent[wrong] = parent.pop(path[-1])
        yield mutant


def replaced(recipe, path):
    if path[0] in FREE:
        return
    mutant = copy.deepcopy(recipe)
    parent_of(mutant, path)[path[-1]] = [[]]
    yield mutant


if __name__ == "__main__":
    command, schema_file, folder = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema_file).read_text())
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    failures = checked = 0
    for name, recipe in recipes(folder):
        if command == "accepts":
            checked += 1
            for error in validator.iter_errors(recipe):
                failures += 1
                print(f"{name}: {list(error.absolute_path)}: {error.message[:200]}")
            continue
        mutate = misspelt if command == "refuses-keys" else replaced
        for path in places(recipe):
            for mutant in mutate(recipe, path):
                checked += 1
                if validator.is_valid(mutant):
                    failures += 1
                    print(f"{name}: the mutant of {path} is accepted")
    sys.exit(0 if checked > 0 and failures == 0 else 1)
