import type { StableGate } from '../../../core/plan/plan.ts';
import type { StableSide } from '../../../ports/traffic.ts';
import { lookAtHttp } from '../http/gate.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';

const WANTED = 'a stable version that could take all traffic';

/** Open when the version to go back to is healthy, as the target and, where one is named, an address say. */
export async function lookAtStable(
  gate: StableGate,
  target: StableSide,
  environment: Readonly<Record<string, string>>,
): Promise<Look> {
  const look = await askTarget(target);
  if (gate.connection === undefined) return look ?? nobodyTold();
  if (look !== undefined && look.outcome !== 'open') return look;
  const { connection, status, ...basics } = gate;
  const answer = await lookAtHttp(
    { ...basics, kind: 'http', connection, ...(status !== undefined && { status }) },
    environment,
  );
  const found = look === undefined ? answer.found : `${look.found}; ${answer.found}`;
  return { ...answer, found, wanted: `${WANTED}, and ${answer.wanted}` };
}

/** Undefined where the target has no way to tell. */
async function askTarget(target: StableSide): Promise<Look | undefined> {
  const stable = await target.checkStable();
  switch (stable.outcome) {
    case 'ready':
      return open(stable.found, WANTED);
    case 'not-ready':
      return shut(stable.detail, WANTED, 'bring the stable version up: a rollback would go there');
    case 'failed':
      return broken(stable.detail, WANTED, 'see whether the target can be reached from here');
    case 'untold':
      return undefined;
    default: // what is not understood is no permission to ask somebody else
      return broken('the target gave no answer', WANTED, 'see what the target says');
  }
}

function nobodyTold(): Look {
  return broken(
    'the target has no way to tell how the stable version is',
    WANTED,
    'give the target a `check-stable`, or this gate a `url`',
  );
}
