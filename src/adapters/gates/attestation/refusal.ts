import type { Duration } from '../../../core/quantity/instant.ts';
import type { CommandResult } from '../../process/command.ts';
import { explainFailure, lastLine } from '../../process/failure.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { broken, shut } from '../look.ts';
import type { Look } from '../look.ts';

/** What `gh` leaves with where it has no token, or none that is good. */
const NOT_LOGGED_IN = 4;

interface Reading {
  readonly said: RegExp;
  readonly outcome: 'shut' | 'broken';
  readonly remedy: string;
}

/** What `gh` says, first match first, and what it means. What is not understood is broken. */
const READINGS: readonly Reading[] = [
  {
    said: /unknown command|unknown flag|accepts 1 arg/i,
    outcome: 'broken',
    remedy: 'use a newer `gh`: 2.67 or later',
  },
  {
    said: /HTTP 40[13]|bad credentials|resource not accessible/i,
    outcome: 'broken',
    remedy: 'grant the job `attestations: read`, or give this gate a `token` that may read them',
  },
  {
    said: /unsupported host/i,
    outcome: 'broken',
    remedy: 'GitHub Enterprise Server has no attestations: leave this gate out',
  },
  {
    said: /failed to (?:open|digest|parse)|no such file|loading digest|manifest unknown|UNAUTHORIZED|DENIED/,
    outcome: 'broken',
    remedy:
      'mend the name of the artifact; log in to the registry before this step where it is an image',
  },
  {
    said: /dial tcp|no such host|connection refused|timeout|deadline exceeded|error connecting|HTTP 5\d\d|TLS/i,
    outcome: 'broken',
    remedy: 'look again when GitHub and its transparency log can be reached',
  },
  {
    said: /no attestations found|HTTP 404/i,
    outcome: 'shut',
    remedy:
      'attest it where it is built, with `actions/attest-build-provenance`; in a private repository the token also needs `attestations: read`',
  },
  {
    said: /verif|expected .* to be|no matching|certificate identity/i,
    outcome: 'shut',
    remedy: 'release what was built and signed as the plan says',
  },
];

interface Asked {
  readonly timeout: Duration;
  readonly wanted: string;
  readonly redact: Redact;
}

/** What it means that `gh` did not leave with success; undefined where it did. */
export function explain(
  result: CommandResult,
  { timeout, wanted, redact }: Asked,
): Look | undefined {
  const failure = explainFailure(result, { title: '`gh attestation verify`', timeout, redact });
  if (failure === undefined) return undefined;
  if (failure.reason === 'not-found') {
    const remedy = 'install the GitHub CLI on the runner; the hosted ones have it';
    return broken('there is no `gh` on this runner', wanted, remedy);
  }
  if (failure.reason === 'timeout') {
    return broken(failure.detail, wanted, "raise the gate's timeout, or see why GitHub is slow");
  }
  if (result.outcome === 'exited' && result.code === NOT_LOGGED_IN) {
    const remedy = 'hand in a token that is valid';
    return broken('`gh` is not logged in', wanted, remedy);
  }
  const said = `${result.stderr}\n${result.stdout}`;
  const reading = READINGS.find((one) => one.said.test(said));
  const complaint = lastLine({ stdout: '', stderr: result.stderr }, redact);
  const found = complaint?.replace(/^error: /i, '') ?? failure.detail;
  if (reading === undefined) return broken(found, wanted, 'run the same by hand to see more');
  return (reading.outcome === 'shut' ? shut : broken)(found, wanted, reading.remedy);
}
