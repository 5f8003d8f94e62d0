import type { Operation } from './operations.ts';

/** One request as it was answered. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly operation: Operation | 'POST /graphql' | undefined;
  readonly body: unknown;
  /** What was answered, or how a fault broke the answer off. */
  readonly status: number | 'reset' | 'timeout' | 'truncate';
  readonly login: string | undefined;
}

/** A request GitHub would not have understood, or an answer GitHub would not have given. */
export interface Violation {
  readonly request: string;
  readonly problem: string;
}

export interface Journal {
  readonly requests: RequestRecord[];
  readonly violations: Violation[];
}

export function createJournal(): Journal {
  return { requests: [], violations: [] };
}
