import { appendFile } from 'node:fs/promises';
import { createSystemClock } from '../../adapters/clock/system.ts';
import { createGitHubClient } from '../../adapters/github/client.ts';
import { createGitHubPeople } from '../../adapters/github/people.ts';
import { type Asked, printRuling, writeRuling } from '../../core/control/reply.ts';
import { readWish } from '../../core/control/wish.ts';
import type { People } from '../../ports/people.ts';
import { describeRuling } from '../../wiring/result.ts';
import { hearComment } from '../control/comment.ts';
import { type Bench, rule, type Verdict } from '../control/rule.ts';
import type { control } from '../declarations/control.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { type OnGitHub, reachGitHub } from '../surroundings.ts';

type ControlInputs = Inputs<typeof control>;
type ControlResult = ActionResult<keyof Outputs<typeof control>>;

/** Hears a person out, by a comment or by hand, and does what they say if they may. */
export async function controlRollout(inputs: ControlInputs, host: Host): Promise<ControlResult> {
  const github = reachGitHub(host, inputs.token);
  if (typeof github === 'string') return failWith(github);
  const people = openPeople(host, github, inputs['team-token']);
  const bench = { host, github, inputs, people };
  return inputs.comment === '' ? obeyHand(bench, inputs) : obeyComment(bench, inputs.comment);
}

/** Whoever answers about people, and about teams where there is a token for them. */
function openPeople(host: Host, { client, place }: OnGitHub, teamToken: string): People {
  const { apiUrl, graphqlUrl, owner, repo } = place;
  if (teamToken !== '') host.mask(teamToken);
  const teamClient =
    teamToken === ''
      ? undefined
      : createGitHubClient({ token: teamToken, apiUrl, graphqlUrl, clock: createSystemClock() });
  return createGitHubPeople({ client, teamClient, owner, repo });
}

async function obeyHand(bench: Bench, inputs: ControlInputs): Promise<ControlResult> {
  const { command: word, gate, target, reason } = inputs;
  const { run } = bench.github.place;
  const wish = readWish({ word, gate, target, reason });
  const verdict: Verdict =
    typeof wish === 'string'
      ? { outcome: 'mistaken', sentence: wish }
      : await rule(bench, { wish, by: run.actor, via: 'dispatch', url: run.url ?? run.id });
  const asked = { by: run.actor, ...(word !== '' && { word }), ...(reason !== '' && { reason }) };
  const result = await settle(verdict, asked, bench.host);
  return verdict.outcome === 'done' ? result : { ...result, failure: verdict.sentence };
}

/** Whoever was refused has been told below the comment: no job fails for it. */
async function obeyComment(bench: Bench, nodeId: string): Promise<ControlResult> {
  const hearing = await hearComment(bench, nodeId);
  if (typeof hearing === 'string') return failWith(hearing);
  if (hearing.outcome === 'ignored') {
    bench.host.print(`ignored: ${hearing.sentence}`);
    return { outputs: { outcome: 'ignored', sentence: hearing.sentence } };
  }
  const { verdict, asked, troubles } = hearing;
  const result = await settle(verdict, asked, bench.host);
  const failure = verdict.outcome === 'failed' && { failure: verdict.sentence };
  return { ...result, warnings: troubles, ...failure };
}

async function settle(verdict: Verdict, asked: Asked, host: Host): Promise<ControlResult> {
  for (const line of printRuling(verdict)) host.print(line);
  const summary = host.environment['GITHUB_STEP_SUMMARY'];
  if (summary) await appendFile(summary, `\n${writeRuling(verdict, asked)}\n`);
  const { outcome, sentence, rollout = '', state } = verdict;
  return {
    outputs: {
      outcome,
      sentence,
      rollout,
      'rollout-status': state?.status ?? '',
      result: JSON.stringify(describeRuling(verdict)),
    },
  };
}
