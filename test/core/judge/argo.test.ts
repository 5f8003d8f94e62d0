import { describe, expect, it } from 'vitest';
import { judgePhase } from '../../../src/core/judge/judge.ts';
import type { CriterionReport } from '../../../src/core/judge/report.ts';
import type { ArmReading, Measurement } from '../../../src/core/measurement.ts';
import { planOf } from '../plan/parsed.ts';
import { planWith } from '../plan/sample.ts';

const MINUTE = 60_000;

/** What Argo Rollouts calls the phase of a metric's analysis. */
type ArgoPhase = 'Running' | 'Successful' | 'Failed' | 'Inconclusive' | 'Error';

/** Measurements by their first letter: Successful, Failed, Inconclusive, Error. */
const READINGS: Readonly<Record<string, ArmReading>> = {
  S: { outcome: 'sample', sample: { kind: 'gauge', value: 1 } },
  F: { outcome: 'sample', sample: { kind: 'gauge', value: 9 } },
  I: { outcome: 'no-data', reason: 'not-a-number', detail: 'NaN' },
  E: { outcome: 'error', reason: 'unreachable', detail: 'no route' },
};

function measurements(metric: string, letters: string): readonly Measurement[] {
  return Array.from(letters, (letter, minute) => {
    const reading = READINGS[letter] ?? { outcome: 'no-data', reason: 'no-series', detail: '' };
    const interval = { from: minute * MINUTE, to: (minute + 1) * MINUTE };
    return { metric, ...interval, canary: reading, baseline: reading };
  });
}

/** A metric with these limits and a phase that it may not fail, judged after these measurements. */
function judge(limits: string, letters: string, bakeEnded = true): CriterionReport {
  const plan = planOf(
    planWith({
      metrics: `metrics: { load: { command: { run: ./m, kind: gauge }, ${limits} } }`,
      phases: 'phases: [{ name: All, weight: 100%, bake: 1h, criteria: [load < 5] }]',
      rollback: '',
    }),
  );
  const hearing = { plan, phase: 0, bakeEnded, bakingSince: 0 };
  const [report] = judgePhase({ ...hearing, measurements: measurements('load', letters) });
  if (report === undefined) throw new Error('the criterion was not judged');
  return report;
}

function phaseOf({ verdict, exceeded }: CriterionReport): ArgoPhase {
  if (verdict === 'fail') return 'Failed';
  if (exceeded === 'consecutiveErrorLimit') return 'Error';
  if (exceeded === 'inconclusiveLimit') return 'Inconclusive';
  return verdict === 'pass' ? 'Successful' : 'Running';
}

/** Argo's own defaults, which are ours but for one. */
const ARGO = 'failureLimit: 0, inconclusiveLimit: 0, consecutiveErrorLimit: 4';

describe("Argo Rollouts' table of limits, through a plan", () => {
  it.each([
    // The limits compare with `>`.
    ['failureLimit: 0', 'SSF', 'Failed'],
    ['failureLimit: 1', 'SSFS', 'Successful'],
    ['failureLimit: 1', 'SFSF', 'Failed'],
    ['failureLimit: 2', 'FFS', 'Successful'],
    ['failureLimit: 2', 'FFF', 'Failed'],
    ['failureLimit: -1', 'FFFFFFFFFFS', 'Successful'],
    ['inconclusiveLimit: 0', 'SI', 'Inconclusive'],
    ['inconclusiveLimit: 1', 'SIS', 'Successful'],
    ['inconclusiveLimit: 1', 'ISI', 'Inconclusive'],
    ['inconclusiveLimit: -1', 'IIIIIIS', 'Successful'],
    ['consecutiveErrorLimit: 0', 'SE', 'Error'],
    ['consecutiveErrorLimit: 4', 'EEEES', 'Successful'],
    ['consecutiveErrorLimit: 4', 'EEEEE', 'Error'],
    // Errors are counted in a row, and are neither failures nor inconclusive.
    ['consecutiveErrorLimit: 1', 'ESESES', 'Successful'],
    ['consecutiveErrorLimit: 1', 'ESEE', 'Error'],
    ['consecutiveErrorLimit: 1', 'EFE', 'Failed'],
    [ARGO, 'EEEES', 'Successful'],
    [ARGO, 'EEEEE', 'Error'],
    [ARGO, 'SSSS', 'Successful'],
    [ARGO, 'F', 'Failed'],
    [ARGO, 'I', 'Inconclusive'],
    // A failure that is proven stays one, whatever comes.
    [ARGO, 'FSSSS', 'Failed'],
    [ARGO, 'FI', 'Failed'],
    [ARGO, 'IF', 'Failed'],
  ] as const)('%s after %s: %s', (limits, letters, expected) => {
    expect(phaseOf(judge(limits, letters))).toBe(expected);
  });

  it.each([
    ['IIIS', 'Successful'],
    ['IIII', 'Inconclusive'],
    ['EEEEE', 'Error'],
    ['F', 'Failed'],
  ] as const)('by our own defaults after %s: %s', (letters, expected) => {
    expect(phaseOf(judge('interval: 1m', letters))).toBe(expected);
  });

  it('is not over while a measurement has no answer and no limit is used up', () => {
    expect(phaseOf(judge(ARGO, '', false))).toBe('Running');
    expect(phaseOf(judge(ARGO, 'SEE', false))).toBe('Running');
  });

  it('never decides by a dry run', () => {
    expect(judge(`${ARGO}, dryRun: true`, 'FFF')).toMatchObject({ verdict: 'fail', dryRun: true });
  });
});
