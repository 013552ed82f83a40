/**
 * The bytes that an envelope's signature is made over: the pre-authentication encoding of DSSE v1
 * (github.com/secure-systems-lab/dsse, protocol.md), with both lengths in bytes.
 */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.byteLength} `;
  return Buffer.concat([Buffer.from(head), payload]);
}
