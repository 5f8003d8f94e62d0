import type { FreezeGate } from '../../../core/plan/plan.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type {
  LabelledPullRequest,
  Repository,
  RepositoryResult,
} from '../../../ports/repository.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { findFreeze, findNext, isWallTime, joinEvents } from './calendar.ts';
import type { Freeze, Windows } from './calendar.ts';
import { readCalendar } from './icalendar/read.ts';
import { fetchCalendar } from './source.ts';
import { formatWallTime, openZone } from './zone.ts';
import type { Zone } from './zone.ts';

export type LabelSource = Pick<Repository, 'labelling'> & {
  /** The pull requests that are released. */
  list(): Promise<RepositoryResult<readonly LabelledPullRequest[]>>;
};

export interface FreezeAround {
  readonly now: Instant;
  /** Asked only while it is frozen and a label could lift it. */
  readonly labels: LabelSource;
  /** Where `$VAR` of the calendar's place is looked up. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes out of what the calendar says what nobody may see. */
  readonly redact: Redact;
}

/**
 * Shut during the windows of the plan and the events of its calendar, unless the pull request bears the label that
 * lifts them.
 */
export async function lookAtFreeze(gate: FreezeGate, around: FreezeAround): Promise<Look> {
  const { now, labels } = around;
  const zone = openZone(gate.timezone);
  const wanted = `a time outside the freeze (${gate.timezone})`;
  if (zone === undefined) {
    return broken(
      `there is no time zone '${gate.timezone}'`,
      wanted,
      'write an IANA name such as Europe/Berlin or UTC',
    );
  }
  const unreadable = gate.once
    .flatMap(({ start, end }) => [start, end])
    .find((text) => !isWallTime(text));
  if (unreadable !== undefined) {
    return broken(`'${unreadable}' is no time`, wanted, 'write it like 2026-12-24T00:00');
  }
  const events = await readEvents(gate, zone, around);
  if (typeof events === 'string') {
    return broken(events, wanted, 'mend the calendar, or say where it is');
  }
  const windows = { ...gate, events };
  const freeze = findFreeze(windows, zone, now);
  return freeze === undefined
    ? open(describeCalm(gate, windows, zone, now), wanted)
    : lookForLabel(gate, { freeze, labels, wanted, found: describeFreeze(freeze, zone, gate) });
}

/** The events of the gate's calendar, none if it has none; what is wrong with it as a text. */
async function readEvents(
  { calendar, timeout }: FreezeGate,
  zone: Zone,
  { now, environment, redact }: FreezeAround,
): Promise<readonly Freeze[] | string> {
  if (calendar === undefined) return [];
  const file = await fetchCalendar(calendar, timeout, environment);
  if (file.outcome === 'failed') return file.detail;
  const reading = readCalendar(file.text, zone, now, redact);
  return reading.outcome === 'read'
    ? joinEvents(reading.freezes, now)
    : `${file.path}: ${reading.detail}`;
}

interface Frozen {
  readonly freeze: Freeze;
  readonly labels: FreezeAround['labels'];
  readonly wanted: string;
  readonly found: string;
}

async function lookForLabel(gate: FreezeGate, frozen: Frozen): Promise<Look> {
  const { found, wanted, labels } = frozen;
  if (gate.exceptLabel === undefined) return stayShut(gate, frozen, found);
  const pulls = await labels.list();
  if (pulls.outcome === 'failed') {
    const unknown = `${found}; whether the label ${gate.exceptLabel} lifts it is unknown: ${pulls.detail}`;
    return stayShut(gate, frozen, unknown);
  }
  const label = gate.exceptLabel.toLowerCase(); // GitHub takes no notice of case in labels either
  const lifting = pulls.found.find(({ labels: names }) =>
    names.some((name) => name.toLowerCase() === label),
  );
  if (lifting === undefined) return stayShut(gate, frozen, found);
  const how = await describeLifting(lifting.number, gate.exceptLabel, labels);
  return open(`${found}, lifted by the label ${how}`, wanted);
}

/** The label lifts it whoever put it there; who did, and what for, is for the record. */
async function describeLifting(
  number: number,
  label: string,
  { labelling }: LabelSource,
): Promise<string> {
  const read = await labelling(number, label);
  if (read.outcome === 'failed')
    return `${label} on #${number}; by whom is unknown: ${read.detail}`;
  const { by = 'an account that is gone', title } = read.found;
  return `${label} that ${by} put on #${number} '${title}'`;
}

function stayShut(gate: FreezeGate, { freeze, wanted }: Frozen, found: string): Look {
  const label =
    gate.exceptLabel === undefined
      ? ''
      : `, or put the label ${gate.exceptLabel} on the pull request`;
  if (!Number.isFinite(freeze.to)) {
    return shut(found, wanted, `leave a gap between the windows${label}`);
  }
  return { ...shut(found, wanted, `wait until then${label}`), opensAt: freeze.to };
}

function describeFreeze({ to, summary }: Freeze, zone: Zone, gate: FreezeGate): string {
  if (!Number.isFinite(to)) return 'frozen always: the windows leave no gap';
  return `frozen until ${formatWallTime(zone.wallTimeAt(to))} (${gate.timezone})${naming(summary)}`;
}

function describeCalm(
  { timezone }: FreezeGate,
  windows: Windows,
  zone: Zone,
  now: Instant,
): string {
  const next = findNext(windows, zone, now);
  if (next === undefined) return 'no freeze';
  const begins = formatWallTime(zone.wallTimeAt(next.from));
  return `no freeze before ${begins} (${timezone})${naming(next.summary)}`;
}

function naming(summary: string | undefined): string {
  return summary === undefined ? '' : `: ${summary}`;
}
