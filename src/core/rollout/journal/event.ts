import { z } from 'zod';
import type { Event } from '../event.ts';
import {
  command,
  criterionReport,
  delivery,
  gateFinding,
  measurement,
  reason,
  reportHandles,
  run,
  trafficFailure,
} from './record.ts';
import { planSummary } from './summary.ts';
import { cursor, instant, phaseIndex, weight } from './scalar.ts';

export type EventType = Event['type'];

const hook = z.enum(['deploy', 'promote', 'cleanup']);
const criteria = z.array(criterionReport).readonly();

function event<T extends EventType, S extends z.core.$ZodShape>(type: T, shape: S) {
  return z.strictObject({ at: instant, type: z.literal(type), ...shape });
}

/** How each type of event is written; the compiler holds the list complete and each in step with its type. */
export const EVENT_SCHEMAS = {
  'rollout-started': event('rollout-started', {
    rollout: z.string(),
    name: z.string(),
    environment: z.string(),
    version: z.string(),
    sha: z.string().exactOptional(),
    ref: z.string().exactOptional(),
    plan: planSummary,
    run,
  }),
  retried: event('retried', { phase: phaseIndex, run }),
  'taken-over': event('taken-over', { run, reason: reason.exactOptional() }),
  held: event('held', { until: instant }),
  ordered: event('ordered', {
    command,
    by: z.string(),
    reason: z.string().exactOptional(),
    via: z.enum(['comment', 'dispatch', 'cli']),
    url: z.string().exactOptional(),
  }),
  'gates-evaluated': event('gates-evaluated', {
    phase: z.int().min(-1),
    open: z.boolean(),
    findings: z.array(gateFinding).readonly(),
  }),
  'approval-asked': event('approval-asked', { phase: phaseIndex }),
  approved: event('approved', {
    phase: phaseIndex,
    environment: z.string().exactOptional(),
    via: z.enum(['comment', 'review']).exactOptional(),
    by: z.array(z.string()).readonly(),
  }),
  'hook-started': event('hook-started', { hook }),
  'hook-finished': event('hook-finished', { hook, ok: z.boolean(), detail: z.string() }),
  'phase-started': event('phase-started', { phase: phaseIndex, weight }),
  'weight-set': event('weight-set', { weight, verified: z.boolean() }),
  'weight-failed': event('weight-failed', { weight, detail: z.string() }),
  measured: event('measured', {
    measurements: z.array(measurement).readonly(),
    cursors: z.record(z.string(), cursor),
    target: z
      .union([
        z.strictObject({ seen: weight }),
        z.strictObject({ unread: z.string(), reason: trafficFailure }),
      ])
      .exactOptional(),
  }),
  'phase-passed': event('phase-passed', {
    phase: phaseIndex,
    by: z.string().exactOptional(),
    criteria,
  }),
  paused: event('paused', { reason, criteria }),
  'rollback-started': event('rollback-started', { reason, criteria }),
  'rolled-back': event('rolled-back', { verified: z.boolean() }),
  'rollback-failed': event('rollback-failed', { detail: z.string() }),
  stopped: event('stopped', { reason }),
  'promotion-started': event('promotion-started', {}),
  promoted: event('promoted', {}),
  reported: event('reported', { handles: reportHandles }),
  notified: event('notified', { deliveries: z.array(delivery).readonly() }),
} satisfies { readonly [T in EventType]: z.ZodType<Extract<Event, { readonly type: T }>> };

export function isEventType(type: unknown): type is EventType {
  return typeof type === 'string' && Object.hasOwn(EVENT_SCHEMAS, type);
}
