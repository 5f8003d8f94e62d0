import { writeDuration } from '../../../quantity/duration.ts';
import { DEFAULTS } from '../../defaults.ts';
import { duration, line } from '../leaf.ts';
import { optional } from '../mapping.ts';

/** The keys that every gate has. */
export const basics = {
  name: optional(line('a name for the gate'), 'What the gate is called; its kind if left out.'),
  timeout: optional(
    duration(1),
    'How long looking at the gate may take.',
    writeDuration(DEFAULTS.gateTimeout),
  ),
};
