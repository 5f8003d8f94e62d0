import { printRuling, type Ruling } from '../../core/control/reply.ts';
import { readWish } from '../../core/control/wish.ts';
import type { ControlOutcome } from '../../drivers/control.ts';
import { giveOrder } from '../../wiring/order.ts';
import { describeRuling } from '../../wiring/result.ts';
import type { Options } from '../options.ts';
import { openSurroundings } from '../surroundings.ts';
import { EXIT, type ExitCode, misuse, type Terminal } from '../terminal.ts';
import { openPlan } from './validate.ts';

/** Gives the rollout an order, whoever runs it. */
export async function orderRollout(options: Options, terminal: Terminal): Promise<ExitCode> {
  const { command: word, gate = '', phase = '', reason = '' } = options;
  const version = word === 'approve' ? (options.version ?? '') : '';
  const wish = readWish({ word, gate, phase, version, reason, target: '' });
  if (typeof wish === 'string') return misuse(wish, terminal);
  const document = await openPlan(options.plan, terminal);
  if (document === undefined) return EXIT.bad;
  const { name, environment } = document.plan;
  const opened = await openSurroundings(options, terminal, { name, environment });
  if (typeof opened === 'number') return opened;
  const { surroundings, run, state, view } = opened;
  if (state === undefined) {
    const sentence = `${name} in ${environment}: no rollout was ever started`;
    return say({ outcome: 'refused', sentence }, options, terminal);
  }
  const order = { ...wish, by: terminal.user, via: 'cli' } as const;
  return say(
    conclude(await giveOrder({ order, run, state, view, surroundings })),
    options,
    terminal,
  );
}

function conclude(outcome: ControlOutcome): Ruling {
  if (outcome.outcome !== 'done') {
    const { reason, state } = outcome;
    return { outcome: outcome.outcome, sentence: reason.sentence, ...(state && { state }) };
  }
  const { sentence, state, next, troubles } = outcome;
  const notes = [...(next === 'rerun' ? [GO_ON] : []), ...troubles];
  return { outcome: 'done', sentence, state, ...(notes.length > 0 && { notes }) };
}

const GO_ON = 'Nobody runs it now: go on with `sluice run --retry`';

function say(ruling: Ruling, { json }: Options, { print }: Terminal): ExitCode {
  if (json) print(JSON.stringify(describeRuling(ruling)));
  else for (const line of printRuling(ruling)) print(line);
  return ruling.outcome === 'done' ? EXIT.good : EXIT.bad;
}
