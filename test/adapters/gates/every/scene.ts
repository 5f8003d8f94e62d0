import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createGateSources } from '../../../../src/adapters/gates/sources.ts';
import type { GateSurroundings } from '../../../../src/adapters/gates/sources.ts';
import type { GateFinding } from '../../../../src/core/finding.ts';
import type { Gate } from '../../../../src/core/plan/plan.ts';
import type { Duration } from '../../../../src/core/quantity/instant.ts';
import type { ProblemCode } from '../../../../src/core/plan/problem.ts';
import { planOf } from '../../../core/plan/parsed.ts';
import { planWith } from '../../../core/plan/sample.ts';
import { closedPort, serve } from '../../http/server.ts';

export type Around = Omit<GateSurroundings, 'environment'>;

/** A gate as a plan has it, and the world it is looked at in. */
export interface Scene {
  readonly what: string;
  /** In YAML. `$URL` is the address of the service, `$FILE` the path of the file. */
  readonly gate: string;
  /** Answers at `$URL`, where else nobody listens. */
  readonly service?: RequestListener;
  /** What `$FILE` holds, which else is not there; `endless` is one that cannot be read to its end. */
  readonly file?: { readonly text: string } | 'endless';
  /** The script that is `gh` on this machine, which else has none. */
  readonly gh?: string;
  readonly around?: Around;
  readonly now?: number;
  readonly found: RegExp;
  readonly wanted?: RegExp;
}

export type Scenes = readonly [Scene, ...Scene[]];

/** A gate that a plan may not have. */
export interface Mistake {
  readonly gate: string;
  readonly code: ProblemCode;
}

/** What must be known of every kind of gate. */
export interface Rows {
  readonly pass: Scenes;
  readonly fail: Scenes;
  /** What it asks is not there, refuses, or answers what makes no sense. */
  readonly away: Scenes;
  /** What it asks does not answer in time. */
  readonly late: Scenes;
  readonly misconfigured: readonly [Mistake, ...Mistake[]];
}

export const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';
/** In Berlin a Saturday, 13:00. */
export const SATURDAY = Date.UTC(2026, 10, 21, 12);
/** In Berlin a Monday, 12:00. */
export const MONDAY = Date.UTC(2026, 10, 23, 11);

export function planFor(gate: string): string {
  return planWith({
    target: 'target: { command: { set: ./set, get: ./get, check-stable: ./check } }',
    gates: `gates:\n  - ${gate}`,
  });
}

const GATES = new Map<string, Gate>();

export function readGate(text: string): Gate {
  const gate = GATES.get(text) ?? planOf(planFor(text)).gates[0];
  if (gate === undefined) throw new Error(`no gate: ${text}`);
  GATES.set(text, gate);
  return gate;
}

/** Looks at the gate of a scene, for as long as the gate itself allows, or for less. */
export async function play(scene: Scene, timeout?: Duration): Promise<GateFinding> {
  const environment = await furnish(scene);
  const { around = {}, now = MONDAY } = scene;
  const gate = { ...readGate(scene.gate), ...(timeout !== undefined && { timeout }) };
  return createGateSources({ environment, ...around }).evaluate(gate, now);
}

export async function furnish({ service, file, gh }: Scene): Promise<Record<string, string>> {
  const URL = service ? await serve(service) : `http://127.0.0.1:${await closedPort()}`;
  const folder = makeFolder();
  const FILE = join(folder, 'file');
  if (file === 'endless') writeEndless(FILE);
  else if (file !== undefined) writeFileSync(FILE, file.text);
  if (gh !== undefined) writeFileSync(join(folder, 'gh'), `#!/bin/sh\n${gh}\n`, { mode: 0o755 });
  // Of the machine's own programs a shell and what it needs, but no `gh`.
  const PATH = gh === undefined ? makeFolder() : `${folder}:/usr/bin:/bin`;
  return { PATH, URL, FILE, TOKEN: 'sesame', GITHUB_REPOSITORY: 'acme/shop' };
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-every-gate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A pipe that nobody writes to: whoever reads it waits until the test is over. */
function writeEndless(path: string): void {
  execFileSync('mkfifo', [path]);
  onTestFinished(() => closeSync(openSync(path, constants.O_RDWR)));
}
