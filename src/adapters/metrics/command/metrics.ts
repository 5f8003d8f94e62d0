import type { Arm, ArmReading } from '../../../core/measurement.ts';
import type { CommandSource, Metric, MetricShape } from '../../../core/plan/plan.ts';
import { formatInstant } from '../../../core/quantity/instant.ts';
import type { Interval } from '../../../core/quantity/instant.ts';
import type { MeasureResult } from '../../../ports/metrics.ts';
import { definedVariables } from '../../process/environment.ts';
import { runCommand } from '../../process/command.ts';
import type { CommandResult } from '../../process/command.ts';
import { explainFailure } from '../../process/failure.ts';
import type { Redact } from '../../secrets/redaction.ts';
import { readBoth, versionOf } from '../context.ts';
import type { MetricsContext } from '../context.ts';
import { failed } from '../reading.ts';
import { readAnswer } from './answer.ts';

/** Measures one metric by running its command once for each arm, both at the same time. */
export async function measureByCommand(
  { name, shape }: Metric,
  source: CommandSource,
  interval: Interval,
  context: MetricsContext,
): Promise<MeasureResult> {
  const readings = await readBoth(async (arm) => {
    const result = await runCommand({
      command: source.run,
      env: { ...definedVariables(context.environment), ...describe(arm, interval, context) },
      timeout: source.timeout,
    });
    return readResult(result, shape.kind, source, context.redact);
  });
  return { measurement: { metric: name, ...interval, ...readings } };
}

function describe(arm: Arm, { from, to }: Interval, context: MetricsContext) {
  return {
    SLUICE_ARM: arm,
    SLUICE_VERSION: versionOf(context, arm),
    SLUICE_WINDOW_SECONDS: String((to - from) / 1000),
    SLUICE_FROM: formatInstant(from),
    SLUICE_TO: formatInstant(to),
  };
}

function readResult(
  result: CommandResult,
  kind: MetricShape['kind'],
  { run, timeout }: CommandSource,
  redact: Redact,
): ArmReading {
  const title = `the metric's command \`${run}\``;
  const failure = explainFailure(result, { title, timeout, redact });
  if (failure !== undefined) {
    return failed(failure.reason === 'timeout' ? 'timeout' : 'refused', failure.detail);
  }
  return readAnswer(kind, result.stdout);
}
