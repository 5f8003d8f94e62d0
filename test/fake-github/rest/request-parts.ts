import type { DescriptionChecks } from '../description.ts';
import type { Match } from '../router.ts';

/** A request taken apart, and what GitHub's description holds against it. */
export interface RequestParts {
  /** With the types the description gives. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly problems: readonly string[];
}

export function readParts(
  description: DescriptionChecks,
  { operation, path }: Match,
  { url, text }: { readonly url: URL; readonly text: string },
): RequestParts {
  const body = parseBody(text);
  const query: Record<string, unknown> = Object.fromEntries(url.searchParams);
  const problems = [
    ...(body === MALFORMED ? ['body: is not JSON'] : description.checkBody(operation, body)),
    ...description.checkPath(operation, { ...path }),
    ...description.checkQuery(operation, query),
  ];
  const size = Number(query.per_page ?? 30);
  const isPageSize = size >= 1 && size <= 100;
  return {
    query,
    body,
    problems: isPageSize ? problems : [...problems, 'query/per_page: must be from 1 to 100'],
  };
}

const MALFORMED = Symbol('malformed');

function parseBody(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return MALFORMED;
  }
}
