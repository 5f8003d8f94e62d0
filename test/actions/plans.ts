/** A plan whose target and metrics are files in the workspace, with phases of a second or less. */
export function filePlan(phases: string, more = ''): string {
  return `version: 1
name: shop
environment: production
target:
  command:
    set: echo "$SLUICE_WEIGHT" > weight
    get: cat weight
    stable: v1
    canary: v2
analysis:
  interval: 1s
metrics:
  error-rate:
    command:
      run: cat "$SLUICE_ARM.json"
      kind: proportion
      counts: failures
${more}
phases:
${phases}
`;
}

export const TWO_PHASES = `  - name: Canary
    weight: 5%
    bake: 2s
    criteria: [error-rate < 1%]
  - name: Everybody
    weight: 100%
    bake: 1s
    criteria: [error-rate < 1%]`;

export const GOOD = { events: 1, total: 1000 };
export const BAD = { events: 80, total: 1000 };
