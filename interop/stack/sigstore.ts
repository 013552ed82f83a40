import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Claims, type OidcIssuer, startOidcIssuer } from '../../__tests__/support/oidc-issuer.ts';
import { makeAuthority } from './certificates.ts';
import { startCtLog } from './ct-log.ts';
import { startFulcio } from './fulcio.ts';
import { stopAll } from './program.ts';
import { startRekor } from './rekor.ts';
import { startTimestampServer } from './timestamp-server.ts';
import { type TrustedParts, writeRootLines, writeTrustConfig, writeTrustedRoot } from './trust.ts';

/** One way to sign: with its addresses, and the root that verifies what it signed. */
export interface Instance {
  readonly fulcioUrl: string;
  readonly timestampUrl: string;
  /** Only where there is a transparency log; it speaks version 2. */
  readonly rekorUrl?: string;
  readonly rootFile: string;
}

/** A running Sigstore with two instances that share an issuer and a timestamp authority. */
export interface Sigstore {
  readonly folder: string;
  readonly issuer: OidcIssuer;
  /** As the public-good instance: CT log, timestamp and Rekor v2; organisation `sigstore.dev`. */
  readonly logged: Instance & { readonly rekorUrl: string };
  /** As GitHub's own instance: timestamp only; organisation `GitHub, Inc.`. */
  readonly timestamped: Instance;
  /** Both roots, one a line. */
  readonly rootLinesFile: string;
  /** For sigstore-python, of the logged instance. */
  readonly trustConfigFile: string;
  stop(): Promise<void>;
}

/** Starts everything and waits until it can sign; whatever was started is stopped again when one part fails. */
export async function startSigstore(claims: Claims): Promise<Sigstore> {
  const folder = await mkdtemp(join(tmpdir(), 'doorlog-sigstore-'));
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await stopAll(started.reverse());
    await rm(folder, { recursive: true, force: true });
  };
  function keep<T extends { stop(): Promise<void> }>(part: T): T {
    started.push(part);
    return part;
  }
  try {
    const issuer = await startOidcIssuer({ claims });
    keep({ stop: issuer.close });
    const ctLog = keep(await startCtLog(join(folder, 'ct-log.pub.pem')));
    const timestampChain = join(folder, 'timestamp-chain.pem');
    const timestampServer = keep(await startTimestampServer(timestampChain));
    const rekor = keep(await startRekor(folder));
    const common = { folder, issuerUrl: issuer.url };
    const publicAuthority = await makeAuthority(folder, 'public', 'sigstore.dev');
    const publicFulcio = keep(
      await startFulcio({ ...common, name: 'fulcio-public', authority: publicAuthority, ctLog }),
    );
    const privateAuthority = await makeAuthority(folder, 'private', 'GitHub, Inc.');
    const privateFulcio = keep(await startFulcio({ ...common, name: 'fulcio-private', authority: privateAuthority }));

    const timestamps = { url: timestampServer.url, chainFile: timestampChain };
    const loggedParts: TrustedParts = {
      fulcio: { url: publicFulcio.url, chainFile: publicAuthority.chainFile },
      timestamps,
      ctLog,
      rekor,
    };
    const timestampedParts: TrustedParts = {
      fulcio: { url: privateFulcio.url, chainFile: privateAuthority.chainFile },
      timestamps,
    };
    const loggedRoot = await writeTrustedRoot(join(folder, 'trusted_root.json'), loggedParts);
    const timestampedRoot = await writeTrustedRoot(join(folder, 'trusted_root.private.json'), timestampedParts);
    return {
      folder,
      issuer,
      logged: {
        fulcioUrl: publicFulcio.url,
        timestampUrl: timestampServer.url,
        rekorUrl: rekor.url,
        rootFile: loggedRoot,
      },
      timestamped: { fulcioUrl: privateFulcio.url, timestampUrl: timestampServer.url, rootFile: timestampedRoot },
      rootLinesFile: await writeRootLines(join(folder, 'trusted_root.jsonl'), [loggedRoot, timestampedRoot]),
      trustConfigFile: await writeTrustConfig(folder, loggedRoot, { ...loggedParts, issuerUrl: issuer.url }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
