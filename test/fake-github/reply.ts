import type { FieldError, Refusal } from './state/refusal.ts';

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

/** GitHub's validation errors carry no status of their own. */
export function unprocessable(message: string, errors?: readonly FieldError[]): Answer {
  const documentation = 'https://docs.github.com/rest';
  return {
    status: 422,
    body: { message, ...(errors && { errors }), documentation_url: documentation },
  };
}

export function notFound(): Answer {
  return failure(404, 'Not Found');
}

/** Refuses what could never be accepted. */
export function violate(resource: string, field: string, message: string): Answer {
  const error: FieldError = { resource, field, code: 'custom', message };
  const violation = `Validation Failed: ${field} ${message}`;
  return { ...unprocessable('Validation Failed', [error]), violation };
}

/** A refusal by the repository's rules, as REST words it. */
export function refusal({ status, message, errors, isViolation }: Refusal): Answer {
  const answer = status === 422 ? unprocessable(message, errors) : failure(status, message);
  if (!isViolation) return answer;
  const details = (errors ?? []).map((error) => `${error.field} ${error.message ?? error.code}`);
  return { ...answer, violation: [message, ...details].join(': ') };
}
