/**
 * Turns a series of fractional increases into whole ones that never drift: the running total is rounded, and
 * what it grew by is handed out. 0.4 an interval gives 0, 1, 0, 1, 0 rather than never anything.
 */
export function createRounding(): (increase: number) => number {
  let total = 0;
  let given = 0;
  return (increase) => {
    if (!(increase >= 0 && increase < Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`a count must be a number of at least 0, not ${increase}`);
    }
    total += increase;
    const whole = Math.round(total) - given;
    given += whole;
    return whole;
  };
}
