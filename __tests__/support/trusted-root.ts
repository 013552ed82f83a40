interface Authority {
  url: string;
  /** DER, the issuing certificate first. */
  chain: Buffer[];
  organisation?: string;
}

interface Log {
  url: string;
  logId: Buffer;
  publicKey: Buffer;
  keyDetails: string;
}

/** What a Sigstore is made of, as far as a verifier has to know it. */
export interface Trusted {
  fulcio: Authority;
  tsa: Authority;
  logs: Log[];
  ctLogs: Log[];
}

/** The JSON of a TrustedRoot, valid from one hour ago. https://github.com/sigstore/protobuf-specs */
export function trustedRootOf({ fulcio, tsa, logs, ctLogs }: Trusted): Record<string, unknown> {
  const start = new Date(Date.now() - 3_600_000).toISOString();
  const authority = ({ url, chain, organisation }: Authority) => ({
    subject: { organization: organisation ?? 'Doorlog tests', commonName: 'Doorlog tests' },
    uri: url,
    certChain: { certificates: chain.map((der) => ({ rawBytes: der.toString('base64') })) },
    validFor: { start },
  });
  const log = ({ url, logId, publicKey, keyDetails }: Log) => ({
    baseUrl: url,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: publicKey.toString('base64'), keyDetails, validFor: { start } },
    logId: { keyId: logId.toString('base64') },
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: logs.map(log),
    certificateAuthorities: [authority(fulcio)],
    ctlogs: ctLogs.map(log),
    timestampAuthorities: [authority(tsa)],
  };
}
