/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  if (sorted.length === 0) return NaN;
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** `12.3 (11.9–13.0)`: the median of several runs and how far they lay apart. */
export function spread(values: readonly number[], unit = '', digits = 2): string {
  if (values.length === 1) return `${format(values[0] ?? NaN, digits)}${unit}`;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `${format(median(values), digits)}${unit} (${format(low, digits)}–${format(high, digits)})`;
}

function format(value: number, digits: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(digits);
}
