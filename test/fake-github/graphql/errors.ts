import { GraphQLError } from 'graphql';
import type { Refusal } from '../state/refusal.ts';

/** GitHub's own classification of errors, beside the message. */
interface ErrorDetails {
  readonly type: string;
  /** Set when the request was a mistake whatever the state. */
  readonly isViolation: boolean;
}

export function graphqlError(type: string, message: string, isViolation = false): GraphQLError {
  const details: ErrorDetails = { type, isViolation };
  return new GraphQLError(message, { extensions: { ...details } });
}

export function forbidden(): GraphQLError {
  return graphqlError('FORBIDDEN', 'Resource not accessible by integration');
}

export function unresolvable(id: string): GraphQLError {
  return graphqlError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

/** A refusal by the repository's rules, as GraphQL words it. */
export function refusalError(refusal: Refusal, staleRefType: string): GraphQLError {
  const { status, message, errors = [], isViolation } = refusal;
  const types = { 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: staleRefType, 422: 'UNPROCESSABLE' };
  const details = errors.map((error) => `${error.field} ${error.message ?? error.code}`);
  return graphqlError(types[status], [message, ...details].join(': '), isViolation);
}

/** The error as GitHub sends it: its type beside the message, not among extensions. */
export function viewError({ message, path, locations, extensions }: GraphQLError): object {
  const { type } = extensions;
  return {
    ...(type !== undefined && { type }),
    ...(path && { path }),
    ...(locations && { locations }),
    message,
  };
}

/** Mistakes of a request, and gaps of this GitHub; refusals that depend on state are neither. */
export function violationsOf(errors: readonly GraphQLError[]): readonly string[] {
  return errors
    .filter(({ extensions }) => extensions.type === undefined || extensions.isViolation === true)
    .map(({ message }) => message);
}
