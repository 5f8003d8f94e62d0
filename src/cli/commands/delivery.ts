import { readPeriod } from '../../core/delivery/period.ts';
import type { DeliveryReport } from '../../core/delivery/report.ts';
import { printDelivery } from '../../core/delivery/text.ts';
import { chooseRow, writeBadge } from '../../wiring/badge.ts';
import { describeDelivery } from '../../wiring/delivery-shape.ts';
import { gatherDelivery } from '../../wiring/delivery.ts';
import type { Options } from '../options.ts';
import { reachPlace } from '../target.ts';
import { EXIT, type ExitCode, misuse, refuse, type Terminal } from '../terminal.ts';

/** Says how delivery goes, by environment and target, from their ledgers. What cannot be read makes it fail. */
export async function showDelivery(options: Options, terminal: Terminal): Promise<ExitCode> {
  const period = readPeriod(options, terminal.clock.now());
  if (typeof period === 'string') return misuse(period, terminal);
  const place = await reachPlace(options, terminal);
  if (typeof place === 'number') return place;
  const { environment } = options;
  const found = await gatherDelivery(place, { ...period, ...(environment && { environment }) });
  if (typeof found === 'string') return refuse(found, terminal);
  const { report, troubles } = found;
  if (options.json) terminal.print(JSON.stringify(describeDelivery(report)));
  else for (const line of printDelivery(report)) terminal.print(line);
  for (const trouble of troubles) refuse(trouble, terminal);
  return troubles.length === 0 ? draw(report, options, terminal) : EXIT.bad;
}

/** Only of all there is: who looks at a badge sees no warning. */
async function draw(
  report: DeliveryReport,
  { badge: svg, endpoint }: Options,
  terminal: Terminal,
): Promise<ExitCode> {
  if (svg === undefined && endpoint === undefined) return EXIT.good;
  const row = chooseRow(report);
  if (typeof row === 'string') return refuse(row, terminal);
  try {
    await writeBadge(row, { svg, endpoint });
    return EXIT.good;
  } catch (error) {
    return refuse(`the badge could not be written: ${String(error)}`, terminal);
  }
}
