import { readCommit } from './git-objects.ts';
import { stamp, type Scene } from './hub.ts';
import { describeBadLink, describeExcess } from './limits.ts';
import { refuse, reject, succeed, type Outcome } from './refusal.ts';
import type { Annotation, CheckConclusion, CheckRun, CheckStatus } from './records.ts';
import { replace, takeId, type Repository } from './world.ts';

/** What may be said of a check run, in REST's words; GraphQL's are translated to them. */
export interface CheckFields {
  readonly name?: string | undefined;
  readonly details_url?: string | undefined;
  readonly external_id?: string | undefined;
  readonly status?: CheckStatus | undefined;
  readonly conclusion?: CheckConclusion | undefined;
  readonly started_at?: string | undefined;
  readonly completed_at?: string | undefined;
  readonly output?: CheckOutput | undefined;
}

export interface CheckOutput {
  readonly title?: string | undefined;
  readonly summary: string;
  readonly text?: string | undefined;
  readonly annotations?: readonly Annotation[] | undefined;
}

export function createCheckRun(
  scene: Scene,
  headSha: string,
  fields: CheckFields & { readonly name: string },
): Outcome<CheckRun> {
  const { hub, repository } = scene;
  const mistake = findMistake(fields);
  if (mistake !== undefined) return mistake;
  if (readCommit(repository, headSha) === undefined)
    return refuse(422, `No commit found for SHA: ${headSha}`);
  const blank: CheckRun = {
    id: takeId(hub.world),
    suite: findSuite(repository, headSha, scene.login) ?? takeId(hub.world),
    app: scene.login,
    headSha,
    name: fields.name,
    externalId: '',
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: stamp(hub),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  const created = applyFields(blank, fields, stamp(hub));
  repository.checkRuns.push(created);
  return succeed(created);
}

export function updateCheckRun(
  scene: Scene,
  present: CheckRun,
  fields: CheckFields,
): Outcome<CheckRun> {
  const mistake = findMistake(fields);
  if (mistake !== undefined) return mistake;
  if (present.app !== scene.login) return refuse(403, 'Invalid app_id: another app made this run');
  const changed = applyFields(present, fields, stamp(scene.hub));
  return succeed(replace(scene.repository.checkRuns, changed));
}

/** GitHub keeps one suite per commit and app. */
function findSuite(repository: Repository, headSha: string, app: string): number | undefined {
  return repository.checkRuns.find((run) => run.headSha === headSha && run.app === app)?.suite;
}

function applyFields(run: CheckRun, fields: CheckFields, now: string): CheckRun {
  const { output } = fields;
  // A conclusion completes a run by itself; without one a run said to be under way has none any more.
  const status = fields.conclusion === undefined ? (fields.status ?? run.status) : 'completed';
  const isCompleted = status === 'completed';
  return {
    ...run,
    name: fields.name ?? run.name,
    detailsUrl: fields.details_url ?? run.detailsUrl,
    externalId: fields.external_id ?? run.externalId,
    status,
    conclusion: isCompleted ? (fields.conclusion ?? run.conclusion) : null,
    startedAt: fields.started_at ?? run.startedAt,
    completedAt: isCompleted ? (fields.completed_at ?? run.completedAt ?? now) : null,
    title: output?.title ?? run.title,
    summary: output?.summary ?? run.summary,
    text: output?.text ?? run.text,
    annotations: [...run.annotations, ...(output?.annotations ?? [])],
  };
}

function findMistake(fields: CheckFields): Outcome<never> | undefined {
  const { output } = fields;
  const sentences = {
    conclusion: describeIncoherence(fields),
    details_url: describeBadLink(fields.details_url),
    summary: describeExcess('checkSummary', output?.summary.length),
    text: describeExcess('checkText', output?.text?.length),
    annotations: describeExcess('annotationsPerRequest', output?.annotations?.length),
  };
  for (const [field, sentence] of Object.entries(sentences))
    if (sentence !== undefined) return reject('CheckRun', field, sentence);
  return undefined;
}

function describeIncoherence({ status, conclusion }: CheckFields): string | undefined {
  if (status === 'completed' && conclusion === undefined)
    return 'is required when the status is completed';
  if (conclusion !== undefined && status !== undefined && status !== 'completed')
    return `is given, but the status is ${status}`;
  return undefined;
}
