#!/usr/bin/env python3
"""Makes explanations.json.gz, the golden file of ExplanationGoldenTest, in PyTorch (1.13, double precision).

    python3 make_explanation_goldens.py OUT_DIR

OUT_DIR is src/test/resources/org/cyborgml/explain. The formulas are those of pytorch-grad-cam (get_cam_weights and
get_cam_image of each method, then max(cam, 0)), written anew, at the layer's own size and before scaling. Where ours differ
by intent, the class's Javadoc says so, and the same choice is made here: the maps of Score-CAM are enlarged without aligned
corners, Eigen-CAM's sign, ablation to zeros. RISE, SmoothGrad, occlusion and the curves follow their papers; their random
numbers are java.util.Random's, whose algorithm its documentation gives.
"""
import gzip, json, math, os, sys
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
N, C, H, W, CLASSES = 2, 2, 10, 12, 3


class JavaRandom:
    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & ((1 << 48) - 1)
        self.spare = None

    def bits(self, n):
        self.state = (self.state * 0x5DEECE66D + 0xB) & ((1 << 48) - 1)
        value = self.state >> (48 - n)
        return value - (1 << n) if value >= 1 << (n - 1) else value

    def unsigned(self, n):
        return self.bits(n) & ((1 << n) - 1)

    def double(self):
        return ((self.unsigned(26) << 27) + self.unsigned(27)) * 2.0 ** -53

    def below(self, bound):
        r = self.unsigned(31)
        if bound & (bound - 1) == 0:
            return (bound * r) >> 31
        while r - r % bound + (bound - 1) >= 1 << 31:
            r = self.unsigned(31)
        return r % bound

    def gaussian(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            a, b = 2 * self.double() - 1, 2 * self.double() - 1
            s = a * a + b * b
            if 0 < s < 1:
                break
        m = math.sqrt(-2 * math.log(s) / s)
        self.spare = b * m
        return a * m


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(C, 4, 3, stride=2, padding=1)
        self.bn1 = nn.BatchNorm2d(4)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, CLASSES)

    def early(self, x):
        return F.relu(self.bn1(self.conv1(x)))

    def late(self, early):
        return F.relu(self.bn2(self.conv2(early)) + early)

    def classify(self, late):
        return self.fc(late.mean((2, 3)))

    def forward(self, x):
        return self.classify(self.late(self.early(x)))


def network():
    torch.manual_seed(19)
    net = Net().eval()
    for bn in (net.bn1, net.bn2):
        bn.running_mean.normal_(0, 0.2)
        bn.running_var.uniform_(0.3, 2)
        nn.init.uniform_(bn.weight, 0.5, 1.5)
        nn.init.normal_(bn.bias, 0.1, 0.3)
    nn.init.normal_(net.fc.weight, 0, 1)
    return net


def eigen(activations):
    points = activations.reshape(activations.shape[0], -1).T
    points = points - points.mean(0)
    _, _, vt = np.linalg.svd(points, full_matrices=True)
    projection = points @ vt[0]
    if projection @ points.mean(1) < 0:
        projection = -projection
    return projection.reshape(activations.shape[1:])


def layer_maps(net, x, classes, layer):
    early = net.early(x).detach()
    rest = (lambda a: net.classify(net.late(a))) if layer == "early" else net.classify
    act = (early if layer == "early" else net.late(early)).detach().requires_grad_()
    scores = rest(act)
    chosen = scores[range(N), classes]
    grads = torch.autograd.grad(chosen.sum(), act)[0].numpy()
    a, s = act.detach().numpy(), chosen.detach().numpy()
    total = a.sum((2, 3), keepdims=True)
    out = {}
    weighted = lambda w: (w[:, :, None, None] * a).sum(1)
    out["grad-cam"] = weighted(grads.mean((2, 3)))
    aij = np.where(grads != 0, grads ** 2 / (2 * grads ** 2 + total * grads ** 3 + 1e-6), 0)
    out["grad-cam++"] = weighted((np.maximum(grads, 0) * aij).sum((2, 3)))
    out["xgrad-cam"] = weighted((grads * a / (total + 1e-7)).sum((2, 3)))
    out["hires-cam"] = (grads * a).sum(1)
    out["layer-cam"] = (np.maximum(grads, 0) * a).sum(1)
    out["eigen-cam"] = np.stack([eigen(one) for one in a])
    lost = np.zeros((N, a.shape[1]))
    score_w = np.zeros((N, a.shape[1]))
    with torch.no_grad():
        large = F.interpolate(act, size=(H, W), mode="bilinear", align_corners=False)
        for k in range(a.shape[1]):
            gone = act.clone()
            gone[:, k] = 0
            lost[:, k] = (s - rest(gone)[range(N), classes].numpy()) / s
            m = large[:, k:k + 1]
            low, high = m.amin((2, 3), keepdim=True), m.amax((2, 3), keepdim=True)
            score_w[:, k] = net(x * (m - low) / (high - low + 1e-8))[range(N), classes].numpy()
    out["ablation-cam"] = weighted(lost)
    e = np.exp(score_w - score_w.max(1, keepdims=True))
    out["score-cam"] = weighted(e / e.sum(1, keepdims=True))
    out = {k: np.maximum(v, 0) for k, v in out.items()}
    if layer == "late":
        out["cam"] = weighted(net.fc.weight.detach().numpy()[classes])
    return a, grads, out


