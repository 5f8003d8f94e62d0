import type { ChecklistPlace } from '../../../core/plan/plan.ts';
import { bindVariables } from '../../../core/plan/variables.ts';
import type { Forge } from '../../../ports/forge.ts';
import type { Repository } from '../../../ports/repository.ts';
import { broken, shut } from '../look.ts';
import type { Look } from '../look.ts';

export interface NumbersAround {
  readonly environment: Readonly<Record<string, string>>;
  readonly forge: Forge | undefined;
  readonly repository: Repository | undefined;
  /** The commit that is released. */
  readonly sha: string | undefined;
}

type Numbers = readonly number[];

/** The issues or pull requests whose descriptions hold the lists, at least one; a look where there is none. */
export async function findNumbers(
  place: ChecklistPlace,
  around: NumbersAround,
  wanted: string,
): Promise<Numbers | Look> {
  switch (place.kind) {
    case 'issue':
      return readNumber(place.number, around, wanted);
    case 'label':
      return findLabelled(place.label, around, wanted);
    case 'pull-request':
      return findReleased(around, wanted);
    case 'file':
      return nobodyToAsk(wanted);
  }
}

function readNumber(
  written: string,
  { environment }: NumbersAround,
  wanted: string,
): Numbers | Look {
  const bound = bindVariables(written, environment);
  if (bound.outcome === 'unbound') {
    return broken(`${written} is not set`, wanted, 'set it to the number of the issue');
  }
  return /^[1-9]\d{0,8}$/.test(bound.text)
    ? [Number(bound.text)]
    : broken(`'${bound.text}' is no number of an issue`, wanted, 'write digits only');
}

async function findLabelled(
  label: string,
  { repository }: NumbersAround,
  wanted: string,
): Promise<Numbers | Look> {
  if (repository === undefined) return nobodyToAsk(wanted);
  const issues = await repository.openIssues(label);
  if (issues.outcome === 'failed') return broken(issues.detail, wanted, AGAIN);
  const numbers = issues.found.filter((one) => !one.isPullRequest).map(({ number }) => number);
  const remedy = 'open an issue with the list of this release, and label it';
  return numbers.length > 0 ? numbers : shut(`no open issue is labelled ${label}`, wanted, remedy);
}

async function findReleased(
  { forge, sha }: NumbersAround,
  wanted: string,
): Promise<Numbers | Look> {
  if (sha === undefined || forge === undefined) return nobodyToAsk(wanted);
  const pulls = await forge.reviews.pullRequestsOf(sha);
  if (pulls.outcome === 'failed') return broken(pulls.detail, wanted, AGAIN);
  const numbers = pulls.found.map(({ number }) => number);
  const found = `no pull request is released as ${sha.slice(0, 12)}`;
  return numbers.length > 0 ? numbers : shut(found, wanted, 'release what came by a pull request');
}

const AGAIN = 'look again when GitHub answers';

export function nobodyToAsk(wanted: string): Look {
  const remedy = 'run this on GitHub, for a commit';
  return broken('there is no repository or no commit to ask about', wanted, remedy);
}
