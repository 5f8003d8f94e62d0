import { PIECES, TEMPLATES } from '../core/present/outside-text.ts';
import { releasesSaying } from '../places/hostile.ts';

const ENDINGS = Object.keys(releasesSaying('calm'));

/** Every hostile piece by itself, in one of the releases; properties mix the others. */
export const CASES: readonly (readonly [piece: string, ending: string])[] = [
  ...PIECES,
  ...TEMPLATES,
].map((piece, index) => [piece, ENDINGS[index % ENDINGS.length] ?? '']);
