import { graphqlError } from './errors.ts';

/** The arguments by which GraphQL cuts a list to a page. */
export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/**
 * A list as GitHub's connections show it; cursors are positions. A list asked for without a size, or for
 * more than 100 at once, is refused.
 */
export function connect<T>(items: readonly T[], page: PageArguments) {
  const { first, last, after, before } = page;
  demandBounds(page);
  const start = after == null ? 0 : readCursor(after) + 1;
  const end = before == null ? items.length : readCursor(before);
  const from = last == null ? start : Math.max(start, end - last);
  const to = first == null ? end : Math.min(end, start + first);
  const nodes = items.slice(from, to);
  return {
    totalCount: items.length,
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursorAt(from + index) })),
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: nodes.length === 0 ? null : cursorAt(from),
      endCursor: nodes.length === 0 ? null : cursorAt(from + nodes.length - 1),
    },
  };
}

function demandBounds({ first, last }: PageArguments): void {
  const size = first ?? last ?? undefined;
  if (size === undefined)
    throw graphqlError(
      'MISSING_PAGINATION_BOUNDARIES',
      'You must provide a `first` or `last` value to properly paginate the connection.',
      true,
    );
  if (size > 100)
    throw graphqlError(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the connection exceeds the limit of 100 records.`,
      true,
    );
}

function cursorAt(position: number): string {
  return Buffer.from(`cursor:${position}`).toString('base64');
}

function readCursor(cursor: string): number {
  return Number(Buffer.from(cursor, 'base64').toString().replace('cursor:', ''));
}
