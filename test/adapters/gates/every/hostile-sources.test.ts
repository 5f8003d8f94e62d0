import {
  anything,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  oneof,
  string,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { GATE_KINDS } from '../../../../src/core/plan/gate.ts';
import type { Archive } from '../../../../src/ports/archive.ts';
import type { Repository } from '../../../../src/ports/repository.ts';
import type { StableSide } from '../../../../src/ports/traffic.ts';
import { everywhere, whatever } from './forge.ts';
import { play } from './scene.ts';
import type { Around, Scene } from './scene.ts';
import { TABLE } from './table.ts';

/** What something does that is asked, in place of answering as it should. */
type Answer = () => unknown;

const fail =
  (thrown: unknown): Answer =>
  () => {
    throw thrown;
  };
const reject =
  (reason: unknown): Answer =>
  () =>
    Promise.reject(reason);
const give =
  (value: unknown): Answer =>
  async () =>
    value;
const hang: Answer = () => new Promise(() => {});

/** Values that look like answers for a while. */
const HALF_ANSWERS = [
  undefined,
  null,
  '',
  'open',
  [],
  {},
  { outcome: 'open' },
  { outcome: 'read' },
  { outcome: 'read', found: null },
  { outcome: 'read', found: {} },
  { outcome: 'read', value: {} },
  { outcome: 'read', value: { rollouts: null } },
  { outcome: 'failed' },
] as const;

const answers: Arbitrary<Answer> = oneof(
  constantFrom(...HALF_ANSWERS).map(give),
  anything().map(give),
  constantFrom(new Error('a\nb'), undefined, null, 'gone', Symbol('s'), {}).map(reject),
  constantFrom(new TypeError('oops'), undefined, 0).map(fail),
  constant(hang),
);

/** No attacks: what Alertmanager says where no alert fires, and the answer that one HTTP gate of the table wants. */
const NO_ALERTS = '[]';
const WANTED_STATUS = 503;

const isBig = (value: unknown) => typeof value === 'bigint';
const say =
  (text: string): RequestListener =>
  (_, response) =>
    response.end(text);

const services: Arbitrary<RequestListener> = oneof(
  string({ maxLength: 200 }).map(say),
  anything()
    .map((value) => JSON.stringify(value, (_key, one) => (isBig(one) ? String(one) : one)) ?? '')
    .filter((text) => text !== NO_ALERTS)
    .map(say),
  integer({ min: 300, max: 599 })
    .filter((status) => status !== WANTED_STATUS)
    .map((status): RequestListener => (_, response) => {
      response.writeHead(status).end('{"status":"success","data":[],"ready":true}');
    }),
  constant<RequestListener>((_, response) => response.destroy()),
  constant<RequestListener>((_, response) => response.write('{"status":"success","data":')),
  constant<RequestListener>(() => {}),
);

const scripts = oneof(
  integer({ min: 1, max: 125 }).map((code) => `exit ${code}`),
  constantFrom('echo "[]"', 'echo "{}"', 'echo null', ':', 'echo ok >&2', 'kill -9 $$', 'sleep 9'),
);

const texts = string({ maxLength: 200 }).map((text) => ({ text }));

interface Attack {
  readonly answer: Answer;
  readonly service: RequestListener;
  readonly file: { readonly text: string };
  readonly gh: string;
}

/** The same scene, in which everything that is asked does something else. */
function spoil(scene: Scene, { answer, service, file, gh }: Attack): Scene {
  return {
    ...scene,
    ...(scene.service && { service }),
    ...(scene.file !== undefined && { file }),
    ...(scene.gh !== undefined && { gh }),
    ...(scene.around && { around: spoilAround(scene.around, answer) }),
  };
}

function spoilAround(around: Around, answer: Answer): Around {
  return {
    ...around,
    ...(around.repository && { repository: whatever(answer) as Repository }),
    ...(around.forge && { forge: () => everywhere(answer) }),
    ...(around.archiveOf && { archiveOf: () => whatever(answer) as Archive }),
    ...(around.stable && { stable: whatever(answer) as StableSide }),
  };
}

/** What a gate that asks nobody finds does not depend on anybody; a command is asked with its own codes below. */
const scenes = GATE_KINDS.filter((kind) => kind !== 'command').flatMap((kind) =>
  TABLE[kind].pass
    .filter(({ service, file, gh, around }) => [service, file, gh, around].some(Boolean))
    .map((scene) => [kind, scene.what, scene] as const),
);

const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,400}$/u;

describe('whatever its source does, a gate is not open', () => {
  it.each(scenes)('%s: %s', async (_kind, _what, scene) => {
    await assert(
      asyncProperty(answers, services, texts, scripts, async (answer, service, file, gh) => {
        const finding = await play(spoil(scene, { answer, service, file, gh }), 40);
        expect(finding.outcome).not.toBe('open');
        const { found, wanted, remedy } = finding;
        for (const text of [found, wanted, remedy]) expect(text).toMatch(LINE);
      }),
      { numRuns: 12 },
    );
  });

  it('command, with every code but 0', async () => {
    const [scene] = TABLE.command.pass;
    await assert(
      asyncProperty(integer({ min: 1, max: 255 }), async (code) => {
        const gate = `command: { run: exit ${code} }`;
        expect((await play({ ...scene, gate })).outcome).not.toBe('open');
      }),
      { numRuns: 12 },
    );
  });

  it('is asked of every kind', () => {
    expect(new Set([...scenes.map(([kind]) => kind), 'command'])).toEqual(new Set(GATE_KINDS));
  });
});
