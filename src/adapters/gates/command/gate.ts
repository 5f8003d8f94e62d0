import type { CommandGate } from '../../../core/plan/plan.ts';
import { runCommand } from '../../process/command.ts';
import { explainFailure, hasAnswered, lastLine } from '../../process/failure.ts';
import { broken, open, shut } from '../look.ts';
import type { Look } from '../look.ts';
import type { GateAround } from '../surroundings.ts';

/** Open when the command exits with 0. Its last line says what it found. */
export async function lookAtCommand(
  { name, run, timeout }: CommandGate,
  { environment, redact }: Pick<GateAround, 'environment' | 'redact'>,
): Promise<Look> {
  const wanted = 'exit code 0';
  const result = await runCommand({
    command: run,
    env: { ...environment, SLUICE_GATE: name },
    timeout,
  });
  const failure = explainFailure(result, { title: 'the command', timeout, redact });
  if (failure === undefined) return open(lastLine(result, redact) ?? 'exit code 0', wanted);
  return hasAnswered(result)
    ? shut(failure.detail, wanted, 'see to what the command complains about')
    : broken(failure.detail, wanted, 'mend the command of this gate');
}
