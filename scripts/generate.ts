import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format } from 'prettier';
import { SUITE } from '../src/actions/declarations/suite.ts';
import { renderMetadata } from './action-metadata.ts';
import { renderReadme, renderTable } from './action-readme.ts';
import { renderRolloutWorkflow } from './rollout-workflow.ts';
import { planSchema } from './generate-schema.ts';

/**
 * Writes every file that follows from a declaration: action.yml and README of each action, the table in the
 * README, and the plan's JSON Schema. With `--check` it only says which are out of date, and fails.
 */
async function generate(isCheck: boolean): Promise<void> {
  const stale: string[] = [];
  for (const [path, text] of await renderAll()) {
    if (readIfThere(path) === text) continue;
    stale.push(path);
    if (isCheck) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const path of stale) console.log(`${isCheck ? 'out of date' : 'written'}: ${path}`);
  if (isCheck && stale.length > 0) {
    console.error('Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
}

async function renderAll(): Promise<readonly (readonly [string, string])[]> {
  const files: [string, string][] = [['schema/rollout.schema.json', planSchema()]];
  for (const action of SUITE) {
    const folder = action.name === 'sluice' ? '' : `actions/${action.name}/`;
    files.push([`${folder}action.yml`, await pretty(renderMetadata(action), 'yaml')]);
    if (folder !== '')
      files.push([`${folder}README.md`, await pretty(renderReadme(action), 'markdown')]);
  }
  files.push(['.github/workflows/rollout.yml', await pretty(renderRolloutWorkflow(), 'yaml')]);
  const readme = readIfThere('README.md');
  if (readme !== undefined) files.push(['README.md', await pretty(fillReadme(readme), 'markdown')]);
  return files;
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

await generate(process.argv.includes('--check'));
