import type { PlanDocument } from '../document/document.ts';
import type { Draft } from '../draft/draft.ts';
import type { Notes } from '../notes.ts';
import { DEFAULTS } from '../defaults.ts';
import type { Channel, Gate, Hooks, KayentaPlan, OnBusy, OnCancel, Plan, Target } from '../plan.ts';
import { resolveConnections } from './connection.ts';
import { resolveGates } from './gate.ts';
import { resolveHooks } from './hooks.ts';
import { resolveJudge } from './judge.ts';
import { resolveMetrics } from './metric.ts';
import type { Metrics } from './metric.ts';
import { resolveNotifications } from './notification.ts';
import { completePhase, resolvePhases, resolveSentences } from './phase.ts';
import type { ResolvedPhase } from './phase.ts';
import type { ResolvedSentence } from './sentence.ts';
import { resolveTarget } from './target.ts';

/** Everything of a plan that could be understood: what the rules between its parts are checked on. */
export interface Outline {
  readonly name: string | undefined;
  readonly environment: string | undefined;
  readonly environmentUrl: string | undefined;
  readonly onBusy: OnBusy;
  readonly onCancel: OnCancel;
  readonly target: Target | undefined;
  readonly metrics: Metrics;
  readonly gates: readonly Gate[];
  /** The judge of all phases that have none of their own. */
  readonly kayenta: KayentaPlan | undefined;
  readonly falseAlarms: number;
  readonly phases: readonly ResolvedPhase[];
  readonly conditions: readonly ResolvedSentence[];
  readonly hooks: Hooks;
  readonly notifications: readonly Channel[];
}

export function resolveOutline(draft: Draft<PlanDocument>, notes: Notes): Outline {
  const connections = resolveConnections(draft.connections, notes);
  const analysis = draft.analysis ?? {};
  const metrics = resolveMetrics(draft.metrics, { analysis, connections, notes });
  const kayenta = draft.judge && resolveJudge(draft.judge, ['judge'], { metrics, notes });
  const promoteOn = analysis['promote-on'] ?? DEFAULTS.promoteOn;
  const around = { metrics, connections, kayenta, promoteOn, notes };
  return {
    name: draft.name,
    environment: draft.environment,
    environmentUrl: draft['environment-url'],
    onBusy: draft['on-busy'] ?? DEFAULTS.onBusy,
    onCancel: draft['on-cancel'] ?? DEFAULTS.onCancel,
    target: resolveTarget(draft.target, notes),
    metrics,
    gates: resolveGates(draft.gates, ['gates'], around),
    kayenta,
    falseAlarms: analysis['false-alarms'] ?? DEFAULTS.falseAlarms,
    phases: resolvePhases(draft.phases, around),
    conditions: resolveSentences(draft.rollback, ['rollback'], 'condition', around),
    hooks: resolveHooks(draft.hooks),
    notifications: resolveNotifications(draft.notifications, notes),
  };
}

/** The plan, if every part of it was understood. */
export function completePlan(outline: Outline): Plan | undefined {
  const { name, environment, target, gates, hooks, onBusy, onCancel, falseAlarms } = outline;
  const { notifications, environmentUrl } = outline;
  const metrics = [...outline.metrics.values()];
  const phases = outline.phases.map(completePhase);
  if (name === undefined || environment === undefined || target === undefined) return undefined;
  if (!metrics.every(isThere) || !phases.every(isThere)) return undefined;
  const rollback = outline.conditions.map(({ sentence }) => sentence);
  const shown = environmentUrl === undefined ? {} : { environmentUrl };
  const named = { version: 1, name, environment, ...shown, onBusy, onCancel } as const;
  return { ...named, target, metrics, gates, falseAlarms, phases, rollback, hooks, notifications };
}

function isThere<Thing>(thing: Thing | undefined): thing is Thing {
  return thing !== undefined;
}
