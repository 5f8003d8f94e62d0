/** One phase of the plans below: `weight` in percent. */
interface PhaseSketch {
  readonly name: string;
  readonly weight: number;
  readonly approval?: string;
  /** Default 6s. */
  readonly bake?: string;
}

/** What a plan may say beside its phases; each is written as it stands. */
interface Extras {
  /** More of the target, such as `after-promotion: stable`. */
  readonly target?: string;
  /** Keys of the top level. */
  readonly keys?: string;
}

/** A plan over real parts with phases of a few seconds: HAProxy moves the traffic, Prometheus measures. */
export function sketchPlan(
  phases: readonly PhaseSketch[],
  { target = '', keys = '' }: Extras = {},
) {
  return ({ haproxy }: { readonly haproxy: string }): string => `version: 1
name: shop
environment: production
target:
  haproxy: { socket: '${haproxy}', backend: shop, stable: v1, canary: v2${target && `, ${target}`} }
analysis:
  interval: 1s
connections:
  prometheus: { url: $PROMETHEUS_URL }
metrics:
  error-rate:
    prometheus:
      failures: sum(increase(http_requests_total{version="$version",code=~"5.."}[$window]))
      total: sum(increase(http_requests_total{version="$version"}[$window]))
    interval: 3s
    minimumSamples: 5
gates:
  - checks: { required: [build] }
  - issues: { label: release-blocker }
phases:
${phases.map(renderPhase).join('\n')}
rollback:
  - error-rate > 20%
${keys}`;
}

function renderPhase({ name, weight, approval, bake = '6s' }: PhaseSketch): string {
  const asks = approval === undefined ? '' : `, approval: ${approval}`;
  return `  - { name: ${name}, weight: ${weight}%, bake: ${bake}, criteria: [error-rate < 5%]${asks} }`;
}

export const FIVE_PHASES = sketchPlan([
  { name: 'Canary', weight: 5 },
  { name: 'Few', weight: 20, approval: 'production-approval' },
  { name: 'Some', weight: 40 },
  { name: 'Most', weight: 70 },
  { name: 'Everybody', weight: 100 },
]);

export const TWO_PHASES = sketchPlan([
  { name: 'Canary', weight: 20 },
  { name: 'Everybody', weight: 100 },
]);
