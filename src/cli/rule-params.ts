import { shippedFile } from './shipped-file.ts';

/** What a rule takes, as JSON Schema. */
export interface ParamsSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

/**
 * The parameters of each rule by its id. The published schema holds them: the built hooks know parameters by what fits,
 * not by what could. Raises `file-unreadable`.
 */
export async function paramsSchemas(): Promise<ReadonlyMap<string, ParamsSchema>> {
  const schema: PublishedSchema = JSON.parse(await shippedFile('schema/policy.v1.json'));
  return new Map(
    schema.properties.rules.items.oneOf.map(({ properties: { id, params } }) => [id.const, params] as const),
  );
}

/** The part of our own schema that is read. */
interface PublishedSchema {
  readonly properties: {
    readonly rules: {
      readonly items: {
        readonly oneOf: readonly {
          readonly properties: { readonly id: { readonly const: string }; readonly params: ParamsSchema };
        }[];
      };
    };
  };
}
