import { DoorlogError } from '../errors.ts';

/** Where a signature gets its certificate, its time and its entry in a public log. */
export interface SigstoreInstance {
  readonly name: 'public-good' | 'github' | 'custom';
  readonly fulcioUrl: string;
  readonly tsaUrl?: string;
  readonly rekor?: { readonly url: string; readonly version: 1 | 2 };
}

/** There is no Sigstore that would sign for this server; `reason` is one sentence for a person. */
export interface NoInstance {
  readonly name: 'none';
  readonly reason: string;
}

/** Addresses of an own Sigstore; an empty one counts as not given. */
export interface InstanceUrls {
  readonly fulcioUrl?: string | undefined;
  readonly tsaUrl?: string | undefined;
  readonly rekorUrl?: string | undefined;
  readonly rekorVersion?: 1 | 2 | undefined;
}

/** What the choice depends on. */
export interface InstanceQuestion {
  readonly sigstore: 'auto' | 'public-good' | 'github' | 'custom';
  /** Who can see the repository; left out where nobody could tell. */
  readonly visibility: 'public' | 'private' | 'internal' | undefined;
  /** Address of the GitHub server: `https://github.com`. */
  readonly serverUrl: string;
  readonly urls?: InstanceUrls;
}

/** Nothing in it is or may hold a secret: addresses are shown. */
const ADDRESS = /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i;

const PUBLIC_GOOD: SigstoreInstance = {
  name: 'public-good',
  fulcioUrl: 'https://fulcio.sigstore.dev',
  rekor: { url: 'https://rekor.sigstore.dev', version: 1 },
};

/**
 * Chooses the Sigstore that signs. With `auto` only a repository that is known to be public goes to the public-good
 * instance, because its log shows repository and workflow names to everyone, for ever.
 * Raises `input-invalid`, naming the input.
 */
export function chooseInstance(question: InstanceQuestion): SigstoreInstance | NoInstance {
  const urls = question.urls ?? {};
  if (question.sigstore === 'custom') return customInstance(urls);
  refuseUnusedUrls(question.sigstore, urls);
  if (question.sigstore === 'public-good') return PUBLIC_GOOD;
  const host = hostOf(question.serverUrl);
  if (host === 'github.com') {
    const isPublic = question.sigstore === 'auto' && question.visibility === 'public';
    return isPublic ? PUBLIC_GOOD : githubInstance('githubapp.com');
  }
  if (host?.endsWith('.ghe.com')) return githubInstance(host);
  return {
    name: 'none',
    reason: `No public Sigstore signs for ${host ?? 'this server'}; set the inputs sigstore: custom, fulcio-url and tsa-url or rekor-url to your own.`,
  };
}

function githubInstance(domain: string): SigstoreInstance {
  return { name: 'github', fulcioUrl: `https://fulcio.${domain}`, tsaUrl: `https://timestamp.${domain}` };
}

function customInstance(urls: InstanceUrls): SigstoreInstance {
  const fulcioUrl = webAddress('fulcio-url', urls.fulcioUrl);
  const tsaUrl = webAddress('tsa-url', urls.tsaUrl);
  const rekorUrl = webAddress('rekor-url', urls.rekorUrl);
  const version = urls.rekorVersion ?? 1;
  if (!fulcioUrl) {
    throw new DoorlogError('input-invalid', 'Input sigstore is custom, so input fulcio-url must name the authority.');
  }
  if (!tsaUrl && !rekorUrl) {
    throw new DoorlogError(
      'input-invalid',
      'Input sigstore is custom, so one of the inputs tsa-url and rekor-url must be set: a signature needs a trusted time.',
    );
  }
  if (rekorUrl && version === 2 && !tsaUrl) {
    throw new DoorlogError(
      'input-invalid',
      'Input rekor-version is 2, which gives no trusted time, so input tsa-url must be set too.',
    );
  }
  return {
    name: 'custom',
    fulcioUrl,
    ...(tsaUrl && { tsaUrl }),
    ...(rekorUrl && { rekor: { url: rekorUrl, version } }),
  };
}

/** Addresses that nothing uses are a mistake that would otherwise show only when a bundle is verified. */
function refuseUnusedUrls(sigstore: string, urls: InstanceUrls): void {
  const unused = [
    ['fulcio-url', urls.fulcioUrl],
    ['tsa-url', urls.tsaUrl],
    ['rekor-url', urls.rekorUrl],
  ].find(([, url]) => url);
  if (unused) {
    throw new DoorlogError(
      'input-invalid',
      `Input ${unused[0]} is used only with sigstore: custom, but input sigstore is ${sigstore}.`,
    );
  }
}

function webAddress(input: string, url: string | undefined): string | undefined {
  if (!url) return undefined;
  if (!URL.canParse(url) || !ADDRESS.test(url)) {
    throw new DoorlogError(
      'input-invalid',
      `Input ${input} must be an address that starts with https:// or http://, with no user name, password, query or fragment in it.`,
    );
  }
  return url.replace(/\/+$/, '');
}

function hostOf(serverUrl: string): string | undefined {
  return URL.canParse(serverUrl) ? new URL(serverUrl).host : undefined;
}
