#!/usr/bin/env python3
"""A trainer of one's own, for experiments/own_trainer.yaml: softmax regression
on noisy pictures of ten digits, in plain Python. What it is given and what it
says is described in experiments/README.md."""
import argparse
import json
import math
import os
import random

FONT = """
 ### |  #  | ### |#####|   # |#####| ### |#####| ### | ### |
#   #| ##  |#   #|    #|  ## |#    |#    |    #|#   #|#   #|
#   #|  #  |    #|   # | # # |#### |#    |   # |#   #|#   #|
#   #|  #  |   # |  ## |#  # |    #|#### |  #  | ### | ####|
#   #|  #  |  #  |    #|#####|    #|#   #| #   |#   #|    #|
#   #|  #  | #   |#   #|   # |#   #|#   #| #   |#   #|    #|
 ### | ### |#####| ### |   # | ### | ### | #   | ### | ### |
"""
GLYPHS = list(zip(*[line.split("|")[:10] for line in FONT.strip("\n").split("\n")]))
HEIGHT, WIDTH, CLASSES = 8, 6, 10


def picture(digit, noise, rng):
    """The digit, shifted by a pixel or not, every pixel turned over with that
    probability; and a 1 for the bias."""
    down, right = rng.randrange(2), rng.randrange(2)
    pixels = [0.0] * (HEIGHT * WIDTH)
    for y, row in enumerate(GLYPHS[digit]):
        for x, mark in enumerate(row):
            pixels[(y + down) * WIDTH + x + right] = float(mark == "#")
    return [1 - p if rng.random() < noise else p for p in pixels] + [1.0]


def pictures(count, noise, name):
    rng = random.Random(name)
    labels = [i % CLASSES for i in range(count)]
    return [(picture(label, noise, rng), label) for label in labels]


def probabilities(weights, x):
    lit = [i for i, p in enumerate(x) if p]
    scores = [sum(row[i] for i in lit) for row in weights]
    largest = max(scores)
    exponents = [math.exp(s - largest) for s in scores]
    total = sum(exponents)
    return [e / total for e in exponents]


def evaluate(weights, examples):
    confusion = [[0] * CLASSES for _ in range(CLASSES)]
    loss = 0.0
    for x, label in examples:
        p = probabilities(weights, x)
        loss -= math.log(max(p[label], 1e-300))
        confusion[label][p.index(max(p))] += 1
    return {"loss": loss / len(examples), "confusion": confusion}


def train(weights, examples, rate, batch_size, rng):
    """One epoch of gradient descent; returns what was seen on the way."""
    order = list(range(len(examples)))
    rng.shuffle(order)
    loss, right = 0.0, 0
    for start in range(0, len(order), batch_size):
        batch = order[start:start + batch_size]
        gradient = [[0.0] * len(row) for row in weights]
        for i in batch:
            x, label = examples[i]
            p = probabilities(weights, x)
            loss -= math.log(max(p[label], 1e-300))
            right += p.index(max(p)) == label
            p[label] -= 1
            for row, slope in zip(gradient, p):
                for j, pixel in enumerate(x):
                    if pixel:
                        row[j] += slope
        step = rate / len(batch)
        for row, slopes in zip(weights, gradient):
            for j, slope in enumerate(slopes):
                row[j] -= step * slope
    return {"loss": loss / len(order), "accuracy": right / len(order)}


def save(folder, epoch, weights):
    """The newest two stay: the last epoch that was reported may not have been
    recorded. Written beside and renamed, so that a kill leaves no half."""
    path = os.path.join(folder, f"epoch-{epoch}.json")
    with open(path + ".part", "w") as file:
        json.dump(weights, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".part", path)
    if epoch > 2:
        try:
            os.remove(os.path.join(folder, f"epoch-{epoch - 2}.json"))
        except FileNotFoundError:
            pass


def load(folder, epoch):
    """The weights after that epoch, and the epoch; from the beginning where
    they are not there."""
    try:
        with open(os.path.join(folder, f"epoch-{epoch}.json")) as file:
            return json.load(file), epoch
    except FileNotFoundError:
        return [[0.0] * (HEIGHT * WIDTH + 1) for _ in range(CLASSES)], 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--batch_size", type=int, default=20)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--noise", type=float, default=0.1)
    parser.add_argument("--train", type=int, default=600)
    given = parser.parse_args()
    report = os.fdopen(int(os.environ["QUADRILLE_FD"]), "w")
    folder = os.environ["QUADRILLE_FOLDER"]

    def tell(line):
        print(json.dumps(line), file=report, flush=True)

    examples = pictures(given.train, given.noise, "train")
    validation = pictures(300, given.noise, "validation")
    test = pictures(500, given.noise, "test")
    weights, done = load(folder, int(os.environ["QUADRILLE_EPOCH"]))
    tell({"parameters": CLASSES * (HEIGHT * WIDTH + 1),
          "multiply_adds": CLASSES * (HEIGHT * WIDTH + 1),
          "images": len(examples)})
    for epoch in range(done + 1, given.epochs + 1):
        # Every epoch has its own generator: a resumed trial draws as one that
        # was never interrupted.
        rng = random.Random(f"{given.seed} {epoch}")
        seen = train(weights, examples, given.rate, given.batch_size, rng)
        scores = {"epoch": epoch, "train": seen, "lr": given.rate,
                  "validation": evaluate(weights, validation)}
        if epoch == given.epochs:
            scores["test"] = evaluate(weights, test)
        save(folder, epoch, weights)
        tell(scores)
        # "go 3": epoch 3 stands in the record. Anything else: that is all.
        if not input().startswith("go"):
            break


main()
