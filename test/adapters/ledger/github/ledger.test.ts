import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commitMessage } from '../../../../src/core/rollout/commit-message.ts';
import type { Event } from '../../../../src/core/rollout/event.ts';
import { extendJournal } from '../../../../src/core/rollout/journal.ts';
import type { AppendResult, Ledger } from '../../../../src/ports/ledger.ts';
import { createVirtualClock } from '../../../../src/adapters/clock/virtual.ts';
import { createArchive } from '../../../../src/adapters/ledger/archive.ts';
import { sha256 } from '../../../../src/adapters/ledger/digest.ts';
import { createGitLedger } from '../../../../src/adapters/ledger/git/ledger.ts';
import { READ_TIP } from '../../../../src/adapters/ledger/github/queries.ts';
import { createGitHubStore } from '../../../../src/adapters/ledger/github/store.ts';
import { AT, measured, rolloutStarted } from '../../../core/rollout/journal-sample.ts';
import type { FakeGitHub } from '../../../fake-github/server.ts';
import { describeLedger } from '../contract.ts';
import type { LedgerWorld } from '../contract.ts';
import { BEGINNING, expectEachOnce } from '../once.ts';
import { writeAtOnce } from '../writers.ts';
import { temporaryDirectory } from '../git/sandbox.ts';
import { readCommit } from '../../../fake-github/state/git-objects.ts';
import { PLACE, REF, startGitHub } from './world.ts';
import type { GitHubWorld } from './world.ts';

const START = { expected: undefined, events: [rolloutStarted()], plan: 'version: 1\n' };
const weightSet: Event = { type: 'weight-set', at: AT + 2_000, weight: 5, verified: true };
const CHANGED = pageOf([rolloutStarted(), { type: 'promoted', at: AT }]);

const LOOK_FOR_REF = 'GET /repos/octo/shop/git/matching-refs/rollouts%2Fproduction%2Fcheckout';
const MAKE_TREE = 'POST /repos/octo/shop/git/trees';
const MAKE_COMMIT = 'POST /repos/octo/shop/git/commits';

/** Files and message of a commit that holds these events. */
function pageOf(events: readonly Event[]) {
  const extended = extendJournal(undefined, events, sha256);
  if (extended.outcome === 'malformed') throw new Error(extended.problem);
  const { recent, end } = extended.journal;
  return [{ 'events.jsonl': recent }, commitMessage(events, events, end)] as const;
}

function tipOf(result: AppendResult): string {
  if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
  return result.tip;
}

async function begin(ledger: Ledger): Promise<string> {
  return tipOf(await ledger.append(START));
}

function openWorld({ github, client, open, intrude }: GitHubWorld): LedgerWorld {
  return {
    open,
    tamper: async (files, message) => intrude(files, message),
    async setBack(tip) {
      github.repository('octo/shop').refs[REF] = tip;
    },
    archive: () => createArchive(createGitHubStore({ client: client(), ...PLACE, ref: REF })),
    async log() {
      const messages: string[] = [];
      const repository = github.repository('octo/shop');
      for (let id = repository.refs[REF]; id !== undefined;) {
        const commit = readCommit(repository, id);
        messages.push(commit?.message ?? '');
        id = commit?.parents[0];
      }
      return messages;
    },
  };
}

describeLedger({ name: 'github', world: async () => openWorld(await startGitHub()) });

test('fifty writers while GitHub fails, and loses answers to what it did', async () => {
  const fault = fc.record({
    match: fc.constantFrom({ body: 'MoveLedger' }, { path: 'git/(trees|commits)$' }, {}),
    after: fc.nat(100),
    answer: fc.constantFrom('reset' as const, 'truncate' as const, 502, 503),
    carriedOut: fc.boolean(),
    times: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { minLength: 4, maxLength: 12 }), async (faults) => {
      const started = await startGitHub();
      const world = openWorld(started);
      await world.open().append(BEGINNING);
      for (const one of faults) started.github.fail(one);
      const attempts = await writeAtOnce(world.open, { writers: 50, rounds: 1 });
      await expectEachOnce(world, attempts);
    }),
    { numRuns: 3 },
  );
}, 180_000);

