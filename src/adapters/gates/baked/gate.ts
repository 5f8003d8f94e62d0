import { traceCarriage, type Carriage } from '../../../core/delivery/carried.ts';
import type { Release } from '../../../core/delivery/exposure.ts';
import type { BakedGate } from '../../../core/plan/plan.ts';
import { formatDuration } from '../../../core/quantity/duration.ts';
import { formatInstant } from '../../../core/quantity/instant.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import type { Archive } from '../../../ports/archive.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';

export interface BakedSource {
  /** The past of the earlier environment. */
  readonly archive: Archive;
  readonly release: Release;
  readonly now: Instant;
}

/** So many rollouts taken back one after another, and it is time to look at something else. */
const MOST_ROLLOUTS = 50;

/** Open when the earlier environment carries what is released, and has for long enough without a break. */
export async function lookAtBaked(gate: BakedGate, source: BakedSource): Promise<Look> {
  const { archive, release, now } = source;
  const wanted = `${release.version} promoted to ${gate.environment} for ${formatDuration(gate.for)}`;
  const listed = await archive.list(MOST_ROLLOUTS, ({ state }) => state.status === 'promoted');
  if (listed.outcome === 'failed') {
    return broken(listed.detail, wanted, 'see whether the ledger of that environment can be read');
  }
  return judge(traceCarriage(listed.value.rollouts, release), gate, { now, wanted });
}

interface Around {
  readonly now: Instant;
  readonly wanted: string;
}

function judge(carriage: Carriage, gate: BakedGate, { now, wanted }: Around): Look {
  const { environment } = gate;
  switch (carriage.outcome) {
    case 'carried': {
      const { since } = carriage;
      const found = `${environment} has carried it for ${formatDuration(now - since)}, since ${formatInstant(since)}`;
      const opensAt = since + gate.for;
      return now >= opensAt
        ? open(found, wanted)
        : { ...shut(found, wanted, `wait until ${formatInstant(opensAt)}`), opensAt };
    }
    case 'under-way': {
      const what = carriage.isIt ? 'it' : carriage.release.version;
      const found = `${what} is on its way to ${environment}`;
      return shut(found, wanted, 'wait until that is over');
    }
    case 'taken-back':
      return shut(
        `it was taken back from ${environment} at ${formatInstant(carriage.at)}`,
        wanted,
        'mend it, and let what is mended bake there',
      );
    case 'other': {
      const { version, sha } = carriage.release;
      const what = sha === undefined ? version : `${version} (${sha.slice(0, 12)})`;
      return shut(
        `${environment} carries ${what}, promoted at ${formatInstant(carriage.at)}`,
        wanted,
        `release this version to ${environment} first, or release that one here`,
      );
    }
    case 'never':
      return shut(
        `it was never promoted to ${environment}`,
        wanted,
        `release it to ${environment} first, and let it bake there`,
      );
  }
}
