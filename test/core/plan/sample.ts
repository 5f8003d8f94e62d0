/** A sound plan in sections, any of which a test may replace or leave out. */
const SECTIONS = {
  version: 'version: 1',
  name: 'name: shop',
  environment: 'environment: production',
  target: 'target: { command: { set: ./set, get: ./get } }',
  connections: '',
  analysis: '',
  metrics: `metrics:
  error-rate: { command: { run: ./measure, kind: proportion, counts: failures } }
  latency: { command: { run: ./measure, kind: latency, quantile: 0.95 } }
  load: { command: { run: ./measure, kind: gauge } }`,
  gates: '',
  phases: `phases:
  - { name: Canary, weight: 10%, bake: 1h, criteria: [error-rate < 1%] }
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [latency < 2s] }`,
  rollback: 'rollback: [load > 10]',
  hooks: '',
};

export type Sections = Partial<Record<keyof typeof SECTIONS, string>>;

export function planWith(sections: Sections = {}): string {
  return Object.values({ ...SECTIONS, ...sections })
    .filter((section) => section !== '')
    .join('\n');
}

/** A sound plan but for its first phase's criteria. */
export function planWithCriteria(criteria: string): string {
  return planWith({
    phases: `phases:
  - name: Canary
    weight: 10%
    bake: 1h
    criteria:
${criteria.replaceAll(/^/gm, '      ')}
  - { name: Everybody, weight: 100%, bake: 1h, criteria: [latency < 2s, error-rate < 50%] }`,
  });
}
