"""The label set of the teacher and what each corpus can and cannot teach about it.

The set is GermEval's: four classes, each also as `deriv` (derived word: *deutsche* = LOCderiv) and `part` (name inside a
compound: *DLR-Forscher* = ORGpart), in BIO form, and O. The other corpora make fewer distinctions. For them a gold tag stands
for a set of labels, and training raises the summed probability of the set, so that nothing wrong is taught.
"""

import torch

CLASSES = ("PER", "ORG", "LOC", "MISC")
KINDS = [c + suffix for suffix in ("", "deriv", "part") for c in CLASSES]
LABELS = ["O"] + [f"{p}-{kind}" for kind in KINDS for p in "BI"]
INDEX = {label: i for i, label in enumerate(LABELS)}

DERIVED = [label for label in LABELS if label.endswith("deriv")]
PARTS = [label for label in LABELS if label.endswith("part")]
MISC = [label for label in LABELS if label[2:] == "MISC"]

# policy -> gold tag -> labels it may stand for; tags not named stand for themselves.
POLICIES = {
    "exact": {},
    # person, organisation, place only: anything else may hide behind O
    "three-classes": {"O": ["O", *MISC, *DERIVED, *PARTS]},
    # actors of wikinews-train: neither adjectives nor closed compounds are marked
    "actors": {"O": ["O", *DERIVED, *PARTS]},
    # MISC of nationalities among others
    "four-classes": {
        "O": ["O", *DERIVED, *PARTS],
        "B-MISC": ["B-MISC", *DERIVED],
        "I-MISC": ["I-MISC", *DERIVED],
    },
    # MISC so broad that it says nothing
    "broad-misc": {
        "O": ["O", *MISC, *DERIVED, *PARTS],
        "B-MISC": ["O", *MISC, *DERIVED, *PARTS],
        "I-MISC": ["O", *MISC, *DERIVED, *PARTS],
    },
}


def transition_penalty():
    """Matrix (from, to) and vector of starts: 0 where BIO allows the step, -1e4 where it does not."""
    steps = torch.zeros(len(LABELS), len(LABELS))
    starts = torch.zeros(len(LABELS))
    for b, to in enumerate(LABELS):
        if to[0] == "I":
            starts[b] = -1e4
            for a, source in enumerate(LABELS):
                if source[2:] != to[2:]:
                    steps[a, b] = -1e4
    return steps, starts


def spans(tags):
    """Set of (first token, end, kind) of a BIO sequence."""
    found, start, kind = set(), None, ""
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != kind):
            found.add((start, i, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]
    return found
