import type { Random } from './random.ts';

/** How a healthy service's error rate misbehaves. Deviations are of the rate's logarithm. */
export interface Noise {
  readonly name: string;
  /** Harder than one should have to expect; judged by a wider bound. */
  readonly stress?: boolean;
  /** Mean number of errors that come together. */
  readonly clusterSize: number;
  /** Incidents and drift that hit both arms. */
  readonly common: boolean;
  /** Every pod's own wandering: standard deviation, and correlation from minute to minute. */
  readonly wander: { readonly deviation: number; readonly memory: number };
  /** A pod now and then fails eight times as often for a while. */
  readonly podBursts: boolean;
  /** Standard deviation of what a pod is off by for the whole phase. */
  readonly offset: number;
}

const CALM = {
  clusterSize: 1,
  common: false,
  wander: { deviation: 0, memory: 0 },
  podBursts: false,
  offset: 0,
};

/** What one should expect, then what is harder than that. */
export const NOISES: readonly Noise[] = [
  { ...CALM, name: 'independent' },
  { ...CALM, name: 'common bursts and drift', common: true },
  { ...CALM, name: 'clustered (variance 7x)', clusterSize: 4 },
  { ...CALM, name: 'pod AR .2, memory .8', wander: { deviation: 0.2, memory: 0.8 } },
  { ...CALM, name: 'pod bursts x8', podBursts: true },
  { ...CALM, name: 'pod offset 10%', offset: 0.1 },
  {
    ...CALM,
    name: 'mixed',
    clusterSize: 3,
    common: true,
    wander: { deviation: 0.2, memory: 0.8 },
    offset: 0.1,
  },
  { ...CALM, name: 'pod AR .4, memory .8', stress: true, wander: { deviation: 0.4, memory: 0.8 } },
  {
    ...CALM,
    name: 'pod AR .4, memory .95',
    stress: true,
    wander: { deviation: 0.4, memory: 0.95 },
  },
  { ...CALM, name: 'pod offset 20%', stress: true, offset: 0.2 },
];

/** What multiplies each pod's error rate at the moment. */
export interface Troubles {
  readonly advance: (minute: number) => void;
  readonly factor: (pod: number) => number;
}

const COMMON_BURST = { chance: 1 / 60, factor: 5, minutes: 5 };
const POD_BURST = { chance: 1 / 100, factor: 8, minutes: 1.5 };
const DRIFT = { deviation: 0.5, period: 120 };

export function createTroubles(random: Random, noise: Noise, pods: number): Troubles {
  const { deviation, memory } = noise.wander;
  const fresh = Math.sqrt(1 - memory * memory);
  const offsets = fill(pods, () => noise.offset * random.normal());
  const wanders = fill(pods, () => (deviation > 0 ? random.normal() : 0));
  const burstEnds = fill(pods, () => 0);
  const phase = 2 * Math.PI * random.uniform();
  let now = 0;
  let commonEnd = 0;
  let common = 1;

  function advanceCommon(): void {
    if (!noise.common) return;
    if (random.uniform() < COMMON_BURST.chance) {
      commonEnd = now + random.geometric(COMMON_BURST.minutes);
    }
    const drift = DRIFT.deviation * Math.sin(phase + (2 * Math.PI * now) / DRIFT.period);
    common = Math.exp(drift) * (now < commonEnd ? COMMON_BURST.factor : 1);
  }

  return {
    advance(minute) {
      now = minute;
      advanceCommon();
      for (let pod = 0; pod < pods; pod++) {
        if (deviation > 0) {
          wanders[pod] = memory * (wanders[pod] as number) + fresh * random.normal();
        }
        if (noise.podBursts && random.uniform() < POD_BURST.chance) {
          burstEnds[pod] = now + random.geometric(POD_BURST.minutes);
        }
      }
    },
    factor(pod) {
      const exponent =
        deviation * (wanders[pod] as number) - deviation ** 2 / 2 + (offsets[pod] as number);
      return (
        common * Math.exp(exponent) * (now < (burstEnds[pod] as number) ? POD_BURST.factor : 1)
      );
    },
  };
}

function fill(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}
