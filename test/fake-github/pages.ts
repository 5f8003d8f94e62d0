import type { Listing } from './reply.ts';

export interface Page {
  readonly body: unknown;
  /** The `link` header's value; undefined when there is only one page. */
  readonly link: string | undefined;
}

/** Cuts a listing to the page asked for, 30 items by default and 100 at most. */
export function cutPage({ list, envelope }: Listing, url: URL): Page {
  const perPage = Math.min(Math.max(Number(url.searchParams.get('per_page') ?? 30), 1), 100);
  const page = Math.max(Number(url.searchParams.get('page') ?? 1), 1);
  const last = Math.max(Math.ceil(list.length / perPage), 1);
  const items = list.slice((page - 1) * perPage, page * perPage);
  const targets = {
    prev: page > 1 ? page - 1 : undefined,
    next: page < last ? page + 1 : undefined,
    last: page < last ? last : undefined,
    first: page > 1 ? 1 : undefined,
  };
  const links = Object.entries(targets).flatMap(([rel, target]) =>
    target === undefined ? [] : [`<${addressOf(url, target)}>; rel="${rel}"`],
  );
  return {
    body: envelope === undefined ? items : envelope(items, list.length),
    link: links.length === 0 ? undefined : links.join(', '),
  };
}

function addressOf(url: URL, page: number): string {
  const address = new URL(url);
  address.searchParams.set('page', String(page));
  return address.href;
}
