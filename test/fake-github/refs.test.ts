import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setStage, type Stage } from './client.ts';
import { isRefName } from './state/refs.ts';

const ZERO = '0'.repeat(40);
const LEDGER = 'refs/rollouts/production/shop';

let stage: Stage;

beforeEach(async () => {
  stage = await setStage();
});

afterEach(async () => {
  expect(stage.github.violations).toEqual([]);
  await stage.github.close();
});

function refs() {
  return stage.github.repository('acme/shop').refs;
}

/** A commit on top of another, unlike any other writer's. */
async function commitOn(parent: string | undefined, message: string): Promise<string> {
  const tree = { tree: [{ path: 'events.jsonl', mode: '100644', content: `${message}\n` }] };
  const { body } = await stage.ask('POST', '/git/trees', tree);
  const commit = { message, tree: body.sha, parents: parent === undefined ? [] : [parent] };
  return (await stage.ask('POST', '/git/commits', commit)).body.sha as string;
}

async function updateRefs(refUpdates: readonly object[]) {
  const { body: found } = await stage.query('{ repository(owner: "acme", name: "shop") { id } }');
  const { id } = (found.data as { repository: { id: string } }).repository;
  const { body } = await stage.query(
    'mutation ($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }',
    { input: { repositoryId: id, refUpdates, clientMutationId: 'me' } },
  );
  const errors = (body.errors ?? []) as { type: string; message: string; path: string[] }[];
  return { data: body.data, error: errors[0] };
}

describe('compare and swap by updateRefs', () => {
  test('creates where nothing was, advances from what was seen, deletes', async () => {
    const one = await commitOn(undefined, 'one');
    const two = await commitOn(one, 'two');
    expect(await updateRefs([{ name: LEDGER, beforeOid: ZERO, afterOid: one }])).toEqual({
      data: { updateRefs: { clientMutationId: 'me' } },
      error: undefined,
    });
    await updateRefs([{ name: LEDGER, beforeOid: one, afterOid: two }]);
    expect(refs()[LEDGER]).toBe(two);
    await updateRefs([{ name: LEDGER, beforeOid: two, afterOid: ZERO }]);
    expect(refs()).not.toHaveProperty(LEDGER);
  });

  test.each<[why: string, update: (tips: Tips) => object, type: string]>([
    [
      'exists although it must not',
      ({ one }) => ({ beforeOid: ZERO, afterOid: one }),
      'STALE_DATA',
    ],
    ['is elsewhere', ({ two }) => ({ beforeOid: two, afterOid: two }), 'STALE_DATA'],
    ['would go aside', ({ one, aside }) => ({ beforeOid: one, afterOid: aside }), 'UNPROCESSABLE'],
    [
      'would point nowhere',
      ({ one }) => ({ beforeOid: one, afterOid: 'f'.repeat(40) }),
      'UNPROCESSABLE',
    ],
  ])('is refused when the ref %s', async (_why, update, type) => {
    const one = await commitOn(undefined, 'one');
    const tips = {
      one,
      two: await commitOn(one, 'two'),
      aside: await commitOn(undefined, 'aside'),
    };
    await updateRefs([{ name: LEDGER, beforeOid: ZERO, afterOid: one }]);
    const { data, error } = await updateRefs([{ name: LEDGER, ...update(tips) }]);
    expect(data).toEqual({ updateRefs: null });
    expect(error).toMatchObject({ type, path: ['updateRefs'] });
    expect(refs()[LEDGER]).toBe(one);
  });

  interface Tips {
    readonly one: string;
    readonly two: string;
    readonly aside: string;
  }

  test('moves several refs or none', async () => {
    const one = await commitOn(undefined, 'one');
    const { error } = await updateRefs([
      { name: 'refs/rollouts/a/x', beforeOid: ZERO, afterOid: one },
      { name: 'refs/heads/main', beforeOid: one, afterOid: one },
    ]);
    expect(error?.type).toBe('STALE_DATA');
    expect(refs()).not.toHaveProperty('refs/rollouts/a/x');
    await updateRefs([
      { name: 'refs/rollouts/a/x', beforeOid: ZERO, afterOid: one },
      { name: 'refs/heads/main', afterOid: one, force: true },
    ]);
    expect([refs()['refs/rollouts/a/x'], refs()['refs/heads/main']]).toEqual([one, one]);
  });

  test('a ref may take the place of the folder that is deleted with it', async () => {
    const one = await commitOn(undefined, 'one');
    await updateRefs([{ name: 'refs/rollouts/a/x', beforeOid: ZERO, afterOid: one }]);
    const clash = await updateRefs([{ name: 'refs/rollouts/a', beforeOid: ZERO, afterOid: one }]);
    expect(clash.error?.type).toBe('UNPROCESSABLE');
    const swap = await updateRefs([
      { name: 'refs/rollouts/a/x', beforeOid: one, afterOid: ZERO },
      { name: 'refs/rollouts/a', beforeOid: ZERO, afterOid: one },
    ]);
    expect(swap.error).toBeUndefined();
  });
});

