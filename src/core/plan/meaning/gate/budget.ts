import { parseQuantity } from '../../../quantity/unit.ts';
import type { BurnLimit, ErrorBudgetGate } from '../../gate/budget.ts';
import type { Notes } from '../../notes.ts';
import { parseBurnLimit } from '../../sentence/burn-limit.ts';
import { parseGateCondition } from '../../sentence/gate-condition.ts';
import { isMistake } from '../../sentence/syntax.ts';
import type { Path } from '../../source/path.ts';
import { nameOf, quote } from '../../wording.ts';
import { resolveConnection } from '../connection.ts';
import { checkQueryVariables } from '../variables.ts';
import type { GateAround, GateDraft } from './draft.ts';
import { noteMistake } from './mistake.ts';

export function resolveErrorBudget(
  draft: NonNullable<GateDraft['error-budget']>,
  { basics, path, connections, notes }: GateAround,
): ErrorBudgetGate | undefined {
  const {
    timeout: _,
    name: __,
    objective,
    window,
    failures,
    total,
    burn,
    remaining,
    ...own
  } = draft;
  const inherited = { ...connections.prometheus, timeout: basics.timeout };
  const connection = resolveConnection(own, inherited, path, notes);
  for (const [key, query] of Object.entries({ failures, total })) {
    if (query !== undefined) checkWindowed(query, [...path, key], notes);
  }
  const limits = (burn ?? []).flatMap((text, index) => {
    const isList = Array.isArray(notes.source.at([...path, 'burn']));
    return resolveBurn(text, isList ? [...path, 'burn', index] : [...path, 'burn'], notes) ?? [];
  });
  const left = resolveRemaining(remaining ?? '> 0%', [...path, 'remaining'], notes);
  const share = objective === undefined ? undefined : parseQuantity(objective)?.value;
  if (share === undefined || window === undefined || left === undefined) return undefined;
  if (failures === undefined || total === undefined) return undefined;
  return {
    kind: 'error-budget',
    ...basics,
    connection,
    objective: share,
    window,
    queries: { failures, total },
    burn: limits,
    remaining: left,
  };
}

/** A query with a range of its own would count the same over every window. */
function checkWindowed(query: string, path: Path, notes: Notes): void {
  checkQueryVariables(query, path, notes, ['window']);
  if (/\$(?:window\b|\{\s*window\s*\})/.test(query)) return;
  notes.error(
    path,
    'query-without-window',
    `${nameOf(path)} does not hold \`$window\``,
    'write `increase(…[$window])`: it is asked over every window of the gate',
  );
}

function resolveBurn(text: string | undefined, path: Path, notes: Notes): BurnLimit | undefined {
  const limit = text === undefined ? undefined : parseBurnLimit(text);
  if (text !== undefined && limit === undefined) {
    notes.error(
      path,
      'condition',
      `${quote(text)} is no limit of a burn rate`,
      'write `10x over 5m`, or `14.4x over 1h and 5m`',
    );
  }
  return limit;
}

function resolveRemaining(
  text: string,
  path: Path,
  notes: Notes,
): ErrorBudgetGate['remaining'] | undefined {
  const condition = parseGateCondition(text);
  if (isMistake(condition)) {
    noteMistake(condition, path, notes);
    return undefined;
  }
  if (condition.operator.startsWith('>') && text.includes('%')) return condition;
  notes.error(
    path,
    'condition',
    `${quote(text)} does not say what must be left`,
    "write `>` or `>=` and a percentage, such as `'>= 10%'`",
  );
  return undefined;
}
