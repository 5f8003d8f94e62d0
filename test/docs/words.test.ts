import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/options.ts';
import { EVENT_SCHEMAS } from '../../src/core/rollout/journal/event.ts';
import { anchorsOf, DOCUMENTS, linksOf, read, ROOT } from './document.ts';

const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

/** The words of a union type, read off its source: types leave nothing to ask at run time. */
function wordsOf(path: string, type: string): readonly string[] {
  const [, union = ''] = read(path).split(`export type ${type} =`);
  return [...(union.split(';')[0] ?? '').matchAll(/\| '([\w-]+)'/g)].map(([, word = '']) => word);
}

function missingFrom(path: string, words: readonly string[]): readonly string[] {
  const text = read(path);
  return words.filter((word) => !text.includes(`\`${word}\``));
}

describe.each(DOCUMENTS)('$path', (document) => {
  it('links to what is there', () => {
    const broken = linksOf(document).filter((link) => {
      const [file = '', anchor] = link.split('#');
      const path = file === '' ? document.path : join(dirname(document.path), file);
      if (!existsSync(join(ROOT, path))) return true;
      if (anchor === undefined || statSync(join(ROOT, path)).isDirectory()) return false;
      return !anchorsOf(read(path)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('names scripts of package.json and commands of the command line', () => {
    const { text } = document;
    const run = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name);
    expect(run.filter((name) => !scripts.includes(name ?? ''))).toEqual([]);
    const called = [...text.matchAll(/`sluice ([a-z][a-z-]*)/g)].map(([, name]) => name);
    expect(called.filter((name) => ![...COMMANDS, 'help'].some((one) => one === name))).toEqual([]);
  });
});

describe('nothing is left out', () => {
  it('README.md names every command, and how to test', () => {
    expect(COMMANDS.filter((name) => !read('README.md').includes(`\`sluice ${name}`))).toEqual([]);
    expect(read('README.md')).toContain('npm ci && npm test');
  });

  it('docs/ledger.md names every event', () => {
    expect(missingFrom('docs/ledger.md', Object.keys(EVENT_SCHEMAS))).toEqual([]);
  });

  it('docs/machine.md names every status, decision and reason', () => {
    const decisions = [
      ...read('src/core/rollout/decision.ts').matchAll(/readonly do: '([\w-]+)'/g),
    ].map(([, word = '']) => word);
    const words = [
      ...wordsOf('src/core/rollout/state.ts', 'Status'),
      ...wordsOf('src/core/rollout/reason.ts', 'ReasonCode'),
      ...decisions,
    ];
    expect(words.length).toBeGreaterThan(30);
    expect(missingFrom('docs/machine.md', words)).toEqual([]);
  });

  it('docs/plan.md names every problem', () => {
    const codes = wordsOf('src/core/plan/problem.ts', 'ProblemCode');
    expect(codes).toContain('alias-bomb');
    expect(missingFrom('docs/plan.md', codes)).toEqual([]);
  });
});
