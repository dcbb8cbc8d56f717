/** The stand-in's time: real time plus what the test added. Every limit in minutes and hours is measured on it. */
export class Clock {
  private offsetMs = 0;

  now(): number {
    return Date.now() + this.offsetMs;
  }

  /** Lets `ms` pass at once. */
  advance(ms: number): void {
    this.offsetMs += ms;
  }
}

const discordEpochMs = 1_420_070_400_000n;

/** Makes ids like Discord's: time in the upper bits, always growing. */
export class SnowflakeSource {
  private readonly clock: Clock;
  private last = 0n;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  next(): string {
    const byTime = (BigInt(this.clock.now()) - discordEpochMs) << 22n;
    this.last = byTime > this.last ? byTime : this.last + 1n;
    return this.last.toString();
  }
}
