import type { CheckFields } from '../../state/checks.ts';
import type { Annotation, CheckConclusion, CheckStatus } from '../../state/records.ts';

/** What createCheckRun and updateCheckRun have in common. */
export interface CheckRunInput {
  readonly name?: string | null;
  readonly status?: string | null;
  readonly conclusion?: string | null;
  readonly detailsUrl?: string | null;
  readonly externalId?: string | null;
  readonly startedAt?: string | null;
  readonly completedAt?: string | null;
  readonly output?: {
    readonly title: string;
    readonly summary: string;
    readonly text?: string | null;
    readonly annotations?: readonly AnnotationInput[] | null;
  } | null;
}

interface AnnotationInput {
  readonly path: string;
  readonly message: string;
  readonly title?: string | null;
  readonly annotationLevel: string;
  readonly location: { readonly startLine: number; readonly endLine: number };
}

/** GraphQL's words in REST's. */
export function toCheckFields(input: CheckRunInput): CheckFields {
  const { output } = input;
  return {
    name: input.name ?? undefined,
    details_url: input.detailsUrl ?? undefined,
    external_id: input.externalId ?? undefined,
    status: input.status?.toLowerCase() as CheckStatus | undefined,
    conclusion: input.conclusion?.toLowerCase() as CheckConclusion | undefined,
    started_at: input.startedAt ?? undefined,
    completed_at: input.completedAt ?? undefined,
    output: output == null ? undefined : toOutput(output),
  };
}

function toOutput(
  output: NonNullable<CheckRunInput['output']>,
): NonNullable<CheckFields['output']> {
  return {
    title: output.title,
    summary: output.summary,
    text: output.text ?? undefined,
    annotations: output.annotations?.map(toAnnotation),
  };
}

function toAnnotation({ path, message, title, annotationLevel, location }: AnnotationInput) {
  return {
    path,
    message,
    annotation_level: annotationLevel.toLowerCase() as Annotation['annotation_level'],
    start_line: location.startLine,
    end_line: location.endLine,
    ...(title == null ? {} : { title }),
  };
}
