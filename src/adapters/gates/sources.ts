import type { Gate } from '../../core/plan/plan.ts';
import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration, Instant } from '../../core/quantity/instant.ts';
import type { GateSources } from '../../ports/gates.ts';
import type { Repository } from '../../ports/repository.ts';
import type { StableSide } from '../../ports/traffic.ts';
import { lookAtAlerts } from './alerts/gate.ts';
import { lookAtErrorBudget } from './budget/gate.ts';
import { lookAtChecklist } from './checklist/gate.ts';
import { lookAtChecks } from './checks/gate.ts';
import { lookAtCommand } from './command/gate.ts';
import { lookAtFreeze } from './freeze/gate.ts';
import type { FreezeAround } from './freeze/gate.ts';
import { lookAtHttp } from './http/gate.ts';
import { lookAtIssues } from './issues/gate.ts';
import { broken } from './look.ts';
import type { Look } from './look.ts';
import { lookAtPrometheus } from './prometheus/gate.ts';
import { lookAtQuality } from './quality/gate.ts';
import { lookAtStable } from './stable/gate.ts';

export interface GateSurroundings {
  /** Where `$VAR` in addresses and credentials is looked up; commands run in it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the code lives; without it the gates that ask there are broken. */
  readonly repository?: Repository;
  /** The commit that is released. */
  readonly sha?: string;
  /** Names of the check runs this rollout writes itself, which no gate may require. */
  readonly ownChecks?: readonly string[];
  /** The side that the release would go back to. */
  readonly stable?: StableSide;
}

/** A source that keeps its own time says better than we can what it waited for: it may go first. */
const GRACE: Duration = 250;
/** setTimeout takes longer ones for none at all. */
const LONGEST_TIMER: Duration = 2 ** 31 - 1;

/**
 * Looks at gates of every kind. Whatever a source does, refusing, dawdling or throwing, the gate is then
 * `broken` and never open. Every text of a finding is one line.
 */
export function createGateSources(surroundings: GateSurroundings): GateSources {
  return {
    async evaluate(gate, now) {
      const look = await withinTime(
        gate.timeout,
        lookAt(gate, now, surroundings).catch((error: unknown) => unexpected(error)),
      );
      return { gate: gate.name, kind: gate.kind, ...inOneLine(look) };
    },
  };
}

async function lookAt(gate: Gate, now: Instant, surroundings: GateSurroundings): Promise<Look> {
  const { environment, repository, sha, ownChecks = [] } = surroundings;
  switch (gate.kind) {
    case 'freeze':
      return lookAtFreeze(gate, { now, labels: labelsOf(surroundings), environment });
    case 'checks':
      if (repository === undefined) return noRepository('the checks of a commit');
      if (sha === undefined) return noCommit();
      return lookAtChecks(gate, { repository, sha, ownChecks });
    case 'issues':
      if (repository === undefined) return noRepository('open issues');
      return lookAtIssues(gate, repository);
    case 'stable':
      if (surroundings.stable === undefined) return noTarget();
      return lookAtStable(gate, surroundings.stable, environment);
    case 'prometheus':
      return lookAtPrometheus(gate, now, environment);
    case 'error-budget':
      return lookAtErrorBudget(gate, now, environment);
    case 'alerts':
      return lookAtAlerts(gate, environment);
    case 'http':
      return lookAtHttp(gate, environment);
    case 'quality':
      return lookAtQuality(gate, environment);
    case 'checklist':
      return lookAtChecklist(gate, environment);
    case 'command':
      return lookAtCommand(gate, environment);
    default:
      return unexpected('there is no such kind of gate');
  }
}

function labelsOf({ repository, sha }: GateSurroundings): FreezeAround['labels'] {
  if (repository !== undefined && sha !== undefined) return () => repository.pullRequestLabels(sha);
  const missing = repository === undefined ? 'there is no repository to ask' : 'no commit is named';
  return () => Promise.resolve({ outcome: 'failed', reason: 'unreachable', detail: missing });
}

function noRepository(what: string): Look {
  return broken(
    'there is no repository to ask',
    what,
    'run this on GitHub, or give a token (GITHUB_TOKEN) and a repository (GITHUB_REPOSITORY)',
  );
}

function noTarget(): Look {
  return broken(
    'there is no target to ask',
    'a healthy stable version',
    'run this where the target is',
  );
}

function noCommit(): Look {
  return broken('no commit is named', 'the checks of a commit', 'say which commit is released');
}

function unexpected(error: unknown): Look {
  const message = error instanceof Error ? error.message : String(error);
  return broken(`looking failed: ${message}`, 'an answer', 'report this: it is a fault of Sluice');
}

async function withinTime(timeout: Duration, look: Promise<Look>): Promise<Look> {
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<Look>((resolve) => {
    alarm = setTimeout(() => resolve(tooLate(timeout)), Math.min(timeout + GRACE, LONGEST_TIMER));
  });
  return Promise.race([look, late]).finally(() => clearTimeout(alarm));
}

function tooLate(timeout: Duration): Look {
  const found = `no answer within ${formatDuration(timeout)}`;
  return broken(found, 'an answer', "raise the gate's timeout, or see why its source is slow");
}

const LONGEST_TEXT = 400;

function inOneLine(look: Look): Look {
  const { found, wanted, remedy } = look;
  return { ...look, found: line(found), wanted: line(wanted), remedy: line(remedy) };
}

function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
}
