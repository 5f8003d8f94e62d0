import type { FreezeGate } from '../../../core/plan/plan.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { LabelledPullRequest, RepositoryResult } from '../../../ports/repository.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import { findFreeze, findNextStart, isWallTime } from './calendar.ts';
import type { Freeze } from './calendar.ts';
import { formatWallTime, openZone } from './zone.ts';
import type { Zone } from './zone.ts';

/** Asked only while it is frozen and a label could lift it. */
export type Labels = () => Promise<RepositoryResult<readonly LabelledPullRequest[]>>;

/** Shut during the windows of the plan's calendar, unless the pull request bears the label that lifts them. */
export async function lookAtFreeze(gate: FreezeGate, now: Instant, labels: Labels): Promise<Look> {
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
  const freeze = findFreeze(gate, zone, now);
  return freeze === undefined
    ? open(describeCalm(gate, zone, now), wanted)
    : lookForLabel(gate, { freeze, labels, wanted, found: describeFreeze(freeze, zone, gate) });
}

interface Frozen {
  readonly freeze: Freeze;
  readonly labels: Labels;
  readonly wanted: string;
  readonly found: string;
}

async function lookForLabel(gate: FreezeGate, frozen: Frozen): Promise<Look> {
  const { found, wanted, labels } = frozen;
  if (gate.exceptLabel === undefined) return stayShut(gate, frozen, found);
  const pulls = await labels();
  if (pulls.outcome === 'failed') {
    const unknown = `${found}; whether the label ${gate.exceptLabel} lifts it is unknown: ${pulls.detail}`;
    return stayShut(gate, frozen, unknown);
  }
  const label = gate.exceptLabel.toLowerCase(); // GitHub takes no notice of case in labels either
  const lifting = pulls.found.find(({ labels: names }) =>
    names.some((name) => name.toLowerCase() === label),
  );
  return lifting === undefined
    ? stayShut(gate, frozen, found)
    : open(`${found}, lifted by the label ${gate.exceptLabel} on #${lifting.number}`, wanted);
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

function describeFreeze({ to }: Freeze, zone: Zone, gate: FreezeGate): string {
  if (!Number.isFinite(to)) return 'frozen always: the windows leave no gap';
  return `frozen until ${formatWallTime(zone.wallTimeAt(to))} (${gate.timezone})`;
}

function describeCalm(gate: FreezeGate, zone: Zone, now: Instant): string {
  const next = findNextStart(gate, zone, now);
  return next === undefined
    ? 'no freeze'
    : `no freeze before ${formatWallTime(zone.wallTimeAt(next))} (${gate.timezone})`;
}
