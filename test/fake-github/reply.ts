import type { Refusal } from './state/refusal.ts';

/** What a handler answers; lists are cut into pages by the server, inside their envelope if they have one. */
export type Reply = Answer | Listing;

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set when the request was a mistake whatever the state: recorded as a violation. */
  readonly violation?: string;
}

export interface Listing {
  readonly list: readonly unknown[];
  readonly envelope?: (page: readonly unknown[], total: number) => unknown;
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function failure(status: number, message: string, more: object = {}): Answer {
  const documentation = 'https://docs.github.com/rest';
  return {
    status,
    body: { message, ...more, documentation_url: documentation, status: String(status) },
  };
}

export function notFound(): Answer {
  return failure(404, 'Not Found');
}

/** A refusal by the repository's rules, as REST words it. */
export function refusal({ status, message, errors, isViolation }: Refusal): Answer {
  // GitHub's validation errors carry no status of their own.
  const body = { message, documentation_url: 'https://docs.github.com/rest' };
  const answer =
    status === 422
      ? { status, body: { ...body, ...(errors && { errors }) } }
      : failure(status, message);
  if (!isViolation) return answer;
  const details = (errors ?? []).map((error) => `${error.field} ${error.message ?? error.code}`);
  return { ...answer, violation: [message, ...details].join(': ') };
}
