/**
 * A git remote's address without anything that could be a credential: no user (but `git` over SSH), password, query or
 * fragment. Undefined for what is not of a known form, such as a remote helper's command line.
 */
export function withoutCredentials(address: string): string | undefined {
  if (/[\s\p{Cc}]/u.test(address)) {
    return undefined;
  }
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(address)) {
    return cleanUrl(address);
  }
  // `helper::whatever` runs a program; all that is known of it is that it may hold anything.
  if (address === '' || /^[A-Za-z0-9-]+::/.test(address)) {
    return undefined;
  }
  const scp = /^(?:([^@/\\]+)@)?([A-Za-z0-9._-]{2,}|\[[0-9A-Fa-f:.]+\]):([^?#]*)/.exec(address);
  if (scp !== null) {
    return `${scp[1] === 'git' ? 'git@' : ''}${scp[2]}:${scp[3]}`;
  }
  // What is left is a path; one with an `@` before a `:` is an address that was not understood.
  return /@.*:|:.*@/.test(address) ? undefined : address;
}

function cleanUrl(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (!['http:', 'https:', 'ssh:', 'git:', 'file:', 'ftp:', 'ftps:', 'git+ssh:'].includes(url.protocol)) {
    return undefined;
  }
  if (!(url.username === 'git' && url.protocol.includes('ssh'))) {
    url.username = '';
  }
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.username === '' || url.username === 'git' ? url.href : undefined;
}
