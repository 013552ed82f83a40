import type { PeerCertificate, TLSSocket } from 'node:tls';
import { systemCodeOf } from '../errors.ts';

/** A receiver that neither reads nor ends the connection is given up after so many milliseconds. */
const LONGEST_ATTEMPT = 60_000;

/** Faults before there was a connection. */
const UNREACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'];
const UNTRUSTED = /CERT|SELF_SIGNED|ISSUER|ALTNAME|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|CRL|INVALID_(CA|PURPOSE)/;
/** OpenSSL’s names for alerts that the other side sent. */
const ALERT = /^ERR_SSL_.*ALERT/;
const ALERT_ABOUT_US = /CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE/;
const NO_TLS = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|UNSUPPORTED_PROTOCOL|HTTP_REQUEST/;

/** Whom to speak to, and by which certificates. */
export interface TlsTarget {
  /** Who is being spoken to, in words, for sentences: `The syslog receiver`. */
  readonly service: string;
  /** Name or address; the certificate must be for it. */
  readonly host: string;
  readonly port: number;
  /** PEM certificates to trust instead of Node’s own set. */
  readonly ca?: readonly string[] | undefined;
  /** Own certificate and its key, PEM, for a receiver that asks for one. */
  readonly client?: { readonly certificate: string; readonly key: string } | undefined;
}

/** The receiver’s certificate, as it was accepted. */
export interface AcceptedCertificate {
  readonly validTo: Date;
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
}

/** What came of one connection. */
export type TlsOutcome =
  /** All was written, and then the other side ended the connection in order. */
  | { readonly kind: 'ended'; readonly peer: AcceptedCertificate }
  | {
      /** `busy`: worth another attempt; `unanswered`: the time was over first; `refused`: somebody has to mend something. */
      readonly kind: 'busy' | 'unanswered' | 'refused';
      /** One sentence without its full stop. */
      readonly reason: string;
      /** Whether any of the bytes may have been read. */
      readonly mayBeRead: boolean;
      /** How far it got, where the handshake was done. */
      readonly peer?: AcceptedCertificate | undefined;
    };

/**
 * Opens a TLS connection (1.2 or newer, certificate and name always checked), writes the bytes, ends its own half and
 * waits until the other side has ended its half too: the nearest thing to an answer where a protocol has none. An alert
 * that a receiver sends after the handshake (TLS 1.3 refuses client certificates so late) is seen by that wait. The
 * socket is gone when this returns. Never raises.
 */
export function sendOverTls(target: TlsTarget, bytes: Uint8Array, signal: AbortSignal): Promise<TlsOutcome> {
  if (signal.aborted) {
    return Promise.resolve({ kind: 'unanswered', reason: 'there was no time left', mayBeRead: false });
  }
  return new Promise((resolve) => {
    let socket: TLSSocket;
    try {
      socket = open(target);
    } catch (error) {
      return resolve({ ...faultOf(error, target, false), mayBeRead: false });
    }
    let peer: AcceptedCertificate | undefined;
    let written = false;
    let ended = false;
    let fault: unknown;
    const giveUp = () => socket.destroy();
    const timer = setTimeout(giveUp, LONGEST_ATTEMPT);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('secureConnect', () => {
      peer = accepted(socket);
      socket.end(bytes);
    });
    socket.once('finish', () => {
      written = true;
    });
    socket.once('end', () => {
      ended = written;
    });
    socket.once('error', (error) => {
      fault = error;
    });
    socket.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(outcome());
    });
    // What a receiver says is of no interest, but nobody sees the end of what is not read.
    socket.resume();

    function outcome(): TlsOutcome {
      const mayBeRead = peer !== undefined && bytes.length > 0;
      if (fault !== undefined) return { ...faultOf(fault, target, peer !== undefined), mayBeRead, peer };
      if (ended && peer !== undefined) return { kind: 'ended', peer };
      const who = `${target.service} at ${addressOf(target)}`;
      if (written) {
        return { kind: 'unanswered', reason: `${who} did not end the connection in time`, mayBeRead, peer };
      }
      if (socket.readableEnded) {
        return { kind: 'busy', reason: `${who} ended the connection before everything was written`, mayBeRead, peer };
      }
      const reason = `${who} did not ${peer === undefined ? 'answer' : 'take everything'} in time`;
      return { kind: 'unanswered', reason, mayBeRead, peer };
    }
  });
}

/** Host and port as they stand in an address. */
export function addressOf({ host, port }: Pick<TlsTarget, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function open({ host, port, ca, client }: TlsTarget): TLSSocket {
  const { connect } = process.getBuiltinModule('node:tls');
  const { isIP } = process.getBuiltinModule('node:net');
  return connect({
    host,
    port,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    // An address is no server name (RFC 6066, 3); the certificate is held against `host` then.
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca && { ca: [...ca] }),
    ...(client && { cert: client.certificate, key: client.key }),
  });
}

function accepted(socket: TLSSocket): AcceptedCertificate {
  const { valid_to }: Partial<PeerCertificate> = socket.getPeerCertificate();
  return { validTo: new Date(valid_to ?? Number.NaN), protocol: socket.getProtocol() ?? 'TLS' };
}

/** The error’s own message is not repeated: it may quote what was sent. */
function faultOf(error: unknown, target: TlsTarget, connected: boolean): { kind: 'busy' | 'refused'; reason: string } {
  const code = systemCodeOf(error) ?? 'unexpected fault';
  const at = addressOf(target);
  const who = `${target.service} at ${at}`;
  if (UNREACHED.includes(code)) return { kind: 'busy', reason: `${who} could not be reached (${code})` };
  if (ALERT.test(code)) {
    const mend = target.client === undefined ? 'it may want a client certificate' : 'see its own log for the reason';
    const about = ALERT_ABOUT_US.test(code) ? `; ${mend}` : '';
    return { kind: 'refused', reason: `${who} refused the TLS connection (${code})${about}` };
  }
  if (NO_TLS.test(code)) {
    return { kind: 'refused', reason: `${who} does not speak TLS of version 1.2 or newer (${code})` };
  }
  if (!connected && UNTRUSTED.test(code)) {
    return { kind: 'refused', reason: `the certificate of ${who.replace(/^The/, 'the')} is not trusted (${code})` };
  }
  return { kind: 'busy', reason: `the connection to ${who.replace(/^The/, 'the')} broke (${code})` };
}
