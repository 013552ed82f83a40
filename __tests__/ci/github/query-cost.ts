import { Kind, parse, type SelectionSetNode } from 'graphql';

/** What GitHub's documentation makes of a query, each connection being as full as its argument allows. */
export interface QueryCost {
  /** A connection is one request for each object that it hangs on; a hundred make a point. */
  readonly requests: number;
  readonly points: number;
  readonly nodes: number;
  /** The `first` and `last` of all connections. */
  readonly pages: readonly number[];
}

/** Counts as “Rate limits and node limits for the GraphQL API” says. */
export function costOf(query: string): QueryCost {
  const document = parse(query);
  const pages: number[] = [];
  let requests = 0;
  let nodes = 0;

  function walk(set: SelectionSetNode | undefined, parents: number): void {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('fragments are not counted');
      const page = selection.kind === Kind.FIELD ? pageOf(selection.arguments ?? []) : undefined;
      if (page !== undefined) {
        pages.push(page);
        requests += parents;
        nodes += parents * page;
      }
      walk(selection.selectionSet, parents * (page ?? 1));
    }
  }

  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) walk(definition.selectionSet, 1);
  }
  return { requests, points: Math.max(1, Math.round(requests / 100)), nodes, pages };
}

function pageOf(given: readonly { name: { value: string }; value: { kind: string; value?: unknown } }[]) {
  const page = given.find(({ name }) => name.value === 'first' || name.value === 'last');
  return page?.value.kind === Kind.INT ? Number(page.value.value) : undefined;
}
