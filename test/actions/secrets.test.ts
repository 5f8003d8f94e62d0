import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasten } from '../haste/haste.ts';
import { act, type Done, planIn } from './inside.ts';
import { filePlan, phase } from './plans.ts';
import { setStage, SPEED, type Stage } from './stage.ts';

const SECRET = 'hunter2+swordfish/&=';

/** Everything that speaks says the secret: the metrics' command, the target, a gate, a hook. */
const TALKATIVE = filePlan(
  phase('Canary', 5, '2s') + phase('Everybody', 100, '1s'),
  `gates:
  - command: { name: smoke, run: echo "smoke with $API_KEY" }
hooks:
  deploy: echo "deploying with $API_KEY"
`,
).replace('cat "$SLUICE_ARM.json"', 'echo "no answer to $API_KEY" >&2; exit 1');

/** Everything GitHub was sent and keeps, the contents of the ledger's files among it. */
function heldByGitHub({ github, repository }: Stage): unknown {
  const contents = Object.values(repository.objects).map(({ content }) =>
    Buffer.from(content, 'base64').toString(),
  );
  return [contents, github.world, github.requests];
}

describe('the values of the input `variables`', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    stage.writePlan(TALKATIVE);
  });
  afterEach(async () => {
    expect(stage.github.violations).toEqual([]);
    await stage.close();
  });

  /** All that anybody can read afterwards but the line that asks the runner to mask. */
  function seenBy({ log, outputs, summary }: Awaited<ReturnType<Stage['step']>>): string {
    const rest = log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    return JSON.stringify([rest, outputs, summary, heldByGitHub(stage)]);
  }

  it('are masked, and stand nowhere: not in log, outputs, summary, ledger, check, comment or deployment', async () => {
    const inputs = { variables: `# for the smoke test\nAPI_KEY=${SECRET}\nEMPTY=` };
    const steps = [
      await stage.step('gates', inputs),
      await stage.step('canary-step', { ...inputs, phase: '1' }),
      await stage.step('rollback', inputs, { environment: hasten(SPEED, Date.now()) }),
      await stage.step('analyze', { ...inputs, duration: '1s' }),
      await stage.step('report'),
    ];
    const [gates, canary] = steps;
    expect(gates?.log, gates?.log).toContain('smoke with ***');
    expect(canary?.log, canary?.log).toContain('deploying with ***');
    expect(canary?.log).toContain('no answer to ***');
    expect(canary).toMatchObject({ exitCode: 1, outputs: { status: 'paused' } });
    for (const step of steps.slice(0, 4)) expect(step.log).toContain(`::add-mask::${SECRET}\n`);
    for (const step of steps) {
      expect(seenBy(step).includes(SECRET)).toBe(false);
      expect(seenBy(step).includes(encodeURIComponent(SECRET))).toBe(false);
    }
    expect(
      JSON.stringify(heldByGitHub(stage)).match(/no answer to \*\*\*/g)?.length,
    ).toBeGreaterThan(2);
  });

  it('are taken out of what the target says', async () => {
    stage.writePlan(
      TALKATIVE.replace('cat weight', 'cat weight').replace(
        'echo "$SLUICE_WEIGHT" > weight',
        'echo "refused $API_KEY" >&2; test "$SLUICE_WEIGHT" = 0',
      ),
    );
    const inputs = { variables: `API_KEY=${SECRET}` };
    await stage.step('gates', inputs);
    const canary = await stage.step('canary-step', { ...inputs, phase: '1' });
    expect(canary, canary.log).toMatchObject({ exitCode: 1 });
    expect(canary.outputs['reason']).toContain('refused ***');
    expect(seenBy(canary).includes(SECRET)).toBe(false);
  });

  it('leave the values of `settings` as they are', async () => {
    const gates = await stage.step('gates', { settings: 'API_KEY=v1', variables: 'OTHER=hunter2' });
    expect(gates.log).toContain('smoke with v1');
    expect(gates.log).not.toContain('::add-mask::v1\n');
    expect(gates.log).toContain('::add-mask::hunter2\n');
  });

  it('are refused where they are given twice, or badly', async () => {
    const settings = `API_KEY=v1\nwhat ${SECRET}`;
    const gates = await stage.step('gates', { settings, variables: `API_KEY=${SECRET}` });
    expect(gates).toMatchObject({ exitCode: 1 });
    expect(gates.log).toContain('settings, line 2: write NAME=value');
    expect(gates.log).toContain('API_KEY is in `settings` and in `variables`: give it once');
    expect(seenBy(gates).includes(SECRET)).toBe(false);
  });

  it('are not shown by a line that is no `NAME=value`', async () => {
    const gates = await stage.step('gates', { variables: `API_KEY ${SECRET}` });
    expect(gates).toMatchObject({ exitCode: 1 });
    expect(gates.log).toContain('::error::variables, line 1: write NAME=value');
    expect(seenBy(gates).includes(SECRET)).toBe(false);
  });
});

describe('a secret where a long line is cut', () => {
  const TOKEN = 'gHp_Q7w9Zk2J5vXqR8tL4mN6b3C1fY0s';
  const PHASES = phase('Canary', 5, '2s') + phase('Everybody', 100, '1s');
  const SAY = `printf '%0180d&token=%s\\n' 0 "$DEPLOY_TOKEN"; exit 1`;
  let stage: Stage;
  beforeEach(async () => void (stage = await setStage()));
  afterEach(() => stage.close());

  const inHook = () => planIn(stage, PHASES, `hooks: { deploy: ${quoted(SAY)} }\n`);
  const inGate = () =>
    planIn(stage, PHASES, `gates: [{ command: { name: smoke, run: ${quoted(SAY)} } }]\n`);
  const inMetric = () => planIn(stage, PHASES).replace(/run: cat .*/, `run: ${quoted(SAY)}`);
  const inTarget = () => planIn(stage, PHASES).replace(/get: cat .*/, `get: ${quoted(SAY)}`);

  it.each([
    ['hook', inHook],
    ['gate', inGate],
    ['metric', inMetric],
    ['target', inTarget],
  ])('stands nowhere, not even its beginning: said by a %s', async (_, plan) => {
    stage.writePlan(plan());
    const inputs = { variables: `DEPLOY_TOKEN=${TOKEN}` };
    const steps = [
      await act(stage, 'gates', inputs),
      await act(stage, 'canary-step', { ...inputs, phase: '1' }),
      await act(stage, 'report', { directory: join(stage.folder, 'report') }),
    ];
    const seen = steps.map((step) => seenIn(stage, step)).join('\n');
    expect(seen).toContain('0'.repeat(150));
    expect(seen.includes(TOKEN.slice(0, 4))).toBe(false);
  });
});

/** In a plan's YAML. */
function quoted(command: string): string {
  return JSON.stringify(command);
}

function seenIn(stage: Stage, { log, outputs, summary }: Done): string {
  return JSON.stringify([log, outputs, summary, heldByGitHub(stage)]);
}
