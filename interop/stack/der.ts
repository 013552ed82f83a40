/** One ASN.1 value in DER (ITU-T X.690): its tag, its content and the bytes of both. */
interface Value {
  readonly tag: number;
  readonly content: Buffer;
  readonly bytes: Buffer;
}

/** Reads the value at the front of `bytes`; only tags of one byte and definite lengths, which certificates have. */
function readValue(bytes: Buffer): Value {
  const tag = bytes.readUInt8(0);
  const first = bytes.readUInt8(1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  return { tag, content: bytes.subarray(start, start + length), bytes: bytes.subarray(0, start + length) };
}

function readAll(bytes: Buffer): Value[] {
  const values: Value[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const value = readValue(rest);
    values.push(value);
    rest = rest.subarray(value.bytes.length);
  }
  return values;
}

function write(tag: number, content: Buffer): Buffer {
  if (content.length < 0x80) {
    return Buffer.concat([Buffer.from([tag, content.length]), content]);
  }
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}

/** Context tag 3 of a to-be-signed certificate: its extensions (RFC 5280, 4.1). */
const EXTENSIONS = 0xa3;
/** 1.3.6.1.4.1.11129.2.4.3, the extension that makes a precertificate (RFC 6962, 3.1), as an encoded OID. */
const POISON = Buffer.from('060a2b06010401d679020403', 'hex');

/** The to-be-signed part of a precertificate without its poison: what a CT log signs (RFC 6962, 3.2). */
export function withoutPoison(certificate: Buffer): Buffer {
  const tbs = readAll(readValue(certificate).content)[0];
  if (tbs === undefined) {
    throw new Error('the precertificate is empty');
  }
  const fields = readAll(tbs.content).map((field) => {
    if (field.tag !== EXTENSIONS) {
      return field.bytes;
    }
    const list = readValue(field.content);
    const kept = readAll(list.content).filter(
      (extension) => !extension.content.subarray(0, POISON.length).equals(POISON),
    );
    return write(field.tag, write(list.tag, Buffer.concat(kept.map((extension) => extension.bytes))));
  });
  return write(tbs.tag, Buffer.concat(fields));
}
