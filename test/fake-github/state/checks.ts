import { readCommit } from './git-objects.ts';
import { stamp, type Scene } from './hub.ts';
import { describeExcess } from './limits.ts';
import { refuse, reject, succeed, type Outcome } from './refusal.ts';
import {
  replace,
  takeId,
  type Annotation,
  type CheckConclusion,
  type CheckRun,
  type CheckStatus,
  type Repository,
} from './world.ts';

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

function findMistake({ status, conclusion, output }: CheckFields): Outcome<never> | undefined {
  if (status === 'completed' && conclusion === undefined)
    return reject('CheckRun', 'conclusion', 'is required when the status is completed');
  if (conclusion !== undefined && status !== undefined && status !== 'completed')
    return reject('CheckRun', 'status', `is ${status}, but a conclusion is given`);
  const excess =
    findExcess('checkSummary', 'summary', output?.summary.length) ??
    findExcess('checkText', 'text', output?.text?.length) ??
    findExcess('annotationsPerRequest', 'annotations', output?.annotations?.length);
  return excess;
}

function findExcess(
  limit: 'checkSummary' | 'checkText' | 'annotationsPerRequest',
  field: string,
  length: number | undefined,
): Outcome<never> | undefined {
  const excess = describeExcess(limit, length);
  return excess === undefined ? undefined : reject('CheckRun', field, excess);
}
