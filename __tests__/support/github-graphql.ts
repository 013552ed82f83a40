import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { repositoryObject } from './github-objects.ts';
import type { World } from './world-types.ts';

let schema: GraphQLSchema | undefined;

/** What a client sends to `/graphql`. */
export interface GraphQLRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

/** A fault of the local server itself: a query for something that it doesn't know yet. */
export class UnknownField extends Error {}

/**
 * Executes a query against GitHub's own schema over the world. Mistakes in the query come back as GitHub says them,
 * with 200; a field that GitHub has but this server lacks raises `UnknownField`, never a silent null.
 */
export async function executeQuery(world: World, request: GraphQLRequest): Promise<Record<string, unknown>> {
  const github = load();
  try {
    const document = parse(request.query);
    const missing = undefinedFields(github, document, world.server.graphqlWithout);
    if (missing.length > 0) return { errors: missing };
    const mistakes = validate(github, document);
    if (mistakes.length > 0) return { errors: mistakes.map(mistakeJson) };
    const result = await execute({
      schema: github,
      document,
      rootValue: rootOf(world),
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
      fieldResolver: resolveField,
    });
    const unknown = result.errors?.find((error) => error.originalError instanceof UnknownField);
    if (unknown?.originalError instanceof UnknownField) throw unknown.originalError;
    if (result.errors === undefined) return { data: result.data };
    return { data: result.data, errors: result.errors.map(errorJson) };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [mistakeJson(error)] };
    throw error;
  }
}

/** The name of a query's operation: the one asked for, or the first. */
export function operationName(request: GraphQLRequest): string | undefined {
  return request.operationName ?? /\b(?:query|mutation)\s+(\w+)/.exec(request.query)?.[1];
}

function load(): GraphQLSchema {
  if (schema === undefined) {
    const path = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
    schema = buildSchema(readFileSync(path, 'utf8'), { assumeValid: true });
  }
  return schema;
}

function rootOf(world: World): Record<string, unknown> {
  const { limit, remaining, reset } = world.rateLimit;
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const known = `${world.repository.owner}/${world.repository.name}`.toLowerCase();
      if (`${owner}/${name}`.toLowerCase() === known) return repositoryObject(world);
      throw new GraphQLError(`Could not resolve to a Repository with the name '${owner}/${name}'.`, {
        extensions: { type: 'NOT_FOUND' },
      });
    },
    rateLimit: () => ({
      limit,
      remaining,
      used: limit - remaining,
      cost: 1,
      nodeCount: 1,
      resetAt: new Date(reset * 1000).toISOString(),
    }),
  };
}

const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  const holder = source as Record<string, unknown>;
  const value = holder[info.fieldName];
  if (value === undefined) {
    throw new UnknownField(`The local GitHub server has no ${info.parentType.name}.${info.fieldName}: add it there`);
  }
  return typeof value === 'function' ? value.call(holder, args, context, info) : value;
};

function errorJson(error: GraphQLError): Record<string, unknown> {
  const { type } = error.extensions;
  return {
    ...(type === undefined ? {} : { type }),
    path: error.path,
    locations: error.locations,
    message: error.message,
  };
}

function mistakeJson(error: GraphQLError): Record<string, unknown> {
  return { message: error.message, locations: error.locations };
}

/** What an older server says of fields that its schema does not have: in GitHub's words, and nothing is answered. */
function undefinedFields(github: GraphQLSchema, document: DocumentNode, without: readonly string[]): unknown[] {
  const found: unknown[] = [];
  const types = new TypeInfo(github);
  if (without.length === 0) return found;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const typeName = types.getParentType()?.name;
        const fieldName = node.name.value;
        if (!without.includes(`${typeName}.${fieldName}`)) return;
        found.push({
          path: ['query Overview', fieldName],
          extensions: { code: 'undefinedField', typeName, fieldName },
          locations: [],
          message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
        });
      },
    }),
  );
  return found;
}
