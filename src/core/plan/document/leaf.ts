import * as z from 'zod';

import { parseDuration, writeDuration } from '../../quantity/duration.ts';
import type { Duration } from '../../quantity/instant.ts';

/*
 * The smallest pieces of a plan. The `error` of each says what would be right, as the end of a sentence
 * that began with what was found: "`bake` is the number 5: write …".
 */

/** Half a surrogate pair, or a control character other than the ends of lines: no program takes these. */
const UNPRINTABLE = /\p{Cs}|[^\P{Cc}\n\r\t]/u;

/** Text for people and commands, in one line or several. */
export function text(what: string, most = 10_000) {
  const expected = `write ${what}`;
  return z
    .string({
      error: ({ input }) =>
        typeof input === 'number' || typeof input === 'boolean'
          ? `${expected}, between quotes so that YAML takes it as text: '${input}'`
          : expected,
    })
    .min(1, { error: expected })
    .max(most, { error: `${expected} of at most ${most} characters` })
    .refine((written) => !UNPRINTABLE.test(written), {
      error: `${expected} without control characters`,
    });
}

/** A credential: whatever is found in its place is never repeated. */
export function secret(what: string) {
  return z.string({ error: `write ${what}` }).min(1, { error: `write ${what}` });
}

/** Text in one line: names. */
export function line(what: string, most = 100) {
  return text(what, most).refine((written) => !/[\n\r\t]/.test(written), {
    error: `write ${what} in one line`,
  });
}

/** Text of a given form. */
export function pattern(form: RegExp, what: string, most = 255) {
  return text(what, most).regex(form, { error: `write ${what}` });
}

const LONGEST_DURATION: Duration = 365 * 86_400_000;
/** From large to small, as parseDuration wants it; editors check by this alone. */
const DURATION_FORM =
  /^(?=\d)(?:\d+(?:\.\d+)?d)?(?:\d+(?:\.\d+)?h)?(?:\d+(?:\.\d+)?m)?(?:\d+(?:\.\d+)?s)?(?:\d+(?:\.\d+)?ms)?$/;

/** A length of time such as `90s`, `5m` or `1h30m`, in milliseconds. */
export function duration(least: Duration = 0) {
  const expected = 'write a duration with its unit, such as `30s`, `5m` or `1h30m`';
  return z
    .string({
      error: ({ input }) =>
        typeof input === 'number'
          ? `write a duration with its unit, such as \`${input}s\` or \`${input}m\``
          : expected,
    })
    .regex(DURATION_FORM, { error: expected })
    .transform((written, context): Duration => {
      const length = parseDuration(written);
      const complaint = length === undefined ? expected : complainAboutLength(length, least);
      if (complaint !== undefined) context.addIssue({ code: 'custom', message: complaint });
      return length ?? 0;
    });
}

function complainAboutLength(length: Duration, least: Duration): string | undefined {
  if (length < least) return `write a longer one: at least \`${writeDuration(least)}\``;
  return length > LONGEST_DURATION ? 'write a shorter one: at most `365d`' : undefined;
}

/** Neither 0% nor more than 100%. */
const WEIGHT_FORM = /^(?:100(?:\.0+)?|(?!0+(?:\.0+)?%)\d{1,2}(?:\.\d+)?)%$/;

/** A share of the traffic such as `5%`, in percent: above 0 and at most 100. */
export function weight() {
  const expected = 'write a share of the traffic above 0% and up to 100%, such as `5%`';
  return z
    .string({
      error: ({ input }) =>
        typeof input === 'number' && input > 0 && input <= 100
          ? `write it with its sign: \`${input}%\``
          : expected,
    })
    .regex(WEIGHT_FORM, { error: expected })
    .transform((written) => Number.parseFloat(written));
}

/** Neither 0% nor 100%. */
const CHANCE_FORM = /^(?!0+(?:\.0+)?%)\d{1,2}(?:\.\d+)?%$/;

/** A chance such as `1%`, as a share: above 0 and below 1. */
export function chance() {
  const expected = 'write a chance above 0% and below 100%, such as `1%`';
  return z
    .string({
      error: ({ input }) =>
        typeof input === 'number' && input > 0 && input < 100
          ? `write it with its sign: \`${input}%\``
          : expected,
    })
    .regex(CHANCE_FORM, { error: expected })
    .transform((written) => Number((Number.parseFloat(written) / 100).toPrecision(12)));
}

/** A whole number from `least` on. */
export function integer(least: number, what: string) {
  const error = `write ${what}`;
  return z.int({ error }).min(least, { error }).max(1_000_000, { error });
}

const BETWEEN = 'write a number between 0 and 1, such as `0.95`';

/** A quantile between 0 and 1; who writes 95 is told that it is 0.95. */
export function quantile() {
  return z
    .number({ error: BETWEEN })
    .gt(0, { error: BETWEEN })
    .lt(1, {
      error: ({ input }) =>
        typeof input === 'number' && input > 1 && input < 100
          ? `write a number between 0 and 1: \`${Number((input / 100).toPrecision(6))}\``
          : BETWEEN,
    });
}

export function yesNo() {
  return z.boolean({ error: 'write `true` or `false`' });
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: `write ${words.map((word) => `\`${word}\``).join(' or ')}`,
  });
}

/** An address; the host may come from the environment. */
export function url(what: string) {
  return pattern(
    /^(?:https?:\/\/\S+|\$\S+)$/,
    `${what}, beginning with \`http://\`, \`https://\` or a variable such as \`$PROMETHEUS_URL\``,
    2_000,
  );
}

/** A text, or a list of them. */
export function oneOrMany<Item extends z.ZodType<string>>(item: Item, what: string) {
  const error = `write ${what}, or a list of them`;
  return z
    .union([item, z.array(item, { error }).min(1, { error }).max(100, { error })], { error })
    .transform((value): readonly string[] => (Array.isArray(value) ? value : [value]));
}

export function many<Item extends z.ZodType<string>>(item: Item, what: string) {
  const error = `write a list of ${what}`;
  return z.array(item, { error }).min(1, { error }).max(100, { error });
}
