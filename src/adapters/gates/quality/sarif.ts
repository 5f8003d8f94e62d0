import * as z from 'zod';
import { readDocument } from './document.ts';
import type { Numbers, NumbersReading } from './numbers.ts';
import {
  createRuleFinder,
  level,
  LEVELS,
  nameRule,
  reference,
  type Rule,
  tool,
} from './sarif-rules.ts';

const result = reference.extend({
  kind: z.enum(['pass', 'open', 'informational', 'notApplicable', 'review', 'fail']).optional(),
  level: level.optional(),
  baselineState: z.string().optional(),
  suppressions: z.array(z.object({ status: z.string().optional() })).optional(),
});
type Result = z.infer<typeof result>;

const invocation = z.object({
  executionSuccessful: z.boolean().optional(),
  ruleConfigurationOverrides: z
    .array(z.object({ configuration: z.object({ level: level.optional() }).optional() }))
    .optional(),
});

const run = z.object({
  tool,
  invocations: z.array(invocation).optional(),
  externalPropertyFileReferences: z.object({ results: z.array(z.unknown()).optional() }).optional(),
  results: z.array(result).optional(),
});
type Run = z.infer<typeof run>;

const schema = z.object({ runs: z.array(run).min(1) });

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

interface Finding {
  readonly level: (typeof LEVELS)[number];
  readonly severity: (typeof SEVERITIES)[number] | 'unscored' | { readonly unknown: string };
}

/**
 * How many findings a SARIF log holds, by level (`error`, `warning`, `note`, `none`) and, where its rules score them,
 * by severity (`critical` from 9.0, `high` from 7.0, `medium` from 4.0, `low`), as GitHub does. What is suppressed,
 * or gone since the last run, does not count. A run that did not finish, and a finding of which nobody can tell how
 * bad it is, make the log none.
 */
export function readSarif(text: string): NumbersReading {
  const reading = readDocument(text);
  if (reading.outcome === 'failed') return reading.detail;
  const log = schema.safeParse(reading.document);
  if (!log.success) return `it is no SARIF log with runs: ${explain(log.error)}`;
  const findings: Finding[] = [];
  for (const one of log.data.runs) {
    const mistake = explainUnfinished(one) ?? collect(one, findings);
    if (mistake !== undefined) return mistake;
  }
  return count(findings);
}

function explain({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`)[0] ?? '';
}

function explainUnfinished(one: Run): string | undefined {
  if ((one.externalPropertyFileReferences?.results ?? []).length > 0) {
    return 'results of one of its runs lie in other files: have the tool write all into one';
  }
  if (one.results === undefined) return 'one of its runs has no results: the tool did not finish';
  return one.invocations?.some(({ executionSuccessful }) => executionSuccessful === false)
    ? 'one of its runs has executionSuccessful false: the tool did not finish'
    : undefined;
}

/** Adds what a run found; a string says of which result nobody can tell the level. */
function collect(one: Run, findings: Finding[]): string | undefined {
  const findRule = createRuleFinder(one.tool);
  const hasOverrides = one.invocations?.some(({ ruleConfigurationOverrides = [] }) =>
    ruleConfigurationOverrides.some(({ configuration }) => configuration?.level !== undefined),
  );
  for (const found of one.results ?? []) {
    if (!isOpen(found)) continue;
    const known = findRule(found);
    const grade = found.level ?? (known && levelOf(known, found));
    const name = nameRule(found);
    if (grade === undefined) {
      return `a result of ${name} has no level, and the log does not describe the rule: have the tool write its rules, or a level to every result`;
    }
    if (found.level === undefined && hasOverrides === true) {
      return `a result of ${name} has no level, and the run overrides levels of its rules: have the tool write a level to every result`;
    }
    const severity =
      known === undefined ? { unknown: `the log does not describe ${name}` } : rate(known);
    findings.push({ level: grade, severity });
  }
  return undefined;
}

function isOpen({ baselineState, suppressions = [] }: Result): boolean {
  const isSuppressed = suppressions.some(({ status = 'accepted' }) => status === 'accepted');
  return baselineState !== 'absent' && !isSuppressed;
}

function levelOf({ defaultConfiguration }: Rule, { kind = 'fail' }: Result): Finding['level'] {
  return defaultConfiguration?.level ?? (kind === 'fail' ? 'warning' : 'none');
}

function rate({ properties }: Rule): Finding['severity'] {
  const score = properties?.['security-severity'];
  if (score === undefined) return 'unscored';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}

function count(findings: readonly Finding[]): Numbers {
  const unknown = findings.map(({ severity }) => severity).find((one) => typeof one === 'object');
  const numberOf = (isMeant: (one: Finding) => boolean) => findings.filter(isMeant).length;
  return new Map([
    ['total', findings.length],
    ...LEVELS.map((name) => [name, numberOf((one) => one.level === name)] as const),
    ...SEVERITIES.map(
      (name) => [name, unknown?.unknown ?? numberOf((one) => one.severity === name)] as const,
    ),
  ]);
}
