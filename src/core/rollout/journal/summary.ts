import { z } from 'zod';
import type { Member } from '../../member.ts';
import type { Approval, Target } from '../../plan/plan.ts';
import type { PlanSummary } from '../event.ts';
import { duration, weight } from './scalar.ts';

const versions = {
  stable: z.string(),
  canary: z.string(),
  afterPromotion: z.enum(['canary', 'stable']),
};

const target = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('haproxy'),
    ...versions,
    socket: z.string(),
    backend: z.string(),
    timeout: duration,
  }),
  z.strictObject({
    kind: z.literal('command'),
    ...versions,
    set: z.string(),
    get: z.string().exactOptional(),
    checkStable: z.string().exactOptional(),
    timeout: duration,
  }),
]) satisfies z.ZodType<Target>;

const member = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), login: z.string() }),
  z.strictObject({ kind: z.literal('team'), organization: z.string(), slug: z.string() }),
]) satisfies z.ZodType<Member>;

const approval = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('environment'),
    environment: z.string(),
    notAuthor: z.boolean(),
  }),
  z.strictObject({
    by: z.enum(['comment', 'review']),
    from: z.array(member).readonly(),
    count: z.int().positive(),
    notAuthor: z.boolean(),
  }),
]) satisfies z.ZodType<Approval>;

export const planSummary = z.strictObject({
  digest: z.string(),
  path: z.string().exactOptional(),
  environmentUrl: z.string().exactOptional(),
  target,
  onCancel: z.enum(['rollback', 'hold']).exactOptional(),
  gates: z.array(z.string()).readonly().exactOptional(),
  phases: z
    .array(
      z.strictObject({
        name: z.string(),
        weight,
        bake: duration,
        approval: approval.exactOptional(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<PlanSummary>;
