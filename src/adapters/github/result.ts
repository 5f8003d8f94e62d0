import type { RepositoryResult } from '../../ports/repository.ts';
import type { Answer } from './answer.ts';

/** An answer as the ports say it: what is not there, or was changed meanwhile, was refused. */
export function toResult<T, U>(answer: Answer<T>, shape: (data: T) => U): RepositoryResult<U> {
  if (answer.outcome === 'answered') return { outcome: 'read', found: shape(answer.data) };
  const { reason, detail } = answer;
  const told = reason === 'not-found' || reason === 'conflict' ? 'refused' : reason;
  return { outcome: 'failed', reason: told, detail };
}
