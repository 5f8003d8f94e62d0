import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGateSources } from '../../../src/adapters/gates/sources.ts';
import type { GateSurroundings } from '../../../src/adapters/gates/sources.ts';
import type { AttestationGate } from '../../../src/core/plan/plan.ts';

const SHA = 'f00dfacef00dfacef00dfacef00dfacef00dface';
const SLSA = 'https://slsa.dev/provenance/v1';
const position = { line: 1, column: 1 };

function gateOf(change: Partial<AttestationGate> = {}): AttestationGate {
  return {
    kind: 'attestation',
    name: 'attestation',
    timeout: 5_000,
    position,
    artifact: 'dist/shop.tar.gz',
    from: { kind: 'this-repository' },
    predicateType: SLSA,
    ofReleasedCommit: false,
    ...change,
  };
}

const GOOD = {
  predicateType: SLSA,
  signer: 'https://github.com/Acme/shop/.github/workflows/build.yml@refs/heads/main',
  repository: 'https://github.com/Acme/shop',
  commit: SHA,
};

/** A folder with a `gh` that writes down how it was called, and then does this. */
function installGh(script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-gh-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const gh = join(folder, 'gh');
  const note = `printf '%s\\n' "$@" > ${folder}/args; env > ${folder}/env`;
  writeFileSync(gh, `#!/bin/sh\n${note}\n${script}\n`);
  chmodSync(gh, 0o755);
  return { folder, read: (name: 'args' | 'env') => readFileSync(join(folder, name), 'utf8') };
}

const printing = (...found: readonly object[]) => `cat <<'END'\n${JSON.stringify(found)}\nEND`;
const failing = (said: string, code = 1) => `cat >&2 <<'END'\n${said}\nEND\nexit ${code}`;

function look(gate: AttestationGate, script: string, more: Partial<GateSurroundings> = {}) {
  const gh = installGh(script);
  const environment = {
    PATH: `${gh.folder}:/usr/bin:/bin`,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SERVER_URL: 'https://github.com',
    TAG: 'v2',
    ...more.environment,
  };
  const around = { token: 'job-token', sha: SHA, ...more, environment };
  return { gh, finding: createGateSources(around).evaluate(gate, 0) };
}

describe('an attestation', () => {
  it('is verified by gh, which is told everything as arguments and the token by its environment', async () => {
    const gate = gateOf({
      artifact: 'oci://ghcr.io/acme/shop:$TAG',
      signerWorkflow: 'acme/shop/.github/workflows/build.yml',
      ofReleasedCommit: true,
    });
    const { gh, finding } = look(gate, printing(GOOD));
    expect(await finding).toMatchObject({
      outcome: 'open',
      found: `attested by ${GOOD.signer}, built from f00dfacef00d`,
      remedy: '',
    });
    const args = gh.read('args').split('\n');
    expect(args.slice(0, 6)).toEqual([
      'attestation',
      'verify',
      '--repo=acme/shop',
      `--predicate-type=${SLSA}`,
      '--signer-workflow=acme/shop/.github/workflows/build.yml',
      '--format=json',
    ]);
    expect(args.slice(-3)).toEqual(['--', 'oci://ghcr.io/acme/shop:v2', '']);
    expect(gh.read('env')).toMatch(/^GH_TOKEN=job-token$/m);
    expect(gh.read('env')).toMatch(/^GH_HOST=github.com$/m);
    expect(gh.read('args')).not.toContain('job-token');
  });

  it('is asked for with the token of the gate', async () => {
    const environment = { MY_TOKEN: 'hunter22' };
    const { gh, finding } = look(gateOf({ token: '$MY_TOKEN' }), printing(GOOD), { environment });
    await finding;
    expect(gh.read('env')).toMatch(/^GH_TOKEN=hunter22$/m);
  });

  it('of any repository of an owner is enough where the owner is named', async () => {
    const other = { ...GOOD, repository: 'https://github.com/acme/builder' };
    const { gh, finding } = look(
      gateOf({ from: { kind: 'owner', name: 'acme' } }),
      printing(other),
    );
    expect(await finding).toMatchObject({ outcome: 'open' });
    expect(gh.read('args')).toContain('--owner=acme\n');
  });

  it('is found among others', async () => {
    const other = { ...GOOD, commit: '1'.repeat(40) };
    const { finding } = look(gateOf({ ofReleasedCommit: true }), printing(other, GOOD));
    expect(await finding).toMatchObject({ outcome: 'open' });
  });

  it.each([['$(touch owned)'], ['"; touch owned; "'], ['--bundle=mine.jsonl'], ['a\nb']])(
    'is never asked of a shell, nor taken for a flag: %j',
    async (artifact) => {
      const { gh, finding } = look(gateOf({ artifact: '$ARTIFACT' }), printing(GOOD), {
        environment: { ARTIFACT: artifact },
      });
      expect(await finding).toMatchObject({ outcome: 'open' });
      expect(gh.read('args')).toMatch(`--\n${artifact}\n`);
    },
  );
});

