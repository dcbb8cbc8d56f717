// Loaded before Limner in a world that is some minutes later: every clock reading of the process is moved.
const laterMs = Number(process.env.CHAOS_LATER_MS ?? 0);
const RealDate = Date;
const now = () => RealDate.now() + laterMs;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }

  static now() {
    return now();
  }
};
