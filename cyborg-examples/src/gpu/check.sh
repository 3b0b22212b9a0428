#!/bin/sh
# Checks and times the CUDA kernels on the GPU of this machine, which needs a driver, cuDNN 9 and nothing else:
#
#   check.sh FOLDER [PYTHON FOLDER_OF_CYBORG_TORCH]
#
# FOLDER holds what pack.sh made: a Java runtime, native libraries and classes. With a Python that has PyTorch, and the
# reference program cyborg_torch.py, PyTorch makes the same steps and is timed on the same card. STAGES names some of
# "operations networks resume steps bench fast soak", all but the last by default; soak trains for MINUTES, 30 if not set.
# ARCHITECTURES, BATCHES and PRECISIONS choose what is measured; operations and networks are checked in fp32 and bf16.
# KERNELS=onednn tries the script without a GPU.
set -u
folder=$1
python=${2:-}
reference=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
scratch=${SCRATCH:-$(mktemp -d)}
stages=${STAGES:-operations networks resume steps bench fast}
architectures=${ARCHITECTURES:-resnet50 densenet121 inception_v3 xception}
batches=${BATCHES:-32 64}
steps=${STEPS:-15}
failed=0
nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader
if [ -n "$python" ]; then
    # pip's libraries, for the library as for PyTorch
    libraries=$("$python" -c 'import glob, os, site, sysconfig
print(":".join(glob.glob(os.path.join(sysconfig.get_paths()["purelib"], "nvidia", "*", "lib"))))')
    JVM="-Dorg.cyborgml.cuda.path=$libraries ${JVM:-}"
fi
JVM="${JVM:-} -Dorg.cyborgml.kernels=${KERNELS:-cuda}"
export JVM
ours() {
    timeout "${LIMIT:-200}" "$folder/run" org.cyborgml.models.kernel.GpuCheck "$@"
}
in_precision() {
    (JVM="$JVM -Dorg.cyborgml.precision=$1" && shift && ours "$@")
}
for stage in $stages; do
    echo "== $stage at $(date +%T)"
    case $stage in
    operations)
        ours operations "${OPERATIONS_BATCH:-4}" || failed=1
        in_precision bf16 operations "${OPERATIONS_BATCH:-4}" || failed=1
        ;;
    networks)
        ours networks ${NETWORKS:-$architectures self_attention} || failed=1
        in_precision bf16 networks ${NETWORKS:-$architectures self_attention} || failed=1
        ;;
    resume)
        ours train "${RESUMED:-resnet50}" "$scratch" "$scratch/whole" 0 || failed=1
        ours train "${RESUMED:-resnet50}" "$scratch" "$scratch/killed" 9
        ours train "${RESUMED:-resnet50}" "$scratch" "$scratch/killed" 0 || failed=1
        if cmp "$scratch/whole/Logs/final_model.safetensors" "$scratch/killed/Logs/final_model.safetensors"; then
            echo "resumed to the same bits"
        else
            failed=1
        fi
        ;;
    steps)
        ours steps "$scratch" $architectures || failed=1
        if [ -n "$reference" ]; then
            "$python" "$here/torch_steps.py" "$reference" "$scratch" $architectures || failed=1
        fi
        ;;
    bench)
        for architecture in $architectures; do
            for precision in ${PRECISIONS:-fp32 tf32 bf16}; do
                in_precision "$precision" bench "$architecture" "$steps" $batches || failed=1
                if [ -n "$reference" ]; then
                    "$python" "$here/torch_bench.py" "$reference" "$precision" "$steps" "$architecture" $batches || failed=1
                fi
            done
        done
        ;;
    fast)
        # as the option --fast
        (JVM="$JVM -Dorg.cyborgml.cuda.algorithms=fastest" && ours bench "${FAST:-resnet50}" "$steps" $batches) || failed=1
        ;;
    soak)
        LIMIT=$((${MINUTES:-30} * 60 + 120)) && ours soak "${SOAKED:-resnet50}" "${MINUTES:-30}" || failed=1
        LIMIT=
        ;;
    esac
done
echo "== end at $(date +%T)"
exit $failed
