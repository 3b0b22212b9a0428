#!/bin/sh
# Checks and times the CUDA kernels on the GPU of this machine, which needs a driver, cuDNN 9 and nothing else:
#
#   check.sh FOLDER [PYTHON FOLDER_OF_CYBORG_TORCH]
#
# FOLDER holds what pack.sh made: a Java runtime, native libraries and classes. With a Python that has PyTorch, and the
# reference program cyborg_torch.py, PyTorch is timed on the same card beside it. Set STAGES to some of
# "operations networks bench torch" for a part, ARCHITECTURES and BATCHES for other networks and batches.
set -u
folder=$1
python=${2:-}
reference=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
stages=${STAGES:-operations networks bench torch}
architectures=${ARCHITECTURES:-resnet50 densenet121 inception_v3 xception}
failed=0
nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader
if [ -n "$python" ]; then
    # pip's libraries, for the library as for PyTorch
    libraries=$("$python" -c 'import glob, os, site, sysconfig
print(":".join(glob.glob(os.path.join(sysconfig.get_paths()["purelib"], "nvidia", "*", "lib"))))')
    JVM="${JVM:-} -Dorg.cyborgml.cuda.path=$libraries"
    export JVM
fi
for stage in $stages; do
    echo "== $stage"
    case $stage in
    operations) timeout 240 "$folder/run" org.cyborgml.models.kernel.GpuCheck operations "${OPERATIONS_BATCH:-4}" || failed=1 ;;
    networks) timeout 240 "$folder/run" org.cyborgml.models.kernel.GpuCheck networks || failed=1 ;;
    bench)
        for architecture in $architectures; do
            for batch in ${BATCHES:-32 64}; do
                timeout 120 "$folder/run" org.cyborgml.models.kernel.GpuCheck bench \
                    "$architecture" "$batch" "${STEPS:-15}" || failed=1
            done
        done
        ;;
    torch)
        if [ -n "$reference" ]; then
            for architecture in $architectures; do
                for batch in ${BATCHES:-32 64}; do
                    timeout 120 "$python" "$here/torch_bench.py" "$reference" "$architecture" "$batch" "${STEPS:-15}" || failed=1
                done
            done
        fi
        ;;
    esac
done
exit $failed
