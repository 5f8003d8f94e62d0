import { type Asked, printRuling, writeRuling } from '../../core/control/reply.ts';
import { readWish } from '../../core/control/wish.ts';
import { describeRuling } from '../../wiring/result.ts';
import { hearComment } from '../control/comment.ts';
import { answerReviews } from '../control/review.ts';
import { type Bench, rule, type Verdict } from '../control/rule.ts';
import type { control } from '../declarations/control.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { openRegistry } from '../approvals.ts';
import { addToSummary } from '../summary.ts';
import { reachGitHub } from '../surroundings.ts';

type ControlInputs = Inputs<typeof control>;
type ControlResult = ActionResult<keyof Outputs<typeof control>>;

/** Hears a person out, by a comment or by hand, and does what they say if they may. */
export async function controlRollout(inputs: ControlInputs, host: Host): Promise<ControlResult> {
  const github = reachGitHub(host, inputs.token);
  if (typeof github === 'string') return failWith(github);
  const registry = openRegistry(github, inputs['team-token']);
  const bench = { host, github, inputs, registry };
  if (inputs.review !== '') return lookForReviews(bench);
  return inputs.comment === '' ? obeyHand(bench, inputs) : obeyComment(bench, inputs.comment);
}

async function obeyHand(bench: Bench, inputs: ControlInputs): Promise<ControlResult> {
  const { command: word, gate, phase, version, target, reason } = inputs;
  const { run } = bench.github.place;
  const wish = readWish({ word, gate, phase, version, target, reason });
  const verdict: Verdict =
    typeof wish === 'string'
      ? { outcome: 'mistaken', sentence: wish }
      : wish.command.kind === 'approve' && run.attempt > 1
        ? { outcome: 'refused', sentence: REPEATED }
        : await rule(bench, { wish, by: run.actor, via: 'dispatch', url: run.url ?? run.id });
  const asked = { by: run.actor, ...(word !== '' && { word }), ...(reason !== '' && { reason }) };
  const result = await settle(verdict, asked, bench.host);
  return verdict.outcome === 'done' ? result : { ...result, failure: verdict.sentence };
}

const REPEATED =
  'this job is run again, and what it once approved may have been something else: start the workflow anew';

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
  await addToSummary(host, `\n${writeRuling(verdict, asked)}`);
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

/** The review itself is read by whoever looks for approvals: here it only says that it is time to look. */
async function lookForReviews(bench: Bench): Promise<ControlResult> {
  const answered = await answerReviews(bench);
  if (typeof answered === 'string') return failWith(answered);
  const [first] = answered;
  if (first === undefined) {
    const sentence = 'no phase waits for a review';
    bench.host.print(sentence);
    return { outputs: { outcome: 'ignored', sentence } };
  }
  const troubles = answered.filter(({ ok }) => !ok);
  const sentence = answered.map((one) => `${one.rollout}: ${one.sentence}`).join('; ');
  return {
    outputs: {
      outcome: troubles.length > 0 ? 'failed' : 'done',
      sentence,
      ...(answered.length === 1 && { rollout: first.rollout }),
    },
    ...(troubles.length > 0 && { failure: sentence }),
  };
}
