import type { CriterionReport } from '../../../core/judge/report.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import { alignLook, isBlank } from './looks.ts';
import { createPace } from './pace.ts';

/** One look with what stands beside its numbers. */
export interface TableLook {
  readonly criteria: readonly CriterionReport[];
  /** What stands before the numbers, always equally long. */
  readonly lead: string;
  /** What stands behind them. */
  readonly rest: string;
  readonly now: Instant;
  readonly phase: number;
  readonly bake: Duration;
}

/** Looks as rows of a table under a head that names the metrics; of a long bake's thousands the telling ones. */
export interface LookTable {
  /** The lines for this look: none, its row, or the head and its row. */
  add(look: TableLook): { readonly head?: string; readonly row?: string };
  /** Something else was said: the next row has the head above it again. */
  interrupt(): void;
}

export function createLookTable(): LookTable {
  const pace = createPace();
  let shownHead = '';
  return {
    add({ criteria, lead, rest, now, phase, bake }) {
      if (isBlank(criteria)) return {};
      const columns = alignLook(criteria);
      if (!pace.shows({ gist: `${lead} ${columns.marks}`, now, phase, bake })) return {};
      const head = `${' '.repeat(lead.length)}${columns.head}`;
      const isShown = head === shownHead;
      shownHead = head;
      return { ...(!isShown && { head }), row: `${lead}${columns.row}${rest && `   ${rest}`}` };
    },
    interrupt() {
      shownHead = '';
    },
  };
}
