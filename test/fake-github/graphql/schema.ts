import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  GraphQLError,
  isScalarType,
  parse,
  valueFromASTUntyped,
  type GraphQLSchema,
} from 'graphql';

// Importing the package would parse the schema's 5 MB of JSON as well, and it exports no file.
const FILE = new URL(
  '../../../node_modules/@octokit/graphql-schema/schema.graphql',
  import.meta.url,
);

/** What GitHub's scalars accept; the schema only names them. */
const SCALARS: Readonly<Record<string, (text: string) => boolean>> = {
  GitObjectID: (text) => /^[0-9a-f]{40}$/.test(text),
  DateTime: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text),
  URI: (text) => text === '' || /^https?:\/\//.test(text),
};

let loaded: GraphQLSchema | undefined;

/** GitHub's published GraphQL schema. Parsing its 1.2 MB takes a quarter of a second: done on first use. */
export function loadSchema(): GraphQLSchema {
  loaded ??= buildSchema();
  return loaded;
}

function buildSchema(): GraphQLSchema {
  // Without its prose the schema parses in half the time.
  const text = readFileSync(FILE, 'utf8').replaceAll(/"""[^]*?"""/g, '');
  const document = parse(text, { noLocation: true });
  // GitHub has validated its own schema.
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  for (const [name, accepts] of Object.entries(SCALARS)) restrictScalar(schema, name, accepts);
  return schema;
}

function restrictScalar(schema: GraphQLSchema, name: string, accepts: (text: string) => boolean) {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) throw new Error(`GitHub's schema has no scalar ${name}`);
  scalar.parseValue = (value) => {
    if (typeof value === 'string' && accepts(value)) return value;
    throw new GraphQLError(`Could not coerce value ${JSON.stringify(value)} to ${name}`);
  };
  scalar.parseLiteral = (node, variables) =>
    scalar.parseValue(valueFromASTUntyped(node, variables));
}
