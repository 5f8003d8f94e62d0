import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '../..');
const trace = new NoOperationTraceWriter();

const list = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => join(folder, name));
const WORKFLOWS = [...list('.github/workflows'), ...list('workflows')];
const ACTIONS = [
  'action.yml',
  ...readdirSync(join(ROOT, 'actions')).map((name) => join('actions', name, 'action.yml')),
];

const read = (name: string) => ({ name, content: readFileSync(join(ROOT, name), 'utf8') });

describe("GitHub's own parser", () => {
  it.each(WORKFLOWS)('accepts %s', async (name) => {
    const { context, value } = parseWorkflow(read(name), trace);
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
    if (value === undefined) throw new Error('nothing was parsed');
    const template = await convertWorkflowTemplate(context, value);
    expect(template.errors ?? []).toEqual([]);
  });

  it.each(ACTIONS)('accepts %s', (name) => {
    const { context } = parseAction(read(name), trace);
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  it('finds a mistake', () => {
    const content = 'on: push\njobs:\n  one:\n    runs-on: x\n    stepz: []\n';
    const { context } = parseWorkflow({ name: 'x.yml', content }, trace);
    expect(context.errors.getErrors()).not.toEqual([]);
  });
});

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: unknown;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string }[];
}

/** The parser does not look at these. */
describe.each(WORKFLOWS)('%s', (name) => {
  const workflow = parse(readFileSync(join(ROOT, name), 'utf8')) as {
    readonly permissions?: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
  };
  const jobs = Object.entries(workflow.jobs);

  it('needs only jobs that exist', () => {
    const needed = jobs.flatMap(([, { needs = [] }]) => needs);
    expect(needed.filter((job) => !(job in workflow.jobs))).toEqual([]);
  });

  it.each(jobs)('%s reads only jobs it needs', (_, job) => {
    const text = JSON.stringify(job);
    const mentioned = [...text.matchAll(/needs\.([\w-]+)\./g)].map(([, needed]) => needed);
    expect(mentioned.filter((needed) => ![job.needs ?? []].flat().includes(needed ?? ''))).toEqual(
      [],
    );
  });

  it('grants nothing by default, and each job what it needs', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(([, { permissions }]) => permissions === undefined)).toEqual([]);
  });

  it('writes no expression into a script', () => {
    const scripts = jobs.flatMap(([, { steps = [] }]) => steps.map(({ run = '' }) => run));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  it('pins the actions of others by commit', () => {
    const uses = jobs.flatMap(([, { steps = [] }]) =>
      steps.map(({ uses: action }) => action ?? ''),
    );
    const others = uses.filter((action) => action !== '' && !/^(\$\/|OWNER\/)/.test(action));
    expect(others.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
  });
});
