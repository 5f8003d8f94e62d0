import { GraphQLError } from 'graphql';
import type { Refusal } from '../state/refusal.ts';

/** GitHub's own classification of errors, beside the message. */
export interface ErrorDetails {
  readonly type: string;
  /** Set when the request was a mistake whatever the state. */
  readonly violation?: boolean;
}

export function graphqlError(type: string, message: string, violation = false): GraphQLError {
  const details: ErrorDetails = { type, violation };
  return new GraphQLError(message, { extensions: { ...details } });
}

export function forbidden(): GraphQLError {
  return graphqlError('FORBIDDEN', 'Resource not accessible by integration');
}

export function unresolvable(id: string): GraphQLError {
  return graphqlError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

/** A refusal by the repository's rules, as GraphQL words it. */
export function refusalError(refusal: Refusal, staleType = 'UNPROCESSABLE'): GraphQLError {
  const details = (refusal.errors ?? []).map(({ field, message }) => `${field} ${message ?? ''}`);
  const text = details.length === 0 ? refusal.message : details.join(', ');
  const types = { 403: 'FORBIDDEN', 404: 'NOT_FOUND', 409: staleType, 422: 'UNPROCESSABLE' };
  return graphqlError(types[refusal.status], text, refusal.isViolation);
}
