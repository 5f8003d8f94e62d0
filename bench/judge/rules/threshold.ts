import type { Rule } from './rule.ts';

/**
 * A fixed limit, as in an Argo Rollouts analysis template or a Flagger canary: every minute is one measurement,
 * a measurement beyond the limit is a failure, and more than `failureLimit` failures end the rollout. The limit
 * stands at twice the service's usual error rate, which whoever writes it must know.
 */
export const threshold: Rule = {
  name: 'fixed limit',
  begin(usual) {
    let failures = 0;
    return ({ canary }) => {
      if (canary.total > 0 && canary.events / canary.total > LIMIT * usual) failures++;
      return failures > FAILURE_LIMIT;
    };
  },
};

const LIMIT = 2;
const FAILURE_LIMIT = 3;
