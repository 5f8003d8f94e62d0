import { createVirtualClock } from '../../src/adapters/clock/virtual.ts';
import { createGitHubClient } from '../../src/adapters/github/client.ts';
import { createGitHubLedger } from '../../src/adapters/ledger/github/ledger.ts';
import type { Event } from '../../src/core/rollout/event.ts';
import type { Stage } from './stage.ts';

/** Puts rollouts into a target's ledger on the stage's GitHub, as if they had happened there. */
export async function keepRollouts(
  { github }: Stage,
  { environment, name }: { readonly environment: string; readonly name: string },
  rollouts: readonly (readonly Event[])[],
): Promise<void> {
  const client = createGitHubClient({
    token: 'job-token',
    apiUrl: github.url,
    graphqlUrl: github.graphqlUrl,
    clock: createVirtualClock(0),
  });
  const ledger = createGitHubLedger({ client, owner: 'acme', repo: 'shop', environment, name });
  let expected: string | undefined;
  for (const events of rollouts) {
    const result = await ledger.append({ expected, events, plan: 'version: 1\n' });
    if (result.outcome !== 'appended') throw new Error(JSON.stringify(result));
    expected = result.tip;
  }
}
