import { openApprovals, openRegistry } from './approvals.ts';
import { createGitHubClient, type GitHubClient } from '../adapters/github/client.ts';
import { createGitHubRepository, type GitHubRepository } from '../adapters/github/repository.ts';
import { createRedactor } from '../adapters/secrets/redaction.ts';
import { createGitHubRuns, type GitHubRuns } from '../adapters/runs/github.ts';
import { createConsoleReporter } from '../adapters/report/console/reporter.ts';
import { createFileReporter } from '../adapters/report/file/reporter.ts';
import { createGitHubReporter } from '../adapters/report/github/reporter.ts';
import { tellEverywhere } from '../adapters/report/several.ts';
import type { Duration } from '../core/quantity/instant.ts';
import type { Reporter } from '../ports/reporter.ts';
import { type GitHubPlace, readGitHubPlace } from '../wiring/github-place.ts';
import { type LedgerPlace, openPlace } from '../wiring/ledger-place.ts';
import { quoteLines } from '../wiring/print.ts';
import { publicEnvironment } from '../wiring/variables.ts';
import type { Surroundings } from '../wiring/world.ts';
import { openGateAccess } from './gate-access.ts';
import type { Host } from './host.ts';
import { readSecrets, type ValueInputs } from './secrets.ts';

/** GitHub as one step sees it. */
export interface OnGitHub {
  readonly place: GitHubPlace;
  readonly client: GitHubClient;
  /** One that gives up soon, for what must not hold up anything. */
  readonly hurriedClient: GitHubClient;
  readonly repository: GitHubRepository;
  /** Other runs, as this one sees them. */
  readonly runs: GitHubRuns;
  /** The same API with another token, which is masked from then on. */
  connect(token: string): GitHubClient;
}

/** How long a report may keep a moving rollout waiting for each request. */
const HURRY: Duration = 10_000;

/** Reads where the step runs and opens the API with its token; a string says what is missing. */
export function reachGitHub(host: Host, token: string): OnGitHub | string {
  const place = readGitHubPlace(host.environment);
  if (typeof place === 'string') return place;
  if (token === '') return 'the input `token` is empty: leave it out, or hand in a token';
  const { apiUrl, graphqlUrl, owner, repo, run } = place;
  const connection = { apiUrl, graphqlUrl, clock: host.clock };
  const connect = (withToken: string): GitHubClient => {
    host.mask(withToken);
    return createGitHubClient({ ...connection, token: withToken });
  };
  const client = connect(token);
  return {
    place,
    client,
    hurriedClient: createGitHubClient({ ...connection, token, timeout: HURRY, patience: HURRY }),
    repository: createGitHubRepository({ client, owner, repo }),
    runs: createGitHubRuns({ client, owner, repo, ownRun: run.id }),
    connect,
  };
}

/** Opens the place that a step's input `ledger` names; a string says why that is none. */
export function openLedgers({ client, place }: OnGitHub, location: string): LedgerPlace | string {
  return openPlace(location, { client, owner: place.owner, repo: place.repo });
}

/** The inputs of every step that touches a rollout. */
export interface RolloutInputs extends ValueInputs {
  readonly ledger: string;
  readonly token: string;
}

/** Which rollout a step is about. */
export interface RolloutNames {
  readonly name: string;
  readonly environment: string;
}

/** What only some steps know. */
export interface ReleaseInputs {
  readonly version?: string;
  /** The result of the job that waited for an approval. */
  readonly approved?: string;
  /** Reads the teams that approvals and gates name. */
  readonly teamToken?: string | undefined;
}

export type StepSurroundings = Surroundings & { readonly github: OnGitHub };

/** Surroundings on a GitHub runner; a string says why there are none. */
export function surroundStep(
  host: Host,
  inputs: RolloutInputs,
  names: RolloutNames,
  { version, approved = '', teamToken }: ReleaseInputs = {},
): StepSurroundings | string {
  const github = reachGitHub(host, inputs.token);
  if (typeof github === 'string') return github;
  const { place, repository, runs } = github;
  const secrets = readSecrets(inputs, host);
  if (typeof secrets === 'string') return secrets;
  const { run } = place;
  const ledgers = openLedgers(github, inputs.ledger);
  if (typeof ledgers === 'string') return ledgers;
  const registry = openRegistry(github, teamToken);
  const redact = createRedactor(secrets.values);
  return {
    github,
    ledger: ledgers.open(names, run).ledger,
    reporter: reportEverywhere(host, github, inputs.ledger === 'github'),
    approvals: openApprovals(github, registry, approved),
    repository,
    gateAccess: openGateAccess(github, {
      ledgers,
      people: registry.people,
      token: inputs.token,
    }),
    runs,
    release: { version: version || place.sha.slice(0, 12), sha: place.sha, ref: place.ref },
    rollout: run.id,
    clock: host.clock,
    environment: publicEnvironment(host.environment, secrets.variables),
    secrets: secrets.values,
    print: quoteLines((line) => host.print(redact(line))),
  };
}

/** With a ledger elsewhere the rollout is not GitHub's, and is not told there. */
function reportEverywhere(host: Host, github: OnGitHub, isOnGitHub: boolean): Reporter {
  const { owner, repo, sha, summaryFile } = github.place;
  const onGitHub = createGitHubReporter({
    client: github.hurriedClient,
    patientClient: github.client,
    repository: { owner, repo },
    sha,
    clock: host.clock,
  });
  return tellEverywhere([
    createConsoleReporter(host.print, host.clock.now()),
    ...(summaryFile === undefined ? [] : [createFileReporter(summaryFile)]),
    ...(isOnGitHub ? [onGitHub] : []),
  ]);
}
