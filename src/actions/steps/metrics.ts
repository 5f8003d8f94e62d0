import { readPeriod } from '../../core/delivery/period.ts';
import type { DeliveryReport } from '../../core/delivery/report.ts';
import { printDelivery, writeDelivery } from '../../core/delivery/text.ts';
import { chooseRow, writeBadge } from '../../wiring/badge.ts';
import { describeDelivery } from '../../wiring/delivery-shape.ts';
import { gatherDelivery } from '../../wiring/delivery.ts';
import type { Inputs, Outputs } from '../declarations/declaration.ts';
import type { metrics } from '../declarations/metrics.ts';
import { type ActionResult, failWith, type Host } from '../host.ts';
import { addToSummary } from '../summary.ts';
import { openLedgers, reachGitHub } from '../surroundings.ts';
import { readFlag } from './flag.ts';

type MetricsInputs = Inputs<typeof metrics>;
type MetricsOutputs = Outputs<typeof metrics>;

/** Tells how delivery goes. Ledgers that cannot be read make it fail, after the others have been told. */
export async function tellDelivery(
  inputs: MetricsInputs,
  host: Host,
): Promise<ActionResult<keyof MetricsOutputs>> {
  const { window, environment } = inputs;
  const period = readPeriod({ window, since: '', to: '' }, host.clock.now());
  if (typeof period === 'string') return failWith(`window: ${period}`);
  const isSummarised = readFlag('summary', inputs.summary);
  if (typeof isSummarised === 'string') return failWith(isSummarised);
  const github = reachGitHub(host, inputs.token);
  if (typeof github === 'string') return failWith(github);
  const ledgers = openLedgers(github, inputs.ledger);
  if (typeof ledgers === 'string') return failWith(ledgers);
  const found = await gatherDelivery(ledgers, { ...period, ...(environment && { environment }) });
  if (typeof found === 'string') return failWith(`the ledgers could not be listed: ${found}`);
  const { report, troubles } = found;
  for (const line of printDelivery(report)) host.print(line);
  if (isSummarised) await addToSummary(host, writeDelivery(report));
  const outputs = { metrics: JSON.stringify(describeDelivery(report)) };
  return troubles.length > 0
    ? { outputs, failure: troubles.join('; ') }
    : drawBadges(report, inputs, outputs);
}

/** Only of all there is: who looks at a badge sees no warning. */
async function drawBadges(
  report: DeliveryReport,
  { badge, endpoint }: MetricsInputs,
  outputs: Pick<MetricsOutputs, 'metrics'>,
): Promise<ActionResult<keyof MetricsOutputs>> {
  if (badge === '' && endpoint === '') return { outputs };
  const row = chooseRow(report);
  if (typeof row === 'string') return { outputs, failure: row };
  try {
    await writeBadge(row, { svg: badge, endpoint });
    return { outputs: { ...outputs, badge, endpoint } };
  } catch (error) {
    return { outputs, failure: `the badge could not be written: ${String(error)}` };
  }
}
