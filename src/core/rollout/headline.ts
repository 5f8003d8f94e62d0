import type { Command } from '../control/command.ts';
import { formatInstant } from '../quantity/instant.ts';
import type { Delivery, Event, RolloutStarted } from './event.ts';

/**
 * One event in a few words, as people read it in `git log`: `phase Canary started at 5%`,
 * `rolled back: error-rate is 5.1% in the canary, limit 1%`. Texts from outside are in it as they came:
 * cut and escape it for the place where it is shown.
 *
 * `journal` is the rollout's events so far, this one included: it lends the names of version and phases.
 */
export function headline(event: Event, journal: readonly Event[]): string {
  const phase = (index: number) => nameOf(journal, index);
  switch (event.type) {
    case 'rollout-started':
      return `release ${event.version} of ${event.name} to ${event.environment}`;
    case 'retried':
      return `taken up again at ${phase(event.phase)} by ${event.run.actor}`;
    case 'taken-over':
      return `taken over by ${event.run.actor}${event.reason ? `: ${event.reason.sentence}` : ''}`;
    case 'held':
      return `left until ${formatInstant(event.until)}`;
    case 'ordered':
      return `${event.by} ordered ${writeCommand(event.command)}${event.reason === undefined ? '' : `: ${event.reason}`}`;
    case 'gates-evaluated':
      return gatesHeadline(event.open, event.findings);
    case 'approval-asked':
      return `${phase(event.phase)} waits for its approval`;
    case 'approved':
      return `${phase(event.phase)} approved${event.by.length > 0 ? ` by ${event.by.join(', ')}` : ''}`;
    case 'hook-started':
      return `${event.hook} hook started`;
    case 'hook-finished':
      return event.ok
        ? `${event.hook} hook finished`
        : `${event.hook} hook failed: ${event.detail}`;
    case 'phase-started':
      return `${phase(event.phase)} started at ${event.weight}%`;
    case 'weight-set':
      return `weight set to ${event.weight}%${event.verified ? '' : ', not read back'}`;
    case 'weight-failed':
      return `weight could not be set to ${event.weight}%: ${event.detail}`;
    case 'measured':
      return event.measurements.length > 0
        ? `measured ${[...new Set(event.measurements.map(({ metric }) => metric))].join(', ')}`
        : 'looked at the target';
    case 'phase-passed':
      return `${phase(event.phase)} passed${event.by === undefined ? '' : ` by order of ${event.by}`}`;
    case 'paused':
      return `paused: ${event.reason.sentence}`;
    case 'rollback-started':
      return `rolling back: ${event.reason.sentence}`;
    case 'rolled-back':
      return `rolled back${because(journal)}`;
    case 'rollback-failed':
      return `ROLLBACK FAILED: ${event.detail}`;
    case 'stopped':
      return `stopped: ${event.reason.sentence}`;
    case 'promotion-started':
      return `promoting${versionOf(journal)}`;
    case 'promoted':
      return `promoted${versionOf(journal)}`;
    case 'reported':
      return 'places of the reports noted';
    case 'notified':
      return notifiedHeadline(event.deliveries);
  }
}

function gatesHeadline(
  open: boolean,
  findings: Extract<Event, { type: 'gates-evaluated' }>['findings'],
): string {
  const closed = findings.find(({ outcome }) => outcome !== 'open');
  if (open) return 'gates are open';
  return closed === undefined ? 'gates are shut' : `gate ${closed.gate} is shut: ${closed.found}`;
}

function writeCommand(command: Command): string {
  if (command.kind === 'skip-gate') return `skip-gate ${command.gate}`;
  const isNamed = command.kind === 'approve' && command.phase !== undefined;
  return isNamed ? `approve ${command.phase}` : command.kind;
}

function startOf(journal: readonly Event[]): RolloutStarted | undefined {
  return journal.find((event) => event.type === 'rollout-started');
}

function nameOf(journal: readonly Event[], index: number): string {
  const phases = startOf(journal)?.plan.phases ?? [];
  if (index === phases.length) return 'the promotion';
  return `phase ${phases[index]?.name ?? index + 1}`;
}

function versionOf(journal: readonly Event[]): string {
  const start = startOf(journal);
  return start === undefined ? '' : ` ${start.version}`;
}

function because(journal: readonly Event[]): string {
  const begun = journal.findLast((event) => event.type === 'rollback-started');
  return begun === undefined ? '' : `: ${begun.reason.sentence}`;
}

function notifiedHeadline(deliveries: readonly Delivery[]): string {
  const told = deliveries.map(({ notice, channel, outcome }) =>
    outcome === 'sent' ? `${notice} at ${channel}` : `${notice} at ${channel} in vain`,
  );
  return `told ${told.join(', ')}`;
}
