import * as z from 'zod/mini';
import githubAnchor from '../../trust/github/root.json' with { type: 'json' };
import githubRoot from '../../trust/github/trusted_root.json' with { type: 'json' };
import manifest from '../../trust/manifest.json' with { type: 'json' };
import publicGoodAnchor from '../../trust/public-good/root.json' with { type: 'json' };
import publicGoodRoot from '../../trust/public-good/trusted_root.json' with { type: 'json' };

const Manifest = z.object({
  instances: z.array(z.object({ name: z.string(), mirror: z.string(), target: z.string(), taken: z.string() })),
});

/** A Sigstore whose trust root ships with Doorlog. */
export interface ShippedRoot {
  readonly name: string;
  readonly mirror: string;
  readonly target: string;
  /** TUF’s root metadata that its repository is trusted by, as JSON text. */
  readonly anchor: string;
  /** The trust root, as JSON text. */
  readonly text: string;
  /** When that was its trust root, by whoever published it. */
  readonly taken: Date;
}

const FILES: Readonly<Record<string, { readonly anchor: unknown; readonly root: unknown }>> = {
  'public-good': { anchor: publicGoodAnchor, root: publicGoodRoot },
  github: { anchor: githubAnchor, root: githubRoot },
};

/** The trust roots under `trust/`; where they come from is in its manifest. */
export function shippedRoots(): readonly ShippedRoot[] {
  return Manifest.parse(manifest).instances.map(({ name, mirror, target, taken }) => ({
    name,
    mirror,
    target,
    anchor: JSON.stringify(FILES[name]?.anchor),
    text: JSON.stringify(FILES[name]?.root),
    taken: new Date(taken),
  }));
}