describe('requests', () => {
  test('a read takes one, and one more to be sure when there is nothing', async () => {
    const { open, requestsOf } = await startGitHub();
    expect(await requestsOf(() => open().read())).toEqual(['ReadLedger', LOOK_FOR_REF]);
    await begin(open());
    expect(await requestsOf(() => open().read())).toEqual(['ReadLedger']);
  });

  test('an append takes three after a read or an append', async () => {
    const { open, requestsOf } = await startGitHub();
    const ledger = open();
    await ledger.read();
    let expected: string | undefined;
    const first = await requestsOf(async () => {
      expected = await begin(ledger);
    });
    const second = await requestsOf(() => ledger.append({ expected, events: [weightSet] }));
    expect([first, second]).toEqual([
      [MAKE_TREE, MAKE_COMMIT, 'MoveLedger'],
      [MAKE_TREE, MAKE_COMMIT, 'MoveLedger'],
    ]);
  });

  test('without a read before, the repository or the commit is looked up first', async () => {
    const { open, requestsOf } = await startGitHub();
    expect(await requestsOf(() => begin(open()))).toEqual([
      MAKE_TREE,
      MAKE_COMMIT,
      'ReadLedger',
      'MoveLedger',
    ]);
  });

  test('of the past, ten commits come in one', async () => {
    const world = await startGitHub();
    const { open, requestsOf } = world;
    const ledger = open();
    let expected = await begin(ledger);
    for (let count = 1; count < 12; count += 1) {
      expected = tipOf(await ledger.append({ expected, events: [weightSet] }));
    }
    const requests = await requestsOf(async () => {
      const inspected = await openWorld(world).archive().inspect();
      expect(inspected).toMatchObject({ value: { commits: 12 } });
    });
    const read = 'ReadLedgerCommits';
    expect(requests).toEqual([LOOK_FOR_REF, 'ReadLedgerLog', read, read]);
  });

  test('a long journal is cut by GraphQL, so it takes one more to read, however long', async () => {
    const { open, requestsOf } = await startGitHub();
    const events = [
      rolloutStarted(),
      ...Array.from({ length: 2_000 }, (_, index) => measured({ kind: 'gauge', value: index })),
    ];
    const ledger = open();
    tipOf(await ledger.append({ expected: undefined, events }));
    let read: unknown;
    const requests = await requestsOf(async () => {
      read = await open().read();
    });
    const blob = expect.stringMatching(/^GET \/repos\/octo\/shop\/git\/blobs\/[0-9a-f]{40}$/);
    expect(requests).toEqual(['ReadLedger', blob]);
    expect(read).toMatchObject({ outcome: 'read', view: { events } });
  });
});

test('files of many megabytes come whole', async () => {
  const { open } = await startGitHub();
  const plan = '# a long plan\n'.repeat(800_000);
  tipOf(await open().append({ ...START, plan }));
  const read = await open().read();
  expect(read.outcome === 'read' && read.view.plan === plan).toBe(true);
}, 60_000);

describe('whether it changed', () => {
  const statuses = (github: FakeGitHub) => github.requests.map(({ status }) => status);

  test('costs nothing of the rate limit while nothing moves', async () => {
    const { github, open, requestsOf } = await startGitHub();
    const tip = await begin(open());
    const watcher = open();
    const left = async () => {
      const answer = await fetch(`${github.url}/rate_limit`, {
        headers: { authorization: 'token writer', 'user-agent': 'test' },
      });
      const { resources } = (await answer.json()) as { resources: { core: { used: number } } };
      return resources.core.used;
    };
    expect(await watcher.changedSince(tip)).toBe(false);
    const used = await left();
    const asked = await requestsOf(async () => {
      for (let look = 0; look < 3; look += 1) expect(await watcher.changedSince(tip)).toBe(false);
    });
    expect(asked).toEqual([LOOK_FOR_REF, LOOK_FOR_REF, LOOK_FOR_REF]);
    expect(statuses(github).slice(-3)).toEqual([304, 304, 304]);
    expect(await left()).toBe(used);
  });

  test('cannot be told when GitHub is away or says nonsense', async () => {
    const { github, open } = await startGitHub();
    const tip = await begin(open());
    const watcher = open();
    github.fail({ match: { path: 'matching-refs' }, answer: 304, body: {} });
    expect(await watcher.changedSince(tip)).toBeUndefined();
    github.fail({ match: { path: 'matching-refs' }, answer: 500, times: 99 });
    expect(await watcher.changedSince(tip)).toBeUndefined();
  });
});

