import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { findStale } from './generated-files.ts';

/** Writes every generated file that is out of date; with `--check` it only says which are, and fails. */
async function generate(isCheck: boolean): Promise<void> {
  const stale = await findStale('.');
  for (const { path, text } of stale) {
    console.log(`${isCheck ? 'out of date' : 'written'}: ${path}`);
    if (isCheck) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (isCheck && stale.length > 0) {
    console.error('Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
}

await generate(process.argv.includes('--check'));
