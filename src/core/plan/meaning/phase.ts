import type { Duration } from '../../quantity/instant.ts';
import type { Approval } from '../approval.ts';
import { DEFAULTS } from '../defaults.ts';
import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Gate, KayentaPlan, Phase, Position, PromoteOn, Weight } from '../plan.ts';
import type { Path } from '../source/path.ts';
import { resolveApproval } from './approval.ts';
import { resolveGates } from './gate.ts';
import type { GatesAround } from './gate.ts';
import { resolveJudge } from './judge.ts';
import type { Metrics } from './metric.ts';
import type { Role } from './role.ts';
import { resolveSentence } from './sentence.ts';
import type { ResolvedSentence } from './sentence.ts';

type PhasesDraft = Draft<PlanDocument['phases']>;
type PhaseDraft = NonNullable<PhasesDraft[number]>;

/** A phase of which some part may not have been understood. */
export interface ResolvedPhase {
  readonly path: Path;
  readonly position: Position;
  readonly name: string | undefined;
  readonly weight: Weight | undefined;
  readonly bake: Duration | undefined;
  readonly extend: Duration;
  readonly promoteOn: PromoteOn;
  readonly earlyAfter: Duration | undefined;
  readonly criteria: readonly ResolvedSentence[];
  readonly kayenta: KayentaPlan | undefined;
  readonly approval: Approval | undefined;
  readonly gates: readonly Gate[];
}

export interface PhasesAround extends GatesAround {
  readonly metrics: Metrics;
  /** The plan's own. */
  readonly kayenta: KayentaPlan | undefined;
  readonly promoteOn: PromoteOn;
}

export function resolvePhases(
  drafts: PhasesDraft | undefined,
  around: PhasesAround,
): readonly ResolvedPhase[] {
  return (drafts ?? []).flatMap(
    (draft, index) => (draft && resolvePhase(draft, ['phases', index], around)) ?? [],
  );
}

function resolvePhase(draft: PhaseDraft, path: Path, around: PhasesAround): ResolvedPhase {
  const { name, weight, bake, extend = DEFAULTS.extend, criteria, approval, gates, judge } = draft;
  const inherited = weight === 100 ? undefined : around.kayenta;
  return {
    path,
    position: around.notes.source.position(path),
    name,
    weight,
    bake,
    extend,
    promoteOn: draft['promote-on'] ?? around.promoteOn,
    earlyAfter: draft['early-after'],
    criteria: resolveSentences(criteria, [...path, 'criteria'], 'criterion', around),
    kayenta: judge === undefined ? inherited : resolveJudge(judge, [...path, 'judge'], around),
    approval: resolveApproval(approval, [...path, 'approval'], around.notes),
    gates: resolveGates(gates, [...path, 'gates'], around),
  };
}

export function resolveSentences(
  drafts: readonly unknown[] | undefined,
  path: Path,
  role: Role,
  { metrics, notes }: Pick<PhasesAround, 'metrics' | 'notes'>,
): readonly ResolvedSentence[] {
  return (drafts ?? []).flatMap((draft, index) => {
    if (draft === undefined) return [];
    return resolveSentence([...path, index], role, metrics, notes) ?? [];
  });
}

/** The phase as plans know it, if every part of it was understood. */
export function completePhase(resolved: ResolvedPhase): Phase | undefined {
  const {
    path: _,
    name,
    weight,
    bake,
    approval,
    criteria,
    kayenta,
    earlyAfter,
    ...rest
  } = resolved;
  if (name === undefined || weight === undefined || bake === undefined) return undefined;
  return {
    name,
    weight,
    bake,
    ...rest,
    criteria: criteria.map(({ sentence }) => sentence),
    ...(earlyAfter !== undefined && { earlyAfter }),
    ...(kayenta && { kayenta }),
    ...(approval !== undefined && { approval }),
  };
}