describe('an answer that got lost', () => {
  test.each([
    ['the connection broke', 'reset'],
    ['the answer was cut off', 'truncate'],
    ['the gateway gave up', 502],
  ] as const)('%s: the append is found to have landed', async (_, answer) => {
    const { github, open } = await startGitHub();
    const ledger = open();
    await ledger.read();
    github.fail({ match: { body: 'MoveLedger' }, answer, carriedOut: true });
    await begin(ledger);
    expect(await open().read()).toMatchObject({ outcome: 'read', view: { events: START.events } });
  });

  test('and is told apart when someone else wrote behind it meanwhile', async () => {
    const { github, open, intrude } = await startGitHub();
    const ledger = open();
    const expected = await begin(ledger);
    github.fail({ match: { body: 'MoveLedger' }, answer: 'reset', carriedOut: true });
    github.interrupt({ path: 'matching-refs' }, () => intrude(...CHANGED));
    expect(await ledger.append({ expected, events: [weightSet] })).toEqual({
      outcome: 'overtaken',
    });
    const view = await open().read();
    expect(view).toMatchObject({ view: { events: [{}, { type: 'promoted' }] } });
  });

  test('objects made twice are the same objects', async () => {
    const { github, open, requestsOf } = await startGitHub();
    const ledger = open();
    await ledger.read();
    github.fail({
      match: { path: 'git/(trees|commits)$' },
      answer: 502,
      carriedOut: true,
      times: 1,
    });
    expect(await requestsOf(() => begin(ledger))).toEqual([
      MAKE_TREE,
      MAKE_TREE,
      MAKE_COMMIT,
      'MoveLedger',
    ]);
  });
});

describe('a race', () => {
  test.each(['STALE_DATA', 'UNPROCESSABLE', 'SOMETHING_NEW'])(
    'lost in the last moment is a conflict, whatever GitHub calls it: %s',
    async (staleRefType) => {
      const { github, open, intrude } = await startGitHub({ staleRefType });
      const ledger = open();
      const expected = await begin(ledger);
      github.interrupt({ body: 'MoveLedger' }, () => intrude(...CHANGED));
      const late = { expected, events: [weightSet] };
      expect(await ledger.append(late)).toEqual({ outcome: 'conflict' });
      expect(await ledger.append(late)).toEqual({ outcome: 'conflict' });
      expect(await open().read()).toMatchObject({ view: { events: [{}, { type: 'promoted' }] } });
    },
  );

  test('to create it, lost in the last moment', async () => {
    const { github, open, intrude } = await startGitHub();
    const ledger = open();
    await ledger.read();
    github.interrupt({ body: 'MoveLedger' }, () => intrude(...CHANGED));
    expect(await ledger.append(START)).toEqual({ outcome: 'conflict' });
  });
});

