import type { Outcome } from '../../state/refusal.ts';
import type { GraphqlContext } from '../context.ts';
import { refusalError } from '../errors.ts';

/** A mutation's one argument. */
export interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}

/** What every payload begins with. */
export function echo({ clientMutationId }: { readonly clientMutationId?: string | null }) {
  return { clientMutationId: clientMutationId ?? null };
}

/** The value of an outcome, or GitHub's error thrown. */
export function settle<T>(outcome: Outcome<T>, { staleRefType }: GraphqlContext): T {
  if (!outcome.done) throw refusalError(outcome.refusal, staleRefType);
  return outcome.value;
}
