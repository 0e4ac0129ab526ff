#!/usr/bin/env python3
"""Trains the detector on a machine with a GPU, from recipe.json and one pack file (train.sh pack). Needs PyTorch, numpy and Pillow only.

  python3 train_gpu.py --recipe recipe.json --pack vision.pack --out OUT [--state STATE] [--minutes 9] [--seed N]

Pictures lie on the GPU as bytes and are augmented there. Each minute, and at the end, OUT/weights.safetensors is written with the averaged
weights under the names that the C# exporter reads; OUT/state.pt lets --state go on with the run where it was cut off. The network comes from the
pack (the exporter's own plan), everything else from the recipe, its "gpu" section replacing what the processor route uses.
Score the result with: train.sh -- eval --recipe recipe.json --weights weights.safetensors --data DATA
"""
import argparse
import io
import json
import math
import os
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

EPSILON = 1e-5  # of batch norm, as the exporter folds it
GREY = 114 / 255
KINDS = ("Convolution", "Add", "Upsample")


def read_pack(path):
    data = open(path, "rb").read()
    if data[:8] != b"EDGEPACK":
        raise SystemExit(f"{path} is no pack")
    length = struct.unpack_from("<i", data, 8)[0]
    index = json.loads(data[12:12 + length])
    return index, memoryview(data)[12 + length:]


class Data:
    """All training pictures on the device: bytes in the upper left of a square, sizes, padded labels, class masks."""

    def __init__(self, index, body, device):
        pictures = [p for p in index["pictures"] if p["name"].startswith("train/")]
        self.classes = len(index["classes"])
        side = max(max(p["width"], p["height"]) for p in pictures)
        most = max(1, max(len(p["labels"]) for p in pictures))
        n = len(pictures)
        pixels = np.full((n, 3, side, side), 114, np.uint8)
        boxes = np.zeros((n, most, 4), np.float32)
        kinds = np.full((n, most), -1, np.int64)
        known = np.zeros((n, self.classes), bool)
        for i, p in enumerate(pictures):
            jpeg = bytes(body[p["offset"]:p["offset"] + p["length"]])
            image = np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"))
            pixels[i, :, :image.shape[0], :image.shape[1]] = image.transpose(2, 0, 1)
            for k, (kind, x, y, w, h) in enumerate(p["labels"]):
                kinds[i, k] = int(kind)
                boxes[i, k] = (x, y, w, h)
            for kind in p["annotated"].split():
                known[i, int(kind)] = True
        self.side = side
        self.sources = [p["source"] for p in pictures]
        self.pixels = torch.from_numpy(pixels).to(device)
        self.sizes = torch.tensor([(p["width"], p["height"]) for p in pictures], dtype=torch.float32, device=device)
        self.boxes = torch.from_numpy(boxes).to(device)
        self.kinds = torch.from_numpy(kinds).to(device)
        self.known = torch.from_numpy(known).to(device)
        self.cut = self._cut_outs(pictures, device)

    def _cut_outs(self, pictures, device):
        """Flames and smoke that may be laid over other pictures: picture, class, box in pixels."""
        found = []
        for i, p in enumerate(pictures):
            for kind, x, y, w, h in p["labels"]:
                if kind in (5, 6) and w < 0.8 and h < 0.8 and min(w * p["width"], h * p["height"]) >= 32:
                    found.append((i, kind, (x - w / 2) * p["width"], (y - h / 2) * p["height"], w * p["width"], h * p["height"]))
        return torch.tensor(found, device=device) if found else torch.zeros(0, 6, device=device)

    def order(self, repeat, generator):
        times = [repeat.get(source, 1.0) for source in self.sources]
        extra = torch.rand(len(times), generator=generator).tolist()
        order = [i for i, t in enumerate(times) for _ in range(int(t) + (extra[i] < t - int(t)))]
        return torch.tensor(order)[torch.randperm(len(order), generator=generator)]


