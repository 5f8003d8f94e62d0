import { describe, expect, onTestFinished, test } from 'vitest';
import type { Event } from '../../../../src/core/rollout/event.ts';
import { AT, measured, rolloutStarted } from '../../../core/rollout/journal-sample.ts';
import { describeLedger } from '../contract.ts';
import { PLACE, REF, startGitHub } from './world.ts';
import type { GitHubWorld } from './world.ts';

const START = { expected: undefined, events: [rolloutStarted()], plan: 'version: 1\n' };
const weightSet: Event = { type: 'weight-set', at: AT + 2_000, weight: 5, verified: true };

/** A GitHub that must have understood every request by the time the test is over. */
async function strictGitHub(): Promise<GitHubWorld> {
  const world = await startGitHub();
  onTestFinished(() => expect(world.github.violations).toEqual([]));
  return world;
}

describeLedger({
  name: 'github',
  async world() {
    const { github, open } = await strictGitHub();
    return {
      open,
      async tamper(journal) {
        const commits = [{ ref: REF, files: { 'events.jsonl': journal } }];
        github.plant({ repositories: [{ owner: PLACE.owner, name: PLACE.repo, commits }] });
      },
      async log() {
        const path = `${github.url}/repos/${PLACE.owner}/${PLACE.repo}`;
        const headers = { authorization: 'token writer', 'user-agent': 'test' };
        const get = async (rest: string) => (await fetch(`${path}${rest}`, { headers })).json();
        const { object } = await get(`/git/ref/${REF.replace('refs/', '')}`);
        const messages: string[] = [];
        for (let sha: string | undefined = object.sha; sha !== undefined;) {
          const commit = await get(`/git/commits/${sha}`);
          messages.push(commit.message);
          sha = commit.parents[0]?.sha;
        }
        return messages;
      },
    };
  },
});

describe('requests', () => {
  test('a read takes one, and one more to be sure when there is nothing', async () => {
    const { open, requestsOf } = await strictGitHub();
    expect(await requestsOf(() => open().read())).toEqual([
      'ReadLedger',
      'GET /repos/octo/shop/git/matching-refs/rollouts%2Fproduction%2Fcheckout',
    ]);
    await open().append(START);
    expect(await requestsOf(() => open().read())).toEqual(['ReadLedger']);
  });

  test('an append takes three after a read or an append', async () => {
    const { open, requestsOf } = await strictGitHub();
    const ledger = open();
    await ledger.read();
    const three = [
      'POST /repos/octo/shop/git/trees',
      'POST /repos/octo/shop/git/commits',
      'MoveLedger',
    ];
    let expected: string | undefined;
    expect(
      await requestsOf(async () => {
        const result = await ledger.append(START);
        expected = result.outcome === 'appended' ? result.tip : undefined;
      }),
    ).toEqual(three);
    expect(await requestsOf(() => ledger.append({ expected, events: [weightSet] }))).toEqual(three);
  });
});

describe('an answer that got lost', () => {
  test.each([
    ['the connection broke', 'reset'],
    ['the answer was cut off', 'truncate'],
    ['the gateway gave up', 502],
  ] as const)('%s: the append is found to have landed', async (_, answer) => {
    const { github, open } = await strictGitHub();
    const ledger = open();
    await ledger.read();
    github.fail({ match: { body: 'MoveLedger' }, answer, carriedOut: true });
    const result = await ledger.append(START);
    expect(result.outcome).toBe('appended');
    expect(await open().read()).toMatchObject({ outcome: 'read', view: { events: START.events } });
  });

  test('also when someone else wrote behind it meanwhile', async () => {
    const { github, open } = await strictGitHub();
    const [ledger, other] = [open({ id: '1', attempt: 1 }), open({ id: '2', attempt: 1 })];
    const first = await ledger.append(START);
    const expected = first.outcome === 'appended' ? first.tip : undefined;
    // The first answer is lost after the ref moved, every further attempt before.
    github.fail({ match: { body: 'MoveLedger' }, answer: 'reset', carriedOut: true });
    github.fail({ match: { body: 'MoveLedger' }, answer: 502, times: 50 });
    const landing = ledger.append({ expected, events: [weightSet] });
    const landed = await landing;
    expect(landed.outcome).toBe('appended');
    const tip = landed.outcome === 'appended' ? landed.tip : undefined;
    const { github: _, ...fresh } = { github, tip };
    expect((await other.read()).outcome).toBe('read');
    expect(fresh.tip).toBe(tip);
  });
});
