import { createRunApprovals } from '../adapters/approvals/run.ts';
import { createSystemClock } from '../adapters/clock/system.ts';
import { type GitHubClient, createGitHubClient } from '../adapters/github/client.ts';
import { createGitHubRepository, type GitHubRepository } from '../adapters/github/repository.ts';
import { createConsoleReporter } from '../adapters/report/console/reporter.ts';
import { createFileReporter } from '../adapters/report/file/reporter.ts';
import { createGitHubReporter } from '../adapters/report/github/reporter.ts';
import { tellEverywhere } from '../adapters/report/several.ts';
import type { Reporter } from '../ports/reporter.ts';
import { type GitHubPlace, readGitHubPlace } from '../wiring/github-place.ts';
import { openLedger } from '../wiring/ledger.ts';
import { quoteLines } from '../wiring/print.ts';
import { parseVariables, publicEnvironment } from '../wiring/variables.ts';
import type { Surroundings } from '../wiring/world.ts';
import type { Host } from './host.ts';

/** GitHub as one step sees it. */
export interface OnGitHub {
  readonly place: GitHubPlace;
  readonly client: GitHubClient;
  readonly repository: GitHubRepository;
}

/** Reads where the step runs and opens the API with its token; a string says what is missing. */
export function reachGitHub(host: Host, token: string): OnGitHub | string {
  const place = readGitHubPlace(host.environment);
  if (typeof place === 'string') return place;
  if (token === '') return 'the input `token` is empty: leave it out, or hand in a token';
  host.mask(token);
  const { apiUrl, graphqlUrl, owner, repo } = place;
  const client = createGitHubClient({ token, apiUrl, graphqlUrl, clock: createSystemClock() });
  return { place, client, repository: createGitHubRepository({ client, owner, repo }) };
}

/** The inputs that every step which touches a rollout has. */
export interface RolloutInputs {
  readonly variables: string;
  readonly ledger: string;
  readonly token: string;
  readonly version?: string;
  readonly approved?: string;
}

/** Which rollout a step is about. */
export interface RolloutNames {
  readonly name: string;
  readonly environment: string;
}

/** Surroundings on a GitHub runner; a string says why there are none. */
export function surroundStep(
  host: Host,
  inputs: RolloutInputs,
  names: RolloutNames,
): (Surroundings & { readonly github: OnGitHub }) | string {
  const github = reachGitHub(host, inputs.token);
  if (typeof github === 'string') return github;
  const { place, client, repository } = github;
  const { values, problems } = parseVariables(inputs.variables);
  if (problems.length > 0) return problems.join('; ');
  const secrets = Object.values(values).filter((value) => value !== '');
  for (const secret of secrets) host.mask(secret);
  const ledger = openLedger({
    location: inputs.ledger,
    ...names,
    run: place.run,
    github: { client, owner: place.owner, repo: place.repo },
  });
  if (typeof ledger === 'string') return ledger;
  const version = inputs.version || place.sha.slice(0, 12);
  return {
    github,
    ledger,
    reporter: reportEverywhere(host, github, inputs.ledger === 'github'),
    approvals: createRunApprovals(inputs.approved ?? '', {
      approversOf: (environment) => repository.approversOf(place.runId, environment),
    }),
    repository,
    release: { version, sha: place.sha, ref: place.ref },
    rollout: place.run.id,
    environment: publicEnvironment(host.environment, values),
    secrets,
    print: quoteLines(host.print),
  };
}

/** With a ledger elsewhere the rollout is not GitHub's, and is not told there. */
function reportEverywhere(host: Host, { place, client }: OnGitHub, onGitHub: boolean): Reporter {
  const { owner, repo, sha, summaryFile } = place;
  return tellEverywhere([
    createConsoleReporter(host.print),
    ...(summaryFile === undefined ? [] : [createFileReporter(summaryFile)]),
    ...(onGitHub ? [createGitHubReporter({ client, repository: { owner, repo }, sha })] : []),
  ]);
}
