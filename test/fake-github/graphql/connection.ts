/** The arguments by which GraphQL cuts a list to a page. */
export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A list as GitHub's connections show it; cursors are positions. */
export function connect<T>(items: readonly T[], { first, last, after, before }: PageArguments) {
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

function cursorAt(position: number): string {
  return Buffer.from(`cursor:${position}`).toString('base64');
}

function readCursor(cursor: string): number {
  return Number(Buffer.from(cursor, 'base64').toString().replace('cursor:', ''));
}
