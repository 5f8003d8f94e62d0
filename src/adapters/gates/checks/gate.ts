import type { ChecksGate } from '../../../core/plan/plan.ts';
import type { Check, Repository } from '../../../ports/repository.ts';
import { broken, enumerate, open, shut } from '../look.ts';
import type { Look } from '../look.ts';

export interface ChecksSource {
  readonly repository: Repository;
  readonly sha: string;
  /** Names of the check runs this rollout writes itself: they end only when it does. */
  readonly ownChecks: readonly string[];
}

/** Open when the latest run of every required check, and the latest status of its name, is a success. */
export async function lookAtChecks(
  { required }: ChecksGate,
  { repository, sha, ownChecks }: ChecksSource,
): Promise<Look> {
  const wanted = `success of ${enumerate(required, 10)} on ${sha.slice(0, 12)}`;
  const own = required.find((name) => ownChecks.includes(name));
  if (own !== undefined) {
    return broken(
      `'${own}' is this rollout's own check, which ends only when the rollout does`,
      wanted,
      `take '${own}' from the required checks`,
    );
  }
  const checks = await repository.checks(sha);
  if (checks.outcome === 'failed') {
    const remedy =
      checks.reason === 'unauthorized'
        ? 'give the job the permissions `checks: read` and `statuses: read`'
        : 'look again when GitHub answers';
    return broken(checks.detail, wanted, remedy);
  }
  const verdicts = required.map((name) => judgeCheck(name, checks.found));
  const bad = verdicts.filter(({ outcome }) => outcome !== 'success');
  return bad.length === 0
    ? open(`all ${required.length} succeeded`, wanted)
    : shut(bad.map(({ words }) => words).join(', '), wanted, remedyFor(bad));
}

interface Verdict {
  readonly outcome: 'success' | 'pending' | 'failed' | 'missing';
  readonly words: string;
}

function judgeCheck(name: string, checks: readonly Check[]): Verdict {
  const latest = (['check-run', 'status'] as const).flatMap((source) => {
    const runs = checks.filter((check) => check.name === name && check.source === source);
    return runs.toSorted((a, b) => b.id - a.id).slice(0, 1);
  });
  if (latest.length === 0) return { outcome: 'missing', words: `${name} is missing` };
  const other = latest.find(({ state }) => state === 'other');
  if (other !== undefined) return { outcome: 'failed', words: `${name} is ${say(other.word)}` };
  const pending = latest.find(({ state }) => state === 'pending');
  if (pending !== undefined)
    return { outcome: 'pending', words: `${name} is ${say(pending.word)}` };
  return { outcome: 'success', words: `${name} succeeded` };
}

/** GitHub writes `timed_out`; people read `timed out`. A `failure` has failed. */
function say(word: string): string {
  return word === 'failure' ? 'failed' : word.replaceAll('_', ' ');
}

const REMEDIES: Readonly<Record<Verdict['outcome'], string>> = {
  success: '',
  pending: 'wait for what is still running',
  failed: 'mend and run again what did not succeed',
  missing: 'run what is missing on this commit, or mend its name in the plan',
};

function remedyFor(bad: readonly Verdict[]): string {
  const outcomes = (['failed', 'missing', 'pending'] as const).filter((outcome) =>
    bad.some((verdict) => verdict.outcome === outcome),
  );
  return outcomes.map((outcome) => REMEDIES[outcome]).join('; ');
}
