/** A product with one mistake that the suite must find. */
export interface Sabotage {
  readonly name: string;
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  /** The points that are run against it. */
  readonly only: string;
  /** What the suite must say of it. */
  readonly finding: RegExp;
}

export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'effects come before their intents',
    file: 'src/drivers/drive.ts',
    right: '} else if (intent.length > 0',
    wrong: '} else if (intent.length > 99',
    only: 'release-, killed before phase-1 deploy',
    finding: /the deploy hook ran before the ledger said so/,
  },
  {
    name: 'what a lost process opened is not looked for',
    file: 'src/adapters/report/github/find.ts',
    right: 'externalId === rollout',
    wrong: 'externalId === `not ${rollout}`',
    only: 'release-, killed after gates Tell',
    finding: /2 check runs/,
  },
  {
    name: 'a broken criterion is a passed one',
    file: 'src/core/rollout/decide-bake.ts',
    right: "verdict === 'fail'",
    wrong: "verdict === 'never'",
    only: 'breach-001-during',
    finding: /not rolled-back/,
  },
  {
    name: 'a release goes on that a newer one has followed',
    file: 'src/core/rollout/holder.ts',
    right: 'return started.run.id === run.id || isNumberedBefore(run, started.run);',
    wrong: 'return false;',
    only: 'supersede-001-before',
    finding: /the older release, run again, ended as/,
  },
  {
    name: 'a rollback is believed without the target',
    file: 'src/drivers/traffic.ts',
    right: 'await correctWeight(0, world);',
    wrong: "{ outcome: 'ok', weight: 0 } as TrafficResult;",
    only: 'lost-001-before',
    finding: /the target carries 100%, and the ledger says 0%/,
  },
];