describe('a GitHub that says what was, not what is', () => {
  const query = { body: 'ReadLedger\\(' };
  const refs = { path: 'matching-refs' };

  test('is not believed when it shows less than was written', async () => {
    const { github, client, open } = await startGitHub();
    const ledger = open();
    const first = await begin(ledger);
    const old = await client().graphql(READ_TIP, { ...PLACE, ref: REF });
    const body = { data: old.outcome === 'answered' ? old.data : undefined };
    const second = tipOf(await ledger.append({ expected: first, events: [weightSet] }));
    github.fail({ match: query, answer: 200, body });
    const detail = expect.stringMatching(
      /the answer is out of date, or somebody set the ref back$/,
    );
    expect(await ledger.read()).toEqual({ outcome: 'failed', reason: 'unreachable', detail });
    expect(await ledger.read()).toMatchObject({ outcome: 'read', view: { tip: second } });
    const stale = [{ ref: REF, object: { sha: first, type: 'commit' } }];
    github.fail({ match: refs, answer: 200, body: stale });
    expect(await ledger.changedSince(second)).toBeUndefined();
    expect(await ledger.changedSince(second)).toBe(false);
  });

  test('nor when it refuses a move and shows the ref where it was', async () => {
    const { github, open, intrude } = await startGitHub();
    const ledger = open();
    const expected = await begin(ledger);
    github.interrupt({ body: 'MoveLedger' }, () => intrude(...CHANGED));
    const stale = [{ ref: REF, object: { sha: expected, type: 'commit' } }];
    github.fail({ match: refs, answer: 200, body: stale });
    expect(await ledger.append({ expected, events: [weightSet] })).toEqual({ outcome: 'conflict' });
  });

  test('when a move lands long after it was given up, the same append is recognised', async () => {
    const { github, open, client } = await startGitHub();
    const clock = createVirtualClock(0);
    const ledger = open(undefined, client('writer', clock));
    const expected = await begin(ledger);
    github.fail({ match: { body: 'MoveLedger' }, answer: 502, times: 99 });
    const entry = { expected, events: [weightSet], deadline: clock.now() + 2_000 };
    expect(await ledger.append(entry)).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
    const asked = github.requests.findLast(({ body }) =>
      JSON.stringify(body ?? '').includes('MoveLedger'),
    );
    const body = asked?.body as { variables: { to: string } } | undefined;
    const to = body?.variables.to ?? '';
    github.repository('octo/shop').refs[REF] = to;
    expect(await open().append({ expected, events: [weightSet] })).toEqual({
      outcome: 'appended',
      tip: to,
    });
    const other: Event = { ...weightSet, at: AT + 3_000 };
    expect(await open().append({ expected, events: [other] })).toEqual({ outcome: 'conflict' });
  });
});

describe('nothing is taken for nothing', () => {
  const hidden = { data: { repository: { id: 'R_hidden', object: null } } };

  test('a ref that GraphQL does not resolve by name is found in the listing', async () => {
    const { github, open, requestsOf } = await startGitHub();
    await begin(open());
    github.fail({ match: { body: 'ReadLedger\\(' }, answer: 200, body: hidden });
    let read: unknown;
    const requests = await requestsOf(async () => {
      read = await open().read();
    });
    expect(requests).toEqual(['ReadLedger', LOOK_FOR_REF, 'ReadLedgerCommits']);
    expect(read).toMatchObject({ outcome: 'read', view: { events: START.events } });
  });

  test('a listing that cannot be had is a failure', async () => {
    const { github, open } = await startGitHub();
    github.fail({ match: { path: 'matching-refs' }, answer: 500, times: 99 });
    expect(await open().read()).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
  });

  test('a ref that points at no commit is malformed', async () => {
    const { github, open } = await startGitHub();
    const repository = github.repository('octo/shop');
    const blob = Object.entries(repository.objects).find(([, { kind }]) => kind === 'blob');
    repository.refs[REF] = blob?.[0] ?? '';
    expect(await open().read()).toMatchObject({ outcome: 'failed', reason: 'malformed' });
  });

  test('a text that was changed on its way is read again', async () => {
    const { github, client, open } = await startGitHub();
    await begin(open());
    const answer = await client().graphql(READ_TIP, { ...PLACE, ref: REF });
    const data = answer.outcome === 'answered' ? JSON.stringify(answer.data) : '';
    const changed: unknown = JSON.parse(data.replace('version: 1', 'version: 9'));
    github.fail({ match: { body: 'ReadLedger' }, answer: 200, body: { data: changed } });
    expect(JSON.stringify(changed)).not.toBe(data);
    expect(await open().read()).toMatchObject({ outcome: 'read', view: { plan: START.plan } });
  });

  test('a text whose hash is not its own is read again, and refused if it stays so', async () => {
    const { github, open } = await startGitHub();
    const plan = 'version: 1\n# \u0000 looks binary\n';
    await open().append({ ...START, plan });
    expect(await open().read()).toMatchObject({ outcome: 'read', view: { plan } });
    const forged = { content: Buffer.from('version: 1\n').toString('base64'), encoding: 'base64' };
    github.fail({ match: { path: 'git/blobs' }, answer: 200, body: forged });
    expect(await open().read()).toEqual({
      outcome: 'failed',
      reason: 'malformed',
      detail: expect.stringMatching(
        /^plan\.yml of refs\/rollouts\/.* did not come whole: its hash is not /,
      ),
    });
  });

  test('an answer of another shape is malformed', async () => {
    const { github, open } = await startGitHub();
    const body = { data: { repository: { id: 'R_1', object: { oid: 'short' } } } };
    github.fail({ match: { body: 'ReadLedger' }, answer: 200, body });
    expect(await open().read()).toMatchObject({ outcome: 'failed', reason: 'malformed' });
  });
});

