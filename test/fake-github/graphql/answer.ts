import { execute, GraphQLError, parse, validate, type GraphQLFieldResolver } from 'graphql';
import { failure, type Answer } from '../reply.ts';
import type { GraphqlContext } from './context.ts';
import { graphqlError, violationsOf, viewError } from './errors.ts';
import { FIELDS } from './fields.ts';
import { loadSchema } from './schema.ts';

export interface GraphqlAnswer extends Answer {
  readonly violations: readonly string[];
}

interface Envelope {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/**
 * Executes a request against GitHub's published schema, the fields of a mutation one after another: what
 * an earlier one did stands, whatever becomes of a later one.
 */
export async function answerGraphql(text: string, context: GraphqlContext): Promise<GraphqlAnswer> {
  const envelope = parseEnvelope(text);
  if (envelope === undefined) {
    const answer = failure(400, 'Problems parsing JSON');
    return { ...answer, violations: ['the body is not a GraphQL request'] };
  }
  const { document, mistakes } = parseDocument(envelope.query);
  if (document === undefined) return reject(mistakes);
  const { data, errors } = await execute({
    schema: loadSchema(),
    document,
    contextValue: context,
    variableValues: envelope.variables ?? {},
    operationName: envelope.operationName ?? null,
    fieldResolver: resolveField,
  });
  // Without any data nothing was executed: the variables did not fit.
  if (data === undefined) return reject(errors ?? []);
  const body = errors === undefined ? { data } : { data, errors: errors.map(viewError) };
  return { status: 200, body, violations: violationsOf(errors ?? []) };
}

type Resolver = (node: unknown, args: unknown, context: GraphqlContext) => unknown;

/** Reads a field from the tables, or else from the node; a field nobody wrote is an error, never null. */
const resolveField: GraphQLFieldResolver<unknown, GraphqlContext> = (node, args, context, info) => {
  const { parentType, fieldName } = info;
  const read = FIELDS[parentType.name]?.[fieldName] as Resolver | undefined;
  const value = read === undefined ? propertyOf(node, fieldName) : read(node, args, context);
  if (value !== undefined) return value;
  const message = `this GitHub does not resolve ${parentType.name}.${fieldName}`;
  throw graphqlError('INTERNAL', message, true);
};

function propertyOf(node: unknown, name: string): unknown {
  return (node as Readonly<Record<string, unknown>> | undefined)?.[name];
}

function parseEnvelope(text: string): Envelope | undefined {
  try {
    const envelope = JSON.parse(text) as Partial<Envelope>;
    const { query } = envelope;
    return typeof query === 'string' ? { ...envelope, query } : undefined;
  } catch {
    return undefined;
  }
}

function parseDocument(query: string) {
  try {
    const document = parse(query);
    const mistakes = validate(loadSchema(), document);
    return mistakes.length === 0 ? { document, mistakes } : { mistakes };
  } catch (error) {
    if (error instanceof GraphQLError) return { mistakes: [error] };
    throw error;
  }
}

function reject(errors: readonly GraphQLError[]): GraphqlAnswer {
  const violations = errors.map(({ message }) => message);
  return { status: 200, body: { errors: errors.map(viewError) }, violations };
}
