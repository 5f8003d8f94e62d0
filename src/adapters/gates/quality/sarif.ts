import * as z from 'zod';
import { parseJson } from '../../../core/json.ts';
import type { NumbersReading } from './numbers.ts';

const rule = z.object({
  id: z.string().optional(),
  defaultConfiguration: z.object({ level: z.string().optional() }).optional(),
  properties: z.object({ 'security-severity': z.coerce.number().optional() }).optional(),
});
type Rule = z.infer<typeof rule>;

const result = z.object({
  ruleId: z.string().optional(),
  level: z.string().optional(),
  baselineState: z.string().optional(),
  suppressions: z.array(z.object({ status: z.string().optional() })).optional(),
});
type Result = z.infer<typeof result>;

const schema = z.object({
  runs: z
    .array(
      z.object({
        tool: z.object({ driver: z.object({ rules: z.array(rule).optional() }) }),
        results: z.array(result).optional(),
      }),
    )
    .min(1),
});

/**
 * How many findings a SARIF log holds, by level (`error`, `warning`, `note`) and, where its rules score them, by
 * severity (`critical` from 9.0, `high` from 7.0, `medium` from 4.0, `low`), as GitHub does. What is suppressed, or
 * gone since the last run, does not count. A run without a list of results did not finish: such a log is none.
 */
export function readSarif(text: string): NumbersReading {
  const document = parseJson(text);
  if (document === undefined) return 'it is no JSON';
  const log = schema.safeParse(document);
  if (!log.success) return 'it is no SARIF log with runs';
  const counts = new Map(NAMES.map((name) => [name, 0]));
  for (const { tool, results } of log.data.runs) {
    if (results === undefined) return 'one of its runs has no results: the tool did not finish';
    const rules = new Map(tool.driver.rules?.map((one) => [one.id, one]));
    for (const one of results) {
      if (!isOpen(one)) continue;
      for (const name of classify(one, rules.get(one.ruleId))) {
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
  }
  return counts;
}

const NAMES = ['error', 'warning', 'note', 'none', 'critical', 'high', 'medium', 'low', 'total'];

function isOpen({ baselineState, suppressions = [] }: Result): boolean {
  const isSuppressed = suppressions.some(({ status = 'accepted' }) => status === 'accepted');
  return baselineState !== 'absent' && !isSuppressed;
}

function classify({ level }: Result, known: Rule | undefined): readonly string[] {
  const score = known?.properties?.['security-severity'];
  const severity = score === undefined ? [] : [severityOf(score)];
  return ['total', level ?? known?.defaultConfiguration?.level ?? 'warning', ...severity];
}

function severityOf(score: number): string {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'medium' : 'low';
}
