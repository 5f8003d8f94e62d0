import {
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
} from 'graphql';
import { failure, type Answer } from '../reply.ts';
import type { Hub } from '../state/hub.ts';
import type { Token } from '../state/world.ts';
import type { GraphqlContext } from './context.ts';
import { graphqlError, type ErrorDetails } from './errors.ts';
import { MUTATIONS } from './mutations.ts';
import { QUERIES } from './query.ts';
import { loadSchema } from './schema.ts';

export interface GraphqlRequest {
  readonly method: string;
  readonly text: string;
  readonly token: Token;
}

export interface GraphqlAnswer extends Answer {
  readonly operation: 'POST /graphql';
  readonly violations: readonly string[];
}

interface Envelope {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** Executes GraphQL requests against GitHub's published schema; the fields of a mutation one after another. */
export function createGraphqlAnswerer(hub: Hub, staleRefType: string) {
  return async ({ method, text, token }: GraphqlRequest): Promise<GraphqlAnswer> => {
    const envelope = method === 'POST' ? parseEnvelope(text) : undefined;
    if (envelope === undefined)
      return invalid(failure(400, 'Problems parsing JSON'), ['not a GraphQL request']);
    const document = parseDocument(envelope.query);
    if (document instanceof GraphQLError) return reject([document]);
    const mistakes = validate(loadSchema(), document);
    if (mistakes.length > 0) return reject(mistakes);

    const context: GraphqlContext = { hub, token, staleRefType };
    const result = await execute({
      schema: loadSchema(),
      document,
      contextValue: context,
      rootValue: { ...QUERIES, ...MUTATIONS },
      variableValues: envelope.variables ?? {},
      operationName: envelope.operationName ?? null,
      fieldResolver: resolveField,
    });
    const errors = result.errors ?? [];
    const body = {
      data: result.data ?? null,
      ...(errors.length > 0 && { errors: errors.map(viewError) }),
    };
    return {
      status: 200,
      body,
      operation: 'POST /graphql',
      violations: errors.flatMap(violationOf),
    };
  };
}

/** A field holds a value or a function of its arguments; a field nobody wrote is an error, not null. */
const resolveField: GraphQLFieldResolver<unknown, GraphqlContext> = (
  source,
  args,
  context,
  info,
) => {
  const value = (source as Readonly<Record<string, unknown>>)[info.fieldName];
  if (value === undefined) {
    const field = `${info.parentType.name}.${info.fieldName}`;
    throw graphqlError('INTERNAL', `this GitHub does not resolve ${field}`, true);
  }
  return typeof value === 'function' ? (value as Resolver)(args, context) : value;
};

type Resolver = (args: unknown, context: GraphqlContext) => unknown;

function parseEnvelope(text: string): Envelope | undefined {
  try {
    const envelope = JSON.parse(text) as Envelope;
    return typeof envelope.query === 'string' ? envelope : undefined;
  } catch {
    return undefined;
  }
}

function parseDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function reject(errors: readonly GraphQLError[]): GraphqlAnswer {
  const answer = { status: 200, body: { errors: errors.map(viewError) } };
  return invalid(
    answer,
    errors.map(({ message }) => message),
  );
}

function invalid(answer: Answer, violations: readonly string[]): GraphqlAnswer {
  return { ...answer, operation: 'POST /graphql', violations };
}

/** GitHub puts its error type beside the message, not among extensions. */
function viewError({ message, path, locations, extensions }: GraphQLError): object {
  const { type } = extensions as Partial<ErrorDetails>;
  return {
    ...(type !== undefined && { type }),
    ...(path && { path }),
    ...(locations && { locations }),
    message,
  };
}

/** Mistakes of the request, and bugs of this GitHub; refusals that depend on state are neither. */
function violationOf({ message, extensions }: GraphQLError): readonly string[] {
  const { type, violation } = extensions as Partial<ErrorDetails>;
  return type === undefined || violation === true ? [message] : [];
}
