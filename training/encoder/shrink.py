"""Writes a checkpoint with eight bits a weight, for carrying: as `export.py` rounds, so that nothing more is lost there.

    python shrink.py reader.pt reader.small.pt
"""

import sys

import torch


def eight_bits(matrix):
    """Bytes and scales of a matrix; each row is cut off where the mean squared error is least."""
    largest = matrix.abs().amax(1).clamp_min(1e-12)
    best, scale = None, None
    for share in (1.0, 0.97, 0.94, 0.9, 0.86, 0.82):
        step = largest * share / 127
        error = ((matrix / step[:, None]).round().clamp(-127, 127) * step[:, None] - matrix).square().sum(1)
        if best is None:
            best, scale = error, step
        better = error < best
        best, scale = torch.where(better, error, best), torch.where(better, step, scale)
    return (matrix / scale[:, None]).round().clamp(-127, 127).to(torch.int8), scale


def shrink(saved):
    """The same checkpoint, matrices of the layers as pairs of bytes and scales."""
    weights = {}
    for name, value in saved["weights"].items():
        value = value.float()
        if name.startswith("encoder.layers.") and value.ndim == 2:
            weights[name] = eight_bits(value)
        else:
            weights[name] = value.to(torch.bfloat16)
    return {**saved, "weights": weights}


def grow(saved):
    """The checkpoint with plain matrices again."""
    weights = {}
    for name, value in saved["weights"].items():
        weights[name] = value[0].float() * value[1][:, None] if isinstance(value, tuple) else value
    return {**saved, "weights": weights}


if __name__ == "__main__":
    torch.save(shrink(torch.load(sys.argv[1], map_location="cpu")), sys.argv[2])
