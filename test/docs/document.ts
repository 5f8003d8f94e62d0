import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A page of the documentation. */
export interface Document {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page, without the indentation it has in a list. */
export interface Fence {
  /** Where it is, for messages: `README.md:57`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

export const DOCUMENTS: readonly Document[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'demo/README.md',
  ...listPages('docs'),
  ...listPages('actions'),
].map((path) => ({ path, text: read(path) }));

export const FENCES: readonly Fence[] = DOCUMENTS.flatMap(findFences);

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function listPages(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}

function findFences({ path, text }: Document): readonly Fence[] {
  return [...text.matchAll(/^( *)```(\w*).*\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indentation = '', language = '', body = ''] = match;
    const line = text.slice(0, match.index).split('\n').length;
    const lines = body.split('\n').map((one) => one.slice(indentation.length));
    return { place: `${path}:${line}`, language, text: lines.join('\n') };
  });
}

/** Targets of the links of a page, those to other sites aside. */
export function linksOf({ text }: Document): readonly string[] {
  const prose = text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
