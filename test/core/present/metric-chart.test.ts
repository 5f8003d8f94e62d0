import { describe, expect, it } from 'vitest';
import type { CriterionReport } from '../../../src/core/judge/report.ts';
import type { ArmReading, Measurement } from '../../../src/core/measurement.ts';
import { chartLeadingMetric } from '../../../src/core/present/metric-chart.ts';
import { document, THREE_PHASES } from '../plans.ts';
import { AT, CALM, criterion, MINUTE, stateOf } from './rollouts.ts';

const { plan: PLAN } = document(THREE_PHASES);

const GOOD: CriterionReport = criterion(CALM, { verdict: 'pass', reason: 'holds' });

function share(events: number, total: number): ArmReading {
  return { outcome: 'sample', sample: { kind: 'proportion', events, total } };
}

const NOTHING: ArmReading = { outcome: 'no-data', reason: 'no-series', detail: '' };

function look(index: number, canary: ArmReading, baseline: ArmReading): Measurement {
  const from = AT + index * MINUTE;
  return { metric: 'error-rate', from, to: from + MINUTE, canary, baseline };
}

function chart(measurements: readonly Measurement[], criteria = [GOOD]): string | undefined {
  return chartLeadingMetric({ ...stateOf(CALM, 1, 5), measurements }, criteria, PLAN);
}

/** The numbers of every line. */
function linesOf(text: string | undefined): readonly (readonly number[])[] {
  return [...(text ?? '').matchAll(/^ {2}line \[(.*)\]$/gm)].map(([, values = '']) =>
    values.split(', ').map(Number),
  );
}

describe('the chart of the leading metric', () => {
  it('shows canary, stable and a limit that is near, and says which is which', () => {
    const text = chart([
      look(0, share(1, 1000), share(2, 1000)),
      look(1, share(8, 1000), share(1, 1000)),
    ]);
    expect(text).toContain('title "error-rate in Canary: canary blue, stable grey, limit red"');
    expect(text).toContain('x-axis "minutes" 0 --> 1\n');
    expect(text).toContain('y-axis "%" 0 --> 1.05');
    expect(linesOf(text)).toEqual([
      [0.1, 0.8],
      [0.2, 0.1],
      [1, 1],
    ]);
  });

  it('leaves a far limit out, and stable where there is none', () => {
    const text = chart([look(0, share(1, 1000), NOTHING), look(1, share(2, 1000), NOTHING)]);
    expect(text).toContain('title "error-rate in Canary"');
    expect(linesOf(text)).toEqual([[0.1, 0.2]]);
  });

  it('pools neighbours by what was counted, and ends with the last look alone', () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      look(index, share(index === 999 ? 80 : index % 2, 1000), share(1, 1000)),
    );
    const [canary = [], stable = []] = linesOf(chart(many));
    expect(canary.length).toBeLessThanOrEqual(49);
    expect(canary.length).toBe(stable.length);
    expect(canary.at(-1)).toBe(8);
    for (const value of canary.slice(1, -1)) expect(value).toBeCloseTo(0.05, 1);
  });

  it('carries the last number over looks that brought none', () => {
    const text = chart([
      look(0, share(5, 1000), share(5, 1000)),
      look(1, NOTHING, share(5, 1000)),
      look(2, share(7, 1000), share(5, 1000)),
    ]);
    expect(linesOf(text)[0]).toEqual([0.5, 0.5, 0.7]);
  });

  it('is about the metric that stands worst, and another where that has no numbers', () => {
    const looks = [look(0, share(1, 1000), NOTHING), look(1, share(1, 1000), NOTHING)];
    const unknown = criterion(CALM, { metric: 'latency-p95', criterion: 'latency-p95 < 2s' });
    expect(chart(looks, [GOOD, unknown])).toContain('title "error-rate in Canary"');
  });

  it.each([
    ['before the second look', [look(0, share(1, 1000), NOTHING)]],
    ['where no look brought a number', [look(0, NOTHING, NOTHING), look(1, NOTHING, NOTHING)]],
    ['of nothing', []],
  ])('is none %s', (_, looks) => {
    expect(chart(looks)).toBeUndefined();
  });

  it('lets no text of a plan become part of the drawing', () => {
    const name = 'x"\n  line [1]\n%%{init: {}}%%';
    const state = { ...stateOf({ ...CALM, phase: name }, 1, 5) };
    const text = chartLeadingMetric(
      { ...state, measurements: [look(0, share(1, 9), NOTHING), look(1, share(1, 9), NOTHING)] },
      [GOOD],
      PLAN,
    );
    expect(text?.split('\n')).toHaveLength(9);
    expect(text?.match(/%%\{/g)).toHaveLength(1);
  });
});
