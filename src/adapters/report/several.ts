import type { Instant } from '../../core/quantity/instant.ts';
import type { ReportHandles } from '../../core/rollout/event.ts';
import type { Reporter } from '../../ports/reporter.ts';

/** Tells the story in several places at once; what one of them throws is its trouble and nobody else's. */
export function tellEverywhere(reporters: readonly Reporter[]): Reporter {
  return {
    async tell(story) {
      const tellings = await Promise.allSettled(reporters.map((reporter) => reporter.tell(story)));
      let handles: ReportHandles | undefined;
      const troubles: string[] = [];
      let isMissed = false;
      let owed: Instant | undefined;
      for (const telling of tellings) {
        if (telling.status === 'rejected') {
          troubles.push(`a report failed: ${String(telling.reason)}`);
          continue;
        }
        if (telling.value.handles) handles = { ...handles, ...telling.value.handles };
        troubles.push(...telling.value.troubles);
        isMissed ||= telling.value.missed === true;
        owed = telling.value.owed ?? owed;
      }
      return {
        troubles,
        ...(handles && { handles }),
        ...(isMissed && { missed: true }),
        ...(owed !== undefined && { owed }),
      };
    },
  };
}
