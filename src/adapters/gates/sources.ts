import { inspect } from 'node:util';
import type { Gate } from '../../core/plan/plan.ts';
import { formatDuration } from '../../core/quantity/duration.ts';
import type { Duration, Instant } from '../../core/quantity/instant.ts';
import type { GateSources } from '../../ports/gates.ts';
import { quote } from '../secrets/quotation.ts';
import { HIDE_NOTHING, type Redact } from '../secrets/redaction.ts';
import { LOOKS, type LookAt } from './kinds.ts';
import { broken } from './look.ts';
import type { Look } from './look.ts';
import type { GateAround, GateSurroundings } from './surroundings.ts';

export type { GateAccess, GateSurroundings } from './surroundings.ts';

/** A source that keeps its own time says better than we can what it waited for: it may go first. */
const GRACE: Duration = 250;
/** setTimeout takes longer ones for none at all. */
const LONGEST_TIMER: Duration = 2 ** 31 - 1;

/**
 * Looks at gates of every kind. Whatever a source does, refusing, dawdling or throwing, the gate is then
 * `broken` and never open. Every text of a finding is one line.
 */
export function createGateSources(surroundings: GateSurroundings): GateSources {
  const { redact = HIDE_NOTHING } = surroundings;
  const around = { ...surroundings, redact };
  const tell = (look: Look) => inOneLine(look, redact);
  return {
    async evaluate(gate, now) {
      const look = await withinTime(
        gate.timeout,
        lookAt(gate, now, around)
          .then(tell)
          .catch((error: unknown) => tell(unexpected(error))),
      );
      return { gate: gate.name, kind: gate.kind, ...look };
    },
  };
}

async function lookAt(gate: Gate, now: Instant, around: GateAround): Promise<Look> {
  const look = LOOKS[gate.kind] as LookAt<Gate> | undefined; // each is asked for its own kind only
  return look?.(gate, around, now) ?? unexpected('there is no such kind of gate');
}

function unexpected(error: unknown): Look {
  const message = error instanceof Error ? error.message : inspect(error);
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

function inOneLine(look: Look, redact: Redact): Look {
  const { found, wanted, remedy } = look;
  const line = (text: string) => quote(text, redact, LONGEST_TEXT);
  return { ...look, found: line(found), wanted: line(wanted), remedy: line(remedy) };
}
