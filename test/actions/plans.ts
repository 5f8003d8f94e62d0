/** A plan whose target and metrics are files in the workspace, with looks every second. */
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

/** One phase on one line. */
export function phase(name: string, weight: number, bake: string, more = ''): string {
  return `  - { name: ${name}, weight: ${weight}%, bake: ${bake}, criteria: [error-rate < 1%]${more} }\n`;
}

export const TWO_PHASES = `${phase('Canary', 5, '2s')}${phase('Everybody', 100, '1s')}`;

export const GOOD = { events: 1, total: 1000 };
export const BAD = { events: 80, total: 1000 };
/** A canary that nobody visits. */
export const NOTHING = { events: 0, total: 0 };
