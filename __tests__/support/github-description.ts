import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Fields that GitHub sends although its description has no word of them. */
const UNDESCRIBED = ['can_admins_bypass'];

let description: JsonObject | undefined;
let ajv: Ajv | undefined;
const validators = new Map<string, ValidateFunction | undefined>();

/**
 * Says what is wrong with a JSON reply by GitHub's own description of its REST API (`@octokit/openapi`), one line for
 * each fault; none where it is right. An operation or status that GitHub does not describe is a fault.
 */
export function faultsOfReply(method: string, route: string, status: number, body: unknown): string[] {
  const validate = validatorFor(method.toLowerCase(), route, String(status));
  if (validate === undefined) return [`GitHub describes no JSON reply ${status} for ${method} ${route}`];
  if (validate(body)) return [];
  return sentences(validate);
}

/** Whether a request's body is one that GitHub describes, in the same form. */
export function faultsOfBody(method: string, route: string, body: unknown): string[] {
  const validate = validatorFor(method.toLowerCase(), route, 'request');
  if (validate === undefined) return [];
  if (validate(body)) return [];
  return sentences(validate);
}

function sentences({ errors }: ValidateFunction): string[] {
  return (errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

function validatorFor(method: string, route: string, status: string): ValidateFunction | undefined {
  const key = `${method} ${route} ${status}`;
  if (!validators.has(key)) {
    const schema = schemaOf(method, route, status);
    validators.set(key, schema === undefined ? undefined : compile(schema));
  }
  return validators.get(key);
}

function schemaOf(method: string, route: string, status: string): Json | undefined {
  const operation = at(load(), 'paths', route, method);
  const part = status === 'request' ? at(operation, 'requestBody') : at(operation, 'responses', status);
  return at(resolve(part), 'content', 'application/json', 'schema');
}

function compile(schema: Json): ValidateFunction {
  if (ajv === undefined) {
    ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addFormat('uri', (text: string) => URL.canParse(text));
    ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/);
    ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
    ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
    for (const format of ['uri-template', 'int64']) ajv.addFormat(format, true);
  }
  const definitions: JsonObject = {};
  const root = translate(schema, definitions);
  return ajv.compile({ definitions, allOf: [root] });
}

/**
 * Turns OpenAPI 3.0 into JSON Schema: `nullable` becomes a choice, every `$ref` comes along as a definition, and fields
 * that are not described are not allowed, so that a misspelt one is found.
 */
function translate(schema: Json, definitions: JsonObject): Json {
  if (Array.isArray(schema)) return schema.map((item) => translate(item, definitions));
  if (schema === null || typeof schema !== 'object') return schema;
  const { $ref, nullable, example: _example, examples: _examples, description: _text, ...rest } = schema;
  if (typeof $ref === 'string') return { $ref: `#/definitions/${define($ref, definitions)}` };
  const translated: JsonObject = {};
  for (const [key, value] of Object.entries(rest)) {
    translated[key] =
      key === 'properties'
        ? translateProperties(value, definitions)
        : key === 'enum'
          ? value
          : translate(value, definitions);
  }
  if (isObject(translated.properties) && translated.additionalProperties === undefined) {
    for (const name of UNDESCRIBED) translated.properties[name] ??= true;
    translated.additionalProperties = false;
  }
  return nullable === true ? { anyOf: [translated, { type: 'null' }] } : translated;
}

function translateProperties(properties: Json, definitions: JsonObject): Json {
  if (!isObject(properties)) return properties;
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, translate(property, definitions)]),
  );
}

function define(ref: string, definitions: JsonObject): string {
  const name = ref.slice(ref.lastIndexOf('/') + 1);
  if (definitions[name] === undefined) {
    definitions[name] = true;
    definitions[name] = translate(follow(ref), definitions);
  }
  return name;
}

function resolve(part: Json | undefined): Json | undefined {
  const ref = at(part, '$ref');
  return typeof ref === 'string' ? follow(ref) : part;
}

function follow(ref: string): Json {
  const found = at(load(), ...ref.split('/').slice(1));
  if (found === undefined) throw new Error(`GitHub's description refers to ${ref}, which is not there`);
  return found;
}

function at(value: Json | undefined, ...keys: string[]): Json | undefined {
  let found = value;
  for (const key of keys) {
    if (!isObject(found)) return undefined;
    found = found[key];
  }
  return found;
}

function isObject(value: Json | undefined): value is JsonObject {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value);
}

function load(): JsonObject {
  if (description === undefined) {
    const require = createRequire(import.meta.url);
    const path = require.resolve('@octokit/openapi/generated/api.github.com.json');
    description = JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
  }
  return description;
}
