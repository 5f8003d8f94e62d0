/** Why GitHub does not do what was asked; each face of the API words it in its own way. */
export interface Refusal {
  readonly status: 403 | 404 | 409 | 422;
  readonly message: string;
  readonly errors?: readonly FieldError[];
  /** Whether asking was a mistake no state of the repository could have made right. */
  readonly isViolation: boolean;
}

export interface FieldError {
  readonly resource: string;
  readonly field: string;
  readonly code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'custom';
  readonly message?: string;
}

export type Outcome<T> =
  { readonly done: true; readonly value: T } | { readonly done: false; readonly refusal: Refusal };

export function succeed<T>(value: T): Outcome<T> {
  return { done: true, value };
}

/** Refuses for a reason that depends on the state of things: the caller may have lost a race. */
export function refuse(status: Refusal['status'], message: string): Outcome<never> {
  return { done: false, refusal: { status, message, isViolation: false } };
}

/** Refuses what could never be accepted: a limit, a malformed name. Recorded as a violation. */
export function reject(resource: string, field: string, message: string): Outcome<never> {
  const error: FieldError = { resource, field, code: 'custom', message };
  const refusal = { status: 422, message: 'Validation Failed', errors: [error] } as const;
  return { done: false, refusal: { ...refusal, isViolation: true } };
}