describe('shut', () => {
  const wanting = gateOf({ signerWorkflow: 'acme/build/.github/workflows/sign.yml' });
  it.each([
    [
      'none, as gh says',
      gateOf(),
      failing('Error: no attestations found for subject sha256:1'),
      /no attestations found/,
    ],
    ['none, as GitHub says', gateOf(), failing('Error: HTTP 404: Not Found (https://api)'), /404/],
    ['none, though an old gh calls it a success', gateOf(), printing(), /^no attestation$/],
    [
      'another signer, as gh says',
      wanting,
      failing('Error: verifying with issuer "sigstore.dev"'),
      /verifying/,
    ],
    [
      'another signer',
      wanting,
      printing(GOOD),
      /^acme\/shop\/\.github\/workflows\/build\.yml signed/,
    ],
    [
      'another claim',
      gateOf(),
      printing({ ...GOOD, predicateType: 'https://spdx.dev/Document' }),
      /it claims https:\/\/spdx/,
    ],
    [
      'another repository',
      gateOf(),
      printing({ ...GOOD, repository: 'https://github.com/acme/shop2' }),
      /built in acme\/shop2/,
    ],
    [
      'an owner whose name begins alike',
      gateOf({ from: { kind: 'owner', name: 'acm' } }),
      printing(GOOD),
      /built in acme/,
    ],
    [
      'another commit',
      gateOf({ ofReleasedCommit: true }),
      printing({ ...GOOD, commit: '1'.repeat(40) }),
      /built from 111111111111/,
    ],
  ])('%s', async (_, gate, script, found) => {
    expect(await look(gate, script).finding).toMatchObject({
      outcome: 'shut',
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(/\S/),
    });
  });
});

describe('broken', () => {
  it.each([
    [
      'an old gh without the command',
      failing('unknown command "attestation" for "gh"'),
      /unknown command/,
      /newer/,
    ],
    [
      'an old gh without a flag',
      failing('unknown flag: --predicate-type'),
      /unknown flag/,
      /newer/,
    ],
    ['a gh that prints something else', 'echo All good', /did not print/, /newer/],
    ['a gh that prints nothing', 'true', /did not print/, /newer/],
    [
      'an attestation without a commit',
      printing({ ...GOOD, commit: null }),
      /did not print/,
      /newer/,
    ],
    ['not logged in', failing('To use GitHub CLI, set GH_TOKEN', 4), /not logged in/, /token/],
    [
      'a token that may not',
      failing('HTTP 403: Resource not accessible by integration'),
      /403/,
      /attestations: read/,
    ],
    ['offline', failing('dial tcp: lookup api.github.com: no such host'), /no such host/, /again/],
    [
      'an artifact that is not there',
      failing('Error: failed to open dist/x: no such file'),
      /no such file/,
      /mend the name/,
    ],
    [
      'an enterprise server',
      failing('An unsupported host was detected.'),
      /unsupported host/,
      /Enterprise/,
    ],
    ['words nobody knows', failing('the moon is full'), /moon/, /by hand/],
  ])('%s', async (_, script, found, remedy) => {
    expect(await look(gateOf(), script).finding).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(remedy),
    });
  });

  it('without gh', async () => {
    const environment = { PATH: '/nowhere' };
    expect(await look(gateOf(), 'true', { environment }).finding).toMatchObject({
      outcome: 'broken',
      found: 'there is no `gh` on this runner',
    });
  });

  it('when gh takes too long', async () => {
    expect(await look(gateOf({ timeout: 100 }), 'sleep 60').finding).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(/within 100ms/),
    });
  });

  it.each([
    ['a variable that is not set', gateOf({ artifact: '$NONE.tgz' }), {}, /\$NONE is not set/],
    ['a token that is not set', gateOf({ token: '$NONE' }), {}, /\$NONE is not set/],
    ['no token at all', gateOf(), { token: undefined }, /no repository/],
    ['no commit', gateOf({ ofReleasedCommit: true }), { sha: undefined }, /no commit/],
  ])('by %s', async (_, gate, without, found) => {
    const { token = 'job-token', sha = SHA } = without as Partial<GateSurroundings>;
    const around = {
      environment: { PATH: process.env['PATH'] ?? '', GITHUB_REPOSITORY: 'acme/shop' },
      ...(!('token' in without) && { token }),
      ...(!('sha' in without) && { sha }),
    };
    expect(await createGateSources(around).evaluate(gate, 0)).toMatchObject({
      outcome: 'broken',
      found: expect.stringMatching(found),
    });
  });
});
