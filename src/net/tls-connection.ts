import type { Socket } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { systemCodeOf } from '../errors.ts';
import { isUntrusted, untrusted } from './untrusted.ts';

/** A receiver that neither reads nor ends the connection is given up after so many milliseconds. */
const LONGEST_ATTEMPT = 60_000;

/** Faults before there was a connection. */
const UNREACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'];
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
  | {
      readonly kind: 'ended';
      readonly peer: AcceptedCertificate;
      /** Whether it said anything by the way; what it said is thrown away. */
      readonly spoke: boolean;
    }
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
 * waits until the other side has ended its half by close_notify: the nearest thing to an answer where a protocol has
 * none. The end of the TCP connection alone proves nothing, for anybody on the way can forge it (RFC 8446, 6.1). An alert
 * that comes after the handshake (TLS 1.3 refuses client certificates so late) is seen by that wait. The socket is gone
 * when this returns. Never raises.
 */
export function sendOverTls(target: TlsTarget, bytes: Uint8Array, signal: AbortSignal): Promise<TlsOutcome> {
  if (signal.aborted) {
    return Promise.resolve({ kind: 'unanswered', reason: 'there was no time left', mayBeRead: false });
  }
  return new Promise((resolve) => {
    const seen: Seen = { written: false, announced: false };
    const raw = process.getBuiltinModule('node:net').connect({ host: target.host, port: target.port });
    const fail = (error: unknown) => {
      if (seen.isOver !== true) seen.fault ??= error;
      raw.destroy();
    };
    const giveUp = () => {
      seen.isOver = true;
      raw.destroy();
    };
    const timer = setTimeout(giveUp, LONGEST_ATTEMPT);
    signal.addEventListener('abort', giveUp, { once: true });
    // More than one may come: what is still to be written fails too when a socket is destroyed.
    raw.on('error', fail);
    raw.once('connect', () => speak(raw, target, bytes, seen, fail));
    raw.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(outcomeOf(target, seen, bytes.length > 0));
    });
  });
}

/** What was seen of a connection so far. */
interface Seen {
  peer?: AcceptedCertificate;
  /** That the last byte was handed to the operating system. */
  written: boolean;
  /** That the other side ended its half after that, by close_notify. */
  announced: boolean;
  /** That something came from the other side. */
  spoke?: boolean;
  /** That the TCP connection was ended from the other side. */
  hungUp?: true;
  /** That there was no time left. */
  isOver?: true;
  fault?: unknown;
}

function speak(raw: Socket, target: TlsTarget, bytes: Uint8Array, seen: Seen, fail: (error: unknown) => void): void {
  try {
    const socket = secured(raw, target, seen);
    socket.once('secureConnect', () => {
      seen.peer = accepted(socket);
      socket.write(bytes, () => {
        seen.written = true;
        socket.end();
      });
    });
    socket.once('end', () => {
      seen.announced = seen.written && seen.hungUp !== true;
    });
    socket.on('error', fail);
    socket.once('close', () => raw.destroy());
    // Nobody sees the end of what is not read.
    socket.on('data', () => {
      seen.spoke = true;
    });
  } catch (error) {
    fail(error);
  }
}

/** A stream of our own lies between: Node’s TLS shows the end of the TCP connection and close_notify as one and the same. */
function secured(raw: Socket, { host, ca, client }: TlsTarget, seen: Seen): TLSSocket {
  const { connect } = process.getBuiltinModule('node:tls');
  const { isIP } = process.getBuiltinModule('node:net');
  const { Duplex } = process.getBuiltinModule('node:stream');
  const between = new Duplex({
    read: () => raw.resume(),
    write: (chunk: Uint8Array, _, done) => raw.write(chunk, done),
    final: (done) => raw.end(done),
  });
  raw.on('data', (chunk) => {
    if (!between.push(chunk)) raw.pause();
  });
  raw.once('end', () => {
    seen.hungUp = true;
    between.push(null);
  });
  raw.once('close', () => between.destroy());
  between.on('error', () => raw.destroy());
  return connect({
    socket: between,
    host,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    // An address is no server name (RFC 6066, 3); the certificate is held against `host` then.
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca && { ca: [...ca] }),
    ...(client && { cert: client.certificate, key: client.key }),
  });
}

function outcomeOf(
  target: TlsTarget,
  { peer, written, announced, spoke = false, hungUp, fault }: Seen,
  hasBytes: boolean,
): TlsOutcome {
  const rest = { mayBeRead: peer !== undefined && hasBytes, peer };
  const who = `${target.service} at ${addressOf(target)}`;
  if (announced && peer !== undefined) return { kind: 'ended', peer, spoke };
  if (fault !== undefined) return { ...faultOf(fault, target, peer !== undefined), ...rest };
  if (hungUp && !written) return { kind: 'busy', reason: `${who} hung up before everything was written`, ...rest };
  if (hungUp) {
    // Not sent again at once: a receiver that always ends so would get it over and over.
    return {
      kind: 'unanswered',
      reason: `${who} hung up without a close_notify, so it may have read nothing`,
      ...rest,
    };
  }
  const failing = written ? 'end the connection' : peer === undefined ? 'answer' : 'take everything';
  return { kind: 'unanswered', reason: `${who} did not ${failing} in time`, ...rest };
}

/** Host and port as they stand in an address. */
export function addressOf({ host, port }: Pick<TlsTarget, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
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
  if (!connected && isUntrusted(code)) {
    const { why } = untrusted(code);
    return { kind: 'refused', reason: `the certificate of ${who.replace(/^The/, 'the')} ${why} (${code})` };
  }
  return { kind: 'busy', reason: `the connection to ${who.replace(/^The/, 'the')} broke (${code})` };
}
