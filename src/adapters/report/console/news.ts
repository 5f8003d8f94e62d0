import type { GateFinding } from '../../../core/finding.ts';
import { standingOf } from '../../../core/judge/standing.ts';
import { printFindings } from '../../../core/present/findings.ts';
import { headline, SIGNS } from '../../../core/present/headline.ts';
import { markOf } from '../../../core/present/marks.ts';
import { formatDuration } from '../../../core/quantity/duration.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { PhaseState } from '../../../core/rollout/state.ts';
import type { Story } from '../../../ports/reporter.ts';

/** Something that happened, with what there is to say about it. */
export interface Item {
  readonly at: Instant;
  readonly line: string;
  readonly more: readonly string[];
}

/** Knows what was told already. */
export interface News {
  /** What a story tells that no earlier one did, in the order in which it happened, its headline last. */
  of(story: Story): readonly Item[];
}

/** News of what happened at `since` or later. */
export function createNews(since: Instant): News {
  const told = new Set<string>();

  /** Whether something that happened at that moment was not told yet; asking tells it. */
  function isNew(what: string, at: Instant | undefined): at is Instant {
    if (at === undefined || at < since || told.has(what)) return false;
    told.add(what);
    return true;
  }

  function passedPhases({ state }: Story): readonly Item[] {
    return state.started.plan.phases.flatMap(({ name, weight }, index) => {
      const { status, startedAt, endedAt } = state.phases[index] ?? UNKNOWN;
      if (status !== 'passed' || !isNew(`passed ${index} ${endedAt}`, endedAt)) return [];
      const took = startedAt === undefined ? '' : ` after ${formatDuration(endedAt - startedAt)}`;
      return [{ at: endedAt, line: `🟢 ${name} passed at ${weight}%${took}`, more: [] }];
    });
  }

  function newFindings({ state }: Story): readonly GateFinding[] {
    return [state.gates, ...state.phases.map(({ gates }) => gates)].flatMap((record, index) =>
      record && isNew(`gates ${index} ${record.at}`, record.at) ? record.findings : [],
    );
  }

  function newApprovals({ state }: Story): readonly string[] {
    return state.phases.flatMap(({ approval }, index) =>
      approval && isNew(`approval ${index} ${approval.at}`, approval.at)
        ? [`approved by ${approval.by.join(', ') || `the environment ${approval.environment}`}`]
        : [],
    );
  }

  return {
    of(story) {
      const { state, now } = story;
      const passed = passedPhases(story);
      const more = [
        ...printFindings(newFindings(story)),
        ...newApprovals(story),
        ...explain(story).filter((line) => isNew(line, now)),
      ];
      const isToldByPhase =
        state.status === 'running' && passed.some(({ at }) => at === endOf(story));
      return isToldByPhase
        ? passed
        : [...passed, { at: now, line: `${SIGNS[state.status]} ${headline(state)}`, more }];
    },
  };
}

const UNKNOWN: PhaseState = { status: 'pending', criteria: [] };

/** When the current phase passed; undefined while it has not. */
function endOf({ state }: Story): Instant | undefined {
  const { status, endedAt } = state.phases[state.current] ?? UNKNOWN;
  return status === 'passed' ? endedAt : undefined;
}

/** Why it came so, and which criteria did not hold. */
function explain({ state, criteria }: Story): readonly string[] {
  if (state.status === 'running' || state.status === 'promoting') return [];
  const why = state.status === 'promoted' ? [] : (state.reason?.sentence ?? []);
  const broken = criteria
    .filter((one) => standingOf(one) !== 'pass' && one.sentence !== state.reason?.sentence)
    .map((report) => `${markOf(report)} ${report.sentence}`);
  return [why, [...new Set(broken)]].flat();
}
