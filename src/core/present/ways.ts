import { considerOrder } from '../control/consider.ts';
import type { Command } from '../control/command.ts';
import { COMMAND_WORDS, COMMANDS, type CommandWord } from '../control/words.ts';
import type { Plan } from '../plan/plan.ts';
import { environmentSegment, refSegment } from '../plan/ref-segment.ts';
import type { Instant } from '../quantity/instant.ts';
import { findAwaited } from '../rollout/awaited.ts';
import type { State } from '../rollout/state.ts';
import { code, fold, link } from './markdown.ts';

/** What people can go by from where the rollout stands: the state, the plan where it is at hand, and the moment. */
export interface Crossroads {
  readonly state: State;
  readonly plan?: Plan;
  readonly now: Instant;
}

/** Every command that would be taken as the rollout stands, in the order people are shown them. */
export function fittingCommands(crossroads: Crossroads): readonly Command[] {
  return COMMAND_WORDS.flatMap((word) => toCommands(word, crossroads.state)).filter((command) =>
    isTaken(command, crossroads),
  );
}

function toCommands(word: CommandWord, state: State): readonly Command[] {
  return word === 'skip-gate'
    ? shutGates(state).map((gate) => ({ kind: word, gate }))
    : [{ kind: word }];
}

function shutGates({ gates, phases }: State): readonly string[] {
  const findings = [gates, ...phases.map((phase) => phase.gates)].flatMap(
    (record) => record?.findings ?? [],
  );
  return [...new Set(findings.filter(({ outcome }) => outcome !== 'open').map(({ gate }) => gate))];
}

function isTaken(command: Command, { state, plan, now }: Crossroads): boolean {
  // Whether it counts depends on who says it.
  if (command.kind === 'approve') return findAwaited(state)?.approval.by === 'comment';
  const order = { command, by: '', reason: 'because', via: 'comment' } as const;
  const circumstances = { holder: 'running', now, ...(plan && { plan }) } as const;
  return considerOrder(order, state, circumstances).outcome === 'taken';
}

/** The commands one can type now, each with what it does; undefined where none fits or nobody would hear it. */
export function listCommands(crossroads: Crossroads): string | undefined {
  if (crossroads.state.handles.control === undefined) return undefined;
  const lines = fittingCommands(crossroads).map(
    (command) => `- ${code(write(command))} ${COMMANDS[command.kind]}`,
  );
  return lines.length === 0
    ? undefined
    : ['To step in, comment on the pull request:', '', ...lines].join('\n');
}

function write(command: Command): string {
  return command.kind === 'skip-gate'
    ? `/rollout skip-gate ${command.gate} --reason "why"`
    : `/rollout ${command.kind}`;
}

/** Where to go: to approve, to abort, to the log; each only where it leads somewhere now. */
export function linkWays(crossroads: Crossroads): string | undefined {
  const { state } = crossroads;
  const { url } = state.run;
  if (url === undefined) return undefined;
  const ways = [
    ...(findAwaited(state)?.approval.by === 'environment' ? [`**${link('Approve', url)}**`] : []),
    ...linkAbort(crossroads, url),
    link('Log', url),
  ];
  return ways.join(' · ');
}

function linkAbort(crossroads: Crossroads, run: string): readonly string[] {
  const { handles, started } = crossroads.state;
  if (!fittingCommands(crossroads).some(({ kind }) => kind === 'abort')) return [];
  const repository = /^https?:\/\/[^/]+\/[^/]+\/[^/]+(?=\/actions\/)/.exec(run)?.[0];
  if (handles.control !== undefined && repository !== undefined) {
    return [link('Abort or pause', `${repository}/actions/workflows/${handles.control}`)];
  }
  // Whoever cancels a run that holds its traffic has aborted nothing.
  return started.plan.onCancel === 'hold' ? [] : [link('Abort, by cancelling the run', run)];
}

/** How to read the ledger with plain git, as a section that opens. */
export function explainLedger({ started }: State): string | undefined {
  const [environment, name] = [environmentSegment(started.environment), refSegment(started.name)];
  if (environment === undefined || name === undefined) return undefined;
  const ref = `refs/rollouts/${environment}/${name}`;
  const commands = [
    `git fetch origin ${ref}:${ref}`,
    `git log --reverse --format='%cI  %s' ${ref}`,
  ];
  return fold('Ledger', ['```sh', ...commands, '```'].join('\n'));
}
