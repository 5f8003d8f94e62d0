import { configureGlobal } from 'fast-check';

/**
 * The same examples in every run, so that nobody's change is blamed for what was there before. Another `SEED`
 * looks elsewhere.
 */
configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_122) });