def input_gradient(net, x, classes):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(net(x)[range(len(classes)), classes].sum(), x)[0]


def pixel_maps(net, x, classes):
    out = {"input-gradient": input_gradient(net, x, classes).abs().amax(1)}
    copies, share, seed = 5, 0.2, 3
    smooth = []
    for i in range(N):
        r = JavaRandom(seed)
        sd = share * (x[i].max() - x[i].min())
        noise = torch.tensor([r.gaussian() for _ in range(copies * C * H * W)]).reshape(copies, C, H, W)
        g = input_gradient(net, x[i] + sd * noise, [classes[i]] * copies)
        smooth.append(g.mean(0).abs().amax(0))
    out["smoothgrad"] = torch.stack(smooth)
    masks, grid, p, seed = 37, 4, 0.4, 5
    r = JavaRandom(seed)
    ch, cw = math.ceil(H / grid), math.ceil(W / grid)
    made = []
    for _ in range(masks):
        cells = torch.tensor([[float(r.double() < p) for _ in range(grid)] for _ in range(grid)])
        top, left = r.below(ch), r.below(cw)
        whole = F.interpolate(cells[None, None], size=((grid + 1) * ch, (grid + 1) * cw), mode="bilinear",
                              align_corners=False)[0, 0]
        made.append(whole[top:top + H, left:left + W])
    made = torch.stack(made)
    with torch.no_grad():
        out["rise"] = torch.stack([
            (F.softmax(net(x[i] * made[:, None]), 1)[:, classes[i], None, None] * made).sum(0) / masks / p
            for i in range(N)])
        patch, stride = 4, 3
        starts = lambda side: list(range(0, side - patch, stride)) + [side - patch]
        drop, times = torch.zeros(N, H, W), torch.zeros(H, W)
        base = net(x)[range(N), classes]
        for y in starts(H):
            for z in starts(W):
                hidden = x.clone()
                hidden[:, :, y:y + patch, z:z + patch] = 0
                drop[:, y:y + patch, z:z + patch] += (base - net(hidden)[range(N), classes])[:, None, None]
                times[y:y + patch, z:z + patch] += 1
        out["occlusion"] = drop / times
    return {k: v.numpy() for k, v in out.items()}


def blurred(image, radius, sigma):
    """Gaussian blur with edges repeated."""
    k = torch.tensor([math.exp(-i * i / (2 * sigma * sigma)) for i in range(-radius, radius + 1)])
    k = k / k.sum()
    padded = F.pad(image[None], (radius,) * 4, mode="replicate")[0][:, None]
    return F.conv2d(F.conv2d(padded, k.reshape(1, 1, -1, 1)), k.reshape(1, 1, 1, -1))[:, 0]


def curves(net, x, classes, maps, step):
    """Probabilities while pixels go (deletion) or come (insertion), the highest of the map first, and areas."""
    out = []
    for i in range(N):
        order = np.argsort(-maps[i].reshape(-1), kind="stable")
        blur = blurred(x[i], 5, 2.0)
        for kind, start, end in (("deletion", x[i], torch.zeros_like(x[i])), ("insertion", blur, x[i])):
            values, at = [], 0
            while True:
                now = start.clone().reshape(C, -1)
                now[:, order[:at]] = end.reshape(C, -1)[:, order[:at]]
                with torch.no_grad():
                    values.append(float(F.softmax(net(now.reshape(1, C, H, W)), 1)[0, classes[i]]))
                if at == H * W:
                    break
                at = min(at + step, H * W)
            v = np.array(values)
            out.append({"image": i, "kind": kind, "values": values,
                        "area": float((v.sum() - v[0] / 2 - v[-1] / 2) / (len(v) - 1))})
    return out


def listed(value):
    return np.asarray(value).tolist()


def main():
    net = network()
    x = torch.tensor(np.random.RandomState(4).normal(0.2, 1, (N, C, H, W)))
    classes = [1, 2]
    golden = {"images": listed(x), "classes": classes, "scores": listed(net(x).detach()),
              "parameters": {k: listed(v.detach()) for k, v in net.state_dict().items() if "num_batches" not in k}}
    for layer in ("early", "late"):
        a, g, maps = layer_maps(net, x, classes, layer)
        golden[layer] = {"activations": listed(a), "gradients": listed(g), "maps": {k: listed(v) for k, v in maps.items()}}
        for name, m in maps.items():
            assert m.max() > 0, (layer, name)
    pixels = pixel_maps(net, x, classes)
    golden["pixels"] = {k: listed(v) for k, v in pixels.items()}
    golden["curves"] = curves(net, x, classes, pixels["occlusion"], 30)
    with open(os.path.join(sys.argv[1], "explanations.json.gz"), "wb") as f:
        with gzip.GzipFile(fileobj=f, mode="wb", mtime=0) as z:
            z.write(json.dumps(golden, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
