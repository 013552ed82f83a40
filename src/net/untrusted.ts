/** Whether Node’s or OpenSSL’s code of a fault says that a certificate was refused on this side. */
export function isUntrusted(code: string): boolean {
  return /CERT|SELF_SIGNED|ISSUER|ALTNAME|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|CRL|INVALID_(CA|PURPOSE)/.test(code);
}

/** Why a certificate was refused and how that is mended, by Node's code; a stranger's code speaks of its authority. */
export function untrusted(code: string): { readonly why: string; readonly mend: string } {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return { why: 'has expired', mend: 'renew it, or set this machine’s clock' };
    case 'CERT_NOT_YET_VALID':
      return { why: 'is not valid yet', mend: 'see that the clocks on both sides are right' };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return { why: 'is for another name', mend: 'use a name that stands in it, or give the server one for this name' };
    case 'CERT_REVOKED':
      return { why: 'was revoked', mend: 'give the server a new one' };
    default:
      return { why: 'is not trusted', mend: 'name its authority in NODE_EXTRA_CA_CERTS' };
  }
}
