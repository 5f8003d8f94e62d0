import { fold } from '../../../../src/core/rollout/fold.ts';
import type { Archive, ArchivedRollout } from '../../../../src/ports/archive.ts';
import { at, rollout } from '../../../core/delivery/history.ts';
import type { Told } from '../../../core/delivery/history.ts';
import { whatever } from './forge.ts';
import { SHA } from './scene.ts';
import type { Around, Rows } from './scene.ts';

const ATTESTATION = 'attestation: { artifact: shop.tar.gz, repository: acme/shop }';
const around: Around = { token: 'sesame', sha: SHA };
const claim = {
  predicateType: 'https://slsa.dev/provenance/v1',
  signer: 'https://github.com/acme/shop/.github/workflows/build.yml@refs/heads/main',
  repository: 'https://github.com/acme/shop',
  commit: SHA,
};
const printing = (...claims: readonly object[]) => `echo '${JSON.stringify(claims)}'`;

export const attestation: Rows = {
  pass: [
    { what: 'attested', gate: ATTESTATION, gh: printing(claim), around, found: /attested by/ },
  ],
  fail: [
    {
      what: 'not attested',
      gate: ATTESTATION,
      gh: 'echo "no attestations found" >&2; exit 1',
      around,
      found: /no attestations/,
    },
    {
      what: 'built elsewhere',
      gate: ATTESTATION,
      gh: printing({ ...claim, repository: 'https://github.com/mallory/shop' }),
      around,
      found: /built in mallory\/shop/,
    },
    {
      what: 'nothing to verify',
      gate: ATTESTATION,
      gh: printing(),
      around,
      found: /no attestation/,
    },
  ],
  away: [
    { what: 'no `gh`', gate: ATTESTATION, around, found: /there is no `gh`/ },
    { what: 'no token', gate: ATTESTATION, gh: printing(claim), found: /no repository/ },
    { what: 'not logged in', gate: ATTESTATION, gh: 'exit 4', around, found: /not logged in/ },
    { what: 'not understood', gate: ATTESTATION, gh: 'echo ok', around, found: /did not print/ },
    {
      what: 'GitHub is away',
      gate: ATTESTATION,
      gh: 'echo "dial tcp: connection refused" >&2; exit 1',
      around,
      found: /connection refused/,
    },
    {
      what: 'a variable that is not set',
      gate: 'attestation: { artifact: $NOWHERE }',
      gh: printing(claim),
      around,
      found: /\$NOWHERE is not set/,
    },
  ],
  late: [
    {
      what: 'no answer',
      gate: ATTESTATION,
      gh: 'sleep 60',
      around,
      found: /within 60ms/,
    },
  ],
  misconfigured: [
    { gate: 'attestation: {}', code: 'missing-key' },
    { gate: 'attestation: { artifact: a, repository: shop }', code: 'wrong-value' },
    { gate: 'attestation: { artifact: a, repository: acme/shop, owner: acme }', code: 'one-of' },
    { gate: 'attestation: { artifact: $version }', code: 'unknown-variable' },
  ],
};

const BAKED = 'baked: { environment: staging, for: 24h }';
const LATER = at(20);

/** A ledger of one rollout of `v2`. */
function holding(...steps: Told['steps']): Around {
  const events = rollout({ version: 'v2', sha: SHA, steps });
  const state = fold(events);
  const rollouts: ArchivedRollout[] = state ? [{ commit: SHA, state, events }] : [];
  return asking({
    ...(whatever(() => Promise.reject(new Error('not asked'))) as Archive),
    list: async () => ({ outcome: 'read', value: { rollouts, isCut: false } }),
  });
}

function asking(archive: Archive): Around {
  return { archiveOf: () => archive, version: 'v2', sha: SHA, name: 'shop' };
}

export const baked: Rows = {
  pass: [
    {
      what: 'long enough',
      gate: BAKED,
      around: holding([at(18), 100], [at(18, '01:00'), 'promoted']),
      now: LATER,
      found: /has carried it for/,
    },
  ],
  fail: [
    {
      what: 'not long enough',
      gate: BAKED,
      around: holding([at(19), 100], [at(19, '12:00'), 'promoted']),
      now: LATER,
      found: /has carried it for/,
    },
    {
      what: 'taken back',
      gate: BAKED,
      around: holding(
        [at(18), 50],
        [at(18, '02:00'), 'back:run-failed'],
        [at(18, '03:00'), 'back'],
      ),
      now: LATER,
      found: /taken back/,
    },
    {
      what: 'never there',
      gate: BAKED,
      around: {
        ...holding([at(18), 100], [at(18, '01:00'), 'promoted']),
        version: 'v3',
        sha: 'beef'.repeat(10),
      },
      now: LATER,
      found: /carries v2/,
    },
  ],
  away: [
    { what: 'no ledger', gate: BAKED, found: /no ledger/ },
    {
      what: 'a ledger that cannot be read',
      gate: BAKED,
      around: asking(
        whatever(async () => ({
          outcome: 'failed',
          reason: 'unreachable',
          detail: 'GitHub answered 502',
        })) as Archive,
      ),
      found: /502/,
    },
    {
      what: 'a bug',
      gate: BAKED,
      around: asking(whatever(() => Promise.reject(new TypeError('oops'))) as Archive),
      found: /looking failed: oops/,
    },
  ],
  late: [
    {
      what: 'no answer',
      gate: BAKED,
      around: asking(whatever(() => new Promise(() => {})) as Archive),
      found: /no answer within 60ms/,
    },
  ],
  misconfigured: [
    { gate: 'baked: { environment: staging }', code: 'missing-key' },
    { gate: 'baked: { environment: staging, for: a day }', code: 'wrong-value' },
    { gate: 'baked: { environment: production, for: 1h }', code: 'circular-gate' },
  ],
};
