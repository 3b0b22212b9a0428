// Reads the metadata of an ONNX file, which ONNX Runtime does not show in a browser. A file is a message of Protocol Buffers:
// fields, each with a number and a kind. The metadata are fields 14, each a message of a key (1) and a value (2).

const METADATA = 14;
const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;

/** Lists the fields of a message that are bytes, as {number, bytes}; those of other kinds are passed over. */
function* fields(message) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= message.length || scale > 2 ** 63) {
        throw new Error('the file is no ONNX file, or damaged');
      }
      const byte = message[at++];
      value += (byte & 127) * scale;
      if (byte < 128) {
        return value;
      }
    }
  };
  while (at < message.length) {
    const tag = varint();
    const kind = tag % 8;
    if (kind === VARINT) {
      varint();
    } else if (kind === FIXED_64) {
      at += 8;
    } else if (kind === FIXED_32) {
      at += 4;
    } else if (kind === BYTES) {
      const length = varint();
      if (at + length > message.length) {
        throw new Error('the file is no ONNX file, or cut off');
      }
      yield { number: Math.floor(tag / 8), bytes: message.subarray(at, at + length) };
      at += length;
    } else {
      throw new Error('the file is no ONNX file, or damaged');
    }
  }
}

/** The metadata of a file's bytes, a Map of keys to values. */
export function readMetadata(bytes) {
  const texts = new TextDecoder();
  const metadata = new Map();
  for (const field of fields(bytes)) {
    if (field.number === METADATA) {
      const entry = new Map([...fields(field.bytes)].map((part) => [part.number, texts.decode(part.bytes)]));
      metadata.set(entry.get(1) ?? '', entry.get(2) ?? '');
    }
  }
  return metadata;
}

/** The cells of one line of comma-separated values, as the classes are written: a cell with commas or quotes is quoted. */
export function cells(line) {
  const found = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  return found.map(([, quoted, plain]) => (quoted === undefined ? plain : quoted.replaceAll('""', '"')));
}
