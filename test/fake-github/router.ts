import { OPERATIONS, type Operation } from './operations.ts';

export interface Match {
  readonly operation: Operation;
  /** Decoded, by the names the description gives them. */
  readonly path: Record<string, string>;
}

/** Refs and file paths hold slashes; every other parameter ends at the next one. */
const GREEDY = new Set(['ref', 'path']);

const ROUTES = (Object.keys(OPERATIONS) as Operation[])
  // The longest template first: `commits/{ref}/status` is not `commits/{ref}` with a ref `main/status`.
  .toSorted((a, b) => b.split('/').length - a.split('/').length)
  .map((operation) => {
    const [method = '', template = ''] = operation.split(' ');
    return { operation, method, pattern: compile(template) };
  });

/** The operation a request asks for, undefined when this GitHub has none such. */
export function matchRoute(method: string, pathname: string): Match | undefined {
  for (const { operation, method: wanted, pattern } of ROUTES) {
    const found = wanted === method ? pattern.exec(pathname) : null;
    if (found === null) continue;
    const decoded = Object.entries(found.groups ?? {}).map(([name, raw]) => [
      name,
      decodeURIComponent(raw),
    ]);
    return { operation, path: Object.fromEntries(decoded) as Record<string, string> };
  }
  return undefined;
}

function compile(template: string): RegExp {
  const source = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    GREEDY.has(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`);
}
