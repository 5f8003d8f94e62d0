import type { Rule } from './rule.ts';

/** 99% of the normal distribution lie below. */
const QUANTILE = 2.3263478740408408;

/** The z-test for two proportions on all that was seen so far, at 1%, at every look. */
export const zTest: Rule = {
  name: 'z each look',
  begin() {
    const canary = { events: 0, total: 0 };
    const baseline = { events: 0, total: 0 };
    return (minute) => {
      canary.events += minute.canary.events;
      canary.total += minute.canary.total;
      baseline.events += minute.baseline.events;
      baseline.total += minute.baseline.total;
      const pooled = (canary.events + baseline.events) / (canary.total + baseline.total);
      const variance = pooled * (1 - pooled) * (1 / canary.total + 1 / baseline.total);
      const difference = canary.events / canary.total - baseline.events / baseline.total;
      return difference / Math.sqrt(variance) > QUANTILE;
    };
  },
};
