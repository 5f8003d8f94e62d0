import { expect, onTestFinished } from 'vitest';
import { createVirtualClock } from '../../../../src/adapters/clock/virtual.ts';
import { createGitHubClient } from '../../../../src/adapters/github/client.ts';
import type { GitHubClient } from '../../../../src/adapters/github/client.ts';
import { createGitHubLedger } from '../../../../src/adapters/ledger/github/ledger.ts';
import type { Writer } from '../../../../src/adapters/ledger/ledger.ts';
import { ledgerRef } from '../../../../src/adapters/ledger/ref.ts';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { Ledger } from '../../../../src/ports/ledger.ts';
import { startFakeGitHub } from '../../../fake-github/server.ts';
import type { FakeGitHub, FakeGitHubOptions } from '../../../fake-github/server.ts';

export const PLACE = { owner: 'octo', repo: 'shop' };
const TARGET = { environment: 'production', name: 'checkout' };
export const REF = ledgerRef(TARGET.environment, TARGET.name);

/** A GitHub with one repository and ledgers on it; it must have understood every request when the test is over. */
export interface GitHubWorld {
  readonly github: FakeGitHub;
  client(token?: string, clock?: Clock): GitHubClient;
  open(writer?: Writer, client?: GitHubClient): Ledger;
  /** Puts a commit on top of the ledger, behind every handle's back. */
  intrude(files: Readonly<Record<string, string>>, message: string): void;
  /** Requests that `act` made, as `METHOD path`, GraphQL by its operation's name. */
  requestsOf(act: () => Promise<unknown>): Promise<readonly string[]>;
}

export async function startGitHub(options: FakeGitHubOptions = {}): Promise<GitHubWorld> {
  const github = await startFakeGitHub({
    ...options,
    rateLimit: 100_000,
    seed: {
      tokens: {
        writer: { login: 'github-actions[bot]', permissions: { contents: 'write' } },
        reader: { login: 'github-actions[bot]', permissions: { contents: 'read' } },
      },
      repositories: [
        { owner: PLACE.owner, name: PLACE.repo, commits: [{ files: { 'README.md': 'shop\n' } }] },
      ],
    },
  });
  onTestFinished(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });

  const client = (token = 'writer', clock = createVirtualClock(0)) =>
    createGitHubClient({
      token,
      apiUrl: github.url,
      graphqlUrl: github.graphqlUrl,
      clock,
      timeout: 20_000,
    });
  return {
    github,
    client,
    open: (writer, own = client()) =>
      createGitHubLedger({
        client: own,
        ...PLACE,
        ...TARGET,
        ...(writer === undefined ? {} : { writer }),
      }),
    intrude(files, message) {
      const commits = [{ ref: REF, files, message }];
      github.plant({ repositories: [{ owner: PLACE.owner, name: PLACE.repo, commits }] });
    },
    async requestsOf(act) {
      const before = github.requests.length;
      await act();
      return github.requests.slice(before).map(({ method, path, body }) => {
        const query =
          typeof body === 'object' && body !== null && 'query' in body ? body.query : '';
        const [, name] = /^\s*(?:query|mutation) (\w+)/.exec(String(query)) ?? [];
        return name ?? `${method} ${path}`;
      });
    },
  };
}
