import { alarmShare, minutesAt, type Outcome } from './alarms.ts';
import { drawChart, type Range, type Series } from './chart.ts';
import { MINUTES } from './traffic.ts';

/** Colours that those who see few of them can tell apart (Okabe and Ito). */
const COLOURS: Readonly<Record<string, string>> = {
  'ours, pods': '#0072b2',
  'ours, no pods': '#56b4e9',
  Kayenta: '#d55e00',
  'z each look': '#999999',
  'fixed limit': '#cc79a7',
};

/** For every noise the range of false alarms over the volumes, the dot at the worst. */
export function drawAlarms(outcomes: readonly Outcome[]): string {
  const percents = [0, 1, 5, 20, 50, 100];
  return drawChart({
    title: 'Healthy canaries taken back in a phase of two hours, least to most of five volumes',
    ...seriesOf(outcomes, Object.keys(COLOURS), (found) => {
      const shares = found.map(alarmShare);
      const most = Math.max(...shares);
      return { low: Math.min(...shares), mark: most, high: most };
    }),
    place: Math.sqrt,
    ticks: percents.map((percent) => ({ value: percent / 100, label: `${percent}%` })),
    limit: 0.01,
  });
}

/** For every regression the minutes that half of the runs needed (the dot), and 95% of them. */
export function drawDetections(outcomes: readonly Outcome[]): string {
  const minutes = [1, 2, 5, 10, 20, 60, MINUTES];
  return drawChart({
    title:
      'Minutes until a regression is found: half of the runs (dot), 95% of them (end of the line)',
    ...seriesOf(outcomes, ['ours, pods', 'ours, no pods', 'Kayenta'], ([found]) => {
      const [half, most] = [0.5, 0.95].map((share) => minutesAt(found as Outcome, share));
      return { low: half as number, mark: half as number, high: most as number };
    }),
    place: (value) => Math.log(Math.max(1, value)) / Math.log(1.25 * MINUTES),
    ticks: [
      ...minutes.map((value) => ({ value, label: String(value) })),
      { value: 1.25 * MINUTES, label: 'never' },
    ],
  });
}

function seriesOf(
  outcomes: readonly Outcome[],
  rules: readonly string[],
  summarise: (found: readonly Outcome[]) => Range,
): { readonly rows: readonly string[]; readonly series: readonly Series[] } {
  const rows = [...new Set(outcomes.map(({ row }) => row))];
  const series = rules.map((name) => ({
    name,
    colour: COLOURS[name] as string,
    ranges: rows.map((row) => {
      const found = outcomes.filter((one) => one.row === row && one.rule === name);
      return found.length === 0 ? undefined : summarise(found);
    }),
  }));
  return { rows, series };
}
