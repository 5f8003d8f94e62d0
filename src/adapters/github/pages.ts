import type { z } from 'zod';
import { expecting } from './answer.ts';
import type { Answer } from './answer.ts';

/** Which part of a list to ask for. */
export interface PageNumber {
  readonly per_page: number;
  readonly page: number;
}

const PAGE_SIZE = 100;
const MOST_PAGES = 30;

/**
 * A list to its end, page by page. Answers complete or not at all: a list of more than 3,000 is refused, so
 * that nothing decides on the part of it that was seen.
 */
export async function readPages<T>(
  ask: (page: PageNumber) => Promise<Answer<unknown>>,
  schema: z.ZodType<readonly T[]>,
  asked: string,
): Promise<Answer<readonly T[]>> {
  const rows: T[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = expecting(await ask({ per_page: PAGE_SIZE, page }), schema, asked);
    if (answer.outcome === 'failed') return answer;
    rows.push(...answer.data);
    if (answer.data.length < PAGE_SIZE) return { outcome: 'answered', data: rows };
  }
  const detail = `${asked}: more than ${PAGE_SIZE * MOST_PAGES}, too many to look at all`;
  return { outcome: 'failed', reason: 'refused', status: undefined, detail };
}
