import type { ConditionalModel, Margins } from './conditional.ts';

/** The canary's share of the events when its rate is psi times the baseline's. */
function canaryShare({ canary, baseline }: Margins, psi: number): number {
  return (psi * canary) / (psi * canary + baseline);
}

function lnLikelihoodRatios(
  canaryEvents: number,
  margins: Margins,
  psi: number,
  alternatives: readonly number[],
): number[] {
  const { canary, baseline, events } = margins;
  const reference = baseline + psi * canary;
  return alternatives.map(
    (alternative) =>
      canaryEvents * Math.log(alternative / psi) -
      events * Math.log1p(((alternative - psi) * canary) / reference),
  );
}

/**
 * Counts per exposure: events arrive at a rate in each arm, and psi is the ratio of the rates. Given how many
 * there were in both arms, the canary's share is binomial with odds psi * canary exposure / baseline exposure
 * (Przyborowski and Wilenski 1940).
 */
export const rateModel: ConditionalModel = {
  mode: (canary, baseline, events, psi) => events * canaryShare({ canary, baseline, events }, psi),
  variance: (_canary, _baseline, events, mode) => mode * (1 - mode / events),
  lnLikelihoodRatios,
  sense: 1,
  informative: ({ canary, baseline, events }) => canary > 0 && baseline > 0 && events > 0,
  spread: () => 1,
  above: (canaryEvents, { canary, baseline }) => (canaryEvents * baseline) / (canary + baseline),
  below: (canaryEvents, { canary, baseline, events }) =>
    ((events - canaryEvents) * canary) / (canary + baseline),
  telling: (canaryEvents) => canaryEvents,
  shift: (rate, psi) => psi * rate,
};

/**
 * The same where harm is a lower rate: psi is the baseline's rate over the canary's. The events to point at are
 * the baseline's, since a canary that does nothing at all has none.
 */
export const inverseRateModel: ConditionalModel = {
  ...rateModel,
  mode: (canary, baseline, events, psi) => rateModel.mode(canary, baseline, events, 1 / psi),
  lnLikelihoodRatios: (canaryEvents, margins, psi, alternatives) =>
    lnLikelihoodRatios(
      canaryEvents,
      margins,
      1 / psi,
      alternatives.map((alternative) => 1 / alternative),
    ),
  sense: -1,
  above: rateModel.below,
  below: rateModel.above,
  telling: (_canaryEvents, baselineEvents) => baselineEvents,
  shift: (rate, psi) => rate / psi,
};
