import type { LedgerName } from '../../adapters/ledger/ledger-name.ts';
import { printStanding, printStandings } from '../../core/present/ledger-text.ts';
import { takeStock } from '../../core/present/standing.ts';
import type { Standing } from '../../core/present/standing.ts';
import type { LedgerPlace } from '../../wiring/ledger-place.ts';
import { describeStanding, describeStandings } from '../../wiring/standing.ts';
import type { Options } from '../options.ts';
import { nameTarget, reachPlace } from '../target.ts';
import { EXIT, type ExitCode, refuse, type Terminal } from '../terminal.ts';

/** Says where a target stands, or all of them, from their ledgers alone. */
export async function showStatus(options: Options, terminal: Terminal): Promise<ExitCode> {
  const place = await reachPlace(options, terminal);
  if (typeof place === 'number') return place;
  return options.all ? showAll(place, options, terminal) : showOne(place, options, terminal);
}

async function showOne(place: LedgerPlace, options: Options, terminal: Terminal) {
  const target = await nameTarget(options.plan, terminal);
  if (typeof target === 'number') return target;
  const standing = await look(place, target);
  if (typeof standing === 'string') return refuse(standing, terminal);
  const now = terminal.clock.now();
  if (options.json) terminal.print(JSON.stringify(describeStanding(standing)));
  else for (const line of printStanding(standing, now)) terminal.print(line);
  return EXIT.good;
}

/** One ledger that cannot be read does not hide the others; it makes the command fail. */
async function showAll(place: LedgerPlace, options: Options, terminal: Terminal) {
  const targets = await place.targets();
  if (typeof targets === 'string') return refuse(targets, terminal);
  const standings: Standing[] = [];
  let exit: ExitCode = EXIT.good;
  for (const target of targets) {
    const standing = await look(place, target);
    if (typeof standing === 'string') exit = refuse(standing, terminal);
    else standings.push(standing);
  }
  const now = terminal.clock.now();
  if (options.json) terminal.print(JSON.stringify(describeStandings(standings)));
  else for (const line of printStandings(standings, now)) terminal.print(line);
  return exit;
}

async function look(place: LedgerPlace, target: LedgerName): Promise<Standing | string> {
  const read = await place.open(target).ledger.read();
  return read.outcome === 'failed'
    ? read.detail
    : takeStock(`${target.environment}/${target.name}`, read.view.events);
}
