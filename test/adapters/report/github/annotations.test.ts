import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Event } from '../../../../src/core/rollout/event.ts';
import type { Plan } from '../../../../src/core/plan/plan.ts';
import { CALM, criterion, eventsOf } from '../../../core/present/rollouts.ts';
import { document, THREE_PHASES } from '../../../core/plans.ts';
import { type Desk, openDesk } from './desk.ts';

const PATH = '.github/rollout.yml';
const { plan } = document(THREE_PHASES);

/** The story of a release by the plan as it was read. */
function releaseBy(text: string, path: string | undefined): readonly Event[] {
  const digest = createHash('sha256').update(text).digest('hex');
  return eventsOf(CALM).map((event) =>
    event.type === 'rollout-started'
      ? { ...event, plan: { ...event.plan, digest, ...(path !== undefined && { path }) } }
      : event,
  );
}

const BROKEN = criterion(CALM);
const WARNED = criterion(CALM, {
  criterion: 'error-rate > 5%',
  role: 'condition',
  action: 'pause',
  sentence: 'it came true',
});
const DRY = criterion(CALM, { criterion: 'error-rate > 5%', role: 'condition', dryRun: true });
const GOOD = criterion(CALM, { criterion: 'error-rate > 5%', role: 'condition', verdict: 'pass' });

/** Where a sentence of the plan stands. */
function lineOf(text: string): number {
  return THREE_PHASES.split('\n').findIndex((line) => line.includes(text)) + 1;
}

describe('annotations', () => {
  let desk: Desk;
  afterEach(async () => {
    expect(desk.github.violations).toEqual([]);
    await desk.close();
  });

  async function open(file: string | undefined): Promise<Desk> {
    const commits = file === undefined ? [] : [{ branch: 'feature', files: { [PATH]: file } }];
    desk = await openDesk({ commits, pulls: [{ number: 7, head: 'feature' }] });
    return desk;
  }

  function seen() {
    return desk.repository.checkRuns.flatMap(({ annotations }) => annotations);
  }

  it('point at the lines of what broke in the plan', async () => {
    await open(THREE_PHASES);
    const criteria = [BROKEN, WARNED];
    await desk.open().tell(releaseBy(THREE_PHASES, PATH), { plan, criteria });
    expect(seen()).toEqual([
      {
        path: PATH,
        start_line: lineOf('name: Canary'),
        end_line: lineOf('name: Canary'),
        annotation_level: 'failure',
        title: 'Canary: error-rate < 1%',
        message: CALM.reason,
      },
      {
        path: PATH,
        start_line: lineOf('- error-rate > 5%'),
        end_line: lineOf('- error-rate > 5%'),
        annotation_level: 'warning',
        title: 'Canary: error-rate > 5%',
        message: 'it came true',
      },
    ]);
  });

  it('are sent once, by whatever process: GitHub keeps every one', async () => {
    const { open: reporter } = await open(THREE_PHASES);
    const story = releaseBy(THREE_PHASES, PATH);
    const teller = reporter();
    await teller.tell(story, { plan, criteria: [BROKEN] });
    await teller.tell(story, { plan, criteria: [BROKEN] });
    await reporter().tell(story, { plan, criteria: [BROKEN, WARNED] });
    expect(seen().map(({ title }) => title)).toEqual([
      'Canary: error-rate < 1%',
      'Canary: error-rate > 5%',
    ]);
  });

  it.each<readonly [string, string | undefined, string | undefined, Plan | undefined]>([
    ['the plan is not in the released commit', undefined, PATH, plan],
    ['the plan reads otherwise there', `# moved\n${THREE_PHASES}`, PATH, plan],
    ['the plan lay outside of the repository', THREE_PHASES, undefined, plan],
    ['the plan is not at hand', THREE_PHASES, PATH, undefined],
  ])('are none where %s', async (_, file, path, known) => {
    await open(file);
    const { troubles } = await desk
      .open()
      .tell(releaseBy(THREE_PHASES, path), { criteria: [BROKEN], ...(known && { plan: known }) });
    expect(troubles).toEqual([]);
    expect(seen()).toEqual([]);
  });

  it('are none of what a dry run says, of what holds, and while the rollout moves', async () => {
    await open(THREE_PHASES);
    const story = releaseBy(THREE_PHASES, PATH);
    await desk.open().tell(story.slice(0, 5), { plan, criteria: [BROKEN] });
    await desk.open().tell(story, { plan, criteria: [DRY, GOOD] });
    expect(seen()).toEqual([]);
  });

  it('are fifty at most', async () => {
    await open(THREE_PHASES);
    const criteria = Array.from({ length: 80 }, () => BROKEN);
    await desk.open().tell(releaseBy(THREE_PHASES, PATH), { plan, criteria });
    expect(seen()).toHaveLength(50);
  });
});
