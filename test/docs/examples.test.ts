import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ActionDeclaration } from '../../src/actions/declarations/declaration.ts';
import { SUITE } from '../../src/actions/declarations/suite.ts';
import { PlanDocument } from '../../src/core/plan/document/document.ts';
import { parsePlan } from '../../src/core/plan/parse.ts';
import { type Fence, FENCES, read } from './document.ts';

type Mapping = Readonly<Record<string, unknown>>;

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Mapping;
}

interface Job extends Step {
  readonly secrets?: Mapping;
  readonly permissions?: Mapping;
  readonly steps?: readonly Step[];
}

interface Reusable {
  readonly on: { readonly workflow_call: { readonly inputs: Mapping; readonly secrets: Mapping } };
  readonly jobs: Readonly<
    Record<string, { readonly permissions: Readonly<Record<string, string>> }>
  >;
}

function readReusable(name: string): Reusable {
  return parse(read(`.github/workflows/${name}.yml`)) as Reusable;
}

/** The reusable workflows, by what callers write. */
const REUSABLES = new Map(
  ['rollout', 'control', 'tick'].map((name) => [
    `OWNER/sluice/.github/workflows/${name}.yml@v1`,
    readReusable(name),
  ]),
);

/** What a piece of a plan is completed with. */
const REST: Mapping = {
  version: 1,
  name: 'shop',
  environment: 'production',
  target: { haproxy: { socket: 'localhost:9999', backend: 'shop', stable: 'v1', canary: 'v2' } },
  phases: [{ name: 'Everybody', weight: '100%', bake: '1h' }],
};

type Block = Fence &
  (
    | { readonly kind: 'plan' | 'piece' | 'other'; readonly value: Mapping }
    | {
        readonly kind: 'workflow';
        readonly value: { readonly jobs: Readonly<Record<string, Job>> };
      }
    | { readonly kind: 'steps'; readonly value: readonly Step[] }
  );

const blocks = FENCES.filter(({ language }) => language === 'yaml').map(readBlock);
const plans = blocks.filter(({ kind }) => kind === 'plan');
const pieces = blocks.flatMap((block) =>
  block.kind === 'piece' ? [{ place: block.place, value: block.value }] : [],
);
const workflows = blocks.filter(({ kind }) => kind === 'workflow' || kind === 'steps');

function readBlock(fence: Fence): Block {
  const value: unknown = parse(fence.text);
  if (Array.isArray(value)) return { ...fence, kind: 'steps', value };
  const mapping = value as Mapping;
  if ('jobs' in mapping) {
    const jobs = mapping['jobs'] as Readonly<Record<string, Job>>;
    return { ...fence, kind: 'workflow', value: { jobs } };
  }
  if ('steps' in mapping) {
    return { ...fence, kind: 'steps', value: mapping['steps'] as readonly Step[] };
  }
  if ('version' in mapping && 'phases' in mapping)
    return { ...fence, kind: 'plan', value: mapping };
  const isPiece = Object.keys(mapping).every((key) => key in PlanDocument.shape);
  return { ...fence, kind: isPiece ? 'piece' : 'other', value: mapping };
}

describe('plans', () => {
  it.each(plans)('$place is a plan without problems', ({ text, place }) => {
    expect(parsePlan(text, place).problems).toEqual([]);
  });

  it.each(pieces)('$place is a piece of a plan', ({ value, place }) => {
    const whole = JSON.stringify({ ...REST, ...value });
    const errors = parsePlan(whole, place).problems.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
  });

  it('there are some', () => expect(plans.length + pieces.length).toBeGreaterThan(3));
});

describe('workflows', () => {
  it.each(workflows)('$place hands in only what is declared', (block) => {
    expect(jobsOf(block).flatMap(checkCall)).toEqual([]);
    expect(stepsOf(block).flatMap(checkStep)).toEqual([]);
  });

  it.each(workflows)('$place reads only outputs that are there', (block) => {
    const steps = new Map(stepsOf(block).map((step) => [step.id, declarationOf(step)]));
    const unknown = [...block.text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)].filter(
      ([, id, output = '']) => !(output in (steps.get(id)?.outputs ?? {})),
    );
    expect(unknown.map(([found]) => found)).toEqual([]);
  });

  it('there are some', () => expect(workflows.length).toBeGreaterThan(8));
});

function jobsOf({ kind, value }: Block): readonly Job[] {
  return kind === 'workflow' ? Object.values(value.jobs) : [];
}

function stepsOf(block: Block): readonly Step[] {
  if (block.kind === 'steps') return block.value;
  return jobsOf(block).flatMap(({ steps = [] }) => steps);
}

/** What is wrong with a call of a reusable workflow. */
function checkCall({
  uses,
  with: inputs = {},
  secrets = {},
  permissions = {},
}: Job): readonly string[] {
  if (uses === undefined) return [];
  const reusable = REUSABLES.get(uses);
  if (reusable === undefined) return [uses];
  const { inputs: known, secrets: hidden } = reusable.on.workflow_call;
  const needed = Object.values(reusable.jobs).flatMap((job) => Object.entries(job.permissions));
  return [
    ...Object.keys(inputs).filter((name) => !(name in known)),
    ...Object.keys(secrets).filter((name) => !(name in hidden)),
    ...needed
      .filter(([scope, access]) => ![access, 'write'].includes(String(permissions[scope])))
      .map(([scope, access]) => `${scope}: ${access} is not granted`),
  ];
}

function declarationOf({ uses = '' }: Step): ActionDeclaration | undefined {
  const name = /^OWNER\/sluice(?:\/actions\/([\w-]+))?@v1$/.exec(uses);
  return name ? SUITE.find((action) => action.name === (name[1] ?? 'sluice')) : undefined;
}

/** What is wrong with a step that uses one of our actions. */
function checkStep(step: Step): readonly string[] {
  if (!step.uses?.startsWith('OWNER/')) return [];
  const action = declarationOf(step);
  if (action === undefined) return [step.uses];
  const given = Object.keys(step.with ?? {});
  const required = Object.entries(action.inputs).filter(([, input]) => input.required);
  return [
    ...given.filter((name) => !(name in action.inputs)),
    ...required.map(([name]) => name).filter((name) => !given.includes(name)),
  ];
}
