import { createVirtualClock } from '../../src/adapters/clock/virtual.ts';
import { createGitHubClient } from '../../src/adapters/github/client.ts';
import { createGitHubLedger } from '../../src/adapters/ledger/github/ledger.ts';
import { createGitHubStore } from '../../src/adapters/ledger/github/store.ts';
import { readPage } from '../../src/adapters/ledger/page.ts';
import { ledgerRef } from '../../src/adapters/ledger/ref.ts';
import { fold } from '../../src/core/rollout/fold.ts';
import { decodeLine } from '../../src/core/rollout/journal/line.ts';
import { startFakeGitHub } from '../../test/fake-github/server.ts';
import type { LedgerHistory } from './histories.ts';

/** What it costs a new process to know where a rollout stands, and to write its next event. */
export interface RestartCost {
  readonly history: LedgerHistory;
  readonly readRequests: number;
  /** Of the files read. */
  readonly readBytes: number;
  readonly appendRequests: number;
  /** Of the requests' bodies. */
  readonly appendBytes: number;
  /** To read the files strictly and fold them. */
  readonly milliseconds: number;
  /** The same for every line ever written, as if they lay in one file. */
  readonly wholeBytes: number;
  readonly wholeMilliseconds: number;
}

const PLACE = { owner: 'octo', repo: 'shop' };
const TARGET = { environment: 'production', name: 'checkout' };
const REF = ledgerRef(TARGET.environment, TARGET.name);

export async function measureRestart(history: LedgerHistory): Promise<RestartCost> {
  const { files } = history.tip;
  const sizes = Object.values(files).map((text) => Buffer.byteLength(text ?? ''));
  return {
    history,
    ...(await askGitHub(history)),
    readBytes: sizes.reduce((sum, size) => sum + size, 0),
    milliseconds: timeOf(() => {
      const page = readPage(REF, history.tip);
      if (page.outcome === 'failed') throw new Error(page.detail);
      fold(page.value.journal.events);
    }),
    wholeBytes: Buffer.byteLength(history.whole),
    wholeMilliseconds: timeOf(() => {
      const lines = history.whole.split('\n').slice(0, -1).map(decodeLine);
      fold(lines.flatMap((line) => (typeof line === 'string' ? [] : line.event)));
    }),
  };
}

/** Puts the last commit on a GitHub, then counts what a new process asks. */
async function askGitHub({ tip, next }: LedgerHistory) {
  const github = await startFakeGitHub({
    rateLimit: 100_000,
    seed: {
      tokens: { writer: { login: 'bot', permissions: { contents: 'write' } } },
      repositories: [{ owner: PLACE.owner, name: PLACE.repo, commits: [{ files: { a: 'b' } }] }],
    },
  });
  const connect = () =>
    createGitHubClient({
      token: 'writer',
      apiUrl: github.url,
      graphqlUrl: github.graphqlUrl,
      clock: createVirtualClock(0),
    });
  const store = createGitHubStore({ client: connect(), ...PLACE, ref: REF });
  const { files, message } = tip;
  const commit = await store.writeCommit({ parent: undefined, files, message, date: 0 });
  if (commit.outcome === 'failed') throw new Error(commit.detail);
  await store.swap(commit.value, undefined);

  const ledger = createGitHubLedger({ client: connect(), ...PLACE, ...TARGET });
  const before = github.requests.length;
  await ledger.read();
  const between = github.requests.length;
  const result = await ledger.append({ expected: commit.value, events: [next] });
  if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
  const sent = github.requests.slice(between);
  await github.close();
  return {
    readRequests: between - before,
    appendRequests: sent.length,
    appendBytes: sent.reduce((sum, { body }) => sum + JSON.stringify(body ?? '').length, 0),
  };
}

/** The shortest of a few runs, in milliseconds. */
function timeOf(work: () => void): number {
  const runs = Array.from({ length: 5 }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  });
  return Math.min(...runs);
}
