import { createHash } from 'node:crypto';
import type { Digest } from '../../core/rollout/journal.ts';

/** SHA-256 in hex, as `sha256sum` prints it. */
export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
