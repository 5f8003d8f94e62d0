import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ActionName } from '../../../src/actions/declarations/suite.ts';
import { inputVariable } from '../../../src/actions/inputs.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The folder of the bundles under test: the committed ones, or those that `SLUICE_DIST` names. */
export const DIST = resolve(ROOT, process.env['SLUICE_DIST'] ?? 'dist');

export const ACTION_BUNDLE = join(DIST, 'action', 'index.js');
export const CLI_BUNDLE = join(DIST, 'cli', 'index.js');

/** The variables with which `action.yml` starts the bundle, its two expressions filled in. */
export function inputVariables(
  action: ActionName,
  inputs: Readonly<Record<string, string>>,
  expressions: { readonly token: string; readonly refName: string },
): Readonly<Record<string, string>> {
  const defaults = Object.entries(declaredInputs(action)).map(([name, input]) => [
    inputVariable(name),
    (input.default ?? '')
      .replace('${{ github.token }}', expressions.token)
      .replace('${{ github.ref_name }}', expressions.refName),
  ]);
  const given = Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]);
  return Object.fromEntries([...defaults, ...given]);
}

interface DeclaredInput {
  readonly default?: string;
}

const declared = new Map<ActionName, Readonly<Record<string, DeclaredInput>>>();

function declaredInputs(action: ActionName): Readonly<Record<string, DeclaredInput>> {
  const known = declared.get(action);
  if (known !== undefined) return known;
  const file = action === 'sluice' ? 'action.yml' : `actions/${action}/action.yml`;
  const { inputs = {} } = parse(readFileSync(join(ROOT, file), 'utf8')) as {
    inputs?: Record<string, DeclaredInput>;
  };
  declared.set(action, inputs);
  return inputs;
}
