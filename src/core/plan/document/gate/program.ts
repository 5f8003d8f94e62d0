import { text } from '../leaf.ts';
import { mapping } from '../mapping.ts';
import { basics } from './basics.ts';

export const command = mapping('the command, such as `{ run: ./is-it-safe.sh }`', {
  run: text('a command').describe(
    'Opens the gate when it exits with 0; its last line says what it found.',
  ),
  ...basics,
});
