import { code, plain, table } from '../../core/present/markdown.ts';
import { isOver } from '../../core/rollout/holder.ts';
import { lookForRollouts } from '../control/search.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { tick } from '../declarations/tick.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { addToSummary } from '../summary.ts';
import { reachGitHub } from '../surroundings.ts';
import { type Continued, continueAll } from '../tick/continue.ts';

/** Goes on with everything that nobody watches any more. */
export async function tickRollouts(
  inputs: Inputs<typeof tick>,
  host: Host,
): Promise<ActionResult<keyof Outputs<typeof tick>>> {
  const { settings, variables, token, 'team-token': teamToken } = inputs;
  const github = reachGitHub(host, token);
  if (typeof github === 'string') return failWith(github);
  const looked = await lookForRollouts(github, 'github', undefined);
  if (typeof looked === 'string') return failWith(looked);
  const round = {
    host,
    github,
    inputs: { settings, variables, token, 'team-token': teamToken, ledger: 'github' },
  };
  const underWay = looked.candidates.filter(({ state }) => !isOver(state));
  const done = await continueAll(round, underWay);
  if (done.length === 0 && !host.cancelled.aborted) host.print('nothing to go on with');
  await writeSummary(done, host);
  const failures = [
    ...looked.unreadable.map(
      ({ environment, name, detail }) => `${environment}/${name}: ${detail}`,
    ),
    ...done.filter(({ ok }) => !ok).map(({ rollout, sentence }) => `${rollout}: ${sentence}`),
  ];
  return {
    outputs: {
      rollouts: JSON.stringify(
        done.map(({ rollout, did, sentence }) => ({ rollout, did, sentence })),
      ),
    },
    ...(failures.length > 0 && { failure: failures.join('; ') }),
  };
}

async function writeSummary(done: readonly Continued[], host: Host): Promise<void> {
  if (done.length === 0) return;
  const rows = done.map(({ rollout, sentence }) => [code(rollout), plain(sentence)]);
  await addToSummary(host, `\n${table(['Rollout', 'What was done'], rows)}`);
}
