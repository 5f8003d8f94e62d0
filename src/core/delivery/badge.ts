import { formatShare } from '../backtest/format.ts';
import { html } from '../page/markup.ts';
import { formatDuration } from '../quantity/duration.ts';
import { oneLine } from '../rollout/one-line.ts';
import { formatPerWeek } from './cells.ts';
import type { DeliveryRow } from './report.ts';

/** A badge as https://shields.io/badges/endpoint-badge reads it. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: 'blue' | 'lightgrey';
}

/**
 * One environment in a line. Its colour says only whether there is anything to tell: numbers that are good for one
 * service are bad for another.
 */
export function describeBadge({ environment, current }: DeliveryRow): Badge {
  const { changeFailure, leadTime, restore } = current;
  const label = `delivery to ${oneLine(environment, 40)}`;
  if (changeFailure.rate === undefined) {
    return { schemaVersion: 1, label, message: 'no deployments', color: 'lightgrey' };
  }
  const parts = [
    formatPerWeek(current),
    ...(leadTime.median === undefined ? [] : [`lead time ${formatDuration(leadTime.median)}`]),
    `${formatShare(changeFailure.rate)} failed`,
    ...(restore.median === undefined ? [] : [`restored in ${formatDuration(restore.median)}`]),
  ];
  return { schemaVersion: 1, label, message: parts.join(' · '), color: 'blue' };
}

const COLORS: Readonly<Record<Badge['color'], string>> = { blue: '#0366d6', lightgrey: '#6e7781' };

/** Width of a character in the font of the badge, about; the texts are stretched to fit. */
const CHARACTER = 6.2;
const PADDING = 12;

/** The badge as an SVG image of less than 1 KB, which needs nothing but itself and is read aloud as one line. */
export function drawBadge({ label, message, color }: Badge): string {
  const [left, right] = [widthOf(label), widthOf(message)];
  const width = left + right;
  const said = `${label}: ${message}`;
  const { markup } = html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="20"
    role="img"
    aria-label="${said}"
  >
    <title>${said}</title>
    <rect width="${width}" height="20" rx="3" fill="#24292f" />
    <path
      d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${right - 3}z"
      fill="${COLORS[color]}"
    />
    <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
      <text x="${left / 2}" y="14" textLength="${left - PADDING}">${label}</text>
      <text x="${left + right / 2}" y="14" textLength="${right - PADDING}">${message}</text>
    </g>
  </svg>`;
  return `${markup.replaceAll(/\s*\n\s*/g, ' ').replaceAll('> <', '><')}\n`;
}

function widthOf(text: string): number {
  return Math.round(Array.from(text).length * CHARACTER) + PADDING;
}
