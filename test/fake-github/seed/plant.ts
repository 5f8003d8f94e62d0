import { register, type Hub } from '../state/hub.ts';
import { findRepository, type Repository } from '../state/world.ts';
import { importGit } from './git-import.ts';
import { plantCommit, requireRevision } from './plant-commit.ts';
import { plantComment, plantIssue, plantPull } from './plant-issue.ts';
import { plantCheckRun, plantStatus } from './plant-check.ts';
import { plantEnvironment, plantRun } from './plant-run.ts';
import { NO_FINDINGS, plantSecurity } from './plant-security.ts';
import type { RepositorySeed, Seed } from './seed.ts';

/** Adds to the world what the seed says. Throws when a seed refers to what is not there. */
export function plantSeed(hub: Hub, seed: Seed): void {
  Object.assign(hub.world.tokens, seed.tokens);
  for (const [name, members] of Object.entries(seed.teams ?? {}))
    hub.world.teams[name.toLowerCase()] = members;
  for (const repository of seed.repositories ?? []) plantRepository(hub, repository);
}

function plantRepository(hub: Hub, seed: RepositorySeed): void {
  const repository =
    findRepository(hub.world, seed.owner, seed.name) ?? createRepository(hub, seed);
  const place = { hub, repository };
  Object.assign(repository.collaborators, seed.collaborators);
  if (seed.git !== undefined) importGit(repository, seed.git);
  for (const commit of seed.commits ?? []) plantCommit(place, commit);
  for (const [name, revision] of Object.entries(seed.refs ?? {}))
    repository.refs[name] = requireRevision(repository, revision);
  for (const issue of seed.issues ?? []) plantIssue(place, issue);
  for (const pull of seed.pulls ?? []) plantPull(place, pull);
  for (const comment of seed.comments ?? []) plantComment(place, comment);
  for (const run of seed.checkRuns ?? []) plantCheckRun(place, run);
  for (const status of seed.statuses ?? []) plantStatus(place, status);
  for (const environment of seed.environments ?? []) plantEnvironment(place, environment);
  for (const run of seed.runs ?? []) plantRun(place, run);
  Object.assign(place.repository.authors, seed.authors);
  if (seed.security !== undefined) plantSecurity(place, seed.security);
}

function createRepository(hub: Hub, seed: RepositorySeed): Repository {
  const repository: Repository = {
    ...register(hub),
    owner: seed.owner,
    name: seed.name,
    private: seed.private ?? false,
    defaultBranch: seed.defaultBranch ?? 'main',
    objects: {},
    refs: {},
    authors: {},
    collaborators: {},
    issues: [],
    comments: [],
    checkRuns: [],
    statuses: [],
    deployments: [],
    environments: [],
    runs: [],
    security: NO_FINDINGS,
  };
  hub.world.repositories.push(repository);
  return repository;
}
