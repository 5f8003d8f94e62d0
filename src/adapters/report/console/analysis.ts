import type { CriterionReport } from '../../../core/judge/report.ts';
import { describeFalseAlarms } from '../../../core/present/false-alarms.ts';
import { assessHealth } from '../../../core/present/health.ts';
import { markOf } from '../../../core/present/marks.ts';
import { formatDuration } from '../../../core/quantity/duration.ts';
import type { Duration, Instant } from '../../../core/quantity/instant.ts';
import type { Clock } from '../../../ports/clock.ts';
import { timed } from './line.ts';
import { createLookTable } from './look-table.ts';

/** Tells an analysis as it goes: its looks, and in the end every criterion. */
export interface AnalysisConsole {
  look(criteria: readonly CriterionReport[]): void;
  end(criteria: readonly CriterionReport[]): void;
}

/** For an analysis that begins now and lasts for `duration`. */
export function createAnalysisConsole(
  print: (line: string) => void,
  clock: Clock,
  duration: Duration,
): AnalysisConsole {
  const table = createLookTable();
  const start: Instant = clock.now();
  return {
    look(criteria) {
      const now = clock.now();
      const left = start + duration - now;
      const rest = left > 0 ? `${formatDuration(left)} left` : '';
      const { head, row } = table.add({ criteria, lead: '', rest, now, phase: 0, bake: duration });
      if (head !== undefined) print(timed(undefined, head));
      if (row !== undefined) print(timed(now - start, row));
    },
    end(criteria) {
      for (const report of criteria) {
        print(timed(undefined, `${markOf(report)} ${report.sentence}`));
      }
      const health = assessHealth(criteria);
      if (health) print(timed(undefined, `health ${health.score} of 100: ${health.sentence}`));
      const falseAlarms = describeFalseAlarms(criteria);
      if (falseAlarms) print(timed(undefined, falseAlarms));
    },
  };
}
