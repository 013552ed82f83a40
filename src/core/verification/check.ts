/** One thing that a verification looked at. `detail` is one sentence. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly status: 'ok' | 'failed' | 'not-checked';
  readonly detail: string;
}

/** A check with its title, ready to be answered. */
export interface OpenCheck {
  ok(detail: string): Check;
  failed(detail: string): Check;
  notChecked(detail: string): Check;
}

/** Opens a check; the answer says how it went. */
export function check(id: string, title: string): OpenCheck {
  const answer = (status: Check['status']) => (detail: string) => ({ id, title, status, detail });
  return { ok: answer('ok'), failed: answer('failed'), notChecked: answer('not-checked') };
}
