const MiB = 1024 * 1024;

/** Every limit that the stand-in enforces. All can be set at any time; times in ms of the stand-in's clock. */
export interface Limits {
  /** First answer to an interaction. */
  acknowledgeMs: number;
  /** Life of an interaction token. */
  tokenMs: number;
  /** Per file, where neither the channel nor the interaction says otherwise. */
  fileBytes: number;
  /** Whole request. */
  requestBytes: number;
  /** How long `enforce_nonce` remembers; Discord says "the past few minutes". */
  nonceWindowMs: number;
  /** Life of a signed CDN address. */
  cdnMs: number;
  /** Follow-ups of a user-installed app outside its servers. */
  followups: number;
  /** Heartbeat interval told in HELLO, in real ms. */
  heartbeatMs: number;
  identifiesPerDay: number;
  /** `max_concurrency`: shards that may identify within five seconds. */
  identifiesAtOnce: number;
  commandCreatesPerDay: number;
  /** Per route and channel (or webhook); undefined: no such limit. Counted in real time. */
  routeLimit: { limit: number; windowMs: number } | undefined;
  /** Requests per second with the bot token; undefined: no such limit. Counted in real time. */
  globalPerSecond: number | undefined;
  /** Recorded requests kept. */
  requestsKept: number;
}

export const defaultLimits: Limits = {
  acknowledgeMs: 3000,
  tokenMs: 15 * 60_000,
  fileBytes: 10 * MiB,
  requestBytes: 25 * MiB,
  nonceWindowMs: 5 * 60_000,
  cdnMs: 24 * 3_600_000,
  followups: 5,
  heartbeatMs: 41_250,
  identifiesPerDay: 1000,
  identifiesAtOnce: 1,
  commandCreatesPerDay: 200,
  routeLimit: undefined,
  globalPerSecond: undefined,
  requestsKept: 20_000,
};

/** What is configured in the portal, and behaviour that Discord does not document clearly: both readings can be had. */
export interface Rules {
  /** The privileged Message Content intent is switched on in the portal. */
  messageContentAllowed: boolean;
  /** Assumed: a public answer to an interaction can be edited with the bot token where the bot sees the channel. */
  botMayEditInteractionResponses: boolean;
  /** Assumed: a nonce is unique per author in every channel (`author`) or only in one (`channel`). */
  nonceScope: 'author' | 'channel';
  /** Where Discord sends interactions instead of the gateway, as set in the portal. */
  interactionsEndpointUrl: string | undefined;
  /** What the bot's role may not do in any server, of what its install link asks for. */
  revokedPermissions: bigint;
}

export const defaultRules: Rules = {
  messageContentAllowed: false,
  botMayEditInteractionResponses: true,
  nonceScope: 'author',
  interactionsEndpointUrl: undefined,
  revokedPermissions: 0n,
};
