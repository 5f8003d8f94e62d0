import type { PairedCounts } from '../../src/core/judge/statistics/evidence.ts';
import { judgeProportion } from '../../src/core/judge/statistics/proportion.ts';
import { createRandom, type Random } from './random.ts';
import { MINUTE } from './traffic.ts';

const METRICS = 30;
const INTERVALS = 1440;
const PODS = 200;
const CANARY_PODS = 10;

/** One metric's day; the pods come in columns, as a reader that keeps hundreds of them would hand them over. */
function drawDay(random: Random): PairedCounts[] {
  const arm = (pods: number, names: readonly string[]) => {
    const events = Float64Array.from({ length: pods }, () => random.poisson(3));
    const sizes = new Float64Array(pods).fill(300);
    const sum = events.reduce((total, one) => total + one, 0);
    return { events: sum, total: 300 * pods, podColumns: { names, events, sizes } };
  };
  const names = Array.from({ length: PODS }, (_, i) => `pod-${i}`);
  const canaryNames = names.slice(0, CANARY_PODS);
  const baselineNames = names.slice(CANARY_PODS);
  return Array.from({ length: INTERVALS }, (_, at) => ({
    from: at * MINUTE,
    to: (at + 1) * MINUTE,
    canary: arm(CANARY_PODS, canaryNames),
    baseline: arm(PODS - CANARY_PODS, baselineNames),
  }));
}

/** Processor time of judging all metrics, in seconds. */
function judgeDay(day: readonly PairedCounts[]): number {
  const before = process.cpuUsage();
  const question = {
    direction: 'increase',
    alpha: 0.01 / METRICS,
    phase: { from: 0, to: INTERVALS * MINUTE },
  } as const;
  for (let metric = 0; metric < METRICS; metric++) judgeProportion(day, question);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const day = drawDay(createRandom('cost'));
const firstSeconds = judgeDay(day);
const seconds = Math.min(judgeDay(day), judgeDay(day), judgeDay(day));
const size = { metrics: METRICS, intervals: INTERVALS, pods: PODS };
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ...size, seconds, firstSeconds, megabytes }));
