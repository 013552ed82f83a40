/** What is left of GitHub's hourly budget: REST counts requests (`core`), GraphQL counts points, each by itself. */
export interface RateLimit {
  readonly remaining: number;
  readonly limit: number;
}

export type RateLimitResource = 'core' | 'graphql';

/** Remembers what the last reply said of each budget. */
export interface RateLimits {
  /** `asked` is the budget of a reply that does not name its own. */
  note(headers: Readonly<Record<string, string>>, asked: RateLimitResource): void;
  /** Undefined where no reply has told it yet. */
  of(resource: RateLimitResource): RateLimit | undefined;
}

/** Reads `x-ratelimit-remaining`, `-limit` and `-resource` (GitHub, “Rate limits for the REST API”). */
export function createRateLimits(): RateLimits {
  const seen = new Map<string, RateLimit>();
  return {
    note(headers, asked) {
      const remaining = countOf(headers['x-ratelimit-remaining']);
      const limit = countOf(headers['x-ratelimit-limit']);
      if (remaining === undefined || limit === undefined) return;
      seen.set(headers['x-ratelimit-resource'] ?? asked, { remaining, limit });
    },
    of: (resource) => seen.get(resource),
  };
}

function countOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
