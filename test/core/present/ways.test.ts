import { describe, expect, it } from 'vitest';
import { fittingCommands, linkWays, listCommands } from '../../../src/core/present/ways.ts';
import type { Approval } from '../../../src/core/plan/plan.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { fold } from '../../../src/core/rollout/fold.ts';
import type { State } from '../../../src/core/rollout/state.ts';
import { AT, CALM, eventsOf, finding } from './rollouts.ts';

const RUN = 'https://github.com/acme/shop/actions/runs/4711';
const CONTROL = 'https://github.com/acme/shop/actions/workflows/control.yml';

/** The state after these events, in a repository that has the control workflow, or has not. */
function after(events: readonly Event[], control: string | null = 'control.yml'): State {
  const state = fold(events);
  if (state === undefined) throw new Error('the events begin with rollout-started');
  return { ...state, handles: control === null ? {} : { control } };
}

function first(count: number, ...more: readonly Event[]): readonly Event[] {
  return [...eventsOf(CALM).slice(0, count), ...more];
}

/** Gates open, and people asked about the first phase. */
function asking(approval: Approval): readonly Event[] {
  return first(2).map((event) => {
    if (event.type === 'gates-evaluated') return { ...event, findings: [] };
    if (event.type !== 'rollout-started') return event;
    const phases = event.plan.phases.map((phase) => ({ ...phase, approval }));
    return { ...event, plan: { ...event.plan, phases } };
  });
}

const ENVIRONMENT: Approval = { by: 'environment', environment: 'approvers', notAuthor: false };
const PAUSE: Event = {
  type: 'paused',
  at: AT,
  reason: { code: 'inconclusive', sentence: 'no data' },
  criteria: [],
};
const ORDERED: Event = {
  type: 'ordered',
  at: AT,
  command: { kind: 'pause' },
  by: 'ada',
  via: 'comment',
};
const SHUT: readonly Event[] = [
  ...first(1),
  { type: 'gates-evaluated', at: AT, phase: -1, open: false, findings: [finding(CALM)] },
  { type: 'stopped', at: AT, reason: { code: 'gate-shut', sentence: 'shut' } },
];

describe('the ways from a story', () => {
  it.each<readonly [string, readonly Event[], readonly string[]]>([
    ['baking', first(5), ['pause', 'abort', 'promote', 'promote-full']],
    [
      'paused by the machine',
      first(5, PAUSE),
      ['resume', 'abort', 'promote', 'promote-full', 'retry'],
    ],
    ['paused by a person', first(5, ORDERED), ['resume', 'abort', 'promote', 'promote-full']],
    ['rolled back', first(7), ['retry']],
    ['promoted', first(5, { type: 'promoted', at: AT }), []],
    [
      'waiting for people',
      [
        ...asking({ by: 'comment', from: [], count: 1, notAuthor: false }),
        { type: 'approval-asked', at: AT, phase: 0 },
      ],
      ['pause', 'abort', 'approve', 'promote-full'],
    ],
  ])('are the commands that would be taken: %s', (_, events, words) => {
    const commands = fittingCommands({ state: after(events), now: AT });
    expect(commands.map(({ kind }) => kind).filter((kind) => kind !== 'skip-gate')).toEqual(words);
  });

  it('name a shut gate that may be skipped', () => {
    expect(listCommands({ state: after(SHUT), now: AT })).toBe(
      [
        'To step in, comment on the pull request:',
        '',
        '- `/rollout retry` begin the phase anew that it was paused or taken back at',
        '- `/rollout skip-gate checks --reason "why"` let one shut gate pass, with a reason',
      ].join('\n'),
    );
  });

  it('offer no commands where nobody would hear them', () => {
    expect(listCommands({ state: after(first(5), null), now: AT })).toBeUndefined();
  });

  it.each<readonly [string, State, string]>([
    ['to the control workflow', after(first(5)), `[Abort or pause](${CONTROL}) · [Log](${RUN})`],
    [
      'to the run, which can be cancelled',
      after(first(5), null),
      `[Abort, by cancelling the run](${RUN}) · [Log](${RUN})`,
    ],
    ['to the log alone once it is over', after(first(7)), `[Log](${RUN})`],
    [
      'to where reviewers approve',
      after(asking(ENVIRONMENT)),
      `**[Approve](${RUN})** · [Abort or pause](${CONTROL}) · [Log](${RUN})`,
    ],
    [
      'to no page where people approve by comment',
      after(asking({ by: 'comment', from: [], count: 1, notAuthor: false })),
      `[Abort or pause](${CONTROL}) · [Log](${RUN})`,
    ],
  ])('lead %s', (_, state, line) => {
    expect(linkWays({ state, now: AT })).toBe(line);
  });
});
