import { printEvents, printInspection, printRollouts } from '../../core/present/ledger-text.ts';
import type { Archive } from '../../ports/archive.ts';
import { describeEvents, describeInspection, describeRollouts } from '../../wiring/standing.ts';
import type { Options } from '../options.ts';
import { nameTarget, reachPlace } from '../target.ts';
import { EXIT, type ExitCode, refuse, type Terminal } from '../terminal.ts';

/** What one question to the archive came to: lines for people, a shape for machines. */
interface Answer {
  readonly lines: readonly string[];
  readonly shape: object;
  readonly isGood: boolean;
}

/** Says what was released to a target, what happened in one rollout, or whether the ledger is as it was written. */
export async function showHistory(options: Options, terminal: Terminal): Promise<ExitCode> {
  const place = await reachPlace(options, terminal);
  if (typeof place === 'number') return place;
  const target = await nameTarget(options.plan, terminal);
  if (typeof target === 'number') return target;
  const { archive } = place.open(target);
  const answer = await ask(archive, `${target.environment}/${target.name}`, options);
  if (typeof answer === 'string') return refuse(answer, terminal);
  if (options.json) terminal.print(JSON.stringify(answer.shape));
  else for (const line of answer.lines) terminal.print(line);
  return answer.isGood ? EXIT.good : EXIT.bad;
}

async function ask(
  archive: Archive,
  target: string,
  { verify, rollout, limit }: Options,
): Promise<Answer | string> {
  if (verify) return inspect(archive, target);
  return rollout === undefined ? list(archive, target, limit) : tell(archive, target, rollout);
}

async function list(archive: Archive, target: string, limit: number): Promise<Answer | string> {
  const listed = await archive.list(limit);
  if (listed.outcome === 'failed') return listed.detail;
  const { rollouts, isCut } = listed.value;
  return {
    lines: printRollouts(
      rollouts.map(({ state }) => state),
      isCut,
    ),
    shape: describeRollouts(target, listed.value),
    isGood: true,
  };
}

async function tell(archive: Archive, target: string, rollout: string): Promise<Answer | string> {
  const told = await archive.tell(rollout);
  if (told.outcome === 'failed') return told.detail;
  if (told.value === undefined) return `${target} has no rollout ${JSON.stringify(rollout)}`;
  const { events } = told.value;
  return {
    lines: printEvents(events),
    shape: describeEvents(target, rollout, events),
    isGood: true,
  };
}

async function inspect(archive: Archive, target: string): Promise<Answer | string> {
  const inspected = await archive.inspect();
  if (inspected.outcome === 'failed') return inspected.detail;
  return {
    lines: printInspection(inspected.value),
    shape: describeInspection(target, inspected.value),
    isGood: inspected.value.irregularities.length === 0,
  };
}
