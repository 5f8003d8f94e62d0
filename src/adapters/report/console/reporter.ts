import type { CriterionReport } from '../../../core/judge/report.ts';
import { headline, SIGNS } from '../../../core/present/headline.ts';
import { announceNext } from '../../../core/present/recommendation.ts';
import { formatDuration } from '../../../core/quantity/duration.ts';
import { formatQuantity } from '../../../core/quantity/unit.ts';
import type { State } from '../../../core/rollout/state.ts';
import type { Reporter, Story } from '../../../ports/reporter.ts';

/** Characters that could steer a terminal. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;

/**
 * Tells the story as lines of text, as it happens: a line for every step, and for every look a line with the
 * weight, the numbers and when something happens next.
 */
export function createConsoleReporter(print: (line: string) => void): Reporter {
  const say = (line: string): void => print(line.replaceAll(CONTROL, ' '));
  let lastLook = '';
  return {
    async tell(story) {
      if (story.moment === 'look') {
        const look = describeLook(story);
        if (look !== lastLook) say(`${elapsed(story)}  ${look}`);
        lastLook = look;
      } else {
        for (const line of describeStep(story)) say(line);
      }
      return { troubles: [] };
    },
  };
}

function describeStep(story: Story): readonly string[] {
  const { state, criteria } = story;
  const lines = [`${elapsed(story)}  ${SIGNS[state.status]} ${headline(state)}`];
  if (state.reason && state.status !== 'promoted')
    lines.push(`           ${state.reason.sentence}`);
  if (state.status !== 'running') {
    const broken = criteria.filter(({ verdict }) => verdict !== 'pass');
    lines.push(...broken.map((report) => `           ${report.verdict}: ${report.criterion}`));
  }
  return lines;
}

function describeLook({ state, criteria, now }: Story): string {
  const numbers = uniqueByMetric(criteria).map(describeNumber).join('   ');
  return `  ${bar(state)} ${numbers}   ${announceNext(state, now)}`.trimEnd();
}

function bar({ weight }: State): string {
  const filled = Math.round(weight.intended / 10);
  return `${'█'.repeat(filled)}${'░'.repeat(10 - filled)} ${String(weight.intended).padStart(3)}%`;
}

function uniqueByMetric(criteria: readonly CriterionReport[]): readonly CriterionReport[] {
  const worst = new Map<string, CriterionReport>();
  const rank = { fail: 0, inconclusive: 1, pass: 2 } as const;
  for (const report of criteria) {
    const known = worst.get(report.metric);
    if (known === undefined || rank[report.verdict] < rank[known.verdict]) {
      worst.set(report.metric, report);
    }
  }
  return [...worst.values()];
}

function describeNumber({ metric, verdict, canary, unit }: CriterionReport): string {
  const mark = { pass: '✓', fail: '✗', inconclusive: '?' }[verdict];
  return `${mark} ${metric} ${canary === undefined ? '–' : formatQuantity(canary, unit)}`;
}

function elapsed({ state, now }: Story): string {
  return formatDuration(now - state.started.at).padStart(9);
}
