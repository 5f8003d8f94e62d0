/**
 * Cuts GitHub's official OpenAPI description down to the operations the fake GitHub offers, as JSON
 * Schema for ajv, and writes it to test/fake-github/description/github.json. Run it after adding an
 * operation: `npx tsx scripts/fetch-github-description.ts`. An unpacked `api.github.com.json` may be
 * given as the only argument; otherwise npm fetches the package into a temporary folder.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS } from '../test/fake-github/operations.ts';

const PACKAGE = '@octokit/openapi@23.0.2';
const TARGET = new URL('../test/fake-github/description/github.json', import.meta.url);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = { readonly [key: string]: Json };

/** Whether an object schema may be closed to properties it does not name. */
type Openness = 'closable' | 'open';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

type Referable<T> = T | { readonly $ref: string };
type Content = { readonly content?: { readonly 'application/json'?: { readonly schema: Schema } } };

interface Description {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        readonly parameters?: readonly Referable<Parameter>[];
        readonly requestBody?: Referable<Content & { readonly required?: boolean }>;
        readonly responses: Record<string, Referable<Content>>;
      }
    >
  >;
  readonly components: Record<string, Record<string, unknown>>;
}

const DROPPED = new Set([
  'description',
  'title',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'externalDocs',
  'discriminator',
  'nullable',
]);

/** The parts of a description the given operations reach. */
function cut(description: Description, operations: readonly string[]) {
  const schemas: Record<string, Schema> = {};

  function resolve<T>(node: Referable<T>): T {
    if (typeof node !== 'object' || node === null || !('$ref' in node)) return node;
    const [, , kind = '', name = ''] = node.$ref.split('/');
    return description.components[kind]?.[name] as T;
  }

  /** Points at the cut's own copy of a component, made on first use. */
  function refer($ref: string, openness: Openness): Schema {
    const name = $ref.replace('#/components/schemas/', '') + (openness === 'open' ? '+' : '');
    if (!(name in schemas)) {
      schemas[name] = {};
      schemas[name] = simplify(resolve<Schema>({ $ref }), openness);
    }
    return { $ref: `#/schemas/${name}` };
  }

  function simplifyAll(map: Schema, openness: Openness): Schema {
    return Object.fromEntries(
      Object.entries(map).map(([name, schema]) => [name, simplify(schema as Schema, openness)]),
    );
  }

  function simplify(schema: Schema, openness: Openness): Schema {
    if (typeof schema.$ref === 'string') return refer(schema.$ref, openness);
    const simple: Record<string, Json> = {};
    // Branches beside properties, or joined by allOf, each see the whole object: none may close it.
    const shared = 'properties' in schema || openness === 'open' ? 'open' : 'closable';
    for (const [key, value] of Object.entries(schema)) {
      if (DROPPED.has(key) || key.startsWith('x-')) continue;
      if (key === 'properties') simple[key] = simplifyAll(value as Schema, 'closable');
      else if (key === 'items' || key === 'not')
        simple[key] = simplify(value as Schema, 'closable');
      else if (key === 'additionalProperties' && typeof value === 'object')
        simple[key] = simplify(value as Schema, 'closable');
      else if (key === 'allOf')
        simple[key] = (value as readonly Schema[]).map((branch) => simplify(branch, 'open'));
      else if (key === 'oneOf' || key === 'anyOf')
        simple[key] = (value as readonly Schema[]).map((branch) => simplify(branch, shared));
      else if (key !== 'format' || isKept(value, schema)) simple[key] = value;
    }
    if ('properties' in simple && !('additionalProperties' in simple) && openness === 'closable')
      simple.additionalProperties = false;
    return schema.nullable === true ? allowNull(simple) : simple;
  }

  function parameters(all: readonly Parameter[], place: 'path' | 'query'): Schema {
    const here = all.filter((parameter) => parameter.in === place);
    return {
      type: 'object',
      additionalProperties: false,
      required: here.filter((parameter) => parameter.required).map((parameter) => parameter.name),
      properties: Object.fromEntries(
        here.map((parameter) => [parameter.name, simplify(parameter.schema, 'closable')]),
      ),
    };
  }

  function body(content: Content): Schema | null {
    const schema = content.content?.['application/json']?.schema;
    return schema === undefined ? null : simplify(schema, 'closable');
  }

  const entries = operations.map((operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const described = description.paths[path]?.[method.toLowerCase()];
    if (described === undefined) throw new Error(`GitHub describes no operation ${operation}`);
    const all = (described.parameters ?? []).map(resolve);
    const request = described.requestBody === undefined ? {} : resolve(described.requestBody);
    const responses = Object.entries(described.responses);
    return [
      operation,
      {
        path: parameters(all, 'path'),
        query: parameters(all, 'query'),
        body: body(request),
        responses: Object.fromEntries(
          responses.map(([status, response]) => [status, body(resolve<Content>(response))]),
        ),
      },
    ];
  });
  refer('#/components/schemas/basic-error', 'closable');
  return { source: PACKAGE, operations: Object.fromEntries(entries), schemas };
}

/** Whether a format is one ajv knows; GitHub gives an empty text for an absent URL that defaults to it. */
function isKept(format: Json | undefined, schema: Schema): boolean {
  return format === 'date-time' || (format === 'uri' && schema.default !== '');
}

/** OpenAPI 3.0 says `nullable`; JSON Schema names null among the types. */
function allowNull(schema: Record<string, Json>): Schema {
  if (typeof schema.type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const values = Array.isArray(schema.enum) ? { enum: [...new Set([...schema.enum, null])] } : {};
  return { ...schema, ...values, type: [schema.type, 'null'] };
}

/** Fetches the package by npm into a temporary folder and reads the one file needed from it. */
function fetchDescription(): string {
  const folder = mkdtempSync(join(tmpdir(), 'github-description-'));
  try {
    execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder]);
    const archive = join(
      folder,
      `${PACKAGE.replace('@', '').replace('/', '-').replace('@', '-')}.tgz`,
    );
    const file = 'package/generated/api.github.com.json';
    return execFileSync('tar', ['-xzOf', archive, file], { maxBuffer: 64e6, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const [given] = process.argv.slice(2);
const text = given === undefined ? fetchDescription() : readFileSync(given, 'utf8');
const result = JSON.stringify(cut(JSON.parse(text) as Description, Object.keys(OPERATIONS)));
writeFileSync(TARGET, `${result}\n`);
console.log(
  `${Object.keys(OPERATIONS).length} operations, ${(result.length / 1000).toFixed(0)} kB`,
);
