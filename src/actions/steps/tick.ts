import { appendFile } from 'node:fs/promises';
import { createGitHubRuns } from '../../adapters/runs/github.ts';
import { code, plain, table } from '../../core/present/markdown.ts';
import { isOver } from '../../core/rollout/holder.ts';
import { lookForRollouts } from '../control/search.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { tick } from '../declarations/tick.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { reachGitHub } from '../surroundings.ts';
import { type Continued, continueRollout } from '../tick/continue.ts';

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
  const { owner, repo, run } = github.place;
  const runs = createGitHubRuns({ client: github.client, owner, repo, ownRun: run.id });
  const round = {
    host,
    github,
    inputs: { settings, variables, token, 'team-token': teamToken, ledger: 'github' },
  };

  const done: Continued[] = [];
  for (const found of looked.candidates) {
    if (isOver(found.state)) continue;
    const ending = await runs.endingOf(found.state.run);
    const continued = await continueRollout(round, found, ending);
    if (continued === undefined) continue;
    host.print(`${continued.rollout}: ${continued.sentence}`);
    done.push(continued);
  }
  if (done.length === 0) host.print('nothing to go on with');
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

async function writeSummary(done: readonly Continued[], { environment }: Host): Promise<void> {
  const summary = environment['GITHUB_STEP_SUMMARY'];
  if (!summary || done.length === 0) return;
  const rows = done.map(({ rollout, sentence }) => [code(rollout), plain(sentence)]);
  await appendFile(summary, `\n${table(['Rollout', 'What was done'], rows)}\n`);
}
