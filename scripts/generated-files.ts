import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import type { ActionDeclaration } from '../src/actions/declarations/declaration.ts';
import { SUITE } from '../src/actions/declarations/suite.ts';
import { renderMetadata } from './action-metadata.ts';
import { renderReadme, renderTable } from './action-readme.ts';
import { renderControlWorkflow } from './control-workflow.ts';
import { planSchema } from './generate-schema.ts';
import { renderRolloutWorkflow } from './rollout-workflow.ts';
import { renderTickWorkflow } from './tick-workflow.ts';

/** A file that follows from a declaration: where it stands in the repository and what it says. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Every generated file of the repository at `root`: `action.yml` and README of each action, the table in the
 * project's README, the reusable workflows, and the plan's JSON Schema.
 */
export async function renderFiles(root: string): Promise<readonly GeneratedFile[]> {
  const readme = readIfThere(join(root, 'README.md'));
  const actions = await Promise.all(SUITE.map(renderAction));
  return [
    { path: 'schema/rollout.schema.json', text: planSchema() },
    ...actions.flat(),
    ...(await Promise.all(WORKFLOWS.map(renderWorkflow))),
    ...(readme === undefined
      ? []
      : [{ path: 'README.md', text: await pretty(fillReadme(readme), 'markdown') }]),
  ];
}

const WORKFLOWS = [
  ['rollout', renderRolloutWorkflow],
  ['control', renderControlWorkflow],
  ['tick', renderTickWorkflow],
] as const;

async function renderWorkflow([name, render]: (typeof WORKFLOWS)[number]): Promise<GeneratedFile> {
  return { path: `.github/workflows/${name}.yml`, text: await pretty(render(), 'yaml') };
}

/** Those that are not, or no longer, as their declaration says. */
export async function findStale(root: string): Promise<readonly GeneratedFile[]> {
  const files = await renderFiles(root);
  return files.filter(({ path, text }) => readIfThere(join(root, path)) !== text);
}

async function renderAction(action: ActionDeclaration): Promise<readonly GeneratedFile[]> {
  const isRoot = action.name === 'sluice';
  const folder = isRoot ? '' : `actions/${action.name}/`;
  const metadata = await pretty(renderMetadata(action), 'yaml');
  const readme = await pretty(renderReadme(action), 'markdown');
  return [
    { path: `${folder}action.yml`, text: metadata },
    ...(isRoot ? [] : [{ path: `${folder}README.md`, text: readme }]),
  ];
}

/** Puts the table of actions between the two markers of the project's README. */
function fillReadme(readme: string): string {
  const rows = SUITE.map(({ name, description }) =>
    name === 'sluice'
      ? ['[`OWNER/sluice`](action.yml)', description]
      : [`[\`actions/${name}\`](actions/${name}/README.md)`, description],
  );
  const table = renderTable(['Action', 'What it does'], rows);
  return readme.replace(
    /(<!-- actions:begin -->)[\s\S]*(<!-- actions:end -->)/,
    (_, begin: string, end: string) => `${begin}\n\n${table}\n\n${end}`,
  );
}

function pretty(text: string, parser: 'yaml' | 'markdown'): Promise<string> {
  return format(text, { parser, printWidth: 100, singleQuote: true, proseWrap: 'preserve' });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
