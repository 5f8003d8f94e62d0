import { FunctionCall, type Expr } from '@actions/expressions/ast';
import { parse, unwrapCondition } from './expression.ts';
import { LIVE_CONTEXTS, LIVE_FUNCTIONS } from './inline.ts';
import { findStatusFunction, writeExpression } from './syntax.ts';

interface Step {
  readonly id?: string | undefined;
  readonly uses?: string | undefined;
  readonly if?: string | number | boolean | undefined;
}

/** A step of the harness that does nothing; whether it ran tells if the run was cancelled at that moment. */
interface Witness {
  readonly id: string;
  readonly if: string;
  readonly shell: string;
  readonly run: string;
}

/**
 * Has act cancel a step that uses an action as GitHub does: the action's own steps which ask for `always()` or
 * `cancelled()` still run. act would end them with the step. A witness before each such step tells one that
 * was under way when the cancel came from one that comes after it.
 */
export function makeCancellable<T extends Step>(steps: readonly T[]): readonly (T | Witness)[] {
  return steps.flatMap((step, index): readonly (T | Witness)[] => {
    if (step.uses === undefined) return [step];
    const witness = makeWitness(`before-${index}`, '!cancelled()');
    const wasUnderWay = `cancelled() && steps.${witness.id}.outcome == 'success'`;
    return [witness, { ...step, if: `(${completeCondition(step.if)}) || (${wasUnderWay})` }];
  });
}

/**
 * The same for the steps of a composite action, in which moreover `success()` and `failure()` are about the
 * action alone on GitHub: in an action that begins after the cancel, steps without an `if` run. In act they do
 * not.
 */
export function makeActionCancellable<T extends Step>(
  steps: readonly T[],
): readonly (T | Witness)[] {
  const late = makeWitness('late', 'cancelled()');
  const named = steps.map((step, index) => ({ ...step, id: step.id ?? `harness-step-${index}` }));
  const judged = named.map((step, index) => {
    const unfailed = named
      .slice(0, index)
      .map(({ id }) => `steps.${id}.conclusion != 'failure'`)
      .join(' && ');
    const isLate = `steps.${late.id}.outcome == 'success'`;
    const condition = writeExpression(parseCondition(completeCondition(step.if)), (part) =>
      rewriteStatus(part, isLate, unfailed || 'true'),
    );
    return { ...step, if: condition };
  });
  return [late, ...makeCancellable(judged)];
}

/** Whether a step goes on when the run is cancelled while it is under way. */
export function outlivesCancel({ if: condition = 'success()' }: Step): boolean {
  const found = findStatusFunction(parseCondition(String(condition)));
  return found === 'always' || found === 'cancelled';
}

function rewriteStatus(part: Expr, isLate: string, unfailed: string): string | undefined {
  if (!(part instanceof FunctionCall)) return undefined;
  const name = part.functionName.lexeme.toLowerCase();
  if (name === 'success') return `(success() || (${isLate} && ${unfailed}))`;
  return name === 'failure' ? `(failure() || (${isLate} && !(${unfailed})))` : undefined;
}

function makeWitness(name: string, condition: string): Witness {
  return { id: `harness-${name}`, if: condition, shell: 'bash', run: ':' };
}

/** A condition with the `success() &&` that is understood written out. */
function completeCondition(condition: Step['if'] = 'success()'): string {
  const source = unwrapCondition(String(condition));
  return findStatusFunction(parseCondition(source)) === undefined
    ? `success() && (${source})`
    : source;
}

function parseCondition(condition: string): Expr {
  const contexts = [...LIVE_CONTEXTS, 'needs', 'inputs'];
  return parse(unwrapCondition(condition), contexts, LIVE_FUNCTIONS);
}