describe('refusals', () => {
  test('a token that may only read', async () => {
    const { client, open } = await startGitHub();
    const ledger = open(undefined, client('reader'));
    expect(await ledger.read()).toMatchObject({ outcome: 'read' });
    expect(await ledger.append(START)).toEqual({
      outcome: 'failed',
      reason: 'unauthorized',
      detail: expect.stringMatching(/add "contents: write" to the job's permissions$/),
    });
  });

  test('a token that is none', async () => {
    const { client, open } = await startGitHub();
    const failure = { outcome: 'failed', reason: 'unauthorized' };
    expect(await open(undefined, client('nobody')).read()).toMatchObject(failure);
  });

  test('a move that GitHub will not make although nobody else moved it', async () => {
    const { github, open } = await startGitHub();
    const ledger = open();
    await ledger.read();
    const errors = [{ type: 'UNPROCESSABLE', message: 'Repository rule violations found' }];
    const body = { data: null, errors };
    github.fail({ match: { body: 'MoveLedger' }, answer: 200, body, times: 2 });
    expect(await ledger.append(START)).toEqual({
      outcome: 'failed',
      reason: 'refused',
      detail: 'POST /graphql (MoveLedger): Repository rule violations found',
    });
  });

  test('GitHub is out of order, and the writer is in a hurry', async () => {
    const { github, open, client } = await startGitHub();
    const clock = createVirtualClock(0);
    const ledger = open(undefined, client('writer', clock));
    const expected = await begin(ledger);
    github.fail({ match: {}, times: 99, answer: 503, body: {} });
    const entry = { expected, events: [weightSet], deadline: clock.now() + 3_000 };
    expect(await ledger.append(entry)).toMatchObject({ outcome: 'failed', reason: 'unreachable' });
    expect(clock.now()).toBeLessThanOrEqual(3_000);
    expect(await ledger.append({ expected, events: [weightSet] })).toMatchObject({
      outcome: 'failed',
    });
    expect(clock.now()).toBeGreaterThan(30_000);
  });

  test('GitHub is away', async () => {
    const { github, open } = await startGitHub();
    const ledger = open();
    const expected = await begin(ledger);
    await github.close();
    const failure = { outcome: 'failed', reason: 'unreachable' };
    expect(await ledger.read()).toMatchObject(failure);
    expect(await ledger.append({ expected, events: [weightSet] })).toMatchObject(failure);
  });
});

test('the same append has the same id in git and on GitHub', async () => {
  const { open } = await startGitHub();
  const folder = temporaryDirectory();
  const writer = { id: '4711', attempt: 1 };
  const target = { environment: 'production', name: 'checkout' };
  const local = createGitLedger({ folder, ...target, writer, create: true });
  expect(tipOf(await open(writer).append(START))).toBe(tipOf(await local.append(START)));
});
