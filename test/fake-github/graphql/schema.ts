import { readFileSync } from 'node:fs';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';

// Importing the package would parse the schema's 5 MB of JSON as well, and it exports no file.
const FILE = new URL(
  '../../../node_modules/@octokit/graphql-schema/schema.graphql',
  import.meta.url,
);

/** GitHub's published GraphQL schema. Parsing its 1.2 MB takes a quarter of a second: done on first use. */
export function loadSchema(): GraphQLSchema {
  schema ??= buildSchema();
  return schema;
}

let schema: GraphQLSchema | undefined;

function buildSchema(): GraphQLSchema {
  const document = parse(readFileSync(FILE, 'utf8'), { noLocation: true });
  // GitHub has validated its own schema.
  return buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
}