class Maker:
    """Batches of samples, made on the device: one picture or a mosaic of four, cut-outs, colour, camera."""

    def __init__(self, data, recipe, generator):
        self.d, self.a, self.g = data, recipe["augmentation"], generator
        self.mosaic = torch.tensor([self.a["mosaicBySource"].get(s, self.a["mosaic"]) for s in data.sources], device=data.pixels.device)

    def rand(self, *shape):
        return torch.rand(*shape, generator=self.g, device=self.d.pixels.device)

    def make(self, picks, side, plain):
        """Images [B, 3, S, S] in 0..1, boxes [B, M, 4] as corners, kinds [B, M] (-1: none), known [B, C, S/8, S/8]."""
        d, a, b = self.d, self.a, len(picks)
        device = d.pixels.device
        picks = picks.to(device)
        mosaic = torch.zeros(b, dtype=torch.bool, device=device) if plain else self.rand(b) < self.mosaic[picks]
        cross = (0.3 + 0.4 * self.rand(b, 2)) * side
        images = torch.full((b, 3, side, side), GREY, device=device)
        cells = side // 8
        known = torch.ones(b, d.classes, cells, cells, dtype=torch.bool, device=device)
        corners, kinds, ignored = [], [], []
        own = torch.randint(0, 4, (b,), generator=self.g, device=device)
        for tile in range(4):
            use = mosaic | (tile == 0)
            other = torch.randint(0, len(d.sources), (b,), generator=self.g, device=device)
            number = torch.where(mosaic & (own != tile), other, picks)
            zero, full = torch.zeros(b, device=device), torch.full((b,), float(side), device=device)
            left = torch.where(mosaic, cross[:, 0] if tile % 2 else zero, zero)
            right = torch.where(mosaic, full if tile % 2 else cross[:, 0], full)
            top = torch.where(mosaic, cross[:, 1] if tile // 2 else zero, zero)
            bottom = torch.where(mosaic, full if tile // 2 else cross[:, 1], full)
            low = torch.where(mosaic, torch.full_like(zero, 0.5), torch.full_like(zero, a["scaleFrom"])).log()
            high = torch.where(mosaic, torch.full_like(zero, 1.3), torch.full_like(zero, a["scaleTo"])).log()
            scale = (low + self.rand(b) * (high - low)).exp()
            stretch = ((2 * self.rand(b) - 1) * a["aspect"]).exp()
            size = d.sizes[number]
            fit = scale * side / size.max(1).values
            width, height = size[:, 0] * fit * stretch, size[:, 1] * fit / stretch
            x0 = left + (right - left - width) * self.rand(b)
            y0 = top + (bottom - top - height) * self.rand(b)
            mirror = self.rand(b) < 0.5
            part = torch.stack([torch.maximum(left, x0), torch.maximum(top, y0), torch.minimum(right, x0 + width), torch.minimum(bottom, y0 + height)], 1).round()
            self._pixels(images, number, size, x0, y0, width, height, mirror, part, use, side)
            self._known(known, number, part, use)
            box, kind, ignore = self._objects(number, x0, y0, width, height, mirror, part, use)
            corners.append(box), kinds.append(kind), ignored.append(ignore)
        corners, kinds, ignored = torch.cat(corners, 1), torch.cat(kinds, 1), torch.cat(ignored, 1)
        self._forget(known, corners, kinds, ignored)
        kinds = torch.where(ignored, -1, kinds)
        if not plain and len(d.cut):
            images, corners, kinds = self._cut(images, corners, kinds, known, side)
        images = self._degrade(images)
        return images, *self._squeeze(corners, kinds), known

    def _pixels(self, images, number, size, x0, y0, width, height, mirror, part, use, side):
        steps = torch.arange(side, device=images.device) + 0.5
        x = (steps[None] - x0[:, None]) / width[:, None]
        x = torch.where(mirror[:, None], 1 - x, x) * size[:, :1]
        y = (steps[None] - y0[:, None]) / height[:, None] * size[:, 1:]
        inside = ((steps[None, None, :] >= part[:, 0, None, None]) & (steps[None, None, :] < part[:, 2, None, None])
                  & (steps[None, :, None] >= part[:, 1, None, None]) & (steps[None, :, None] < part[:, 3, None, None]) & use[:, None, None])
        # Held half a pixel inside the picture, so that the filling beside it never bleeds in.
        x = torch.minimum(x.clamp(min=0.5), size[:, :1] - 0.5) * 2 / self.d.side - 1
        y = torch.minimum(y.clamp(min=0.5), size[:, 1:] - 0.5) * 2 / self.d.side - 1
        grid = torch.stack([x[:, None, :].expand(-1, side, -1), y[:, :, None].expand(-1, -1, side)], 3)
        source = self.d.pixels[number].float() / 255
        # Where a picture shrinks to less than half, it is smoothed first.
        soft = F.avg_pool2d(source, 3, 1, 1, count_include_pad=False)
        source = torch.where((width / size[:, 0] < 0.55)[:, None, None, None], soft, source)
        drawn = F.grid_sample(source, grid, mode="bilinear", align_corners=False)
        images.copy_(torch.where(inside[:, None], drawn, images))

    def _known(self, known, number, part, use):
        centre = (torch.arange(known.shape[2], device=known.device) + 0.5) * 8
        inside = ((centre[None, None, :] + 4 > part[:, 0, None, None]) & (centre[None, None, :] - 4 < part[:, 2, None, None])
                  & (centre[None, :, None] + 4 > part[:, 1, None, None]) & (centre[None, :, None] - 4 < part[:, 3, None, None]) & use[:, None, None])
        # A cell over two tiles counts what both label.
        known &= ~inside[:, None] | self.d.known[number][:, :, None, None]

    def _objects(self, number, x0, y0, width, height, mirror, part, use):
        share, kind = self.d.boxes[number], self.d.kinds[number]
        cx = torch.where(mirror[:, None], 1 - share[..., 0], share[..., 0]) * width[:, None] + x0[:, None]
        cy = share[..., 1] * height[:, None] + y0[:, None]
        w, h = share[..., 2] * width[:, None], share[..., 3] * height[:, None]
        left, right = torch.maximum(cx - w / 2, part[:, None, 0]), torch.minimum(cx + w / 2, part[:, None, 2])
        top, bottom = torch.maximum(cy - h / 2, part[:, None, 1]), torch.minimum(cy + h / 2, part[:, None, 3])
        seen_w, seen_h = (right - left).clamp(min=0), (bottom - top).clamp(min=0)
        visible = seen_w * seen_h / (w * h).clamp(min=1e-6)
        there = (kind >= 0) & use[:, None] & (visible > 0.05)
        good = there & (visible >= 0.35) & (torch.maximum(seen_w, seen_h) >= self.a["leastSide"])
        return torch.stack([left, top, right, bottom], 2), torch.where(there, kind, -1), there & ~good

    def _cut(self, images, corners, kinds, known, side):
        """Lays a flame (adds light) or smoke (a soft veil) over some samples where both classes are known."""
        b, device = len(images), images.device
        pick = self.d.cut[torch.randint(0, len(self.d.cut), (b,), generator=self.g, device=device)]
        number, kind, origin, extent = pick[:, 0].long(), pick[:, 1].long(), pick[:, 2:4], pick[:, 4:6]
        scale = side * (0.08 + 0.4 * self.rand(b)) / extent.max(1).values
        size = extent * scale[:, None]
        place = self.rand(b, 2) * (side - size)
        middle = ((place + size / 2) / 8).long().clamp(max=known.shape[2] - 1)
        row = torch.arange(b, device=device)
        lay = ((self.rand(b) < self.a["cutOut"]) & (size.min(1).values >= 12)
               & known[row, 5, middle[:, 1], middle[:, 0]] & known[row, 6, middle[:, 1], middle[:, 0]])
        steps = torch.arange(side, device=device) + 0.5
        u, v = (steps[None] - place[:, :1]) / size[:, :1], (steps[None] - place[:, 1:]) / size[:, 1:]
        x = (origin[:, :1] + u.clamp(0, 1) * extent[:, :1]) * 2 / self.d.side - 1
        y = (origin[:, 1:] + v.clamp(0, 1) * extent[:, 1:]) * 2 / self.d.side - 1
        grid = torch.stack([x[:, None, :].expand(-1, side, -1), y[:, :, None].expand(-1, -1, side)], 3)
        over = F.grid_sample(self.d.pixels[number].float() / 255, grid, mode="bilinear", align_corners=False)
        radius = (2 * u[:, None, :] - 1) ** 2 + (2 * v[:, :, None] - 1) ** 2
        alpha = ((1.15 - radius) * 2).clamp(0, 1)
        alpha = alpha * ((u >= 0) & (u <= 1))[:, None, :] * ((v >= 0) & (v <= 1))[:, :, None] * lay[:, None, None]
        veil = (0.55 + 0.4 * self.rand(b))[:, None, None]
        alpha = torch.where((kind == 6)[:, None, None], alpha * veil, alpha)[:, None]
        mixed = torch.where((kind == 5)[:, None, None, None], torch.maximum(images, over), over)
        images = images + (mixed - images) * alpha
        box = torch.cat([place, place + size], 1)
        common = ((torch.minimum(corners[..., 2], box[:, None, 2]) - torch.maximum(corners[..., 0], box[:, None, 0])).clamp(min=0)
                  * (torch.minimum(corners[..., 3], box[:, None, 3]) - torch.maximum(corners[..., 1], box[:, None, 1])).clamp(min=0))
        area = ((corners[..., 2] - corners[..., 0]) * (corners[..., 3] - corners[..., 1])).clamp(min=1)
        hidden = (kinds >= 0) & (common / area > 0.5) & lay[:, None]
        self._forget(known, corners, kinds, hidden)
        kinds = torch.where(hidden, -1, kinds)
        return images, torch.cat([corners, box[:, None]], 1), torch.cat([kinds, torch.where(lay, kind, -1)[:, None]], 1)

    def _degrade(self, images):
        a, b = self.a, len(images)

        def around(reach):
            return ((2 * self.rand(b) - 1) * reach)[:, None, None]

        angle = around(a["hue"]) * 2 * math.pi
        saturation = torch.where(self.rand(b)[:, None, None] < a["grey"], torch.zeros_like(angle), 1 + around(a["saturation"]))
        red, green, blue = images.unbind(1)
        luma = 0.299 * red + 0.587 * green + 0.114 * blue
        u, v = blue - luma, red - luma
        c, s = angle.cos() * saturation, angle.sin() * saturation
        u, v = c * u - s * v, s * u + c * v
        images = torch.stack([luma + v, luma - 0.509 * v - 0.194 * u, luma + u], 1).clamp(0, 1)
        images = (images.clamp(min=1e-4) ** around(a["gamma"]).exp()[:, None] * (1 + around(a["value"]))[:, None]).clamp(0, 1)
        side = images.shape[-1]
        # Far and badly coded pictures: shrunk and enlarged again, all of a batch by one factor, taken by some samples.
        small = max(16, int(side * (0.4 + 0.5 * float(self.rand(1)))))
        rough = F.interpolate(F.interpolate(images, size=small, mode="bilinear", antialias=True), size=side, mode="bilinear")
        images = torch.where((self.rand(b) < a["shrink"] + a["jpeg"] / 2)[:, None, None, None], rough, images)
        length = 2 + int(4 * float(self.rand(1)))
        across = bool(self.rand(1) < 0.5)
        pad = (length - 1, 0, 0, 0) if across else (0, 0, length - 1, 0)
        smeared = F.avg_pool2d(F.pad(images, pad, mode="replicate"), (1, length) if across else (length, 1), 1)
        images = torch.where((self.rand(b) < a["blur"])[:, None, None, None], smeared, images)
        noise = torch.randn(images.shape, generator=self.g, device=images.device) * (4 + 16 * self.rand(b))[:, None, None, None] / 255 / 1.7
        images = torch.where((self.rand(b) < a["noise"])[:, None, None, None], images + noise, images)
        return images.clamp(0, 1)

    @staticmethod
    def _forget(known, corners, kinds, which):
        """Where these objects lie, their class counts neither as found nor as wrong."""
        sample, place = which.nonzero(as_tuple=True)
        box = corners[sample, place]
        edge = torch.arange(known.shape[2], device=known.device) * 8.0
        inside = ((edge[None, None, :] + 8 > box[:, 0, None, None]) & (edge[None, None, :] < box[:, 2, None, None])
                  & (edge[None, :, None] + 8 > box[:, 1, None, None]) & (edge[None, :, None] < box[:, 3, None, None]))
        covered = torch.zeros(known.shape[0] * known.shape[1], *known.shape[2:], device=known.device)
        covered.index_add_(0, sample * known.shape[1] + kinds[sample, place], inside.float())
        known &= covered.view(known.shape) == 0

    @staticmethod
    def _squeeze(corners, kinds):
        """Real objects first, and no more columns than the fullest sample needs."""
        order = (kinds < 0).int().argsort(1, stable=True)
        most = max(1, int((kinds >= 0).sum(1).max()))
        order = order[:, :most]
        return corners.gather(1, order[..., None].expand(-1, -1, 4)), kinds.gather(1, order)


class Network(torch.nn.Module):
    """The plan of the pack. Weights are named as the exporter reads them."""

    def __init__(self, plan, momentum):
        super().__init__()
        self.plan, self.momentum = plan, momentum
        self.learnt, self.running = torch.nn.ParameterDict(), {}
        scores = {head["scores"] for head in plan["heads"]}
        for node in plan["nodes"]:
            if node["kind"] not in KINDS:
                raise SystemExit(f"{node['name']} is of the unknown kind {node['kind']}")
            if node["kind"] != "Convolution":
                continue
            shape = (node["out"], node["in"], node["kernel"], node["kernel"])
            spread = math.sqrt(2 / (node["out"] * node["kernel"] ** 2)) if node["norm"] else 0.01
            self._learn(node["name"] + ".weight", torch.randn(shape) * spread)
            if not node["norm"]:
                self._learn(node["name"] + ".bias", torch.full((node["out"],), -4.6 if node["name"] in scores else 1.0))
                continue
            self._learn(node["name"] + ".norm.weight", torch.ones(node["out"]))
            self._learn(node["name"] + ".norm.bias", torch.zeros(node["out"]))
            self.running[node["name"] + ".norm.mean"] = torch.zeros(node["out"])
            self.running[node["name"] + ".norm.var"] = torch.ones(node["out"])

    def _learn(self, name, values):
        # A module's own dictionary forbids dots in names.
        self.learnt[name.replace(".", "/")] = torch.nn.Parameter(values)

    def of(self, name):
        return self.learnt[name.replace(".", "/")]

    def named(self):
        return {**{k.replace("/", "."): v.detach() for k, v in self.learnt.items()}, **self.running}

    def to_device(self, device):
        self.to(device)
        self.running = {k: v.to(device) for k, v in self.running.items()}
        return self

    def forward(self, images):
        maps = {"image": images.to(torch.bfloat16).contiguous(memory_format=torch.channels_last)}
        for node in self.plan["nodes"]:
            name, kind, first = node["name"], node["kind"], maps[node["inputs"][0]]
            if kind == "Add":
                maps[name] = first + maps[node["inputs"][1]]
            elif kind == "Upsample":
                maps[name] = F.interpolate(first, scale_factor=2, mode="nearest")
            elif not node["norm"]:
                maps[name] = F.conv2d(first.float(), self.of(name + ".weight"), self.of(name + ".bias"))
            else:
                summed = F.conv2d(first, self.of(name + ".weight").to(torch.bfloat16), stride=node["stride"], padding=node["kernel"] // 2)
                normal = F.batch_norm(summed, self.running[name + ".norm.mean"], self.running[name + ".norm.var"],
                                      self.of(name + ".norm.weight"), self.of(name + ".norm.bias"), True, self.momentum, EPSILON)
                maps[name] = F.relu(normal) if node["relu"] else normal
        flat = [(maps[h["scores"]].flatten(2).transpose(1, 2), maps[h["boxes"]].flatten(2).transpose(1, 2)) for h in self.plan["heads"]]
        return torch.cat([s for s, _ in flat], 1), torch.cat([b for _, b in flat], 1)


def cells(side, strides, device):
    """Centres [A, 2] and strides [A] of all cells."""
    points, steps = [], []
    for stride in strides:
        line = (torch.arange(side // stride, device=device) + 0.5) * stride
        y, x = torch.meshgrid(line, line, indexing="ij")
        points.append(torch.stack([x.flatten(), y.flatten()], 1))
        steps.append(torch.full((len(line) ** 2,), float(stride), device=device))
    return torch.cat(points), torch.cat(steps)


def counting(known, strides):
    """Which classes count in each cell: those known in every part of it. [B, A, C]"""
    parts = []
    for stride in strides:
        span = stride // 8
        pooled = -F.max_pool2d(-known.float(), span) if span > 1 else known.float()
        parts.append(pooled.flatten(2).transpose(1, 2))
    return torch.cat(parts, 1)


@torch.no_grad()
def assign(scores, found, corners, kinds, points, steps, recipe, finest):
    """Task-aligned: which object each cell stands for (-1: none), and how well."""
    b, m = kinds.shape
    real = kinds >= 0
    centre, half = (corners[..., :2] + corners[..., 2:]) / 2, (corners[..., 2:] - corners[..., :2]) / 2
    reach = torch.where(steps == finest, float(recipe["reach"]), 0.0)
    away = (points[None, None] - centre[:, :, None]).abs()
    inside = (away <= torch.maximum(half[:, :, None], reach[None, None, :, None])).all(3) & real[:, :, None]
    low = torch.maximum(corners[:, :, None, :2], found[:, None, :, :2])
    high = torch.minimum(corners[:, :, None, 2:], found[:, None, :, 2:])
    common = (high - low).clamp(min=0).prod(3)
    areas = (corners[..., 2:] - corners[..., :2]).clamp(min=0).prod(2)[:, :, None] + (found[..., 2:] - found[..., :2]).clamp(min=0).prod(2)[:, None]
    overlap = common / (areas - common).clamp(min=1e-6)
    said = scores.sigmoid().transpose(1, 2).gather(1, kinds.clamp(min=0)[..., None].expand(-1, -1, scores.shape[1]))
    match = said ** recipe["scorePower"] * overlap ** recipe["overlapPower"]
    match = torch.where(inside, match, -1.0)
    best, where = match.topk(min(recipe["candidates"], match.shape[2]), dim=2)
    chosen = torch.zeros_like(inside).scatter_(2, where, best >= 0)
    # A cell that two objects want goes to the one that its box overlaps most.
    rival = torch.where(chosen, overlap, -1.0)
    top, owner = rival.max(1)
    owner = torch.where(top >= 0, owner, -1)
    held = chosen & (owner[:, None] == torch.arange(m, device=kinds.device)[None, :, None])
    most = torch.where(held, match, 0.0).amax(2, keepdim=True).clamp(min=1e-12)
    widest = torch.where(held, overlap, 0.0).amax(2, keepdim=True)
    quality = (torch.where(held, match, 0.0) / most * widest).amax(1)
    return owner, quality


def loss_of(scores, boxes, corners, kinds, known, recipe, strides, side):
    device = scores.device
    points, steps = cells(side, strides, device)
    reach = F.softplus(boxes) * steps[None, :, None]
    found = torch.cat([points[None] - reach[..., :2], points[None] + reach[..., 2:]], 2)
    owner, quality = assign(scores.detach(), found.detach(), corners, kinds, points, steps, recipe["assignment"], float(strides[0]))
    taken = owner >= 0
    kind = kinds.gather(1, owner.clamp(min=0))
    wanted = torch.zeros_like(scores).scatter_(2, kind.clamp(min=0)[..., None], (quality * taken)[..., None])
    l = recipe["loss"]
    weight = torch.where(wanted > 0, wanted, scores.detach().sigmoid() ** l["focus"] * l["negativeShare"]) * counting(known, strides)
    norm = (quality * taken).sum().clamp(min=1)
    by_class = F.binary_cross_entropy_with_logits(scores, wanted, weight, reduction="sum") / norm
    goal = corners.gather(1, owner.clamp(min=0)[..., None].expand(-1, -1, 4))[taken]
    mine, worth = found[taken], quality[taken]
    low, high = torch.maximum(mine[:, :2], goal[:, :2]), torch.minimum(mine[:, 2:], goal[:, 2:])
    common = (high - low).clamp(min=0).prod(1)
    union = (mine[:, 2:] - mine[:, :2]).clamp(min=0).prod(1) + (goal[:, 2:] - goal[:, :2]).prod(1) - common + 1e-7
    hull = (torch.maximum(mine[:, 2:], goal[:, 2:]) - torch.minimum(mine[:, :2], goal[:, :2])).prod(1) + 1e-7
    by_box = ((1 - common / union + (hull - union) / hull) * worth).sum() / norm
    return by_class + l["box"] * by_box, by_class.detach(), by_box.detach()


def write_weights(path, tensors):
    """The safetensors layout by hand: u64 length, JSON index, raw float32."""
    index, blobs, at = {}, [], 0
    for name in sorted(tensors):
        blob = tensors[name].detach().float().cpu().contiguous().numpy().tobytes()
        index[name] = {"dtype": "F32", "shape": list(tensors[name].shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    header = json.dumps(index).encode()
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header + b"".join(blobs))
    os.replace(path + ".part", path)


def save(out, network, average, moments, step):
    write_weights(os.path.join(out, "weights.safetensors"), average)
    # Moments in half the bytes: what goes back from a lent machine is limited.
    torch.save({"step": step, "weights": {k: v.cpu() for k, v in network.named().items()}, "average": {k: v.cpu() for k, v in average.items()},
                "moments": {k: (m.bfloat16().cpu(), s.bfloat16().cpu()) for k, (m, s) in moments.items()}}, os.path.join(out, "state.pt.part"))
    os.replace(os.path.join(out, "state.pt.part"), os.path.join(out, "state.pt"))


def load(path, network, average, moments):
    state = torch.load(path, map_location="cpu", weights_only=True)
    with torch.no_grad():
        for name, value in network.named().items():
            value.copy_(state["weights"][name])
        for name, value in average.items():
            value.copy_(state["average"][name])
        for name, (mean, square) in moments.items():
            mean.copy_(state["moments"][name][0].float())
            square.copy_(state["moments"][name][1].float())
    return state["step"]


def rate_at(step, total, per_epoch, recipe):
    warm = recipe["warmupEpochs"] * per_epoch
    if step < warm:
        return recipe["learningRate"] * (step + 1) / warm
    fall = max(warm, recipe["flatShare"] * total)
    share = min(1, max(0, (step - fall) / max(1, total - fall)))
    low = recipe["finalLearningRateShare"]
    return recipe["learningRate"] * (low + (1 - low) * 0.5 * (1 + math.cos(math.pi * share)))


@torch.no_grad()
def step_weights(network, average, moments, step, rate, recipe):
    """AdamW with a limit on the gradient's length; kernels shrink, gains and biases do not. Then the running average."""
    parameters = {k.replace("/", "."): v for k, v in network.learnt.items()}
    length = torch.nn.utils.clip_grad_norm_(list(parameters.values()), recipe["gradientLimit"])
    first, second = 1 - 0.9 ** (step + 1), 1 - 0.999 ** (step + 1)
    for name, p in parameters.items():
        mean, square = moments[name]
        mean.mul_(0.9).add_(p.grad, alpha=0.1)
        square.mul_(0.999).addcmul_(p.grad, p.grad, value=0.001)
        if p.dim() > 1:
            p.mul_(1 - rate * recipe["weightDecay"])
        p.addcdiv_(mean / first, (square / second).sqrt_().add_(1e-8), value=-rate)
        p.grad = None
    decay = recipe["averageDecay"] * (1 - math.exp(-(step + 1) / recipe["averageRampSteps"]))
    for name, value in network.named().items():
        average[name].mul_(decay).add_(value, alpha=1 - decay)
    return length


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipe", required=True)
    parser.add_argument("--pack", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--state")
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    began = time.monotonic()
    os.makedirs(options.out, exist_ok=True)
    recipe = json.load(open(options.recipe))
    recipe.update(recipe.get("gpu", {}))
    seed = recipe["seed"] if options.seed is None else options.seed
    torch.manual_seed(seed)
    index, body = read_pack(options.pack)
    data = Data(index, body, options.device)
    network = Network(index["network"], recipe["normMomentum"]).to_device(options.device)
    average = {k: v.clone() for k, v in network.named().items()}
    moments = {k.replace("/", "."): (torch.zeros_like(v), torch.zeros_like(v)) for k, v in network.learnt.items()}
    step = load(options.state, network, average, moments) if options.state else 0
    strides = [head["stride"] for head in index["network"]["heads"]]
    samples = round(sum(recipe["repeat"].get(source, 1.0) for source in data.sources))
    per_epoch = max(1, samples // recipe["batch"])
    total = recipe["epochs"] * per_epoch
    print(f"{len(data.sources)} pictures, {per_epoch} batches an epoch, {total} steps, from {step}, {time.monotonic() - began:.0f} s to begin", flush=True)
    saved, sums, count = time.monotonic(), torch.zeros(2, device=options.device), 0
    while step < total and time.monotonic() - began < options.minutes * 60:
        epoch, batch = divmod(step, per_epoch)
        if batch == 0 or count == 0:
            order = data.order(recipe["repeat"], torch.Generator().manual_seed(seed * 1000003 + epoch))
        generator = torch.Generator(device=options.device).manual_seed(seed * 1000003 + step)
        maker = Maker(data, recipe, generator)
        last = epoch >= recipe["epochs"] * (1 - recipe["finalShare"])
        side = recipe["finalSide"] if last else recipe["sides"][int(torch.randint(0, len(recipe["sides"]), (1,), generator=torch.Generator().manual_seed(seed * 7 + step)))]
        plain = epoch >= recipe["epochs"] * (1 - recipe["augmentation"]["mosaicOffShare"])
        places = torch.arange(batch * recipe["batch"], (batch + 1) * recipe["batch"]) % len(order)
        images, corners, kinds, known = maker.make(order[places], side, plain)
        scores, boxes = network(images)
        loss, by_class, by_box = loss_of(scores, boxes, corners, kinds, known, recipe, strides, side)
        loss.backward()
        length = step_weights(network, average, moments, step, rate_at(step, total, per_epoch, recipe), recipe)
        step, count = step + 1, count + 1
        sums += torch.stack([by_class, by_box])
        if count % 100 == 0:
            if not math.isfinite(float(length)):
                raise SystemExit(f"the gradients are no numbers any more at step {step}")
            means = (sums / 100).tolist()
            sums.zero_()
            speed = count * recipe["batch"] / (time.monotonic() - began)
            print(f"epoch {step / per_epoch:.1f} step {step}/{total} class {means[0]:.3f} box {means[1]:.3f} {speed:.0f} pictures/s", flush=True)
        if time.monotonic() - saved > 60:
            save(options.out, network, average, moments, step)
            saved = time.monotonic()
    save(options.out, network, average, moments, step)
    print(f"step {step} of {total} after {(time.monotonic() - began) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