describe('of many writers at once exactly one wins', () => {
  const writers = ['a', 'b', 'c', 'd', 'e'];

  test('creating by REST', async () => {
    const commits = await Promise.all(writers.map((writer) => commitOn(undefined, writer)));
    const answers = await Promise.all(
      commits.map((sha) => stage.ask('POST', '/git/refs', { ref: LEDGER, sha })),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([201, 422, 422, 422, 422]);
    expect(refs()[LEDGER]).toBe(commits[answers.findIndex(({ status }) => status === 201)]);
  });

  test('appending by REST without force, and every loser who rebases gets through', async () => {
    let tip = await commitOn(undefined, 'begin');
    await stage.ask('POST', '/git/refs', { ref: LEDGER, sha: tip });
    for (let waiting = writers; waiting.length > 0;) {
      const seen = tip;
      const commits = await Promise.all(waiting.map((writer) => commitOn(seen, writer)));
      const answers = await Promise.all(
        commits.map((sha) => stage.ask('PATCH', `/git/${LEDGER}`, { sha, force: false })),
      );
      const winner = answers.findIndex(({ status }) => status === 200);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      tip = commits[winner] ?? '';
      waiting = waiting.filter((_, index) => index !== winner);
    }
    const { body } = await stage.ask('GET', `/git/commits/${tip}`);
    expect(body.parents).toHaveLength(1);
    expect(refs()[LEDGER]).toBe(tip);
  });

  test('appending by GraphQL', async () => {
    const base = await commitOn(undefined, 'begin');
    await updateRefs([{ name: LEDGER, beforeOid: ZERO, afterOid: base }]);
    const commits = await Promise.all(writers.map((writer) => commitOn(base, writer)));
    const answers = await Promise.all(
      commits.map((oid) => updateRefs([{ name: LEDGER, beforeOid: base, afterOid: oid }])),
    );
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(1);
    expect(answers.filter(({ error }) => error?.type === 'STALE_DATA')).toHaveLength(4);
  });

  test('a rival scripted to be faster makes the next writer lose', async () => {
    const one = await commitOn(undefined, 'one');
    const rival = await commitOn(one, 'rival');
    const mine = await commitOn(one, 'mine');
    await updateRefs([{ name: LEDGER, beforeOid: ZERO, afterOid: one }]);
    stage.github.interrupt({ body: 'UpdateRefsInput' }, () => {
      refs()[LEDGER] = rival;
    });
    const lost = await updateRefs([{ name: LEDGER, beforeOid: one, afterOid: mine }]);
    expect(lost.error?.type).toBe('STALE_DATA');
    expect(refs()[LEDGER]).toBe(rival);
  });
});

test.each([
  ['refs/heads/main', true],
  ['refs/rollouts/production/checkout', true],
  ['refs/rollouts', false],
  ['heads/main', false],
  ['refs//main', false],
  ['refs/heads/', false],
  ['refs/heads/.hidden', false],
  ['refs/heads/a.lock', false],
  ['refs/heads/a..b', false],
  ['refs/heads/a b', false],
  ['refs/heads/a~1', false],
  ['refs/heads/a@{0}', false],
  ['refs/heads/a.', false],
])('%s is a ref name: %s', (name, expected) => {
  expect(isRefName(name)).toBe(expected);
});
