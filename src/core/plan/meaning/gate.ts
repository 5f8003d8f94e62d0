import { DEFAULTS } from '../defaults.ts';
import { GATE_KINDS } from '../gate.ts';
import type { Gate } from '../plan.ts';
import type { Path } from '../source/path.ts';
import type { GateAround, GateDraft, GatesDraft } from './gate/draft.ts';
import { resolveErrorBudget } from './gate/budget.ts';
import { resolveFreeze } from './gate/freeze.ts';
import { resolveQuality } from './gate/quality.ts';
import { resolveBaked, resolveChecklist, resolveStable } from './gate/release.ts';
import { resolveReviews } from './gate/reviews.ts';
import {
  resolveAttestation,
  resolveCodeScanning,
  resolveDependabot,
  resolveSecretScanning,
} from './gate/security.ts';
import { resolveAlerts, resolveHttp, resolvePrometheus } from './gate/service.ts';

export type GatesAround = Pick<GateAround, 'connections' | 'notes'>;

type Resolvers = {
  readonly [Kind in Gate['kind']]: (
    draft: NonNullable<GateDraft[Kind]>,
    around: GateAround,
  ) => Extract<Gate, { kind: Kind }> | undefined;
};

/** What each kind makes of its own keys; undefined where something it cannot be without was not understood. */
const RESOLVERS: Resolvers = {
  freeze: resolveFreeze,
  checks: ({ required }, { basics }) => required && { kind: 'checks', ...basics, required },
  reviews: resolveReviews,
  issues: ({ label }, { basics }) =>
    label === undefined ? undefined : { kind: 'issues', ...basics, label },
  'code-scanning': resolveCodeScanning,
  'secret-scanning': resolveSecretScanning,
  dependabot: resolveDependabot,
  attestation: resolveAttestation,
  baked: resolveBaked,
  stable: resolveStable,
  prometheus: resolvePrometheus,
  'error-budget': resolveErrorBudget,
  alerts: resolveAlerts,
  http: resolveHttp,
  quality: resolveQuality,
  checklist: resolveChecklist,
  command: ({ run }, { basics }) =>
    run === undefined ? undefined : { kind: 'command', ...basics, run },
};

export function resolveGates(
  drafts: GatesDraft | undefined,
  path: Path,
  around: GatesAround,
): readonly Gate[] {
  return (drafts ?? []).flatMap((draft, index) => {
    const kind = draft && GATE_KINDS.find((known) => draft[known] !== undefined);
    return (kind && resolveGate(kind, draft, [...path, index], around)) ?? [];
  });
}

function resolveGate<Kind extends Gate['kind']>(
  kind: Kind,
  draft: GateDraft,
  path: Path,
  { connections, notes }: GatesAround,
): Extract<Gate, { kind: Kind }> | undefined {
  const inner = draft[kind];
  if (inner === undefined) return undefined;
  return RESOLVERS[kind](inner, {
    basics: {
      name: inner.name ?? kind,
      timeout: inner.timeout ?? DEFAULTS.gateTimeout,
      position: notes.source.position(path),
    },
    path: [...path, kind],
    connections,
    notes,
  });
}
