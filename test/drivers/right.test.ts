import { describe, expect, it } from 'vitest';
import { parsePermit, type Permit } from '../../src/core/control/permit.ts';
import { judgeRight } from '../../src/drivers/right.ts';
import type { People } from '../../src/ports/people.ts';

const AWAY = { outcome: 'failed', reason: 'unreachable', detail: 'GitHub is away' } as const;

/** Writers by name, and one team, `@acme/on-call`; what is not given cannot be asked. */
function people(writers: readonly string[] | undefined, team?: readonly string[]): People {
  return {
    accessOf: async (login) => {
      if (writers === undefined) return AWAY;
      const mayWrite = writers.includes(login);
      return { outcome: 'read', found: { mayWrite, role: mayWrite ? 'write' : 'triage' } };
    },
    isMember: async (login, organization, slug) => {
      if (team === undefined) return AWAY;
      const found = organization === 'acme' && slug === 'on-call' && team.includes(login);
      return { outcome: 'read', found };
    },
  };
}

function permit(text: string): Permit {
  const read = parsePermit(text);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

describe('whoever may write', () => {
  it.each([
    ['where nothing else is said', ''],
    ['who is named', 'abort: grace, ADA'],
    ['who is in the team', 'abort: @acme/on-call'],
    ['who is in a team after one that cannot be told', 'abort: @acme/on-call, ada'],
    ['where others are named for other commands', 'promote: grace'],
    ['who has a line of the command beside that of all', '*: grace\nabort: ada'],
  ])('may, %s', async (_why, text) => {
    const team = text.includes('on-call, ada') ? undefined : ['ada'];
    expect(await judgeRight(people(['ada'], team), 'ada', 'abort', permit(text))).toEqual({
      outcome: 'may',
    });
  });
});

describe('nobody may', () => {
  it.each([
    [
      'without write access',
      ['grace'],
      ['ada'],
      'abort: ada',
      'takes write access, and ada has triage',
    ],
    ['who cannot be asked about', undefined, ['ada'], '', 'cannot be told: GitHub is away'],
    ['who is not named', ['ada'], ['ada'], 'abort: grace', 'it is left to grace'],
    ['who is not in the team', ['ada'], [], 'abort: @acme/on-call', 'left to @acme/on-call'],
    ['whose team cannot be read', ['ada'], undefined, '*: @acme/on-call', 'GitHub is away'],
  ])('%s', async (_why, writers, team, text, sentence) => {
    const right = await judgeRight(people(writers, team), 'ada', 'abort', permit(text));
    expect(right.outcome).toBe('may-not');
    expect(right.outcome === 'may-not' && right.sentence).toContain(sentence);
  });
});
