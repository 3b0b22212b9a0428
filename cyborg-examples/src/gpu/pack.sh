#!/bin/sh
# Packs what check.sh needs on a machine that has a GPU and its driver, and neither Java nor Maven:
#
#   pack.sh FOLDER
#
# FOLDER gets a Java runtime, native libraries and classes, as two archives of less than 64 MB each (jars and runtime;
# natives), and run, which starts a class of them. To be called in the root of the checkout after "mvn verify" or
# "mvn test-compile"; unpack both archives into one folder there, beside run.
set -eu
folder=$1
mkdir -p "$folder/pack/jars" "$folder/pack/app" "$folder/pack/nat"
mvn -o -B -q test-compile dependency:build-classpath -pl cyborg-models -am -Dmdep.includeScope=test -Dmdep.outputFile="$folder/path.txt"
for module in metrics saliency core models; do
    cp -r "cyborg-$module/target/classes/." "$folder/pack/app/"
done
cp -r cyborg-models/target/test-classes/. "$folder/pack/app/"
tr ':' '\n' <"$folder/path.txt" | grep '\.jar$' | grep -v '/cyborg-' | grep -v 'linux-x86_64\|junit\|assertj\|archunit\|byte-buddy\|fastutil\|aeron\|dnnl' |
    while read -r jar; do
        cp "$jar" "$folder/pack/jars/"
    done
tr ':' '\n' <"$folder/path.txt" | grep 'linux-x86_64.*\.jar$' | grep -v 'dnnl\|opencv\|avx' |
    while read -r jar; do
        unzip -qo "$jar" '*.so*' -d "$folder/pack/nat" || [ $? = 11 ] # a jar without libraries
    done
ln -sf libopenblas.so.0 "$folder/pack/nat/org/bytedeco/openblas/linux-x86_64/libopenblas_nolapack.so.0"
rm -rf "$folder/pack/jre"
jlink --add-modules java.base,java.logging,java.xml,java.management,java.naming,java.desktop,java.sql,jdk.unsupported,jdk.management \
    --strip-debug --no-man-pages --no-header-files --output "$folder/pack/jre"
cat >"$folder/pack/run" <<'RUN'
#!/bin/sh
# Runs a class of the folder that pack.sh made.
here=$(cd "$(dirname "$0")" && pwd)
export LD_LIBRARY_PATH=$here/nat/org/bytedeco/openblas/linux-x86_64:$here/nat/org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64:${LD_LIBRARY_PATH:-}
exec "$here/jre/bin/java" "-Xmx${HEAP:-8g}" ${JVM:-} -cp "$here/app:$here/nat:$(ls -d "$here"/jars/*.jar | tr '\n' ':')" "$@"
RUN
chmod +x "$folder/pack/run"
cp "$(dirname "$0")/check.sh" "$(dirname "$0")"/torch_*.py "$folder/pack/"
tar cJf "$folder/program.txz" -C "$folder/pack" jre jars app run check.sh torch_bench.py
tar cJf "$folder/natives.txz" -C "$folder/pack" nat
ls -l "$folder/program.txz" "$folder/natives.txz"
