import { z } from 'zod';
import type { Command } from '../../control/command.ts';
import type { GateFinding } from '../../finding.ts';
import type { CriterionReport, Weighed } from '../../judge/report.ts';
import type { Measurement } from '../../measurement.ts';
import { GATE_KINDS } from '../../plan/gate.ts';
import type { Delivery, ReportHandles, Run } from '../event.ts';
import type { TrafficFailure } from '../../traffic.ts';
import type { Reason } from '../reason.ts';
import { duration, extended, instant } from './scalar.ts';

/* `satisfies` holds each schema against its type; the journal's test also misses optional fields. */

export const run = z.strictObject({
  id: z.string(),
  attempt: z.int().positive(),
  job: z.string().exactOptional(),
  url: z.string().exactOptional(),
  actor: z.string(),
  startedBy: z.string().exactOptional(),
}) satisfies z.ZodType<Run>;

export const trafficFailure = z.enum([
  'unreachable',
  'timeout',
  'refused',
  'not-verified',
  'canary-down',
  'malformed',
]) satisfies z.ZodType<TrafficFailure>;

export const gateFinding = z.strictObject({
  gate: z.string(),
  kind: z.enum(GATE_KINDS),
  outcome: z.enum(['open', 'shut', 'broken']),
  found: z.string(),
  wanted: z.string(),
  remedy: z.string(),
  opensAt: instant.exactOptional(),
}) satisfies z.ZodType<GateFinding>;

const sample = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('proportion'), events: z.number(), total: z.number() }),
  z.strictObject({
    kind: z.literal('histogram'),
    buckets: z.array(z.strictObject({ le: extended, count: z.number() })).readonly(),
  }),
  z.strictObject({ kind: z.literal('gauge'), value: z.number() }),
  z.strictObject({ kind: z.literal('count'), count: z.number() }),
]);

const armReading = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('sample'),
    sample,
    pods: z.record(z.string(), sample).exactOptional(),
  }),
  z.strictObject({
    outcome: z.literal('no-data'),
    reason: z.enum([
      'no-series',
      'not-a-number',
      'partial',
      'first-look',
      'counter-reset',
      'too-late',
      'no-arm',
    ]),
    detail: z.string(),
  }),
  z.strictObject({
    outcome: z.literal('error'),
    reason: z.enum(['unreachable', 'timeout', 'unauthorized', 'refused', 'malformed']),
    detail: z.string(),
  }),
]);

export const measurement = z.strictObject({
  metric: z.string(),
  from: instant,
  to: instant,
  canary: armReading,
  baseline: armReading,
  weight: z.number().nullable().exactOptional(),
}) satisfies z.ZodType<Measurement>;

const weighed = z.strictObject({
  finding: z.enum(['harm-shown', 'harmless-shown', 'undecided']),
  allowed: z.number().exactOptional(),
  accepted: z.number().exactOptional(),
  detectable: extended.exactOptional(),
  falseAlarms: z.strictObject({ share: z.number(), rollout: z.number() }),
  seen: z.strictObject({ count: z.number(), noun: z.string() }),
  after: duration,
}) satisfies z.ZodType<Weighed>;

export const criterionReport = z.strictObject({
  criterion: z.string(),
  metric: z.string(),
  role: z.enum(['criterion', 'condition']),
  action: z.enum(['rollback', 'pause', 'warn']),
  dryRun: z.boolean(),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  reason: z.enum([
    'holds',
    'broken',
    'too-early',
    'too-few-samples',
    'no-data',
    'no-baseline',
    'provider-errors',
    'not-applicable',
    'no-evidence',
  ]),
  unit: z.enum(['ratio', 'seconds', 'bytes', 'per-second', 'number']),
  canary: extended.exactOptional(),
  baseline: extended.exactOptional(),
  ratio: extended.exactOptional(),
  ratioRange: z.strictObject({ low: extended, high: extended }).exactOptional(),
  weighed: weighed.exactOptional(),
  unweighed: z
    .enum(['too-few-intervals', 'no-edge', 'negative-value', 'unreachable-margin'])
    .exactOptional(),
  strain: z.number().exactOptional(),
  samples: z.number(),
  looks: z.strictObject({
    successful: z.number(),
    failed: z.number(),
    inconclusive: z.number(),
    errors: z.number(),
  }),
  exceeded: z.enum(['failureLimit', 'inconclusiveLimit', 'consecutiveErrorLimit']).exactOptional(),
  brokenAt: instant.exactOptional(),
  detail: z.string().exactOptional(),
  sentence: z.string(),
}) satisfies z.ZodType<CriterionReport>;

export const reason = z.strictObject({
  code: z.enum([
    'baking',
    'awaiting-approval',
    'interrupted',
    'gates-open',
    'phase-passed',
    'promoted',
    'criterion-failed',
    'condition-met',
    'inconclusive',
    'metrics-unavailable',
    'gate-shut',
    'approval-missing',
    'own-approval',
    'phase-missing',
    'hook-failed',
    'target-unavailable',
    'canary-down',
    'weight-drifted',
    'target-not-at-stable',
    'asked-by-person',
    'run-cancelled',
    'run-failed',
    'busy',
    'superseded',
    'run-lost',
    'already-promoted',
    'plan-changed',
    'version-changed',
    'nothing-to-do',
    'not-running',
    'not-paused',
    'not-at-rest',
    'breach-proven',
    'gate-unknown',
    'not-awaited',
    'approval-outdated',
    'not-permitted',
    'reason-missing',
    'ledger-unavailable',
    'ledger-conflict',
  ]),
  sentence: z.string(),
  criterion: z.string().exactOptional(),
}) satisfies z.ZodType<Reason>;

export const command = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pause') }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('abort') }),
  z.strictObject({ kind: z.literal('promote') }),
  z.strictObject({ kind: z.literal('promote-full') }),
  z.strictObject({ kind: z.literal('retry') }),
  z.strictObject({
    kind: z.literal('approve'),
    phase: z.string().exactOptional(),
    version: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('skip-gate'), gate: z.string() }),
]) satisfies z.ZodType<Command>;

export const reportHandles = z.strictObject({
  repository: z.string().exactOptional(),
  checkRun: z.string().exactOptional(),
  comments: z.array(z.string()).readonly().exactOptional(),
  deployment: z.string().exactOptional(),
  control: z.string().exactOptional(),
  plan: z.string().exactOptional(),
  annotated: z.array(z.string()).readonly().exactOptional(),
  told: z.strictObject({ what: z.string(), editedAt: instant.exactOptional() }).exactOptional(),
}) satisfies z.ZodType<ReportHandles>;

export const delivery = z.strictObject({
  notice: z.string(),
  channel: z.string(),
  outcome: z.enum(['sent', 'given-up']),
  thread: z.string().exactOptional(),
}) satisfies z.ZodType<Delivery>;
