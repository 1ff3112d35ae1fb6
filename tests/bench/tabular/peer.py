#!/usr/bin/env python3
"""Trains scikit-learn's MLP on one table and judges it on another: peer.py TRAIN.csv TEST.csv TARGET

Numbers are standardised, anything else is one-hot, by what TRAIN.csv holds. Where a value is missing ("?" or nothing), a
number becomes the mean, a word a category of its own. A target of more than twenty different numbers is regressed, by
its standardised value; any other is classified. Prints a line of JSON: auc and accuracy of the test rows, or r2; and the
seconds of preparing and fitting. Of three or more classes auc is the mean over each against the rest.

    python3 -m venv "$MAAS_CACHE/bench/tabular"
    "$MAAS_CACHE/bench/tabular/bin/pip" install scikit-learn==1.9.1 pandas==3.1.1
"""
import argparse
import json
import time
import warnings

import pandas
from sklearn.compose import TransformedTargetRegressor, make_column_transformer
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, r2_score, roc_auc_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

MISSING = ["?", ""]
CLASSES_AT_MOST = 20


def table(path, target, drop):
    """The columns that are looked at, and the target."""
    rows = pandas.read_csv(path, na_values=MISSING, keep_default_na=False, skipinitialspace=True)
    rows = rows.drop(columns=[name for name in rows if name in drop])
    return rows.drop(columns=target), rows[target]


def prepared(columns):
    """What turns columns into numbers of one scale."""
    numbers = list(columns.select_dtypes("number"))
    words = [name for name in columns if name not in numbers]
    return make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), words))


def judged(model, columns, target):
    if isinstance(model[-1], TransformedTargetRegressor):
        return {"r2": r2_score(target, model.predict(columns))}
    shares = model.predict_proba(columns)
    auc = roc_auc_score(target, shares[:, 1] if shares.shape[1] == 2 else shares, multi_class="ovr")
    return {"auc": auc, "accuracy": accuracy_score(target, model.predict(columns))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", metavar="TRAIN.csv")
    parser.add_argument("test", metavar="TEST.csv")
    parser.add_argument("target", metavar="TARGET")
    parser.add_argument("--hidden", default="64", help="sizes of the hidden layers, 64,32")
    parser.add_argument("--drop", default="", help="columns that are not looked at; of diamonds 'Unnamed: 0', the row")
    parser.add_argument("--alpha", type=float, default=1e-4, help="L2 penalty")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    a = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)  # the epochs are what was asked for

    columns, target = table(a.train, a.target, a.drop.split(","))
    options = {"hidden_layer_sizes": [int(size) for size in a.hidden.split(",")], "alpha": a.alpha,
               "learning_rate_init": a.lr, "batch_size": min(a.batch, len(target)), "max_iter": a.epochs,
               "n_iter_no_change": a.epochs, "random_state": a.seed}
    is_regression = pandas.api.types.is_numeric_dtype(target) and target.nunique() > CLASSES_AT_MOST
    network = MLPRegressor(**options) if is_regression else MLPClassifier(**options)
    name = type(network).__name__
    if is_regression:
        network = TransformedTargetRegressor(network, transformer=StandardScaler())

    began = time.perf_counter()
    model = make_pipeline(prepared(columns), network).fit(columns, target)
    seconds = time.perf_counter() - began
    figures = judged(model, *table(a.test, a.target, a.drop.split(",")))
    print(json.dumps({**{key: round(value, 4) for key, value in figures.items()}, "seconds": round(seconds, 2),
                      "peer_name": f"scikit-learn {name}"}))


main()
