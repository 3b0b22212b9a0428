#!/bin/sh
# Makes kernels.ptx of kernels.cu: PTX for compute capability 7.5 and later, which the driver compiles for its card.
# nvcc writes the newest version of PTX that it knows; drivers before it refuse that, so the version is lowered to 7.0
# (CUDA 11.0, drivers 450 and later), and ptxas confirms that the text needs no more.
#   ptx.sh           writes the resource
#   ptx.sh --check   fails where the resource is not what it would write
set -eu
here=$(cd "$(dirname "$0")" && pwd)
resource=$here/../resources/org/cyborgml/models/cuda/kernels.ptx
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
nvcc -ptx -arch=compute_75 -O3 -std=c++17 -o "$work/nvcc.ptx" "$here/kernels.cu"
# The compiler names what is shared after a hash of its command.
sed -e "s/^\.version .*/.version 7.0/" -e "/^\/\//d" -e "s/_INTERNAL_[0-9a-f]*_/_INTERNAL_/g" \
    "$work/nvcc.ptx" >"$work/kernels.ptx"
for target in 75 80 86 89 90 100 120; do
    ptxas -arch=sm_$target -o "$work/kernels.cubin" "$work/kernels.ptx"
done
if [ "${1:-}" = --check ]; then
    cmp "$work/kernels.ptx" "$resource"
else
    mkdir -p "$(dirname "$resource")"
    cp "$work/kernels.ptx" "$resource"
fi
